#include "adapters/export/date_format.hpp"

#include <charconv>

namespace makegood::exports {

namespace {

std::optional<unsigned> read_part(std::string_view text) {
    unsigned number = 0;
    if (text.empty() || text.size() > 2) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::string write_date(Date date, DateFormat format) {
    std::string iso = to_text(date);
    if (format == DateFormat::year_month_day) return iso;
    const std::string year = iso.substr(0, 4);
    const std::string month = iso.substr(5, 2);
    const std::string day = iso.substr(8, 2);
    return (format == DateFormat::day_month_year ? day + "/" + month : month + "/" + day) + "/" + year;
}

std::optional<Date> read_date(std::string_view text, DateFormat format) {
    if (format == DateFormat::year_month_day) return parse_date(text);
    const std::size_t first = text.find('/');
    const std::size_t second = first == text.npos ? text.npos : text.find('/', first + 1);
    if (second == text.npos || text.size() != second + 5) return std::nullopt;
    const auto one = read_part(text.substr(0, first));
    const auto two = read_part(text.substr(first + 1, second - first - 1));
    if (!one || !two) return std::nullopt;
    const unsigned month = format == DateFormat::day_month_year ? *two : *one;
    const unsigned day = format == DateFormat::day_month_year ? *one : *two;
    const auto padded = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return parse_date(std::string(text.substr(second + 1)) + "-" + padded(month) + "-" + padded(day));
}

}  // namespace makegood::exports
