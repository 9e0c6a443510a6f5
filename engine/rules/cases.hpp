#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/rules/router.hpp"

namespace makegood {

/// What a case expects of the rules, beside the routing by default. Only what is said is compared.
struct Expectation {
    std::optional<Priority> priority{};
    std::array<Tightening, steps.size()> within{};  ///< by Step; a clock that is not said is not compared
    std::optional<std::vector<std::string>> flags{}, notices{}, tasks{}, owners{}, hints{};  ///< whole lists
    std::optional<bool> countersignature{};
    std::optional<std::vector<std::string>> fired{};  ///< the ids of all steps that fire
};

/// One story about rules: facts, and what is to follow from them.
struct RuleCase {
    std::string name;
    std::string pointer;  ///< where it stands in its document
    std::shared_ptr<const FactSheet> facts;
    Expectation expected;
};

/// How often a rule, or a row of a table, fired and did not, over all cases.
struct StepCoverage {
    std::string step;
    std::size_t fired = 0;
    std::size_t not_fired = 0;
    std::size_t failed = 0;
    [[nodiscard]] bool is_covered() const { return fired > 0 && not_fired > 0 && failed == 0; }
};

struct CaseReport {
    Findings findings;  ///< what did not come out as expected, and what no case covers
    std::vector<StepCoverage> coverage;
    std::size_t cases = 0;
    std::size_t passed = 0;
};

/// Runs every case. Every step must fire in one case and not in another; a step that fails is a finding of its case.
[[nodiscard]] CaseReport run_cases(Router& router, const std::vector<RuleCase>& cases);

}  // namespace makegood
