#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace makegood::exports {

/// The text on one line, as files that other systems take in need it: control characters, line ends and tabs among
/// them, become blanks, several blanks become one, none is left at the ends, and bytes that are not UTF-8 become
/// U+FFFD.
[[nodiscard]] std::string one_line(std::string_view text);

/// The first characters of UTF-8 text, never half of one, and no blank at the end.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t characters_max);

}  // namespace makegood::exports
