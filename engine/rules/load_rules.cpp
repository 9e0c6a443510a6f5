#include "engine/rules/load_rules.hpp"

#include <algorithm>
#include <set>

#include "engine/rules/expression.hpp"
#include "engine/rules/table_analysis.hpp"

namespace makegood {

namespace {

constexpr std::size_t rules_max = 1000;
constexpr std::size_t rows_max = 1000;
constexpr std::size_t inputs_max = 20;

bool is_small_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_kebab_case(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '-' || text.back() == '-') return false;
    return text.find("--") == text.npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || is_small_letter_or_digit(c); });
}

bool is_identifier(std::string_view text) {
    if (text.empty() || text.size() > 64 || !(text.front() >= 'a' && text.front() <= 'z')) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '_' || is_small_letter_or_digit(c); });
}

bool can_be_input(const cel::Type& type) {
    switch (type.kind()) {
        case cel::TypeKind::boolean:
        case cel::TypeKind::int64:
        case cel::TypeKind::uint64:
        case cel::TypeKind::float64:
        case cel::TypeKind::string:
        case cel::TypeKind::timestamp:
        case cel::TypeKind::duration:
        case cel::TypeKind::opaque: return true;
        case cel::TypeKind::list: return can_be_input(type.parameters().front());
        case cel::TypeKind::dyn:
        case cel::TypeKind::null:
        case cel::TypeKind::bytes:
        case cel::TypeKind::type:
        case cel::TypeKind::map:
        case cel::TypeKind::optional:
        case cel::TypeKind::object:
        case cel::TypeKind::parameter: return false;
    }
    break_invariant("a type is of one of the kinds", std::source_location::current());
}

class Loader {
  public:
    Loader(const RuleSetDraft& draft, const Guarantee* guarantee) : draft_(draft), guarantee_(guarantee) {}

    void load() {
        if (draft_.effective_until && *draft_.effective_until < draft_.effective_from)
            find("/effective_until", to_text(*draft_.effective_until),
                 "a day that is not before effective_from, " + to_text(draft_.effective_from));
        if (draft_.rules.size() > rules_max)
            find("/rules", std::to_string(draft_.rules.size()) + " rules", "at most " + std::to_string(rules_max));
        for (const WordLists::OneList& list : draft_.words.lists()) judge_words(list);
        for (std::size_t i = 0; i < draft_.rules.size(); ++i) load_rule(draft_.rules[i], "/rules/" + std::to_string(i));
        for (std::size_t i = 0; i < draft_.tables.size(); ++i)
            load_table(draft_.tables[i], "/tables/" + std::to_string(i));
    }

    RuleFindings findings;
    std::vector<RuleSet::Rule> rules;
    std::vector<RuleSet::Table> tables;

  private:
    void find(std::string pointer, std::string found, std::string expected) {
        findings.push_back({{std::move(pointer), std::move(found), std::move(expected)}});
    }

    void judge_words(const WordLists::OneList& list) {
        const std::string pointer = "/words/" + list.name;
        if (!is_kebab_case(list.name)) find(pointer, "\"" + list.name + "\"", "a name in small-letters-with-dashes");
        for (std::size_t i = 0; i < list.words.size(); ++i)
            if (!WordLists::is_entry(list.words[i]))
                find(pointer + "/" + std::to_string(i), "\"" + list.words[i] + "\"",
                     "words of letters and digits, with * only at the end");
    }

    void judge_id(const std::string& id, const std::string& pointer, std::set<std::string>& taken) {
        if (!is_kebab_case(id))
            find(pointer, "\"" + id + "\"", "an id in small-letters-with-dashes, as \"large-credit\"");
        if (!taken.insert(id).second) find(pointer, "\"" + id + "\" a second time", "an id that nothing else has");
    }

    void judge_text(const std::string& text, const std::string& pointer, const char* expected) {
        if (text.empty()) find(pointer, "nothing", expected);
    }

    void load_rule(const RuleDraft& rule, const std::string& pointer) {
        judge_id(rule.id, pointer + "/id", ids_);
        judge_text(rule.name, pointer + "/name", "a name, as a person would say it");
        judge_text(rule.why, pointer + "/why", "the reason in plain words");
        judge_effects(rule.then, pointer + "/then");
        if (auto when = compile_condition(rule.when, fact_table().schema(), pointer + "/when"))
            rules.push_back({rule.id, rule.name, rule.why, *std::move(when), rule.then});
    }

    std::optional<Condition> compile_condition(const std::string& source, const cel::Schema& schema,
                                               const std::string& pointer) {
        auto condition = compile_expression(source, schema, {pointer, findings});
        if (!condition) return std::nullopt;
        const cel::Type& result = condition->program.result();
        if (result.kind() == cel::TypeKind::boolean) return condition;
        findings.push_back({{pointer, "an expression of type " + result.to_text(), "a condition, of type bool"},
                            cel::Place{},
                            source});
        return std::nullopt;
    }

    void judge_effects(const Effects& then, const std::string& pointer) {
        if (then == Effects{}) find(pointer, "no effect at all", "at least one effect, if only a flag");
        for (const std::string& flag : then.flags)
            if (!is_kebab_case(flag))
                find(pointer + "/flags", "\"" + flag + "\"", "a flag in small-letters-with-dashes");
        for (Step step : steps) judge_clock(then.of(step), step, pointer + "/within/" + std::string(to_text(step)));
    }

