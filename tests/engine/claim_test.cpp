#include "engine/claim/claim.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/queue/queue.hpp"
#include "engine/routing/routing.hpp"
#include "tests/engine/given/desk.hpp"

using namespace makegood;
using enum ClaimState;
using std::chrono::hours;

namespace {

constexpr std::array states = {received, acknowledged, approved, adjusted, settled, withdrawn};
const Instant now = given::instant("2026-03-10T09:00:00Z");

const GuaranteeVersion& guarantee() {
    static const Company company = given::company();
    return company.guarantee.versions().front();
}

RoutingFacts facts() {
    return RoutingFacts{.now = now,
                        .today = given::date("2026-03-10"),
                        .issued_on = given::date("2026-03-02"),
                        .guarantee = guarantee(),
                        .worth_is_stated = true};
}

}  // namespace

TEST_CASE("a claim moves only as the table says, and nothing leads back from the money") {
    const std::vector<std::pair<ClaimState, std::vector<ClaimState>>> table = {
        {received, {acknowledged, approved, withdrawn}},
        {acknowledged, {approved, withdrawn}},
        {approved, {adjusted, acknowledged, withdrawn}},  // back only when an offer upward is off the table
        {adjusted, {settled}},
        {settled, {}},
        {withdrawn, {}},
    };
    for (const auto& [from, next] : table)
        for (ClaimState to : states) {
            INFO(to_text(from) << " to " << to_text(to));
            CHECK(may_move(from, to) == (std::find(next.begin(), next.end(), to) != next.end()));
        }
}

TEST_CASE("no state of a claim is called rejected, and each is read back from its text") {
    for (ClaimState state : states) CHECK(parse_claim_state(to_text(state)) == state);
    CHECK_FALSE(parse_claim_state("rejected"));
    CHECK_FALSE(parse_claim_state(""));
}

TEST_CASE("a claim is open until it is adjusted or withdrawn") {
    CHECK((is_open(received) && is_open(acknowledged) && is_open(approved)));
    CHECK_FALSE((is_open(adjusted) || is_open(settled) || is_open(withdrawn)));
}

TEST_CASE("an invocation starts the clocks of what can begin, money and cause beside each other") {
    const Dues dues = start_clocks(guarantee(), now);
    struct Row {
        Step step;
        int promise_days;  // 0: does not run yet
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {Step::acknowledge, 1, "at once"},
        {Step::call, 2, "at once"},
        {Step::adjust, 10, "at once"},
        {Step::settle, 0, "when something was adjusted"},
        {Step::explain, 20, "money does not wait for it, nor it for money"},
        {Step::fix, 30, "the same"},
        {Step::verify, 0, "when something was fixed"},
    }));
    INFO(row.why);
    const auto& due = dues[static_cast<std::size_t>(row.step)];
    REQUIRE(due.has_value() == (row.promise_days > 0));
    if (due) {
        CHECK(due->promise == now + hours(24 * row.promise_days));
        CHECK(due->target == now + hours(12 * row.promise_days));
    }
}

TEST_CASE("default routing takes every claim to the president, with flags for what people ask first") {
    struct Row {
        std::function<void(RoutingFacts&)> change;
        std::vector<std::string> flags;
        const char* why;
    };
    const std::vector<Row> rows = {
        {[](auto&) {}, {}, "an ordinary claim"},
        {[](auto& f) { f.issued_on = given::date("2026-02-08"); }, {}, "day 30 of 30 is in time"},
        {[](auto& f) { f.issued_on = given::date("2026-02-07"); }, {"late-after-window"}, "day 31 is late"},
        {[](auto& f) { f.worth_is_stated = false; }, {"worth-not-stated"}, "the worth comes later"},
        {[](auto& f) { f.worth_is_zero = true; }, {"worth-zero"}, "worth nothing"},
        {[](auto& f) { f.worth_is_upward = true; }, {"worth-above-standing"}, "up"},
        {[](auto& f) { f.earlier_claims = 1; }, {"repeat-claim"}, "again"},
        {[](auto& f) { f.credited_elsewhere = true; }, {"credited-elsewhere"}, "an ERP gave something"},
        {[](auto& f) {
             f.credited_elsewhere = true;
             f.issued_on = given::date("2020-01-01");
             f.earlier_claims = 3;
             f.worth_is_zero = true;
         },
         {"credited-elsewhere", "late-after-window", "repeat-claim", "worth-zero"},
         "all at once, sorted"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        RoutingFacts changed = facts();
        row.change(changed);
        const Routing routing = route_by_default(changed);
        CHECK(routing.flags == row.flags);
        CHECK(std::is_sorted(routing.flags.begin(), routing.flags.end()));
        CHECK(routing.notices == std::vector<std::string>{"president"});
        CHECK(routing.priority == Priority::normal);
        CHECK_FALSE(routing.countersignature);
        CHECK(routing.dues == start_clocks(guarantee(), now));
    }
}

TEST_CASE("the promise that ends first is on top: acknowledging while it is received, adjusting then") {
    const Dues dues = start_clocks(guarantee(), now);
    CHECK(next_promise(received, dues) == now + hours(24));
    CHECK(next_promise(acknowledged, dues) == now + hours(240));
    CHECK(next_promise(approved, dues) == now + hours(240));
}

TEST_CASE("the queue's order is total: promise, then urgency, then age") {
    std::vector<QueuePlace> sorted;
    for (std::int64_t promise : {1, 2})
        for (Priority priority : {Priority::urgent, Priority::high, Priority::normal})
            for (std::uint64_t sequence : {7U, 8U}) sorted.push_back({Instant(promise), priority, sequence});
    for (std::size_t i = 0; i < sorted.size(); ++i)
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            INFO(i << " against " << j);
            CHECK((sorted[i] <=> sorted[j]) == (i <=> j));
            CHECK((sorted[i] == sorted[j]) == (i == j));
        }
}
