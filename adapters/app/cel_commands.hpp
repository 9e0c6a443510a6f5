#pragma once

#include <string>

namespace CLI {
class App;
}

namespace makegood::app {

/// Of `makegood cel eval` and `makegood cel bench`.
struct CelOptions {
    std::string schema;  ///< file of a JSON object of names to types; "-" is standard input, here and below
    std::string facts;   ///< file of one fact or an array of them
    std::string rules;   ///< file of [{"id", "cel"}]
    std::string expression;
    double seconds = 3;  ///< how long to measure
};

void add_cel(CLI::App& app, CelOptions& options, int& status);

/// Prints what the expression gives as JSON, one line a fact.
[[nodiscard]] int run_cel_eval(const CelOptions& options);
/// Prints one line: "makegood EVALUATIONS_PER_SECOND MATCHES_TOTAL".
[[nodiscard]] int run_cel_bench(const CelOptions& options);

}  // namespace makegood::app
