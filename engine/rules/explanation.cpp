#include "engine/rules/explanation.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

std::string in_capitals(Priority priority) {
    std::string text(to_text(priority));
    for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return text;
}

std::string_view source_of(const RuleSet::Step& step, const Deciding& by) {
    if (step.rule) return step.rule->when.program.ast().source;
    if (by.part < step.row->cells.size()) {
        const auto& cell = step.row->cells[by.part];
        return cell ? std::string_view(cell->program.ast().source) : std::string_view();
    }
    const std::size_t input = by.part - step.row->cells.size();
    return input < step.table->inputs.size() ? std::string_view(step.table->inputs[input].value.program.ast().source)
                                             : std::string_view();
}

std::string quoted_part(const RuleSet::Step& step, const Deciding& by) {
    const std::string_view source = source_of(step, by);
    if (by.begin >= by.end || by.end > source.size()) return std::string(source);
    return std::string(source.substr(by.begin, by.end - by.begin));
}

std::string why_it_fired(const RuleSet::Step& step) {
    const Effects& then = step.then();
    std::string text = then.priority == Priority::normal ? "" : in_capitals(then.priority) + " because ";
    text += step.in_words() + " fired: " + step.why();
    Effects rest = then;
    rest.priority = Priority::normal;
    if (const std::string more = in_words(rest); !more.empty()) text += " (" + more + ")";
    return text;
}

std::string why_it_failed(const RuleSet::Step& step, const StepTrace& trace, const std::string& words) {
    const std::string part = quoted_part(step, trace.by);
    return step.in_words() + " could not be judged: " + words + (part.empty() ? "" : ", in " + part) +
           "; the claim went on without it, with the flag " + std::string(rule_error_flag);
}

std::string why_it_did_not_fire(Router& router, const FactSheet& facts, std::size_t index, const StepTrace& trace) {
    const RuleSet::Step& step = router.rules().steps()[index];
    std::string text = step.in_words() + " did not fire: " + quoted_part(step, trace.by) + " is false";
    for (const Router::Named& one : router.named_in(facts, index, trace.by))
        text += ", " + one.name + " was " + in_words(one.value);
    return text;
}

}  // namespace

std::vector<ExplanationLine> explain(Router& router, const FactSheet& facts, const Trace& trace) {
    const std::vector<RuleSet::Step>& steps_of_set = router.rules().steps();
    invariant(trace.steps.size() == steps_of_set.size(), "a trace is explained by the rule set that made it");
    std::vector<ExplanationLine> lines;
    for (std::size_t i = 0; i < steps_of_set.size(); ++i) {
        const RuleSet::Step& step = steps_of_set[i];
        std::string text;
        switch (trace.steps[i].outcome) {
            case StepOutcome::fired: text = why_it_fired(step); break;
            case StepOutcome::not_fired: text = why_it_did_not_fire(router, facts, i, trace.steps[i]); break;
            case StepOutcome::passed_over: text = step.in_words() + " was not asked: a row above it had decided"; break;
            case StepOutcome::failed: {
                const auto failure = std::find_if(trace.failures.begin(), trace.failures.end(),
                                                  [&](const StepFailure& f) { return f.step == i; });
                text =
                    why_it_failed(step, trace.steps[i], failure == trace.failures.end() ? "it failed" : failure->words);
                break;
            }
        }
        lines.push_back({step.id, trace.steps[i].outcome, std::move(text)});
    }
    const auto weight = [](const ExplanationLine& line) {
        return line.outcome == StepOutcome::fired ? 0 : line.outcome == StepOutcome::failed ? 1 : 2;
    };
    std::stable_sort(lines.begin(), lines.end(), [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
    return lines;
}

std::string in_words(const Routing& routing) {
    std::string words = in_capitals(routing.priority);
    const auto list = [&](const char* what, const std::vector<std::string>& entries) {
        if (entries.empty()) return;
        words += std::string("; ") + what;
        for (std::size_t i = 0; i < entries.size(); ++i) words += (i == 0 ? " " : ", ") + entries[i];
    };
    list("flags", routing.flags);
    list("tell", routing.notices);
    list("tasks", routing.tasks);
    list("owners", routing.owners);
    list("hints", routing.hints);
    if (routing.countersignature) words += "; countersignature";
    return words;
}

}  // namespace makegood
