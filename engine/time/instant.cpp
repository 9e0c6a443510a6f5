#include "engine/time/instant.hpp"

#include "engine/time/date.hpp"

namespace makegood {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

std::optional<unsigned> two_digits(std::string_view text, std::size_t at) {
    if (at + 2 > text.size()) return std::nullopt;
    const char tens = text[at];
    const char ones = text[at + 1];
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
    return static_cast<unsigned>(tens - '0') * 10 + static_cast<unsigned>(ones - '0');
}

void append_padded(std::string& text, std::int64_t value, int width) {
    const std::string digits = std::to_string(value);
    text.append(static_cast<std::size_t>(width) - digits.size(), '0').append(digits);
}

/// Minutes east of UTC of "Z", "+01:00" or "-03:30".
std::optional<std::int64_t> offset_minutes(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = two_digits(text, 1);
    const auto minutes = two_digits(text, 4);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const std::int64_t east = *hours * 60 + *minutes;
    return text[0] == '-' ? -east : east;
}

}  // namespace

std::string to_text(Instant instant) {
    std::int64_t days = instant.unix_ms() / ms_per_day;
    std::int64_t ms = instant.unix_ms() % ms_per_day;
    if (ms < 0) {
        ms += ms_per_day;
        --days;
    }
    std::string text = to_text(Date::from_unix_days(static_cast<std::int32_t>(days)));
    text += 'T';
    append_padded(text, ms / 3'600'000, 2);
    text += ':';
    append_padded(text, ms / 60'000 % 60, 2);
    text += ':';
    append_padded(text, ms / 1000 % 60, 2);
    text += '.';
    append_padded(text, ms % 1000, 3);
    text += 'Z';
    return text;
}

std::optional<Instant> parse_instant(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto hours = two_digits(text, 11);
    const auto minutes = two_digits(text, 14);
    const auto seconds = two_digits(text, 17);
    if (!date || !hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;

    std::size_t at = 19;
    std::int64_t ms = 0;
    if (text[at] == '.') {
        const std::size_t first = ++at;
        std::int64_t unit_ms = 100;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit_ms /= 10)
            ms += (text[at] - '0') * unit_ms;
        if (at == first || at - first > 9) return std::nullopt;
    }
    const auto east = offset_minutes(text.substr(at));
    if (!east) return std::nullopt;
    const Instant instant(date->unix_days() * ms_per_day +
                          ((std::int64_t{*hours} * 60 + *minutes - *east) * 60 + *seconds) * 1000 + ms);
    // An offset may carry it out of the years that can be written.
    const Instant first(Date::from_civil(1, 1, 1)->unix_days() * ms_per_day);
    const Instant last(Date::from_civil(9999, 12, 31)->unix_days() * ms_per_day + ms_per_day - 1);
    if (instant < first || instant > last) return std::nullopt;
    return instant;
}

}  // namespace makegood
