#include "engine/time/date.hpp"

#include <date/date.h>

#include "engine/core/invariant.hpp"

namespace makegood {

namespace {

date::year_month_day civil(std::int32_t unix_days) {
    return date::sys_days{date::days{unix_days}};
}

}  // namespace

std::optional<Date> Date::from_civil(int year, unsigned month, unsigned day) {
    const date::year_month_day civil_day{date::year{year}, date::month{month}, date::day{day}};
    if (!civil_day.ok()) return std::nullopt;
    return Date(static_cast<std::int32_t>(date::sys_days{civil_day}.time_since_epoch().count()));
}

int Date::year() const {
    return static_cast<int>(civil(unix_days_).year());
}
unsigned Date::month() const {
    return static_cast<unsigned>(civil(unix_days_).month());
}
unsigned Date::day() const {
    return static_cast<unsigned>(civil(unix_days_).day());
}

std::string to_text(Date date) {
    const auto day = civil(date.unix_days());
    const int year = static_cast<int>(day.year());
    invariant(year >= 0 && year <= 9999, "a date's year has four digits");
    std::string text = "0000-00-00";
    const auto put_before = [&](std::size_t end, unsigned value) {
        for (; value > 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
    };
    put_before(4, static_cast<unsigned>(year));
    put_before(7, static_cast<unsigned>(day.month()));
    put_before(10, static_cast<unsigned>(day.day()));
    return text;
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t width) {
        unsigned value = 0;
        for (char c : text.substr(from, width)) {
            if (c < '0' || c > '9') return 0U;  // no year, month or day is 0, so 0 is refused below
            value = value * 10 + static_cast<unsigned>(c - '0');
        }
        return value;
    };
    const unsigned year = number(0, 4);
    if (year == 0) return std::nullopt;
    return Date::from_civil(static_cast<int>(year), number(5, 2), number(8, 2));
}

}  // namespace makegood
