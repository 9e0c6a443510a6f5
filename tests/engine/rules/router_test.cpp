#include "engine/rules/router.hpp"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

#include "engine/rules/explanation.hpp"
#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;
using std::chrono::minutes;

namespace {

struct Answered {
    Routing routing;
    Trace trace;
};

Answered ask(RuleSetDraft draft, RuleFacts facts = ordinary_claim()) {
    const auto sheet = FactSheet::of(std::move(facts));
    Router router(must_load(std::move(draft)));
    const Instant now = *parse_instant("2026-11-03T09:12:00.500Z");
    Routed routed = router.route(*sheet, now, routing_by_default(now));
    return {std::move(routed.routing), std::move(routed.trace)};
}

minutes target_of(const Routing& routing, Step step) {
    const auto& due = routing.dues[static_cast<std::size_t>(step)];
    return std::chrono::duration_cast<minutes>(due->target - *parse_instant("2026-11-03T09:12:00.500Z"));
}

Effects random_effects(std::mt19937& random) {
    const auto one_of = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    const std::vector<std::string> words = {"a", "b", "c", "d"};
    Effects effects;
    effects.priority = static_cast<Priority>(one_of(3));
    for (Step step : tightened_steps)
        if (one_of(2) == 0) {
            effects.of(step).target = minutes(1 + one_of(1000));
            if (one_of(2) == 0) effects.of(step).promise = *effects.of(step).target + minutes(1 + one_of(1000));
        }
    for (auto* list : {&effects.flags, &effects.notices, &effects.tasks, &effects.owners, &effects.hints})
        for (unsigned i = one_of(3); i > 0; --i) list->push_back(words[one_of(4)]);
    effects.countersignature = one_of(2) == 0;
    return effects;
}

std::string in_full(const Routing& routing) {
    std::string text = in_words(routing);
    for (const auto& due : routing.dues)
        text += due ? " " + to_text(due->promise) + " " + to_text(due->target) : std::string(" -");
    return text;
}

}  // namespace

TEST_CASE("what fires adds to the routing by default, and what does not adds nothing") {
    const Answered answered = ask(
        draft_of({rule("yes", "claim.channel == 'phone'",
                       {.priority = Priority::high, .flags = {"b", "a"}, .notices = {"finance"}, .owners = {"quarry"}}),
                  rule("no", "claim.channel == 'letter'", {.priority = Priority::urgent, .flags = {"never"}})}));
    CHECK(outcomes(answered.trace) == "fired not-fired");
    CHECK(answered.routing.priority == Priority::high);
    CHECK(answered.routing.flags == std::vector<std::string>{"a", "b", "repeat-claim"});
    CHECK(answered.routing.notices == std::vector<std::string>{"finance", "president"});
    CHECK(answered.routing.tasks == std::vector<std::string>{"call-the-customer"});
    CHECK(answered.routing.owners == std::vector<std::string>{"quarry"});
    CHECK(answered.routing.rule_set == "test/1");
    CHECK(answered.routing.rule_set_hash == "hash");
    CHECK(target_of(answered.routing, Step::call) == minutes(1440));
}

TEST_CASE("effects merge to the same routing in any order, and twice is as good as once") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Instant now(1'800'000'000'000);
    for (int round = 0; round < 300; ++round) {
        std::vector<Effects> effects;
        for (int i = 0; i < 5; ++i) effects.push_back(random_effects(random));
        std::vector<const Effects*> order;
        for (const Effects& one : effects) order.push_back(&one);
        const std::string once = in_full(apply(order, now, routing_by_default(now)));
        const Effects merged = merge(order);
        std::shuffle(order.begin(), order.end(), random);
        order.push_back(order.front());
        REQUIRE(in_full(apply(order, now, routing_by_default(now))) == once);
        REQUIRE(merge(order) == merged);
        const std::array<const Effects*, 1> alone = {&merged};
        REQUIRE(in_full(apply(alone, now, routing_by_default(now))) == once);
    }
}

TEST_CASE("no effect loosens a clock, and a target stays before its promise") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const Instant now(1'800'000'000'000);
    const Routing base = routing_by_default(now);
    for (int round = 0; round < 300; ++round) {
        const Effects one = random_effects(random), other = random_effects(random);
        const std::array<const Effects*, 2> both = {&one, &other};
        const Routing routing = apply(both, now, base);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            REQUIRE(routing.dues[i].has_value() == base.dues[i].has_value());
            if (!routing.dues[i]) continue;
            REQUIRE(routing.dues[i]->promise <= base.dues[i]->promise);
            REQUIRE(routing.dues[i]->target <= base.dues[i]->target);
            REQUIRE(routing.dues[i]->target < routing.dues[i]->promise);
        }
        REQUIRE(routing.priority >= base.priority);
    }
}

TEST_CASE("a rule that fails is recorded with its place, and the others count all the same") {
    const Answered answered = ask(draft_of({rule("broken", "claim.has_phone && 10 / history.open_claims > 1"),
                                            rule("sound", "claim.has_phone", {.flags = {"sound"}})}));
    CHECK(outcomes(answered.trace) == "failed fired");
    CHECK(answered.routing.flags == std::vector<std::string>{"repeat-claim", "rule-error", "sound"});
    REQUIRE(answered.trace.failures.size() == 1);
    CHECK(answered.trace.failures[0].step == 0);
    CHECK(answered.trace.failures[0].words.find("zero") != std::string::npos);
    const Deciding& by = answered.trace.steps[0].by;
    CHECK(std::string("claim.has_phone && 10 / history.open_claims > 1").substr(by.begin, by.end - by.begin) ==
          "10 / history.open_claims");
}

