#include "adapters/app/rules_commands.hpp"

#include <algorithm>
#include <iostream>

#include <CLI/CLI.hpp>

#include "adapters/app/command_line.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/recorded_rules.hpp"
#include "adapters/rules/rule_files.hpp"

namespace makegood::app {

namespace {

void add_options(CLI::App& command, RulesOptions& options) {
    command.add_option("--config", options.config, "Directory of guarantee.json, whose clocks rules may only tighten")
        ->capture_default_str();
}

void add_backtest(CLI::App& rules, RulesOptions& options, int& status) {
    CLI::App* backtest =
        rules.add_subcommand("backtest", "Say what a candidate would have done with the claims on record");
    add_options(*backtest, options);
    backtest->add_option("--db", options.database, "The database file; a server may be using it")->required();
    backtest->add_option("--candidate", options.candidate, "A rule file; its cases are not asked for")->required();
    backtest->add_option("--since", options.since, "Claims opened from this day on, as in 2026-01-31")->required();
    backtest->add_option("--format", options.format, "table or json")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
    backtest->add_option("--samples", options.samples, "How many kinds of change are shown")
        ->check(CLI::Range(0, 1000))
        ->capture_default_str();
    backtest->callback([&] { status = run_rules_backtest(options); });
}

std::optional<config::Configuration> load_config(const std::string& directory) {
    auto configuration = config::load(directory);
    if (configuration) return *std::move(configuration);
    for (const config::FileFinding& finding : configuration.error())
        std::cerr << "makegood: " << config::in_words(finding) << "\n";
    return std::nullopt;
}

std::string counted(std::size_t count, const char* thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

void print_coverage(const CaseReport& cases) {
    std::size_t width = 0;
    for (const StepCoverage& step : cases.coverage) width = std::max(width, step.step.size());
    for (const StepCoverage& step : cases.coverage) {
        std::cout << "  " << step.step << std::string(width - step.step.size(), ' ') << "  fired in " << step.fired
                  << ", not in " << step.not_fired;
        if (step.failed > 0) std::cout << ", failed in " << step.failed;
        std::cout << (step.is_covered() ? "\n" : "   <- not covered\n");
    }
}

bool test_file(const std::string& file, const rule_files::Hash& hash, const Guarantee& guarantee) {
    const rule_files::FileReport report = rule_files::load_file(file, hash, &guarantee);
    print(report.findings);
    const auto covered = std::count_if(report.cases.coverage.begin(), report.cases.coverage.end(),
                                       [](const StepCoverage& step) { return step.is_covered(); });
    std::cout << file << ": " << report.cases.passed << " of " << counted(report.cases.cases, "case") << " passed, "
              << covered << " of " << report.cases.coverage.size() << " rules and rows covered\n";
    print_coverage(report.cases);
    return report.is_good();
}

std::vector<std::string> shipped_rules() {
    std::vector<std::string> files;
    for (const auto& file : rule_files::rule_files_in("rules")) files.push_back(file.string());
    return files;
}

}  // namespace

void print(const std::vector<rule_files::FileFinding>& findings) {
    for (const rule_files::FileFinding& finding : findings) std::cerr << rule_files::in_words(finding) << "\n";
}

void add_rules(CLI::App& app, RulesOptions& options, int& status) {
    CLI::App* rules = app.add_subcommand("rules", "Rule sets: how claims are handled, never whether");
    rules->require_subcommand(1);
    CLI::App* check = rules->add_subcommand("check", "Say everything that is wrong with rule files");
    add_options(*check, options);
    check->add_option("FILE", options.files, "Rule files")->required();
    check->callback([&] { status = run_rules_check(options); });
    CLI::App* test = rules->add_subcommand("test", "Run the cases beside rule files, and show what they cover");
    add_options(*test, options);
    test->add_option("FILE", options.files, "Rule files; none: those in ./rules");
    test->callback([&] { status = run_rules_test(options); });
    add_backtest(*rules, options, status);
    CLI::App* explain = rules->add_subcommand("explain", "Say why a claim was routed as it was, each time");
    add_options(*explain, options);
    explain->add_option("--db", options.database, "The database file")->required();
    explain->add_option("CLAIM", options.claim, "Number or id of a claim")->required();
    explain->callback([&] { status = run_rules_explain(options); });
}

int run_rules_check(const RulesOptions& options) {
    const auto configuration = load_config(options.config);
    if (!configuration) return exit_failed;
    const vault::Vault vault;
    bool is_good = true;
    for (const std::string& file : options.files) {
        const rule_files::FileReport report = rule_files::check_file(file, hash_with(vault), &configuration->guarantee);
        print(report.findings);
        is_good = is_good && report.is_good();
        if (report.rules)
            std::cout << file << ": " << report.rules->title() << ", " << counted(report.rules->rules().size(), "rule")
                      << " and " << counted(report.rules->tables().size(), "table") << ", from "
                      << to_text(report.rules->effective_from()) << " on, sha256 " << report.rules->hash() << "\n";
    }
    return is_good ? exit_done : exit_failed;
}

int run_rules_test(const RulesOptions& options) {
    const auto configuration = load_config(options.config);
    if (!configuration) return exit_failed;
    const vault::Vault vault;
    const std::vector<std::string> files = options.files.empty() ? shipped_rules() : options.files;
    if (files.empty()) return fail("no rule files in ./rules");
    bool is_good = true;
    for (const std::string& file : files)
        is_good = test_file(file, hash_with(vault), configuration->guarantee) && is_good;
    return is_good ? exit_done : exit_failed;
}

}  // namespace makegood::app
