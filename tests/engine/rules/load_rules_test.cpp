#include "engine/rules/load_rules.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;
using std::chrono::minutes;

namespace {

Effects within(Step step, std::optional<int> promise, std::optional<int> target) {
    Effects effects;
    if (promise) effects.of(step).promise = minutes(*promise);
    if (target) effects.of(step).target = minutes(*target);
    return effects;
}

}  // namespace

TEST_CASE("a condition that is wrong does not load, and says where, what it found and what it accepts") {
    struct Row {
        const char* why;
        const char* when;
        const char* place;
        const char* part;
    };
    const Row row = GENERATE(values<Row>({
        {"the happy one", "claim.share > 0.5", "", ""},
        {"a fact that nobody declared", "claim.shares > 0.5", "/rules/0/when:1:", "shares"},
        {"a number is not a text", "claim.channel == 1", "/rules/0/when:1:", "string"},
        {"a condition is true or false", "claim.channel", "/rules/0/when:1:1:", "bool"},
        {"not CEL at all", "claim.share >", "/rules/0/when:1:", ""},
        {"no coercion: an int is no double", "claim.share > 1", "/rules/0/when:1:", "double"},
        {"a fact that may be absent is asked for first", "claim.credit > money('5.00', 'EUR')",
         "/rules/0/when:1:", "has(claim.credit)"},
        {"so it is", "has(claim.credit) && claim.credit > money('5.00', 'EUR')", "", ""},
        {"or so", "claim.?credit.orValue(money('0.00', 'EUR')) > money('5.00', 'EUR')", "", ""},
        {"a line's fact too", "lines.exists(l, l.worth > money('5.00', 'EUR'))", "/rules/0/when:1:", "has(l.worth)"},
        {"money has its currency's digits", "invoice.gross > money('5', 'EUR')", "/rules/0/when:1:", "2 digits"},
        {"a currency is one of ISO 4217", "invoice.gross > money('5.00', 'EURO')", "/rules/0/when:1:", "ISO 4217"},
        {"money is not compared with a number", "invoice.gross > 5", "/rules/0/when:1:", "money"},
        {"the words themselves are no fact (law 14)", "claim.words.contains('x')", "/rules/0/when:1:", "words"},
    }));
    CAPTURE(row.why);
    const std::string findings = findings_of(draft_of({rule("one", row.when)}));
    CAPTURE(findings);
    CHECK(findings.starts_with(row.place));
    CHECK(findings.find(row.part) != std::string::npos);
    CHECK(findings.empty() == std::string(row.place).empty());
}

TEST_CASE("a finding in an expression shows its line with a caret below the place") {
    const std::string findings =
        findings_of(draft_of({rule("one", "claim.is_whole_invoice &&\n    claim.shares > 0.5")}));
    CHECK(findings.find("/rules/0/when:2:") != std::string::npos);
    CHECK(findings.find("\n        claim.shares > 0.5\n") != std::string::npos);
    CHECK(findings.find("^\n") != std::string::npos);
}

TEST_CASE("all findings of all rules and tables come at once") {
    const std::string findings = findings_of(
        draft_of({rule("one", "claim.shares > 0.5"), rule("one", "true"), rule("Two", "claim.channel == 1")},
                 {table(HitPolicy::first, {"claim.channel"}, {row("x", {"a == 1"}), row("y", {"-", "-"})})}));
    CAPTURE(findings);
    for (const char* pointer : {"/rules/0/when:1:", "/rules/1/id: ", "/rules/2/id: ", "/rules/2/when:1:",
                                "/tables/0/rows/0/when/0:1:", "/tables/0/rows/1/when: "})
        CHECK(findings.find(pointer) != std::string::npos);
}

TEST_CASE("a rule can tighten a clock and cannot loosen it") {
    const Guarantee sold = guarantee();  // call: promised in 2880 minutes, target 1440
    struct Row {
        const char* why;
        Effects then;
        const char* pointer;
    };
    const Row row = GENERATE(values<Row>({
        {"a tighter target", within(Step::call, {}, 60), ""},
        {"a tighter promise with a target tighter still", within(Step::call, 240, 60), ""},
        {"a promise without a target promises what it cannot exceed", within(Step::call, 240, {}),
         "/rules/0/then/within/call/promise_minutes"},
        {"a target that is not before its promise", within(Step::call, 240, 240),
         "/rules/0/then/within/call/promise_minutes"},
        {"a target later than the guarantee's", within(Step::call, {}, 2000),
         "/rules/0/then/within/call/target_minutes"},
        {"the guarantee's own target tightens nothing", within(Step::call, {}, 1440),
         "/rules/0/then/within/call/target_minutes"},
        {"a promise later than the guarantee's", within(Step::call, 5000, 60),
         "/rules/0/then/within/call/promise_minutes"},
        {"settling has no clock yet when a claim arrives", within(Step::settle, {}, 60), "/rules/0/then/within/settle"},
        {"nothing follows", Effects{}, "/rules/0/then"},
    }));
    CAPTURE(row.why);
    const std::string findings = findings_of(draft_of({rule("one", "true", row.then)}), &sold);
    CAPTURE(findings);
    CHECK(findings.starts_with(row.pointer));
    CHECK(findings.empty() == std::string(row.pointer).empty());
}

