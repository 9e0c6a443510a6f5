#include "tests/cel_conformance/judge.hpp"

#include <utility>
#include <vector>

#include "engine/cel/parser.hpp"
#include "tests/cel_conformance/neutral.hpp"

namespace makegood::conformance {

namespace {

using Found = std::optional<Disagreement>;

std::string in_words(const cel::SourceFindings& findings) {
    std::string words;
    for (const cel::SourceFinding& finding : findings)
        words += (words.empty() ? "" : "; ") + std::to_string(finding.place.line) + ":" +
                 std::to_string(finding.place.column) + ": found " + finding.found + ", expected " + finding.expected;
    return words;
}

/// What a test names: declared variables, bound ones that nobody declared (as dyn), and functions, which are never run.
struct Surroundings {
    cel::Schema schema;
    std::vector<cel::Value> facts;
    cel::Arena arena;

    Surroundings(const Json& test, AbstractTypes& abstract) {
        const Json& bindings = test.at("bindings");
        for (const Json& variable : test.at("variables")) {
            const std::string name = variable.at("name");
            schema.declare(name, type_from(variable.at("type"), abstract));
            facts.push_back(value_from(bindings.at(name), arena));
        }
        for (const auto& [name, value] : bindings.items()) {
            if (schema.find(name)) continue;
            schema.declare(name, cel::Type());
            facts.push_back(value_from(value, arena));
        }
        for (const Json& function : test.at("functions")) add(function, abstract);
    }

    void add(const Json& function, AbstractTypes& abstract) {
        std::vector<cel::Type> parameters;
        for (const Json& parameter : function.at("parameters")) parameters.push_back(type_from(parameter, abstract));
        schema.add(cel::HostFunction{function.at("name"), function.at("is_member"), std::move(parameters),
                                     type_from(function.at("result"), abstract),
                                     [](std::span<const cel::Value>, cel::Arena& scratch) {
                                         return scratch.error("declared for its type alone");
                                     }});
    }
};

/// Where an error points has to be a place of the text.
Found judge_error(const cel::Program& program, const cel::Value& value) {
    const cel::Ast& ast = program.ast();
    if (value.fault->node >= ast.nodes.size()) return Disagreement{"an error at a node", "one at none"};
    if (value.fault->words.empty()) return Disagreement{"an error in words", "one without"};
    return {};
}

Found judge_run(const Json& test, const cel::Program& program, const Surroundings& around, cel::Evaluator& evaluator) {
    const Json& expect = test.at("expect");
    if (expect.empty()) return {};
    const cel::Value value = evaluator.run(program, around.facts);
    const Json got = neutral_value(value);
    if (expect.contains("error")) {
        if (!value.is_error()) return Disagreement{expect.dump(), got.dump()};
        return judge_error(program, value);
    }
    if (!is_same(expect.at("value"), got)) return Disagreement{expect.at("value").dump(), got.dump()};
    const Json again = neutral_value(evaluator.run(program, around.facts));
    if (!is_same(got, again)) return Disagreement{"twice " + got.dump(), "then " + again.dump()};
    return {};
}

Found judge_mode(const Json& test, const Surroundings& around, bool is_checked, cel::Evaluator& evaluator) {
    const std::string expr = test.at("expr");
    const auto program = cel::compile(expr, around.schema, {is_checked, test.at("container")});
    const Json& expected = test.contains("type") && is_checked ? test.at("type") : test.at("expect");
    if (!program) return Disagreement{expected.dump(), "findings: " + in_words(program.error())};
    if (test.contains("type") && is_checked) {
        const Json type = neutral_type(program->result());
        if (type != test.at("type")) return Disagreement{"the type " + test.at("type").dump(), type.dump()};
    }
    return judge_run(test, *program, around, evaluator);
}

}  // namespace

Found judge_test(const Json& test, cel::Evaluator& evaluator) {
    AbstractTypes abstract;
    const Surroundings around(test, abstract);
    if (test.at("is_checked").get<bool>())
        if (Found found = judge_mode(test, around, true, evaluator)) return found;
    Found found = judge_mode(test, around, false, evaluator);
    if (found && test.at("is_checked").get<bool>()) found->got += " (without the check)";
    return found;
}

Found judge_refusal(const Json& test) {
    const std::string expr = test.at("expr");
    const auto ast = cel::parse(expr);
    const std::string expected = "a finding with its place, as in " + test.at("error").get<std::string>();
    if (ast) return Disagreement{expected, "a syntax tree"};
    if (ast.error().empty()) return Disagreement{expected, "a refusal without a finding"};
    for (const cel::SourceFinding& finding : ast.error()) {
        const bool is_in_text = finding.place.offset <= expr.size() && finding.place.line >= 1 &&
                                finding.place == cel::place_at(expr, finding.place.offset);
        if (!is_in_text || finding.found.empty() || finding.expected.empty())
            return Disagreement{expected, in_words({finding})};
    }
    return {};
}

}  // namespace makegood::conformance
