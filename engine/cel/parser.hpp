#pragma once

#include <string_view>

#include "engine/cel/ast.hpp"
#include "engine/core/result.hpp"

namespace makegood::cel {

/// What an expression may cost to read. Beyond it there is a positioned finding, never a crash.
struct ParseLimits {
    std::uint32_t source_bytes_max = 100'000;
    std::uint32_t depth_max = 250;
    std::uint32_t nodes_max = 50'000;
};

/// Reads an expression, macros included. Source: google/cel-spec doc/langdef.md, and its extensions (strings, math,
/// optionals, two-variable comprehensions, bindings, block, encoders).
[[nodiscard]] Result<Ast, SourceFindings> parse(std::string_view source, const ParseLimits& limits = {});

}  // namespace makegood::cel
