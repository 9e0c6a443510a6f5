#pragma once

#include <string>
#include <vector>

#include "engine/rules/router.hpp"

namespace makegood {

/// One rule, or row of a table, in plain words.
struct ExplanationLine {
    std::string step;  ///< its id
    StepOutcome outcome = StepOutcome::not_fired;
    std::string text;
};

/// Why a claim was routed as it was, and what did not speak: what fired first, then what failed, then the rest, each in
/// the order of the rule set. `trace` is the recorded one; `router` has the rule set of that day and `facts` are those
/// of that day, so that the values that decided are found again. A trace of another set breaks an invariant.
[[nodiscard]] std::vector<ExplanationLine> explain(Router& router, const FactSheet& facts, const Trace& trace);

/// "URGENT, flags harm, late-after-window; tell president; ..." in one line.
[[nodiscard]] std::string in_words(const Routing& routing);

}  // namespace makegood
