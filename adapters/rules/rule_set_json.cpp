#include "adapters/rules/rule_set_json.hpp"

#include <algorithm>

namespace makegood::rule_files {

namespace {

using codec::Controls;
using codec::Faults;
using codec::JsonDocument;
using codec::JsonValue;
using codec::ObjectReader;

constexpr codec::Chars name_chars{1, 64};
constexpr codec::Chars sentence_chars{1, 1000};
constexpr codec::Chars expression_chars{1, 10'000};
constexpr codec::Items entries{0, 10'000};
constexpr std::int64_t minutes_max = 60 * 24 * 3660;  // ten years

std::vector<std::string> read_texts(ObjectReader& object, std::string_view name) {
    std::vector<std::string> texts;
    for (JsonValue value : object.optional_array(name, entries))
        if (const auto text = value.try_text({1, 200}, Controls::none)) texts.emplace_back(*text);
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
}

Effects read_effects(ObjectReader then) {
    Effects effects;
    if (const auto priority = then.optional_one_of("priority", priority_words))
        effects.priority = static_cast<Priority>(*priority);
    read_within(then, effects.within);
    effects.flags = read_texts(then, "flags");
    effects.notices = read_texts(then, "notices");
    effects.tasks = read_texts(then, "tasks");
    if (const auto owner = then.optional_text("owner", name_chars, Controls::none)) effects.owners.emplace_back(*owner);
    if (const auto hint = then.optional_text("hint", sentence_chars)) effects.hints.emplace_back(*hint);
    effects.countersignature = then.optional_flag("countersignature").value_or(false);
    then.finish();
    return effects;
}

RuleDraft read_rule(ObjectReader rule) {
    RuleDraft draft;
    draft.id = rule.text("id", name_chars, Controls::none);
    draft.name = rule.text("name", {1, 200}, Controls::none);
    draft.why = rule.text("why", sentence_chars);
    draft.when = rule.text("when", expression_chars);
    draft.then = read_effects(rule.object("then"));
    rule.finish();
    return draft;
}

RowDraft read_row(ObjectReader row, std::size_t number) {
    RowDraft draft;
    draft.id = row.optional_text("id", name_chars, Controls::none).value_or(std::to_string(number));
    for (JsonValue cell : row.array("when", {0, 100})) draft.when.emplace_back(cell.text({0, 10'000}));
    draft.then = read_effects(row.object("then"));
    row.finish();
    return draft;
}

TableDraft read_table(ObjectReader table) {
    constexpr std::array<std::string_view, 3> policies = {"unique", "first", "collect"};
    TableDraft draft;
    draft.id = table.text("id", name_chars, Controls::none);
    draft.name = table.text("name", {1, 200}, Controls::none);
    draft.why = table.text("why", sentence_chars);
    draft.hit = static_cast<HitPolicy>(table.one_of("hit", policies));
    draft.is_complete = table.optional_flag("complete").value_or(false);
    for (JsonValue value : table.array("inputs", {1, 100})) {
        ObjectReader input = value.object();
        draft.inputs.push_back({std::string(input.text("name", name_chars, Controls::none)),
                                std::string(input.text("value", expression_chars))});
        input.finish();
    }
    for (JsonValue value : table.array("rows", {1, 10'000}))
        draft.rows.push_back(read_row(value.object(), draft.rows.size() + 1));
    table.finish();
    return draft;
}

WordLists read_words(ObjectReader words) {
    std::vector<WordLists::OneList> lists;
    for (codec::Member member : words.members()) {
        WordLists::OneList& list = lists.emplace_back(WordLists::OneList{std::string(member.name), {}});
        for (JsonValue value : member.value.array({1, 10'000}))
            if (const auto text = value.try_text({1, 200}, Controls::none)) list.words.emplace_back(*text);
    }
    return WordLists(std::move(lists));
}

std::optional<Date> read_day(ObjectReader& object, std::string_view name, std::string_view text) {
    const auto day = parse_date(text);
    if (!day) object.fault(name, "a day as in \"2026-01-31\"");
    return day;
}

}  // namespace

void read_within(ObjectReader& object, std::array<Tightening, steps.size()>& within) {
    auto clocks = object.optional_object("within");
    if (!clocks) return;
    for (Step step : steps) {
        auto clock = clocks->optional_object(to_text(step));
        if (!clock) continue;
        Tightening& tightening = within[static_cast<std::size_t>(step)];
        const auto read = [&](std::string_view name, std::optional<std::chrono::minutes>& minutes) {
            if (const auto count = clock->optional_integer(name, {1, minutes_max}))
                minutes = std::chrono::minutes(*count);
        };
        read("promise_minutes", tightening.promise);
        read("target_minutes", tightening.target);
        if (clock->is_present() && !tightening.promise && !tightening.target)
            clock->fault("", "no clock", "target_minutes, promise_minutes or both");
        clock->finish();
    }
    clocks->finish();
}

Result<RuleSetDraft, Findings> read_rule_set(std::string_view json) {
    auto document = JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    Faults faults;
    ObjectReader object = document->object(faults);
    RuleSetDraft draft;
    draft.name = object.text("name", name_chars, Controls::none);
    draft.version = object.text("version", name_chars, Controls::none);
    const auto from = object.text("effective_from", {1, 10}, Controls::none);
    if (const auto day = from.empty() ? std::nullopt : read_day(object, "effective_from", from))
        draft.effective_from = *day;
    if (const auto until = object.optional_text("effective_until", {1, 10}, Controls::none))
        draft.effective_until = read_day(object, "effective_until", *until);
    if (auto words = object.optional_object("words")) draft.words = read_words(*std::move(words));
    for (JsonValue value : object.optional_array("rules", entries)) draft.rules.push_back(read_rule(value.object()));
    for (JsonValue value : object.optional_array("tables", entries)) draft.tables.push_back(read_table(value.object()));
    object.finish();
    if (!faults.empty()) return Failure{std::move(faults)};
    Faults none;
    draft.content = document->root(none).json();
    return draft;
}

}  // namespace makegood::rule_files
