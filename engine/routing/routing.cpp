#include "engine/routing/routing.hpp"

namespace makegood {

Routing route_by_default(const RoutingFacts& facts) {
    Routing routing;
    routing.rule_set = "default/1";
    routing.dues = start_clocks(facts.guarantee, facts.now);
    const auto flag = [&](bool holds, const char* name) {
        if (holds) routing.flags.emplace_back(name);
    };
    // In alphabetical order, which is the order that flags keep.
    flag(facts.credited_elsewhere, "credited-elsewhere");
    flag(facts.today.unix_days() - facts.issued_on.unix_days() > facts.guarantee.window_days, "late-after-window");
    flag(facts.earlier_claims > 0, "repeat-claim");
    flag(facts.worth_is_upward, "worth-above-standing");
    flag(!facts.worth_is_stated, "worth-not-stated");
    flag(facts.worth_is_zero, "worth-zero");
    routing.notices = {"president"};
    routing.tasks = {"call-the-customer"};
    return routing;
}

}  // namespace makegood
