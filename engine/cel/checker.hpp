#pragma once

#include <string_view>

#include "engine/cel/ast.hpp"
#include "engine/cel/schema.hpp"
#include "engine/core/result.hpp"

namespace makegood::cel {

/// Gives every name its meaning (longest prefix first, container before root, macro variables shadow), without types:
/// what the unchecked mode runs on. A name that means nothing stays `unresolved` and is an error only when it runs.
void resolve(Ast& ast, const Schema& schema, std::string_view container);

/// Resolves, and gives every node its type; findings name what was found and what was expected, all of them at once.
[[nodiscard]] SourceFindings check(Ast& ast, const Schema& schema, std::string_view container);

}  // namespace makegood::cel
