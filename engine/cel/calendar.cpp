#include "engine/cel/calendar.hpp"

#include <array>
#include <chrono>
#include <limits>

namespace makegood::cel {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t day_s = 86'400;
constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t minute_ns = 60 * second_ns;
constexpr std::int64_t hour_ns = 60 * minute_ns;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes exactly so many digits off the front.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    std::int64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool take(std::string_view& text, std::string_view expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

/// ".5" is 500,000,000; nothing at all is 0.
std::optional<std::uint32_t> take_nanoseconds(std::string_view& text) {
    if (!take(text, ".")) return 0u;
    std::uint32_t nanoseconds = 0;
    std::uint32_t unit = 100'000'000;
    if (text.empty() || !is_digit(text[0])) return std::nullopt;
    while (!text.empty() && is_digit(text[0])) {
        if (unit == 0) return std::nullopt;
        nanoseconds += static_cast<std::uint32_t>(text[0] - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
    }
    return nanoseconds;
}

struct DateAndTime {
    std::int64_t seconds = 0;  ///< since 1970, had it been UTC
    std::uint32_t nanoseconds = 0;
};

std::optional<std::int64_t> take_day(std::string_view& text) {
    const auto year = take_digits(text, 4);
    if (!year || !take(text, "-")) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, "-")) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day) return std::nullopt;
    const year_month_day civil{std::chrono::year(static_cast<int>(*year)),
                               std::chrono::month(static_cast<unsigned>(*month)),
                               std::chrono::day(static_cast<unsigned>(*day))};
    if (!civil.ok()) return std::nullopt;
    return sys_days(civil).time_since_epoch().count();
}

std::optional<std::int64_t> take_time_of_day(std::string_view& text) {
    const auto hour = take_digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
    const auto second = take_digits(text, 2);
    if (!second || *second > 59) return std::nullopt;
    return *hour * 3600 + *minute * 60 + *second;
}

std::optional<DateAndTime> take_date_and_time(std::string_view& text) {
    const auto day = take_day(text);
    if (!day || !take(text, "T")) return std::nullopt;
    const auto time = take_time_of_day(text);
    if (!time) return std::nullopt;
    const auto nanoseconds = take_nanoseconds(text);
    if (!nanoseconds) return std::nullopt;
    return DateAndTime{*day * day_s + *time, *nanoseconds};
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};
constexpr std::array units{
    Unit{"ns", 1},         Unit{"us", 1'000},    Unit{"\xC2\xB5s", 1'000}, Unit{"\xCE\xBCs", 1'000},
    Unit{"ms", 1'000'000}, Unit{"s", second_ns}, Unit{"m", minute_ns},     Unit{"h", hour_ns},
};

constexpr std::string_view no_duration = "no duration: as in '1h30m', '-1.5h', '250ms'";

__extension__ using Wide = __int128;
/// What no duration reaches, and what can be added to without overflow.
constexpr Wide duration_beyond = Wide{1} << 70;

/// A number with a unit, such as "1.5h", in nanoseconds.
struct Amount {
    Wide whole = 0;
    std::int64_t fraction = 0;  ///< its digits...
    std::int64_t scale = 1;     ///< ...over this
    bool has_digits = false;
};

Amount take_amount(std::string_view& text) {
    Amount amount;
    for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
        amount.has_digits = true;
        if (amount.whole < duration_beyond) amount.whole = amount.whole * 10 + (text[0] - '0');
    }
    if (!take(text, ".")) return amount;
    for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1)) {
        amount.has_digits = true;
        if (amount.scale >= 1'000'000'000'000'000'000) continue;
        amount.fraction = amount.fraction * 10 + (text[0] - '0');
        amount.scale *= 10;
    }
    return amount;
}

const Unit* take_unit(std::string_view& text) {
    for (const Unit& unit : units) {
        if (unit.name == "m" && text.starts_with("ms")) continue;
        if (take(text, unit.name)) return &unit;
    }
    return nullptr;
}

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

/// ".5" for 500,000,000; nothing for 0.
void append_fraction(std::string& text, std::int64_t nanoseconds) {
    if (nanoseconds == 0) return;
    text += '.';
    append_padded(text, nanoseconds, 9);
    while (text.back() == '0') text.pop_back();
}

}  // namespace

std::optional<Value> make_timestamp(std::int64_t seconds, std::uint32_t nanoseconds) {
    if (seconds < timestamp_seconds_min || seconds > timestamp_seconds_max) return std::nullopt;
    return Value::timestamp(seconds, nanoseconds);
}

