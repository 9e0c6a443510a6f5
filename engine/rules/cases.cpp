#include "engine/rules/cases.hpp"

#include <algorithm>

namespace makegood {

namespace {

using Names = std::vector<std::string>;

std::string list_words(const Names& names) {
    std::string words = "[";
    for (const std::string& name : names) words += (words.size() > 1 ? ", " : "") + name;
    return words + "]";
}

class Comparison {
  public:
    Comparison(const RuleCase& one, Findings& findings) : case_(one), findings_(findings) {}

    void compare(const std::optional<Names>& expected, const Names& found, const char* field) {
        if (!expected) return;
        Names wanted = *expected;
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        Names sorted = found;
        std::sort(sorted.begin(), sorted.end());
        if (wanted != sorted) find(field, list_words(sorted), list_words(wanted));
    }

    void compare_clock(const std::optional<std::chrono::minutes>& expected,
                       const std::optional<std::chrono::minutes>& found, const std::string& field) {
        if (expected && expected != found)
            find(field, found ? std::to_string(found->count()) + " minutes" : "no clock tightened",
                 std::to_string(expected->count()) + " minutes");
    }

    void find(const std::string& field, std::string found, std::string expected) {
        findings_.push_back({case_.pointer + "/expect/" + field,
                             std::move(found) + ", in the case \"" + case_.name + "\"", std::move(expected)});
        is_passed = false;
    }

    bool is_passed = true;

  private:
    const RuleCase& case_;
    Findings& findings_;
};

void compare(Comparison& comparison, const Expectation& expected, const Effects& found) {
    if (expected.priority && *expected.priority != found.priority)
        comparison.find("priority", std::string(to_text(found.priority)), std::string(to_text(*expected.priority)));
    for (Step step : steps) {
        const Tightening& within = expected.within[static_cast<std::size_t>(step)];
        const std::string field = "within/" + std::string(to_text(step));
        comparison.compare_clock(within.promise, found.of(step).promise, field + "/promise_minutes");
        comparison.compare_clock(within.target, found.of(step).target, field + "/target_minutes");
    }
    comparison.compare(expected.flags, found.flags, "flags");
    comparison.compare(expected.notices, found.notices, "notices");
    comparison.compare(expected.tasks, found.tasks, "tasks");
    comparison.compare(expected.owners, found.owners, "owners");
    comparison.compare(expected.hints, found.hints, "hints");
    if (expected.countersignature && *expected.countersignature != found.countersignature)
        comparison.find("countersignature", found.countersignature ? "true" : "false",
                        *expected.countersignature ? "true" : "false");
}

bool run_case(Router& router, const RuleCase& one, CaseReport& report) {
    const Router::Judgement judgement = router.judge(*one.facts);
    const std::vector<RuleSet::Step>& steps_of_set = router.rules().steps();
    Comparison comparison(one, report.findings);
    Names fired;
    for (std::size_t i = 0; i < steps_of_set.size(); ++i) {
        StepCoverage& coverage = report.coverage[i];
        switch (judgement.trace.steps[i].outcome) {
            case StepOutcome::fired:
                ++coverage.fired;
                fired.push_back(coverage.step);
                break;
            case StepOutcome::not_fired:
            case StepOutcome::passed_over: ++coverage.not_fired; break;
            case StepOutcome::failed: ++coverage.failed; break;
        }
    }
    for (const StepFailure& failure : judgement.trace.failures)
        comparison.find("fired", steps_of_set[failure.step].in_words() + " could not be judged: " + failure.words,
                        "rules that do not fail");
    compare(comparison, one.expected, merge(judgement.effects));
    comparison.compare(one.expected.fired, fired, "fired");
    return comparison.is_passed;
}

}  // namespace

CaseReport run_cases(Router& router, const std::vector<RuleCase>& cases) {
    CaseReport report;
    for (const RuleSet::Step& step : router.rules().steps()) report.coverage.push_back({step.id});
    for (const RuleCase& one : cases) {
        ++report.cases;
        if (run_case(router, one, report)) ++report.passed;
    }
    for (std::size_t i = 0; i < report.coverage.size(); ++i) {
        const StepCoverage& coverage = report.coverage[i];
        const std::string name = router.rules().steps()[i].in_words() + " (" + coverage.step + ")";
        if (coverage.fired == 0) report.findings.push_back({"/cases", "no case in which " + name + " fires", "one"});
        if (coverage.not_fired == 0)
            report.findings.push_back({"/cases", "no case in which " + name + " does not fire", "one"});
    }
    return report;
}

}  // namespace makegood
