#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/verify/books.hpp"
#include "adapters/verify/people.hpp"

namespace makegood::verify {

/// When an event was made, by whom, and the entries it came with.
struct Happening {
    std::uint64_t sequence = 0;
    std::int64_t at_ms = 0;
    std::string_view at{};
    Person by = nobody;
    Books::Posting posting{};
};

inline constexpr std::int64_t ms_per_day = 86'400'000;
/// The company's zone is not known here; none is further from UTC.
inline constexpr std::int64_t zone_ms_max = 14 * 3'600'000;

/// The day of an instant in UTC, since 1970-01-01.
[[nodiscard]] constexpr std::int64_t utc_day(std::int64_t ms) {
    return (ms >= 0 ? ms : ms - ms_per_day + 1) / ms_per_day;
}

/// Whether a day can be the company's own at an instant.
[[nodiscard]] constexpr bool may_be_today(std::int64_t days, std::int64_t at_ms) {
    return days >= utc_day(at_ms - zone_ms_max) && days <= utc_day(at_ms + zone_ms_max);
}

}  // namespace makegood::verify
