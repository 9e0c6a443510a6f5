#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/cel/value.hpp"

namespace makegood::cel {

// Timestamps lie from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z, durations are an int64 of nanoseconds.
// Source: langdef.md, "Overflow".
inline constexpr std::int64_t timestamp_seconds_min = -62'135'596'800;
inline constexpr std::int64_t timestamp_seconds_max = 253'402'300'799;
inline constexpr std::string_view timestamp_range = "timestamp out of range: years 0001 to 9999";
inline constexpr std::string_view duration_range = "duration out of range: an int64 of nanoseconds";

/// Nothing where it is out of range.
[[nodiscard]] std::optional<Value> make_timestamp(std::int64_t seconds, std::uint32_t nanoseconds);
/// A timestamp, and nothing where it comes out of range.
[[nodiscard]] std::optional<Value> add_nanoseconds(const Value& timestamp, std::int64_t nanoseconds, bool is_earlier);
[[nodiscard]] std::optional<std::int64_t> nanoseconds_between(const Value& from, const Value& to);

/// What a text turned out to be, or what is wrong with it.
struct Reading {
    std::optional<Value> value;
    std::string_view wrong;
};
/// RFC 3339 with capital T and Z, up to 9 digits of a second, and a day that there is.
[[nodiscard]] Reading read_timestamp(std::string_view text);
/// "1h30m", "-1.5h", "0", units h, m, s, ms, us (or µs), ns. What is less than a nanosecond is cut.
[[nodiscard]] Reading read_duration(std::string_view text);
/// "+05:30", "-00:00", "02:00": seconds east of UTC, less than a day; nothing where it is written otherwise.
[[nodiscard]] std::optional<std::int64_t> read_offset(std::string_view text);

/// RFC 3339 in UTC, with as many digits of a second as it takes: "2009-02-13T23:31:30.5Z".
void append_timestamp(std::string& text, const Value& timestamp);
/// In seconds, with as many digits as it takes: "60.001s", "-0.5s".
void append_duration(std::string& text, std::int64_t nanoseconds);

/// A timestamp on the wall, `offset_s` seconds east of UTC.
struct WallTime {
    std::int64_t year = 0;
    std::int64_t month = 0;        ///< from 1
    std::int64_t day = 0;          ///< from 1
    std::int64_t day_of_year = 0;  ///< from 0
    std::int64_t day_of_week = 0;  ///< from 0, a Sunday
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    std::int64_t second = 0;
};
[[nodiscard]] WallTime wall_time(std::int64_t seconds, std::int64_t offset_s);

}  // namespace makegood::cel
