#pragma once

#include <string_view>

#include "engine/cel/machine.hpp"

namespace makegood::cel {

/// An operator of two operands, neither of which is an error.
using Operator = Value (*)(const Site& site, const Value& left, const Value& right);

/// The operator of a binary node, as its text names it; null where there is none.
[[nodiscard]] Operator find_operator(std::string_view name);

[[nodiscard]] Value negate(const Site& site, const Value& operand);
[[nodiscard]] Value are_equal(const Site& site, const Value& left, const Value& right);
[[nodiscard]] Value is_in(const Site& site, const Value& sought, const Value& range);

}  // namespace makegood::cel
