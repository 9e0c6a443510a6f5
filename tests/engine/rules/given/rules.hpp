#pragma once

#include <memory>
#include <string>

#include "engine/rules/fact_sheet.hpp"
#include "engine/rules/load_rules.hpp"
#include "engine/rules/router.hpp"

namespace makegood::given {

[[nodiscard]] Money eur(std::string_view amount);

/// A call on a Tuesday morning about one of two lines: 60.00 EUR of 334.99 EUR, one earlier claim, nothing special.
[[nodiscard]] RuleFacts ordinary_claim();

/// The clocks of a guarantee: promises of 1 day to acknowledge, 2 to call, 10 to adjust, …, targets of half of it.
[[nodiscard]] Guarantee guarantee();

/// The routing by default of a claim that arrived at `now`: president, call-the-customer, clocks as above.
[[nodiscard]] Routing routing_by_default(Instant now);

/// A draft that is named test/1 and has these rules.
[[nodiscard]] RuleSetDraft draft_of(std::vector<RuleDraft> rules, std::vector<TableDraft> tables = {});
[[nodiscard]] RuleDraft rule(std::string id, std::string when, Effects then = {.flags = {"fired"}});
[[nodiscard]] RowDraft row(std::string id, std::vector<std::string> cells);
/// A table whose inputs are named a, b, c… and whose rows add flags by their ids.
[[nodiscard]] TableDraft table(HitPolicy hit, const std::vector<std::string>& inputs, std::vector<RowDraft> rows);

/// Loads, and fails the test with all findings when it does not.
[[nodiscard]] std::shared_ptr<const RuleSet> must_load(RuleSetDraft draft);
/// "/rules/0/when:1:5: found …; accepted: …", one a line; "" when it loads without a word.
[[nodiscard]] std::string findings_of(RuleSetDraft draft, const Guarantee* guarantee = nullptr);

/// "fired failed not-fired passed-over", by step.
[[nodiscard]] std::string outcomes(const Trace& trace);

}  // namespace makegood::given
