#include "adapters/config/letterhead.hpp"

#include <charconv>
#include <string_view>

namespace makegood::config {

namespace {

using codec::Controls;
using codec::ObjectReader;

constexpr codec::Chars name_chars{1, 200};
constexpr codec::Chars thanks_chars{1, 1000};
constexpr codec::Items footer_lines{0, 4};

std::optional<Colour> parse_colour(std::string_view text) {
    if (text.size() != 7 || text.front() != '#') return std::nullopt;
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return Colour{static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8 & 0xFF),
                  static_cast<std::uint8_t>(value & 0xFF)};
}

/// How bright it looks, 0 to 255. Source: ITU-R BT.601, luma.
int brightness(const Colour& colour) {
    return (299 * colour.red + 587 * colour.green + 114 * colour.blue) / 1000;
}

Colour read_accent(ObjectReader& object) {
    constexpr int brightness_max = 140;  // of what still reads as text on white
    const std::string_view text = object.text("accent", {1, 7}, Controls::none);
    const auto colour = parse_colour(text);
    if (!colour && !text.empty()) object.fault("accent", "a colour as in \"#1F4E79\"");
    if (colour && brightness(*colour) > brightness_max)
        object.fault("accent", "a colour dark enough to be read on white paper, as in \"#1F4E79\"");
    return colour.value_or(Colour{0, 0, 0});
}

Signatory read_signatory(ObjectReader object) {
    Signatory signatory{std::string(object.text("name", name_chars, Controls::none)),
                        std::optional<std::string>(object.optional_text("title", name_chars, Controls::none))};
    object.finish();
    return signatory;
}

}  // namespace

Letterhead read_letterhead(ObjectReader object) {
    Letterhead letterhead{read_accent(object), std::string(object.text("thanks", thanks_chars)), {}, {}};
    if (auto signatory = object.optional_object("signatory")) letterhead.signatory = read_signatory(*signatory);
    for (codec::JsonValue line : object.optional_array("footer", footer_lines))
        letterhead.footer.emplace_back(line.text(name_chars, Controls::none));
    object.finish();
    return letterhead;
}

}  // namespace makegood::config
