#include "engine/settlement/make_good.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, 3> names = {"money", "other-bill", "apology"};

}  // namespace

std::string_view to_text(MakeGoodKind kind) {
    return names[static_cast<std::size_t>(kind)];
}

std::optional<MakeGoodKind> parse_make_good_kind(std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<MakeGoodKind>(found - names.begin());
}

}  // namespace makegood
