#include "engine/rules/router.hpp"

#include <algorithm>

#include "engine/rules/expression.hpp"

namespace makegood {

namespace {

using cel::Value;
using cel::ValueKind;

constexpr std::string_view not_bool = "a condition that gave neither true nor false";

Deciding spot(const cel::Ast& ast, cel::NodeIndex index, std::size_t part) {
    const cel::Node& node = ast.at(index);
    return {static_cast<std::uint16_t>(part), node.begin, node.end};
}

bool is_indivisible(cel::NodeKind kind) {
    using enum cel::NodeKind;
    return kind == name || kind == select || kind == presence || kind == binary || kind == index || kind == call;
}

std::vector<const cel::Node*> in_order_of_text(const cel::Ast& ast, const Deciding& by) {
    std::vector<const cel::Node*> nodes;
    for (const cel::Node& node : ast.nodes)
        if (node.begin >= by.begin && node.end <= by.end) nodes.push_back(&node);
    std::stable_sort(nodes.begin(), nodes.end(), [](const auto* a, const auto* b) { return a->begin < b->begin; });
    return nodes;
}

/// Null when the node names no fact and no input: the variable of a macro, for one.
const Value* value_of(const cel::Ast& ast, const cel::Node& node, std::span<const Value> values) {
    const auto slot_of = [&](const cel::Node& name) -> const Value* {
        const bool is_fact = name.kind == cel::NodeKind::name && name.meaning == cel::Meaning::fact;
        return is_fact && name.slot < values.size() ? &values[name.slot] : nullptr;
    };
    if (const auto fact = fact_of(ast, node)) {
        const Value* record = slot_of(ast.at(node.children[0]));
        if (!record || record->kind != ValueKind::object) return nullptr;
        return &record->object->fields[*record->object->type->find(node.text)];
    }
    const Value* value = slot_of(node);
    return value && value->kind != ValueKind::object ? value : nullptr;
}

/// "claim.credit", also where the text says has(claim.credit).
std::string text_of_name(const cel::Ast& ast, const cel::Node& node) {
    if (node.kind == cel::NodeKind::name) return node.text;
    return ast.at(node.children[0]).text + "." + node.text;
}

}  // namespace

Router::Router(std::shared_ptr<const RuleSet> rules, const cel::ZoneTable* zones)
    : rules_(std::move(rules)), evaluator_(zones) {
    const std::size_t facts = fact_table().groups().size();
    values_.reserve(facts + rules_->inputs_max());
    effects_.reserve(rules_->steps().size());
}

Routed Router::route(const FactSheet& facts, Instant now, Routing base) {
    judge(facts.values(), facts.missing());
    return finish(now, std::move(base));
}

Routed Router::route(std::span<const Value> facts, Instant now, Routing base) {
    judge(facts, {});
    return finish(now, std::move(base));
}

Routed Router::finish(Instant now, Routing base) const {
    Routing routing = apply(effects_, now, std::move(base));
    routing.rule_set = rules_->title();
    routing.rule_set_hash = rules_->hash();
    if (!trace_.failures.empty()) {
        const auto place = std::lower_bound(routing.flags.begin(), routing.flags.end(), rule_error_flag);
        if (place == routing.flags.end() || *place != rule_error_flag) routing.flags.emplace(place, rule_error_flag);
    }
    return {std::move(routing), trace_};
}

Router::Judgement Router::judge(const FactSheet& facts) {
    judge(facts.values(), facts.missing());
    return {trace_, effects_};
}

Router::Judgement Router::judge_outcomes(const FactSheet& facts, const FactSet& unknown) {
    tells_why_ = false;
    judge(facts.values(), facts.missing() | unknown);
    tells_why_ = true;
    return {trace_, effects_};
}

void Router::judge(std::span<const Value> facts, const FactSet& missing) {
    trace_.steps.assign(rules_->steps().size(), {});
    trace_.failures.clear();
    effects_.clear();
    for (std::size_t step = 0; step < rules_->rules().size(); ++step)
        if (!reads_missing(step, missing)) judge_rule(step, facts);
    for (const RuleSet::Table& table : rules_->tables()) judge_table(table, facts, missing);
    for (std::size_t step = 0; step < trace_.steps.size(); ++step)
        if (trace_.steps[step].outcome == StepOutcome::fired) effects_.push_back(&rules_->steps()[step].then());
}

/// What was not recorded is not comparable, whatever && and || would make of it.
bool Router::reads_missing(std::size_t step, const FactSet& missing) {
    const FactSet asked = rules_->steps()[step].reads & missing;
    if (asked.none()) return false;
    std::string names;
    for (FactIndex fact = 0; fact < fact_table().facts().size(); ++fact)
        if (asked[fact]) names += (names.empty() ? "" : ", ") + name_of(fact_table().facts()[fact]);
    trace_.steps[step].outcome = StepOutcome::failed;
    trace_.failures.push_back({static_cast<std::uint32_t>(step), "not recorded when the claim was routed: " + names});
    return true;
}

void Router::judge_rule(std::size_t step, std::span<const Value> facts) {
    const cel::Program& program = rules_->rules()[step].when.program;
    const Value verdict = evaluator_.run(program, facts);
    if (verdict.kind != ValueKind::boolean) return fail(step, verdict, program.ast(), 0);
    if (verdict.boolean) {
        trace_.steps[step].outcome = StepOutcome::fired;
        return;
    }
    trace_.steps[step].by = why_false(rules_->rules()[step].when, facts, 0);
}

void Router::judge_table(const RuleSet::Table& table, std::span<const Value> facts, const FactSet& missing) {
    run_inputs(table, facts);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!reads_missing(table.first_step + row, missing)) judge_row(table, row);
        if (table.hit != HitPolicy::first || trace_.steps[table.first_step + row].outcome != StepOutcome::fired)
            continue;
        for (std::size_t later = row + 1; later < table.rows.size(); ++later)
            trace_.steps[table.first_step + later].outcome = StepOutcome::passed_over;
        return;
    }
    if (table.hit == HitPolicy::unique) settle_unique(table);
}

