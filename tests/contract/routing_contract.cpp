#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/engine/rules/given/rules.hpp"

namespace makegood::contract {

namespace {

using std::chrono::hours;

std::vector<RoutingRow> routings(Store& store, const ClaimId& claim) {
    std::vector<RoutingRow> rows;
    read(store, [&](Reader& reader) { rows = reader.routings(claim); });
    return rows;
}

/// "history.claims": what the claim's latest routing knew, in words.
std::string known(const RoutingRow& row, std::string_view name) {
    const auto dot = name.find('.');
    const auto fact = fact_table().find(name.substr(0, dot), name.substr(dot + 1));
    REQUIRE(fact);
    REQUIRE(row.record);
    return in_words(row.record->facts->at(*fact));
}

std::string known(Store& store, const ClaimId& claim, std::string_view name) {
    return known(routings(store, claim).back(), name);
}

Command record_for(const std::string& customer, const std::string& number, const std::string& paid = "0.00") {
    InvoiceDraft draft = *invoice(number, paid);
    draft.customer.id = CustomerId(customer);
    return RecordInvoice{Invoice::check(std::move(draft)).value()};
}

Company with_rules(std::vector<RuleDraft> rules) {
    Company company = contract::company();
    company.rules =
        std::make_shared<const RuleBook>(RuleBook::of({given::must_load(given::draft_of(std::move(rules)))}).value());
    return company;
}

void the_past_is_recorded(Place& place) {
    HandClock clock(monday_morning());
    ClaimId second(Uuid{});
    {
        const auto store = place.open(company(), clock);
        (void)submit_and_wait(*store, record("R-1"));
        (void)submit_and_wait(*store, record("R-2"));
        (void)submit_and_wait(*store, record("R-3", "180.00"));
        (void)submit_and_wait(*store, record_for("C-8", "R-4"));
        const ClaimId first = submit_and_wait(*store, invoke("R-1", worth_of_line("1", "0.00"))).claim();
        CHECK(known(*store, first, "history.claims") == "0");
        CHECK(known(*store, first, "history.invoices") == "3");
        CHECK(known(*store, first, "claim.others_this_week") == "0");
        clock.advance(hours(72));
        second = submit_and_wait(*store, invoke("R-2", worth_of_whole("90.00"))).claim();
        CHECK(known(*store, second, "history.open_claims") == "1");
        (void)submit_and_wait(*store, Approve{first});
    }
    const auto store = place.open(company(), clock);
    struct Row {
        const char* fact;
        const char* said;
        const char* why;
    };
    const Row rows[] = {
        {"history.claims", "1", "the claim before, and not the one at hand"},
        {"history.open_claims", "0", "which was approved since"},
        {"history.claims_last_365_days", "1", "three days ago"},
        {"history.days_since_last_claim", "3", "whole days"},
        {"history.invoices", "3", "those of other customers do not count"},
        {"history.invoices_paid", "1", "one was paid before we heard of it"},
        {"claim.others_this_week", "0", "nobody else claimed"},
        {"claim.share", "0.5", "half of what was billed"},
        {"claim.credit", "90.00 EUR", "tax included"},
    };
    (void)submit_and_wait(*store, StateAnew{second, [] {
                                                Saying saying = worth_of_whole("90.00");
                                                saying.kind = StatementKind::restating;
                                                return saying;
                                            }()});
    for (const Row& row : rows) {
        INFO(row.fact << ": " << row.why);
        CHECK(known(*store, second, row.fact) == row.said);
    }
    const ClaimId other = submit_and_wait(*store, invoke("R-4", worth_of_line("1", "0.00"))).claim();
    CHECK(known(*store, other, "claim.others_this_week") == "1");
    CHECK(known(*store, other, "history.claims") == "0");
}

void each_statement_is_routed(Place& place) {
    HandClock clock(monday_morning());
    const auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", Saying{})).claim();
    clock.advance(hours(5));
    (void)submit_and_wait(*store, invoke("R-1", worth_of_whole("0.00")));
    const auto rows = routings(*store, claim);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].routing.flags == std::vector<std::string>{"worth-not-stated"});
    CHECK(rows[1].routing.flags == std::vector<std::string>{"worth-zero"});
    CHECK(rows[1].routing.dues == rows[0].routing.dues);  // law 4: no later promise
    read(*store, [&](Reader& reader) {
        const auto queue = reader.queue(std::nullopt, 10);
        REQUIRE(queue.size() == 1);
        CHECK(queue[0].flags == rows[1].routing.flags);
        std::uint64_t next = 0;
        const auto routed = reader.routed_claims(monday_morning(), 0, 10, next);
        REQUIRE(routed.size() == 1);
        CHECK(routed[0].sequence == rows[1].sequence);
        CHECK(reader.routed_claims(monday_morning(), next, 10, next).empty());
        CHECK(reader.routed_claims(clock.now(), 0, 10, next).empty());
    });
}

void rules_are_kept(Place& place) {
    HandClock clock(monday_morning());
    const Company ruled = with_rules({given::rule("always", "true")});
    std::size_t events = 0;
    {
        const auto store = place.open(ruled, clock);
        (void)submit_and_wait(*store, record("R-1"));
        const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("0.00"))).claim();
        const auto rows = routings(*store, claim);
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].routing.rule_set == "test/1");
        CHECK(rows[0].routing.flags == std::vector<std::string>{"fired", "worth-zero"});
        CHECK(given::outcomes(rows[0].record->trace) == "fired");
        events = whole_journal(*store).size();
    }
    const auto again = place.open(ruled, clock);
    CHECK(whole_journal(*again).size() == events);  // the same rules are not told twice
    const auto& set = *ruled.rules->sets().front();
    read(*again, [&](Reader& reader) {
        CHECK(reader.rule_set(set.hash()) == set.content());
        CHECK_FALSE(reader.rule_set("of no set"));
    });
}

void law_2_failing_rules_refuse_nothing(Place& place) {
    HandClock clock(monday_morning());
    const auto store = place.open(
        with_rules({given::rule("a", "1 / (invoice.lines - 2) > 0"), given::rule("b", "[1][invoice.lines] > 0")}),
        clock);
    (void)submit_and_wait(*store, record("R-1"));
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("0.00"))).claim();
    const auto rows = routings(*store, claim);
    REQUIRE(rows.size() == 1);
    CHECK(given::outcomes(rows[0].record->trace) == "failed failed");
    CHECK(rows[0].routing.flags == std::vector<std::string>{"rule-error", "worth-zero"});
    read(*store, [&](Reader& reader) { CHECK(reader.queue(std::nullopt, 10).size() == 1); });
    CHECK(submit_and_wait(*store, Approve{claim}).was_accepted());
}

}  // namespace

std::vector<Clause> routing_contract() {
    return {
        {"what is known of a customer's past is recorded with each claim, also after a restart", the_past_is_recorded},
        {"each statement is routed, and the latest verdict stands in the queue", each_statement_is_routed},
        {"a rule set that was active is kept with its content, once", rules_are_kept},
        {"law 2: a rule set in which every rule fails still routes every claim to the queue",
         law_2_failing_rules_refuse_nothing},
    };
}

}  // namespace makegood::contract
