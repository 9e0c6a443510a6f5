#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/rules/rule_set.hpp"

namespace makegood {

/// Where findings about one expression go.
struct ExpressionPlace {
    std::string pointer;
    RuleFindings& findings;
};

/// Compiles against a schema that begins with the facts', and judges what CEL does not know of: facts that may be
/// absent and are read unguarded, constants that are no money. Nothing when there was a finding that is an error.
[[nodiscard]] std::optional<Condition> compile_expression(std::string_view source, const cel::Schema& schema,
                                                          const ExpressionPlace& at);

/// Which fact a select or has() is of, if it is of one. Of a program that was checked.
[[nodiscard]] std::optional<FactIndex> fact_of(const cel::Ast& ast, const cel::Node& node);

}  // namespace makegood
