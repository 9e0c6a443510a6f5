#include <algorithm>
#include <array>
#include <charconv>

#include "adapters/codec/facts_json.hpp"

namespace makegood::codec {

namespace {

constexpr const char* expected_steps = "a text of steps, as in \"+ 0-12 2:5-9 > !0-4\"";

void append_spot(std::string& text, const Deciding& by) {
    if (by.part != 0) text += std::to_string(by.part) + ":";
    text += std::to_string(by.begin) + "-" + std::to_string(by.end);
}

std::string steps_text(const std::vector<StepTrace>& steps_of_set) {
    std::string text;
    for (const StepTrace& step : steps_of_set) {
        if (!text.empty()) text += ' ';
        switch (step.outcome) {
            case StepOutcome::fired: text += '+'; break;
            case StepOutcome::passed_over: text += '>'; break;
            case StepOutcome::failed: text += '!'; [[fallthrough]];
            case StepOutcome::not_fired: append_spot(text, step.by); break;
        }
    }
    return text;
}

template <class Number>
bool take(std::string_view& text, Number& number, char behind) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (behind == '\0') return text.empty();
    if (!text.starts_with(behind)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<StepTrace> parse_step(std::string_view text) {
    if (text == "+") return StepTrace{StepOutcome::fired, {}};
    if (text == ">") return StepTrace{StepOutcome::passed_over, {}};
    StepTrace step;
    if (text.starts_with('!')) {
        step.outcome = StepOutcome::failed;
        text.remove_prefix(1);
    }
    if (text.find(':') != text.npos && !take(text, step.by.part, ':')) return std::nullopt;
    if (!take(text, step.by.begin, '-') || !take(text, step.by.end, '\0')) return std::nullopt;
    return step;
}

}  // namespace

std::optional<std::vector<StepTrace>> parse_trace_steps(std::string_view text) {
    std::vector<StepTrace> steps_of_set;
    steps_of_set.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1);
    while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        const auto step = parse_step(text.substr(0, blank));
        if (!step) return std::nullopt;
        steps_of_set.push_back(*step);
        text.remove_prefix(blank == text.npos ? text.size() : blank + 1);
    }
    return steps_of_set;
}

void write_trace(JsonWriter& json, const Trace& trace) {
    json.object_begin().field("steps", steps_text(trace.steps));
    if (!trace.failures.empty()) {
        json.array_field("failures");
        for (const StepFailure& failure : trace.failures)
            json.object_begin().field("step", failure.step).field("words", failure.words).object_end();
        json.array_end();
    }
    json.object_end();
}

Trace read_trace(JsonValue recorded) {
    Trace trace;
    ObjectReader object = recorded.object();
    const auto text = object.text("steps", {0, 1'000'000});
    if (auto steps_of_set = parse_trace_steps(text))
        trace.steps = *std::move(steps_of_set);
    else
        object.fault("steps", expected_steps);
    for (JsonValue value : object.optional_array("failures", {0, 1'000'000})) {
        ObjectReader failure = value.object();
        const auto step = failure.integer("step", {0, UINT32_MAX});
        trace.failures.push_back(
            {static_cast<std::uint32_t>(step), std::string(failure.text("words", {0, 100'000}, Controls::any))});
        failure.finish();
    }
    object.finish();
    return trace;
}

}  // namespace makegood::codec
