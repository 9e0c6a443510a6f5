#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace makegood {

/// A day of the proleptic Gregorian calendar, without a zone: what documents are dated with.
class Date {
  public:
    /// Days since 1970-01-01.
    static constexpr Date from_unix_days(std::int32_t days) { return Date(days); }
    /// Nothing when there is no such day, e.g. 2025-02-29.
    [[nodiscard]] static std::optional<Date> from_civil(int year, unsigned month, unsigned day);

    [[nodiscard]] constexpr std::int32_t unix_days() const { return unix_days_; }
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;
    [[nodiscard]] unsigned day() const;
    auto operator<=>(const Date&) const = default;

  private:
    explicit constexpr Date(std::int32_t days) : unix_days_(days) {}
    std::int32_t unix_days_;
};

/// ISO 8601: "2026-03-29".
[[nodiscard]] std::string to_text(Date date);
/// Reads exactly YYYY-MM-DD with years 0001 to 9999.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

}  // namespace makegood
