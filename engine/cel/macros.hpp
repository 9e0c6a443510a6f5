#pragma once

#include "engine/cel/ast.hpp"

namespace makegood::cel {

/// Turns `call`, just read and not yet in `ast`, into the node of the macro that it writes, if it writes one: has(e.f),
/// e.all(x, p), cel.bind(x, e, b)... A macro's name with another number of arguments stays a call. What a macro does
/// not accept is appended to `findings`.
///
/// The nodes that named variables, and cel of cel.bind, stay in `ast.nodes` without a parent.
/// Source: langdef.md, "Macros"; the extensions two-variable comprehensions, bindings, block and optionals.
void read_macro(const Ast& ast, Node& call, SourceFindings& findings);

}  // namespace makegood::cel
