#include "adapters/app/cel_commands.hpp"

#include <CLI/CLI.hpp>

namespace makegood::app {

namespace {

void add_documents(CLI::App& command, CelOptions& options, const char* facts) {
    command
        .add_option("--schema", options.schema,
                    "JSON object of names to types, see engine/cel/README.md; - is standard input")
        ->required();
    command.add_option("--facts", options.facts, facts)->required();
}

}  // namespace

void add_cel(CLI::App& app, CelOptions& options, int& status) {
    CLI::App* cel = app.add_subcommand("cel", "The rule language by itself: the Common Expression Language");
    cel->require_subcommand(1);
    CLI::App* eval = cel->add_subcommand("eval", "Evaluate an expression on facts, and print JSON");
    add_documents(*eval, options, "JSON object, or an array of them: one line each; - is standard input");
    eval->add_option("EXPR", options.expression, "The expression, as in 'amount > 100 && \"vip\" in tags'")->required();
    eval->callback([&] { status = run_cel_eval(options); });
    CLI::App* bench =
        cel->add_subcommand("bench", "Measure rules on facts: \"makegood EVALUATIONS_PER_SECOND MATCHES\"");
    add_documents(*bench, options, "JSON array of objects; - is standard input");
    bench->add_option("--rules", options.rules, "JSON array of {\"id\", \"cel\"}; - is standard input")->required();
    bench->add_option("--seconds", options.seconds, "How long, at least")
        ->check(CLI::Range(0.0, 3600.0))
        ->capture_default_str();
    bench->callback([&] { status = run_cel_bench(options); });
}

}  // namespace makegood::app
