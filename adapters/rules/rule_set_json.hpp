#pragma once

#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "engine/core/result.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/rule_set.hpp"

namespace makegood::rule_files {

/// Reads a rule set as a document has it; rules/README.md says how that looks. Expressions stay texts. `content` is the
/// document as canonical JSON, `hash` is left to whoever can hash. All findings at once.
[[nodiscard]] Result<RuleSetDraft, Findings> read_rule_set(std::string_view json);

/// Reads the `within` of effects and of expectations: {"call": {"target_minutes": 60}}.
void read_within(codec::ObjectReader& object, std::array<Tightening, steps.size()>& within);

/// The words for priorities, in their order.
inline constexpr std::array<std::string_view, 3> priority_words = {"normal", "high", "urgent"};

}  // namespace makegood::rule_files
