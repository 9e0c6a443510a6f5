#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace makegood::pdf {

/// The text as one paragraph that cannot harm the page: what is not UTF-8 becomes U+FFFD; control characters, line ends
/// and runs of white space become one space; characters that force a direction (U+202A to U+202E, U+2066 to U+2069) or
/// annotate (U+FFF9 to U+FFFC) are left out. Every other character stays as it came.
[[nodiscard]] std::string harmless(std::string_view text);

/// Paragraphs of a text, each harmless; empty ones are left out.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view text);

}  // namespace makegood::pdf
