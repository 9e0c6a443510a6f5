#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace makegood {

/// A point in time, UTC, to the millisecond. The engine is told the time, it never asks (law 15).
class Instant {
  public:
    explicit constexpr Instant(std::int64_t unix_ms) : unix_ms_(unix_ms) {}
    [[nodiscard]] constexpr std::int64_t unix_ms() const { return unix_ms_; }
    auto operator<=>(const Instant&) const = default;

    friend constexpr Instant operator+(Instant at, std::chrono::milliseconds by) {
        return Instant(at.unix_ms_ + by.count());
    }
    friend constexpr std::chrono::milliseconds operator-(Instant a, Instant b) {
        return std::chrono::milliseconds(a.unix_ms_ - b.unix_ms_);
    }

  private:
    std::int64_t unix_ms_;
};

/// RFC 3339 in UTC with milliseconds: "2026-03-29T01:00:00.000Z".
[[nodiscard]] std::string to_text(Instant instant);
/// Reads RFC 3339 with any offset and 0 to 9 digits of a second (cut to the millisecond), years 0001 to 9999.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

}  // namespace makegood
