#pragma once

#include <string>
#include <vector>

#include "adapters/app/commands.hpp"

namespace CLI {
class App;
}

namespace makegood::app {

/// Of `makegood rules check` and `makegood rules test`.
struct RulesOptions {
    std::vector<std::string> files;
    std::string config = default_config();
};

void add_rules(CLI::App& app, RulesOptions& options, int& status);

/// Prints what is wrong with rule files, all of it. Exit status 1 when one of them would not load.
[[nodiscard]] int run_rules_check(const RulesOptions& options);
/// Runs the cases beside rule files and prints the coverage of every rule and row. Exit status 1 when a case fails or
/// a step is not covered.
[[nodiscard]] int run_rules_test(const RulesOptions& options);

}  // namespace makegood::app
