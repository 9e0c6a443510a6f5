#include <catch2/catch.hpp>

#include "engine/rules/explanation.hpp"
#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;

// Law 2: rules annotate and route; they cannot refuse, change money or loosen a promise. In the types, Effects hold no
// amount and no refusal, and Tightening is taken by minimum alone.

TEST_CASE("law 2: a set in which every rule fails still routes every claim, by default and with rule-error") {
    std::vector<RuleDraft> rules;
    for (const char* condition : {"10 / history.open_claims > 1", "invoice.gross > money('1.00', 'JPY' + '')",
                                  "lines[99].share > 0.5", "timestamp(claim.channel) > now"})
        rules.push_back(rule("rule-" + std::to_string(rules.size()), condition,
                             {.priority = Priority::urgent, .flags = {"never"}}));
    const auto set = must_load(draft_of(rules, {table(HitPolicy::unique, {"10 / history.open_claims"},
                                                      {row("one", {"a > 1"}), row("two", {"a < 1"})})}));
    Router router(set);
    const Instant now(1'800'000'000'000);
    for (const char* channel : {"phone", "letter", "short-payment", "link"}) {
        RuleFacts facts = ordinary_claim();
        facts.claim.channel = channel;
        const auto sheet = FactSheet::of(facts);
        const Routing base = routing_by_default(now);
        const Routed routed = router.route(*sheet, now, base);
        CHECK(outcomes(routed.trace) == "failed failed failed failed failed failed");
        CHECK(routed.trace.failures.size() == 6);
        CHECK(routed.routing.dues == base.dues);
        CHECK(routed.routing.priority == base.priority);
        CHECK(routed.routing.notices == base.notices);
        CHECK(routed.routing.tasks == base.tasks);
        CHECK(routed.routing.flags == std::vector<std::string>{"repeat-claim", "rule-error"});
        CHECK_FALSE(routed.routing.countersignature);
        for (const ExplanationLine& line : explain(router, *sheet, routed.trace))
            CHECK(line.text.find("could not be judged") != std::string::npos);
    }
}
