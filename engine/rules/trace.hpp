#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace makegood {

/// What became of one rule, or of one row of a table.
enum class StepOutcome : std::uint8_t {
    fired,
    not_fired,
    passed_over,  ///< an earlier row of a `first` table had decided
    failed,       ///< it went wrong; the claim went on without it (law 2)
};

/// Where in the step's expressions it was decided: the part that was false, or that failed.
struct Deciding {
    std::uint16_t part = 0;   ///< 0 of a rule; of a row the cell, from 0, and after all cells the table's inputs
    std::uint32_t begin = 0;  ///< bytes of that expression
    std::uint32_t end = 0;    ///< one behind
    bool operator==(const Deciding&) const = default;
};

struct StepTrace {
    StepOutcome outcome = StepOutcome::not_fired;
    Deciding by{};
    bool operator==(const StepTrace&) const = default;
};

struct StepFailure {
    std::uint32_t step = 0;
    std::string words;
    bool operator==(const StepFailure&) const = default;
};

/// Why a claim was routed as it was. Small, since the rule set and the facts are recorded too: with them the values
/// that decided are found again (explain).
struct Trace {
    std::vector<StepTrace> steps;       ///< one for each step of the rule set, in its order
    std::vector<StepFailure> failures;  ///< by step
    bool operator==(const Trace&) const = default;
};

}  // namespace makegood
