#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace makegood::cel {

/// Whether a byte of UTF-8 is the first of a code point.
[[nodiscard]] constexpr bool begins_code_point(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

/// Whether it is a Unicode scalar value: at most U+10FFFF, and no surrogate.
[[nodiscard]] constexpr bool is_scalar(std::uint32_t point) {
    return point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

/// Bytes of the code point that begins at `at`: 1 to 4; 0 where the bytes are no UTF-8 (RFC 3629).
[[nodiscard]] std::size_t code_point_length(std::string_view text, std::size_t at);

/// The code point that begins at `at`, where there is one (code_point_length is not 0).
[[nodiscard]] std::uint32_t code_point_at(std::string_view text, std::size_t at);

/// The first byte that is no UTF-8; npos where all of it is.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// Appends a scalar value as UTF-8.
void append_utf8(std::string& text, std::uint32_t scalar);

}  // namespace makegood::cel
