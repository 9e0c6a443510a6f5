#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace makegood::cel_json {

/// A point in time as the rule language has it.
struct Moment {
    std::int64_t seconds = 0;       ///< since 1970-01-01T00:00:00Z, without leap seconds; year 0001 to 9999
    std::uint32_t nanoseconds = 0;  ///< 0 to 999,999,999
    bool operator==(const Moment&) const = default;
};

/// RFC 3339 with any offset and 0 to 9 digits of a second. Nothing for days and times that are not: 2024-02-30, 24:00.
[[nodiscard]] std::optional<Moment> parse_timestamp(std::string_view text);
/// In UTC, with the digits of a second that are needed.
[[nodiscard]] std::string to_text(Moment moment);

/// Seconds with an "s", as protobuf's JSON has them: "3.5s", "-0.000000001s". Nanoseconds, within 64 bits.
[[nodiscard]] std::optional<std::int64_t> parse_duration(std::string_view text);
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);

/// RFC 4648, section 4: padded, nothing between the letters, no bits left over.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace makegood::cel_json
