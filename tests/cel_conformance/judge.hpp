#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/cel/program.hpp"

namespace makegood::conformance {

struct Disagreement {
    std::string expected;
    std::string got;
};

/// One line of conformance.jsonl: compiled, run, compared. A test that is checked is run without the check too, and has
/// to give the same value. Nothing when all is as published.
[[nodiscard]] std::optional<Disagreement> judge_test(const nlohmann::json& test, cel::Evaluator& evaluator);

/// One line of syntax_errors.jsonl: refused, every finding at a place in the text, in words.
[[nodiscard]] std::optional<Disagreement> judge_refusal(const nlohmann::json& test);

}  // namespace makegood::conformance