TEST_CASE("amounts in two currencies are not compared, and it says which") {
    RuleFacts facts = ordinary_claim();
    facts.invoice.gross = Money(100, *Currency::find("USD"));
    const Answered answered = ask(draft_of({rule("one", "invoice.gross > money('1.00', 'EUR')"),
                                            rule("two", "invoice.gross == money('1.00', 'EUR')")}),
                                  facts);
    CHECK(outcomes(answered.trace) == "failed failed");
    CHECK(answered.trace.failures[0].words.find("USD against EUR") != std::string::npos);
}

TEST_CASE("the hit policy says which rows of a table count") {
    using enum HitPolicy;
    struct Row {
        const char* why;
        HitPolicy hit;
        const char* second;
        const char* outcomes;
        bool has_error;
    };
    const Row row = GENERATE(values<Row>({
        {"one row fits", unique, "claim.has_words", "not-fired not-fired fired", false},
        {"two rows fit: the table contradicts itself", unique, "claim.has_phone", "not-fired failed failed", true},
        {"the first from above", first, "claim.has_phone", "not-fired fired passed-over", false},
        {"all of them", collect, "claim.has_phone", "not-fired fired fired", false},
        {"a row that fails leaves the others", collect, "10 / history.open_claims > 1", "not-fired failed fired", true},
    }));
    CAPTURE(row.why);
    const Answered answered = ask(draft_of({}, {table(row.hit, {"claim.share"},
                                                      {given::row("one", {"a > 0.5"}), given::row("two", {row.second}),
                                                       given::row("three", {"a + 0.0 > 0.1"})})}));
    CHECK(outcomes(answered.trace) == row.outcomes);
    const auto& flags = answered.routing.flags;
    CHECK((std::find(flags.begin(), flags.end(), "rule-error") != flags.end()) == row.has_error);
}

TEST_CASE("an input that fails fails the rows that ask for it, and no row in which another cell is false") {
    TableDraft draft = table(HitPolicy::collect, {"10 / history.open_claims", "claim.channel"},
                             {row("asks", {"a > 1", "b == 'phone'"}), row("elsewhere", {"a > 1", "b == 'letter'"}),
                              row("does-not-ask", {"-", "b == 'phone'"})});
    const Answered answered = ask(draft_of({}, {draft}));
    CHECK(outcomes(answered.trace) == "failed not-fired fired");
    CHECK(answered.trace.steps[0].by.part == 2);  // the first input, after two cells
    CHECK(answered.trace.steps[1].by.part == 1);
}

TEST_CASE("a table's inputs may be texts and lists that an expression makes") {
    const Answered answered = ask(
        draft_of({}, {table(HitPolicy::collect, {"claim.channel + '/' + claim.basis", "lines.map(l, l.service + '!')"},
                            {row("both", {"a == 'phone/gross'", "'training!' in b"}),
                             row("other", {"a == 'x'", "b.size() == 1"})})}));
    CHECK(outcomes(answered.trace) == "fired not-fired");
}

TEST_CASE("the explanation says why, why not, and what went wrong, in plain words") {
    const auto set = must_load(draft_of(
        {rule("harm", "'harm' in claim.words_signal", {.priority = Priority::urgent, .flags = {"harm"}}),
         rule("large", "claim.has_phone && has(claim.credit) && claim.credit > money('5000.00', 'EUR')"),
         rule("broken", "10 / history.open_claims > 1"), rule("lines", "lines.exists(l, l.is_worth_nothing)")},
        {table(HitPolicy::first, {"claim.channel"}, {row("by-phone", {"a == 'phone'"}), row("rest", {"-"})})}));
    RuleFacts facts = ordinary_claim();
    facts.claim.words_signal = {"harm", "legal"};
    const auto sheet = FactSheet::of(facts);
    Router router(set);
    const Routed routed = router.route(*sheet, Instant(0), routing_by_default(Instant(0)));
    std::vector<std::string> texts;
    for (const ExplanationLine& line : explain(router, *sheet, routed.trace)) texts.push_back(line.text);
    CHECK(
        texts ==
        std::vector<std::string>{
            "URGENT because \"Rule harm\" fired: Because of harm. (flag harm)",
            "\"The table\", row by-phone fired: Because of the table. (flag by-phone)",
            "\"Rule broken\" could not be judged: " + routed.trace.failures[0].words +
                ", in 10 / history.open_claims; the claim went on without it, with the flag rule-error",
            "\"Rule large\" did not fire: claim.credit > money('5000.00', 'EUR') is false, claim.credit was 60.00 EUR",
            "\"Rule lines\" did not fire: lines.exists(l, l.is_worth_nothing) is false, lines was a list of 1 record",
            "\"The table\", row rest was not asked: a row above it had decided"});
}

TEST_CASE("facts that were not recorded are missing by name, and a rule that asks for one fails") {
    FactSheetBuilder builder;
    builder.set(*fact_table().find("claim", "channel"), cel::Value::string("phone"));
    const auto sheet = std::move(builder).finish(FactSheetBuilder::Unset::missing);
    CHECK(sheet->missing()[*fact_table().find("claim", "share")]);
    CHECK_FALSE(sheet->missing()[*fact_table().find("claim", "channel")]);
    Router router(must_load(draft_of({rule("known", "claim.channel == 'phone'"), rule("unknown", "claim.share > 0.1"),
                                      rule("asks", "has(claim.credit)"), rule("lines", "lines.exists(l, true)")})));
    CHECK(outcomes(router.judge(*sheet).trace) == "fired failed failed failed");
    const auto& step = router.rules().steps()[1];
    CHECK((step.reads & sheet->missing()).any());
}