std::optional<Value> add_nanoseconds(const Value& timestamp, std::int64_t nanoseconds, bool is_earlier) {
    // In parts, so that the smallest int64 can be taken away too.
    const std::int64_t seconds = nanoseconds / second_ns;
    const std::int64_t rest = nanoseconds % second_ns;
    const std::int64_t sign = is_earlier ? -1 : 1;
    const std::int64_t fraction = std::int64_t{timestamp.size} + sign * rest;
    const std::int64_t carried = floor_divide(fraction, second_ns);
    return make_timestamp(timestamp.int64 + sign * seconds + carried,
                          static_cast<std::uint32_t>(fraction - carried * second_ns));
}

std::optional<std::int64_t> nanoseconds_between(const Value& from, const Value& to) {
    const Wide between = Wide{to.int64 - from.int64} * second_ns + to.size - from.size;
    if (between > std::numeric_limits<std::int64_t>::max() || between < std::numeric_limits<std::int64_t>::min()) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(between);
}

Reading read_timestamp(std::string_view text) {
    constexpr std::string_view wrong = "no timestamp: RFC 3339, as in '2026-03-29T01:00:00Z'";
    const auto local = take_date_and_time(text);
    if (!local) return {std::nullopt, wrong};
    std::int64_t offset_s = 0;
    if (text != "Z") {
        const auto offset = text.starts_with('+') || text.starts_with('-') ? read_offset(text) : std::nullopt;
        if (!offset) return {std::nullopt, wrong};
        offset_s = *offset;
    }
    return {make_timestamp(local->seconds - offset_s, local->nanoseconds), timestamp_range};
}

Reading read_duration(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    if (text == "0") return {Value::duration(0), {}};
    if (text.empty()) return {std::nullopt, no_duration};
    Wide total = 0;
    while (!text.empty()) {
        const Amount amount = take_amount(text);
        const Unit* unit = take_unit(text);
        if (!amount.has_digits || unit == nullptr) return {std::nullopt, no_duration};
        if (amount.whole >= duration_beyond || total >= duration_beyond) return {std::nullopt, duration_range};
        total += amount.whole * unit->nanoseconds + Wide{amount.fraction} * unit->nanoseconds / amount.scale;
    }
    if (is_negative) total = -total;
    if (total > std::numeric_limits<std::int64_t>::max() || total < std::numeric_limits<std::int64_t>::min()) {
        return {std::nullopt, duration_range};
    }
    return {Value::duration(static_cast<std::int64_t>(total)), {}};
}

std::optional<std::int64_t> read_offset(std::string_view text) {
    const bool is_west = text.starts_with('-');
    if (is_west || text.starts_with('+')) text.remove_prefix(1);
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
    const std::int64_t offset_s = *hours * 3600 + *minutes * 60;
    return is_west ? -offset_s : offset_s;
}

void append_timestamp(std::string& text, const Value& timestamp) {
    const WallTime wall = wall_time(timestamp.int64, 0);
    append_padded(text, wall.year, 4);
    text += '-';
    append_padded(text, wall.month, 2);
    text += '-';
    append_padded(text, wall.day, 2);
    text += 'T';
    append_padded(text, wall.hour, 2);
    text += ':';
    append_padded(text, wall.minute, 2);
    text += ':';
    append_padded(text, wall.second, 2);
    append_fraction(text, timestamp.size);
    text += 'Z';
}

void append_duration(std::string& text, std::int64_t nanoseconds) {
    const std::int64_t seconds = nanoseconds / second_ns;
    const std::int64_t rest = nanoseconds % second_ns;
    if (nanoseconds < 0) text += '-';
    text += std::to_string(seconds < 0 ? -seconds : seconds);
    append_fraction(text, rest < 0 ? -rest : rest);
    text += 's';
}

WallTime wall_time(std::int64_t seconds, std::int64_t offset_s) {
    const std::int64_t local = seconds + offset_s;
    const std::int64_t day = floor_divide(local, day_s);
    const std::int64_t second = local - day * day_s;
    const sys_days date{days(day)};
    const year_month_day civil(date);
    const sys_days new_year(civil.year() / std::chrono::January / 1);
    WallTime wall;
    wall.year = int(civil.year());
    wall.month = unsigned(civil.month());
    wall.day = unsigned(civil.day());
    wall.day_of_year = (date - new_year).count();
    wall.day_of_week = std::chrono::weekday(date).c_encoding();
    wall.hour = second / 3600;
    wall.minute = second / 60 % 60;
    wall.second = second % 60;
    return wall;
}

}  // namespace makegood::cel
