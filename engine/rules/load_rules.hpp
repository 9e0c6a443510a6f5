#pragma once

#include <memory>

#include "engine/core/result.hpp"
#include "engine/rules/rule_set.hpp"

namespace makegood {

struct LoadedRules {
    std::shared_ptr<const RuleSet> rules;
    RuleFindings warnings;  ///< of a set that loads all the same
};

/// Parses, checks and compiles every expression of a draft. All findings at once, warnings included; pointers are those
/// of a document that has rules, tables, inputs, rows and cells where the draft has them:
/// /rules/N/when, /tables/N/inputs/N/value, /tables/N/rows/N/when/N.
///
/// Refused: an expression that CEL refuses or that is not bool; ids that are taken or not in kebab-case; a fact that
/// may be absent read without has(); money that is not; a clock that is not tighter than every version of `guarantee`
/// has it (when one is given), or a promise without a tighter target; rows as wide as no table; rows of a `unique`
/// table that fit together, and gaps of a `complete` one, as far as cells can be analysed.
[[nodiscard]] Result<LoadedRules, RuleFindings> load(RuleSetDraft draft, const Guarantee* guarantee = nullptr);

}  // namespace makegood
