#include "engine/time/date.hpp"

#include <date/date.h>

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
    const auto padded = [](unsigned value, std::size_t width) {
        std::string digits = std::to_string(value);
        return digits.insert(0, width - digits.size(), '0');
    };
    const auto day = civil(date.unix_days());
    return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + "-" +
           padded(static_cast<unsigned>(day.month()), 2) + "-" + padded(static_cast<unsigned>(day.day()), 2);
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
