#include "adapters/codec/facts_json.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;
using namespace makegood::codec;

namespace {

std::string written(const FactSheet& sheet) {
    std::string text;
    JsonWriter json(text);
    write_facts(json, sheet);
    return text;
}

std::shared_ptr<const FactSheet> read(const std::string& text) {
    Faults faults;
    const auto document = JsonDocument::parse(text);
    REQUIRE(document.has_value());
    auto sheet = read_recorded_facts(document->root(faults));
    for (const Fault& fault : faults) FAIL(in_words(fault));
    return sheet;
}

}  // namespace

TEST_CASE("recorded facts read back to the same values and the same text") {
    RuleFacts facts = ordinary_claim();
    facts.claim.words_signal = {"harm", "legal"};
    facts.claim.wish = "refund";
    facts.lines.push_back(facts.lines.front());
    facts.lines[1].worth = std::nullopt;
    facts.lines[1].description = "\"Süd\" ≥ 10 °C";
    facts.invoice.issued_on = *parse_date("1969-12-30");
    facts.now = *parse_instant("1969-12-31T23:59:59.001Z");
    const std::string text = written(*FactSheet::of(facts));
    const auto again = read(text);
    CHECK(written(*again) == text);
    CHECK(again->missing().none());
}

TEST_CASE("what an older program did not record stays missing, and what it recorded beyond is passed over") {
    const auto sheet = read(R"({"claim":{"channel":"phone","credit":null,"mood":"grim"},"weather":{"rain":true}})");
    const auto is_missing = [&](const char* group, const char* field) {
        return sheet->missing()[*fact_table().find(group, field)];
    };
    CHECK_FALSE(is_missing("claim", "channel"));
    CHECK_FALSE(is_missing("claim", "credit"));
    CHECK(is_missing("claim", "worth"));
    CHECK(is_missing("lines", "service"));
    CHECK(is_missing("", "now"));
    CHECK(sheet->at(*fact_table().find("claim", "credit")).kind == cel::ValueKind::absent);
    const std::string text = written(*sheet);
    CHECK(text.find("worth") == std::string::npos);
    CHECK(written(*read(text)) == text);
}

TEST_CASE("a trace reads back as it was written") {
    Trace trace;
    trace.steps = {{StepOutcome::fired, {}},
                   {StepOutcome::not_fired, {0, 12, 34}},
                   {StepOutcome::not_fired, {2, 0, 5}},
                   {StepOutcome::passed_over, {}},
                   {StepOutcome::failed, {3, 1, 9}}};
    trace.failures = {{4, "division by zero"}};
    std::string text;
    JsonWriter json(text);
    write_trace(json, trace);
    CHECK(text == R"({"steps":"+ 12-34 2:0-5 > !3:1-9","failures":[{"step":4,"words":"division by zero"}]})");
    Faults faults;
    const auto document = JsonDocument::parse(text);
    CHECK(read_trace(document->root(faults)) == trace);
    CHECK(faults.empty());
    for (const char* wrong : {"{\"steps\":\"+ 12\"}", "{\"steps\":\"1:2:3-4\"}", "{\"steps\":\"12-34x\"}"}) {
        const auto other = JsonDocument::parse(wrong);
        static_cast<void>(read_trace(other->root(faults)));
        CHECK_FALSE(faults.empty());
        faults.clear();
    }
}

TEST_CASE("the table of facts in rules/README.md is the table in the code") {
    std::string expected;
    for (const Fact& fact : fact_table().facts())
        expected += "| `" + name_of(fact) + "` | " + std::string(to_text(fact.kind)) +
                    (fact.is_optional ? ", may be absent" : "") + " | " + std::string(fact.words) + " |\n";
    std::ifstream stream(std::string(MAKEGOOD_SOURCE_DIR) + "/rules/README.md");
    std::ostringstream text;
    text << stream.rdbuf();
    INFO("put this table into rules/README.md:\n" << expected);
    CHECK(text.str().find(expected) != std::string::npos);
}
