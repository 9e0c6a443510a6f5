#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/time/date.hpp"

namespace makegood::exports {

/// How other systems' files write days. Widths are fixed.
enum class DateFormat { year_month_day, day_month_year, month_day_year };
/// The words of configuration, in the order of DateFormat.
inline constexpr std::array<std::string_view, 3> date_formats = {"YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY"};

[[nodiscard]] std::string write_date(Date date, DateFormat format);
/// What write_date writes, and also "5/3/2026" for 05/03/2026; anything else is nothing.
[[nodiscard]] std::optional<Date> read_date(std::string_view text, DateFormat format);

}  // namespace makegood::exports
