#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/app/commands.hpp"
#include "adapters/rules/rule_files.hpp"

namespace CLI {
class App;
}

namespace makegood::app {

/// Of `makegood rules …`; each command has some of them.
struct RulesOptions {
    std::vector<std::string> files;
    std::string config = default_config();
    std::string database;
    std::string candidate;  ///< file of a rule set
    std::string since;      ///< day in the company's zone
    std::string format = "table";
    std::size_t samples = 10;
    std::string claim;  ///< id or number
};

void add_rules(CLI::App& app, RulesOptions& options, int& status);

/// Prints what is wrong with rule files, all of it. Exit status 1 when one of them would not load.
[[nodiscard]] int run_rules_check(const RulesOptions& options);
/// Runs the cases beside rule files and prints the coverage of every rule and row. Exit status 1 when a case fails or
/// a step is not covered.
[[nodiscard]] int run_rules_test(const RulesOptions& options);
/// Prints what a candidate would have done with the claims on record.
[[nodiscard]] int run_rules_backtest(const RulesOptions& options);
/// Prints why a claim was routed as it was, each time.
[[nodiscard]] int run_rules_explain(const RulesOptions& options);

/// On standard error, all of them.
void print(const std::vector<rule_files::FileFinding>& findings);

}  // namespace makegood::app
