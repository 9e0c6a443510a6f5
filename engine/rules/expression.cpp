#include "engine/rules/expression.hpp"

#include <algorithm>
#include <array>

#include "engine/rules/money_type.hpp"

namespace makegood {

namespace {

using cel::Ast;
using cel::Node;
using cel::NodeKind;
using cel::TypeKind;

/// The group of facts whose records a node gives, if it gives one.
const FactTable::Group* group_of(const Node& node) {
    if (node.type.kind() != TypeKind::object) return nullptr;
    for (const FactTable::Group& group : fact_table().groups())
        if (group.type.get() == &node.type.object()) return &group;
    return nullptr;
}

void note_whole_group(const FactTable::Group& group, FactSet& reads) {
    for (std::size_t i = 0; i < group.count; ++i) reads.set(group.first + i);
}

/// Names of facts by themselves, of the lines, and of a whole record that nobody selects from.
void note_name(const Node& node, bool is_selected_from, Condition& condition) {
    const std::span<const FactTable::Group> groups = fact_table().groups();
    if (node.slot >= groups.size()) {
        condition.inputs.push_back(node.slot - groups.size());
        return;
    }
    const FactTable::Group& group = groups[node.slot];
    if (group.is_list || group.type == nullptr)
        condition.reads.set(group.first);
    else if (!is_selected_from)
        note_whole_group(group, condition.reads);
}

void note_reads(const Ast& ast, Condition& condition) {
    std::vector<bool> is_selected_from(ast.nodes.size());
    for (const Node& node : ast.nodes)
        if (fact_of(ast, node)) is_selected_from[node.children[0]] = true;
    for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
        const Node& node = ast.nodes[i];
        if (const auto fact = fact_of(ast, node)) condition.reads.set(*fact);
        if (node.kind == NodeKind::name && node.meaning == cel::Meaning::fact)
            note_name(node, is_selected_from[i], condition);
    }
    std::sort(condition.inputs.begin(), condition.inputs.end());
    condition.inputs.erase(std::unique(condition.inputs.begin(), condition.inputs.end()), condition.inputs.end());
}

void judge_absence(const Ast& ast, const ExpressionPlace& at) {
    FactSet guarded;
    for (const Node& node : ast.nodes)
        if (node.kind == NodeKind::presence || node.is_optional)
            if (const auto fact = fact_of(ast, node)) guarded.set(*fact);
    for (const Node& node : ast.nodes) {
        const auto index = node.kind == NodeKind::select ? fact_of(ast, node) : std::nullopt;
        if (!index || guarded[*index] || !fact_table().facts()[*index].is_optional) continue;
        const std::string text(ast.text_of(node));
        at.findings.push_back({{at.pointer, text + ", which may be absent", "has(" + text + ") && … in front of it"},
                               ast.place_at(node.place),
                               ast.source});
    }
}

const std::string* text_literal(const Ast& ast, cel::NodeIndex index) {
    const Node& node = ast.at(index);
    return node.kind == NodeKind::literal ? std::get_if<std::string>(&node.literal) : nullptr;
}

/// money("12.5", "EUR") would fail for every claim: said now.
void judge_money(const Ast& ast, const ExpressionPlace& at) {
    for (const Node& node : ast.nodes) {
        if (node.kind != NodeKind::call || node.text != "money" || node.children.size() != 2) continue;
        const std::string* amount = text_literal(ast, node.children[0]);
        const std::string* code = text_literal(ast, node.children[1]);
        const auto currency = code ? Currency::find(*code) : std::nullopt;
        std::string expected;
        if (code && !currency)
            expected = "a currency of ISO 4217, as \"EUR\"";
        else if (amount && currency && !parse_money(*amount, *currency))
            expected = accepted_form(*currency);
        else
            continue;
        at.findings.push_back(
            {{at.pointer, std::string(ast.text_of(node)), expected}, ast.place_at(node.begin), ast.source});
    }
}

}  // namespace

std::optional<FactIndex> fact_of(const Ast& ast, const Node& node) {
    if (node.kind != NodeKind::select && node.kind != NodeKind::presence) return std::nullopt;
    const FactTable::Group* group = group_of(ast.at(node.children[0]));
    const auto field = group ? group->type->find(node.text) : std::nullopt;
    return field ? std::optional(group->first + *field) : std::nullopt;
}

std::optional<Condition> compile_expression(std::string_view source, const cel::Schema& schema,
                                            const ExpressionPlace& at) {
    auto program = cel::compile(source, schema);
    if (!program) {
        for (const cel::SourceFinding& finding : program.error())
            at.findings.push_back({{at.pointer, finding.found, finding.expected}, finding.place, std::string(source)});
        return std::nullopt;
    }
    const std::size_t before = at.findings.size();
    judge_absence(program->ast(), at);
    judge_money(program->ast(), at);
    if (at.findings.size() != before) return std::nullopt;
    Condition condition{*std::move(program), {}, {}};
    note_reads(condition.program.ast(), condition);
    return condition;
}

}  // namespace makegood
