#pragma once

#include <string>

#include "engine/rules/rule_set.hpp"

namespace makegood {

/// Looks for rows of a table that fit together and for what no row fits, as far as cells can be analysed: comparisons
/// of the column's own input with constants, `in` lists of constants, and what && || ! make of them, over bool, int,
/// double, text and money of one currency. What could not be looked at is said.
///
/// An overlap in a `unique` table is an error; so is a gap in a table that says it is complete. Other gaps of `unique`
/// and `first` tables are warnings, and so are rows of a `first` table that earlier ones leave nothing to.
void analyse(const RuleSet::Table& table, const std::string& pointer, RuleFindings& findings);

}  // namespace makegood
