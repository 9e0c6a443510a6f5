#include <iostream>

#include "adapters/app/cel_commands.hpp"
#include "adapters/app/cel_documents.hpp"
#include "adapters/app/cel_zones.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/cel/value_json.hpp"

namespace makegood::app {

namespace {

constexpr const char* expression_name = "EXPR";

void tell_error(const cel::Program& program, const cel::Value& error, const std::string& which) {
    const cel::Ast& ast = program.ast();
    const cel::Place place = ast.place_at(ast.at(error.fault->node).place);
    point_at(expression_name, ast.source, place, which + std::string(error.fault->words));
}

}  // namespace

int run_cel_eval(const CelOptions& options) {
    if (options.schema == "-" && options.facts == "-")
        return fail("standard input can be --schema or --facts, not both");
    const auto schema = read_fact_schema(options.schema);
    if (!schema) return exit_failed;
    cel::Arena arena;
    const auto bound = read_facts(options.facts, *schema, arena);
    const auto program = cel::compile(options.expression, schema->schema);
    if (!program) point_at(expression_name, options.expression, program.error());
    if (!bound || !program) return exit_failed;
    const cel_json::ZoneCache zones = machine_zones();
    cel::Evaluator evaluator(&zones);
    int status = exit_done;
    for (std::size_t i = 0; i < bound->facts.size(); ++i) {
        const cel::Value value = evaluator.run(*program, bound->facts[i]);
        if (value.is_error()) {
            tell_error(*program, value, bound->is_array ? "fact /" + std::to_string(i) + ": " : "");
            status = exit_failed;
        } else {
            std::cout << cel_json::value_json(value, schema->schema) << "\n";
        }
    }
    return status;
}

}  // namespace makegood::app