    void judge_clock(const Tightening& within, Step step, const std::string& pointer) {
        if (!within.promise && !within.target) return;
        if (std::find(tightened_steps.begin(), tightened_steps.end(), step) == tightened_steps.end())
            find(pointer, "a clock that does not run when a claim arrives",
                 "acknowledge, call, adjust, explain or fix");
        if (within.promise && (!within.target || *within.target >= *within.promise))
            find(pointer + "/promise_minutes", std::to_string(within.promise->count()) + " minutes",
                 "a promise with a target_minutes that is shorter: promise much, deliver more");
        if (guarantee_) judge_loosening(within, step, pointer);
    }

    /// A clock that is not tighter in any version would do nothing, and was probably meant to loosen (law 2).
    void judge_loosening(const Tightening& within, Step step, const std::string& pointer) {
        std::chrono::minutes promise{0}, target{0};
        for (const GuaranteeVersion& version : guarantee_->versions()) {
            promise = std::max(promise, version.clock(step).promise());
            target = std::max(target, version.clock(step).target());
        }
        const auto judge = [&](const std::optional<std::chrono::minutes>& minutes, std::chrono::minutes limit,
                               const char* field) {
            if (minutes && *minutes >= limit)
                find(pointer + field, std::to_string(minutes->count()) + " minutes",
                     "fewer than the guarantee's " + std::to_string(limit.count()) + ": a rule can only tighten");
        };
        judge(within.promise, promise, "/promise_minutes");
        judge(within.target, target, "/target_minutes");
    }

    void load_table(const TableDraft& draft, const std::string& pointer) {
        judge_id(draft.id, pointer + "/id", ids_);
        judge_text(draft.name, pointer + "/name", "a name, as a person would say it");
        judge_text(draft.why, pointer + "/why", "the reason in plain words");
        if (draft.inputs.empty() || draft.inputs.size() > inputs_max)
            find(pointer + "/inputs", std::to_string(draft.inputs.size()) + " inputs",
                 "1 to " + std::to_string(inputs_max) + " inputs");
        if (draft.rows.empty() || draft.rows.size() > rows_max)
            find(pointer + "/rows", std::to_string(draft.rows.size()) + " rows",
                 "1 to " + std::to_string(rows_max) + " rows");
        const std::size_t before = findings.size();
        auto schema = std::make_unique<cel::Schema>(fact_table().schema());
        RuleSet::Table table{draft.id, draft.name, draft.why, draft.hit, draft.is_complete, nullptr, {}, {}, 0};
        load_inputs(draft, pointer, *schema, table.inputs);
        std::set<std::string> row_ids;
        for (std::size_t i = 0; i < draft.rows.size(); ++i)
            load_row(draft.rows[i], draft, *schema, pointer + "/rows/" + std::to_string(i), row_ids, table.rows);
        table.schema = std::move(schema);
        if (findings.size() != before) return;
        analyse(table, pointer, findings);
        tables.push_back(std::move(table));
    }

    void load_inputs(const TableDraft& draft, const std::string& pointer, cel::Schema& schema,
                     std::vector<RuleSet::Input>& inputs) {
        for (std::size_t i = 0; i < draft.inputs.size(); ++i) {
            const InputDraft& input = draft.inputs[i];
            const std::string at = pointer + "/inputs/" + std::to_string(i);
            if (!is_identifier(input.name) || schema.find(input.name)) {
                find(at + "/name", "\"" + input.name + "\"", "a new name in small_letters, which cells use");
                continue;
            }
            auto value = compile_expression(input.expression, fact_table().schema(), {at + "/value", findings});
            if (value && !can_be_input(value->program.result())) {
                find(at + "/value", "a value of type " + value->program.result().to_text(),
                     "a number, a text, money, a time, true or false, or a list of these");
                value.reset();
            }
            schema.declare(input.name, value ? value->program.result() : cel::Type());
            if (value) inputs.push_back({input.name, *std::move(value)});
        }
    }

    void load_row(const RowDraft& draft, const TableDraft& table, const cel::Schema& schema, const std::string& pointer,
                  std::set<std::string>& ids, std::vector<RuleSet::Row>& rows) {
        judge_id(draft.id, pointer + "/id", ids);
        judge_effects(draft.then, pointer + "/then");
        if (draft.when.size() != table.inputs.size()) {
            find(pointer + "/when", std::to_string(draft.when.size()) + " cells",
                 std::to_string(table.inputs.size()) + ", one for each input");
            return;
        }
        RuleSet::Row row{draft.id, {}, draft.then};
        for (std::size_t i = 0; i < draft.when.size(); ++i) {
            const std::string& cell = draft.when[i];
            row.cells.emplace_back();
            if (cell.find_first_not_of(" -") == cell.npos) continue;
            row.cells.back() = compile_condition(cell, schema, pointer + "/when/" + std::to_string(i));
        }
        rows.push_back(std::move(row));
    }

    const RuleSetDraft& draft_;
    const Guarantee* guarantee_;
    std::set<std::string> ids_;
};

}  // namespace

Result<LoadedRules, RuleFindings> load(RuleSetDraft draft, const Guarantee* guarantee) {
    Loader loader(draft, guarantee);
    loader.load();
    const bool is_refused = std::any_of(loader.findings.begin(), loader.findings.end(), [](const RuleFinding& finding) {
        return finding.weight == RuleFinding::Weight::error;
    });
    if (is_refused) return Failure{std::move(loader.findings)};
    auto rules = std::make_shared<const RuleSet>(std::move(draft), std::move(loader.rules), std::move(loader.tables));
    return LoadedRules{std::move(rules), std::move(loader.findings)};
}

}  // namespace makegood
