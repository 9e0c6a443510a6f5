#include "engine/rules/rule_set.hpp"

#include <algorithm>

namespace makegood {

std::string_view to_text(HitPolicy policy) {
    switch (policy) {
        case HitPolicy::unique: return "unique";
        case HitPolicy::first: return "first";
        case HitPolicy::collect: return "collect";
    }
    break_invariant("a hit policy is one of the three", std::source_location::current());
}

std::string RuleSet::Step::in_words() const {
    if (rule) return "\"" + rule->name + "\"";
    return "\"" + table->name + "\", row " + row->id;
}

RuleSet::RuleSet(RuleSetDraft draft, std::vector<Rule> rules, std::vector<Table> tables)
    : head_(std::move(draft)), rules_(std::move(rules)), tables_(std::move(tables)) {
    head_.rules.clear();
    head_.tables.clear();
    for (const Rule& rule : rules_) steps_.push_back({rule.id, &rule, nullptr, nullptr, rule.when.reads});
    for (Table& table : tables_) {
        table.first_step = steps_.size();
        inputs_max_ = std::max(inputs_max_, table.inputs.size());
        FactSet of_inputs;
        for (const Input& input : table.inputs) of_inputs |= input.value.reads;
        for (const Row& row : table.rows) {
            FactSet reads = of_inputs;
            for (const auto& cell : row.cells)
                if (cell) reads |= cell->reads;
            steps_.push_back({table.id + "/" + row.id, nullptr, &table, &row, reads});
        }
    }
}

bool RuleSet::is_effective_on(Date day) const {
    return day >= head_.effective_from && (!head_.effective_until || day <= *head_.effective_until);
}

namespace {

std::string_view line_at(std::string_view source, std::size_t offset) {
    offset = std::min(offset, source.size());
    const std::size_t before = offset == 0 ? source.npos : source.rfind('\n', offset - 1);
    const std::size_t begin = before == source.npos ? 0 : before + 1;
    return source.substr(begin, source.find('\n', offset) - begin);
}

}  // namespace

std::string in_words(const RuleFinding& finding) {
    std::string words = finding.finding.pointer.empty() ? "" : finding.finding.pointer + ":";
    if (finding.place) words += std::to_string(finding.place->line) + ":" + std::to_string(finding.place->column) + ":";
    if (!words.empty()) words += " ";
    words += finding.weight == RuleFinding::Weight::warning ? "warning: " : "";
    words += "found " + finding.finding.found + "; accepted: " + finding.finding.expected;
    if (finding.place) {
        words += "\n    " + std::string(line_at(finding.source, finding.place->offset));
        words += "\n    " + std::string(finding.place->column - 1, ' ') + "^";
    }
    return words;
}

}  // namespace makegood
