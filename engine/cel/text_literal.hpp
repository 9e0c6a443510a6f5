#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/cel/ast.hpp"
#include "engine/cel/place.hpp"

namespace makegood::cel {

/// A string or bytes literal as read from the source.
struct TextLiteral {
    Literal value;
    std::uint32_t end = 0;  ///< one behind its last byte
    std::optional<SourceFinding> finding;
};

/// Whether a string or bytes literal begins at `at`: a quote, or one of its prefixes (r, b, br, rb) and a quote.
[[nodiscard]] bool begins_text_literal(std::string_view source, std::uint32_t at);

/// Reads the literal that begins at `at`. Where a quote is not closed, or an escape is none, there is a finding, and
/// `end` is where reading goes on.
[[nodiscard]] TextLiteral read_text_literal(std::string_view source, std::uint32_t at);

}  // namespace makegood::cel