TEST_CASE("a table's gaps and overlaps are found as far as its cells allow") {
    using enum HitPolicy;
    struct Row {
        const char* why;
        HitPolicy hit;
        bool complete;
        const char* input;
        std::vector<std::string> cells;
        std::vector<std::string> expected;  ///< parts of what is found; none: nothing is found
        bool loads;
    };
    const std::string share = "claim.share", channel = "claim.channel", lines = "claim.lines_claimed";
    const Row row = GENERATE_COPY(values<Row>({
        {"half-open ranges that meet", unique, true, "claim.share", {"a < 0.5", "a >= 0.5"}, {}, true},
        {"two ranges that share their end",
         unique,
         false,
         "claim.share",
         {"a <= 0.5", "a >= 0.5"},
         {"/tables/0/rows/1: found row r1 fits together with row r0 when a == 0.5"},
         false},
        {"a hole between", unique, true, "claim.share", {"a < 0.5", "a > 0.5"}, {"no row for a == 0.5"}, false},
        {"a hole is a warning unless the table says that it is complete",
         unique,
         false,
         "claim.share",
         {"a < 0.5", "a >= 0.7"},
         {"warning: found no row for a >= 0.5 && a < 0.7"},
         true},
        {"between 2 and 3 there is no int", unique, true, "claim.lines_claimed", {"a <= 2", "a >= 3"}, {}, true},
        {"a range of money",
         unique,
         true,
         "invoice.gross",
         {"a < money('100.00', 'EUR')", "a >= money('100.00', 'EUR') && a < money('500.00', 'EUR')"},
         {"no row for a >= money('500.00', 'EUR')"},
         false},
        {"texts, and all others",
         unique,
         true,
         "claim.channel",
         {"a == 'phone'", "a in ['link', 'letter']", "!(a in ['phone', 'link', 'letter'])"},
         {},
         true},
        {"a text in two rows",
         unique,
         false,
         "claim.channel",
         {"a == 'phone'", "a in ['phone', 'letter']"},
         {"when a is 'phone'", "no row for a is anything else"},
         false},
        {"true and false", unique, true, "claim.has_words", {"a", "!a"}, {}, true},
        {"only true", unique, true, "claim.has_words", {"a == true"}, {"no row for !a"}, false},
        {"or, and a constant in front",
         unique,
         true,
         "claim.share",
         {"0.5 > a || a > 0.7", "a >= 0.5 && 0.7 >= a"},
         {},
         true},
        {"a row under one that takes everything",
         first,
         true,
         "claim.share",
         {"-", "a > 0.5"},
         {"warning: found row r1, to which the rows above it leave nothing"},
         true},
        {"what reads other facts is not analysed, and it says so",
         unique,
         true,
         "claim.share",
         {"a < 0.5", "a >= 0.5 && claim.has_words"},
         {"warning: found cells", "r1/a"},
         true},
        {"several rows are what collect is for", collect, false, "claim.share", {"a > 0.1", "a > 0.5"}, {}, true},
    }));
    CAPTURE(row.why);
    std::vector<RowDraft> rows;
    for (const std::string& cell : row.cells) rows.push_back(given::row("r" + std::to_string(rows.size()), {cell}));
    TableDraft draft = table(row.hit, {row.input}, rows);
    draft.is_complete = row.complete;
    const std::string findings = findings_of(draft_of({}, {draft}));
    CAPTURE(findings);
    for (const std::string& part : row.expected) CHECK(findings.find(part) != std::string::npos);
    CHECK(findings.empty() == row.expected.empty());
    CHECK(load(draft_of({}, {draft})).has_value() == row.loads);
}

TEST_CASE("gaps over two columns are told as boxes") {
    TableDraft draft = table(HitPolicy::unique, {"claim.channel", "claim.share"},
                             {row("phone", {"a == 'phone'", "-"}), row("rest", {"a != 'phone'", "b < 0.5"})});
    CHECK(findings_of(draft_of({}, {draft})).find("found no row for a is anything else, b >= 0.5") !=
          std::string::npos);
}

TEST_CASE("a table's inputs are named, typed and not facts themselves") {
    struct Row {
        const char* why;
        const char* input;
        const char* part;
    };
    const Row row = GENERATE(values<Row>({
        {"a whole record is nothing that a cell can compare", "claim",
         "/tables/0/inputs/0/value: found a value of type"},
        {"absent facts are guarded here too", "claim.credit", "has(claim.credit)"},
    }));
    CAPTURE(row.why);
    const std::string findings =
        findings_of(draft_of({}, {table(HitPolicy::first, {row.input}, {given::row("x", {"-"})})}));
    CAPTURE(findings);
    CHECK(findings.find(row.part) != std::string::npos);
    TableDraft shadowing = table(HitPolicy::first, {"claim.channel"}, {given::row("x", {"-"})});
    shadowing.inputs[0].name = "claim";
    CHECK(findings_of(draft_of({}, {shadowing})).find("/tables/0/inputs/0/name") != std::string::npos);
}

TEST_CASE("a rule knows which facts it reads, also through lists and macros") {
    const auto rules = must_load(draft_of({rule("one", "has(claim.credit) && lines.exists(l, l.share > 0.5)"),
                                           rule("two", "today.hour < 7 || now > timestamp('2026-01-01T00:00:00Z')")}));
    const auto names = [&](std::size_t step) {
        std::string all;
        for (FactIndex fact = 0; fact < fact_table().facts().size(); ++fact)
            if (rules->steps()[step].reads[fact]) all += name_of(fact_table().facts()[fact]) + " ";
        return all;
    };
    CHECK(names(0) == "claim.credit lines[].id lines[].share ");
    CHECK(names(1) == "today.hour now ");
}
