#pragma once

#include <string>

#include "engine/cel/ast.hpp"

namespace makegood::cel {

/// A tree as one line: `a + f(b.c)` is (_+_ a (f (.c b))). Facts are written name@slot, local variables name#slot,
/// names of types <name>.
std::string shape_of(const Ast& ast);

/// "1:5 found; expected", one to a line.
std::string lines_of(const SourceFindings& findings);

}  // namespace makegood::cel