void Router::run_inputs(const RuleSet::Table& table, std::span<const Value> facts) {
    inputs_.clear();
    values_.assign(facts.begin(), facts.end());
    for (const RuleSet::Input& input : table.inputs)
        values_.push_back(keep(evaluator_.run(input.value.program, facts)));
}

/// The evaluator forgets a result with its next run. Scalars need no keeping, and inputs are of no other kinds than
/// these.
Value Router::keep(const Value& value) {
    switch (value.kind) {
        case ValueKind::string: return inputs_.string(value.view());
        case ValueKind::error: return inputs_.error(value.fault->words, value.fault->node);
        case ValueKind::list: {
            const std::span<Value> items = inputs_.array<Value>(value.list->items.size());
            for (std::size_t i = 0; i < items.size(); ++i) items[i] = keep(value.list->items[i]);
            return inputs_.list_of(items);
        }
        default: return value;
    }
}

/// A cell whose input failed cannot be asked. Cells that fail do not spoil a row in which another is false.
void Router::judge_row(const RuleSet::Table& table, std::size_t row) {
    const std::size_t step = table.first_step + row;
    const auto& cells = table.rows[row].cells;
    const std::size_t facts = values_.size() - table.inputs.size();
    bool has_failed = false;
    for (std::size_t part = 0; part < cells.size(); ++part) {
        if (!cells[part]) continue;
        const auto failed = std::find_if(cells[part]->inputs.begin(), cells[part]->inputs.end(),
                                         [&](std::size_t input) { return values_[facts + input].is_error(); });
        const bool is_askable = failed == cells[part]->inputs.end();
        const cel::Program& program = cells[part]->program;
        const Value verdict = is_askable ? evaluator_.run(program, values_) : values_[facts + *failed];
        if (verdict.kind == ValueKind::boolean && !verdict.boolean) {
            if (has_failed) trace_.failures.pop_back();
            trace_.steps[step] = {StepOutcome::not_fired, why_false(*cells[part], values_, part)};
            return;
        }
        if (verdict.kind == ValueKind::boolean || has_failed) continue;
        has_failed = true;
        if (is_askable)
            fail(step, verdict, program.ast(), part);
        else
            fail(step, verdict, table.inputs[*failed].value.program.ast(), cells.size() + *failed);
    }
    if (!has_failed) trace_.steps[step].outcome = StepOutcome::fired;
}

void Router::fail(std::size_t step, const Value& error, const cel::Ast& ast, std::size_t part) {
    const bool has_fault = error.is_error();
    const cel::NodeIndex node = has_fault && error.fault->node < ast.nodes.size() ? error.fault->node : ast.root;
    trace_.steps[step] = {StepOutcome::failed, spot(ast, node, part)};
    trace_.failures.push_back(
        {static_cast<std::uint32_t>(step), std::string(has_fault ? error.fault->words : not_bool)});
}

/// Two rows that fit contradict what the table says of itself: none of them counts, and it is said which.
void Router::settle_unique(const RuleSet::Table& table) {
    const auto first = trace_.steps.begin() + static_cast<std::ptrdiff_t>(table.first_step);
    const auto last = first + static_cast<std::ptrdiff_t>(table.rows.size());
    const auto has_fired = [](const StepTrace& trace) { return trace.outcome == StepOutcome::fired; };
    if (std::count_if(first, last, has_fired) < 2) return;
    std::string rows;
    for (auto at = first; at != last; ++at)
        if (has_fired(*at)) rows += (rows.empty() ? "" : ", ") + table.rows[static_cast<std::size_t>(at - first)].id;
    for (auto at = first; at != last; ++at) {
        if (!has_fired(*at)) continue;
        *at = {StepOutcome::failed, {}};
        trace_.failures.push_back({static_cast<std::uint32_t>(at - trace_.steps.begin()),
                                   "several rows of a table that is to have one fit: " + rows});
    }
    std::sort(trace_.failures.begin(), trace_.failures.end(),
              [](const StepFailure& a, const StepFailure& b) { return a.step < b.step; });
}

/// Most conditions are a single comparison, which decides by itself; only of the others need it be found out.
Deciding Router::why_false(const Condition& condition, std::span<const Value> values, std::size_t part) {
    if (!tells_why_) return {};
    const cel::Ast& ast = condition.program.ast();
    if (is_indivisible(ast.at(ast.root).kind)) return spot(ast, ast.root, part);
    evaluator_.why_false(condition.program, values, witness_);
    return spot(ast, witness_.node, part);
}

std::vector<Router::Named> Router::named_in(const FactSheet& facts, std::size_t step, const Deciding& by) {
    const RuleSet::Step& of = rules_->steps()[step];
    const bool is_cell = of.row && by.part < of.row->cells.size() && of.row->cells[by.part];
    if (!of.rule && !is_cell) return {};
    values_.assign(facts.values().begin(), facts.values().end());
    if (of.table) run_inputs(*of.table, facts.values());
    const cel::Ast& ast = of.rule ? of.rule->when.program.ast() : of.row->cells[by.part]->program.ast();
    std::vector<Named> all;
    for (const cel::Node* node : in_order_of_text(ast, by)) {
        const Value* value = value_of(ast, *node, values_);
        if (!value) continue;
        const std::string name = text_of_name(ast, *node);
        const bool is_known = std::any_of(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
        if (!is_known) all.push_back({name, *value});
    }
    return all;
}

}  // namespace makegood
