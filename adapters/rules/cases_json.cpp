#include "adapters/rules/cases_json.hpp"

#include "adapters/codec/facts_json.hpp"
#include "adapters/codec/json_reader.hpp"
#include "adapters/rules/rule_set_json.hpp"

namespace makegood::rule_files {

namespace {

using codec::Controls;
using codec::Faults;
using codec::JsonDocument;
using codec::JsonValue;
using codec::ObjectReader;

std::optional<std::vector<std::string>> read_names(ObjectReader& object, std::string_view name) {
    auto value = object.optional_value(name);
    if (!value) return std::nullopt;
    std::vector<std::string> names;
    for (JsonValue entry : value->array({0, 10'000}))
        if (const auto text = entry.try_text({1, 1000})) names.emplace_back(*text);
    return names;
}

Expectation read_expectation(ObjectReader expect) {
    Expectation expected;
    if (const auto priority = expect.optional_one_of("priority", priority_words))
        expected.priority = static_cast<Priority>(*priority);
    read_within(expect, expected.within);
    expected.flags = read_names(expect, "flags");
    expected.notices = read_names(expect, "notices");
    expected.tasks = read_names(expect, "tasks");
    expected.owners = read_names(expect, "owners");
    expected.hints = read_names(expect, "hints");
    expected.countersignature = expect.optional_flag("countersignature");
    expected.fired = read_names(expect, "fired");
    expect.finish();
    return expected;
}

/// The base is read anew for each case, since every sheet owns what its values point to.
void add_base(FactSheetBuilder& builder, const JsonDocument& document) {
    Faults known;
    ObjectReader object = document.object(known);
    ObjectReader base = object.object("base");
    codec::add_facts(builder, base);
}

void judge_base(ObjectReader& base) {
    FactSheetBuilder builder;
    codec::add_facts(builder, base);
    const auto sheet = std::move(builder).finish(FactSheetBuilder::Unset::absent);
    std::string missing;
    for (FactIndex fact = 0; fact < fact_table().facts().size(); ++fact)
        if (sheet->missing()[fact]) missing += (missing.empty() ? "" : ", ") + name_of(fact_table().facts()[fact]);
    if (!missing.empty() && base.is_present())
        base.fault("", "a base without " + missing, "every fact that is not optional, and at least one line");
}

}  // namespace

Result<std::vector<RuleCase>, Findings> read_cases(std::string_view json) {
    auto document = JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    Faults faults;
    ObjectReader object = document->object(faults);
    ObjectReader base = object.object("base");
    judge_base(base);
    std::vector<RuleCase> cases;
    for (JsonValue value : object.array("cases", {1, 10'000})) {
        ObjectReader one = value.object();
        RuleCase& read = cases.emplace_back();
        read.pointer = one.pointer();
        read.name = one.text("name", {1, 500}, Controls::none);
        FactSheetBuilder builder;
        add_base(builder, *document);
        if (auto facts = one.optional_object("facts")) codec::add_facts(builder, *facts);
        read.facts = std::move(builder).finish(FactSheetBuilder::Unset::absent);
        read.expected = read_expectation(one.object("expect"));
        one.finish();
    }
    object.finish();
    if (!faults.empty()) return Failure{std::move(faults)};
    return cases;
}

}  // namespace makegood::rule_files
