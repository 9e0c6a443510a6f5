#include <catch2/catch.hpp>

#include "adapters/sqlite/store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/crash/folder.hpp"
#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;

// Law 2 from a claim that comes in to the queue that is read, over the store that the program works with.

namespace {

constexpr const char* always_fails = "1 / (invoice.lines - invoice.lines) == 1";

std::shared_ptr<const RuleSet> rules_that_fail() {
    std::vector<RuleDraft> rules;
    for (const char* id : {"first", "second", "third"})
        rules.push_back(given::rule(id, always_fails, {.priority = Priority::urgent, .flags = {"never"}}));
    return given::must_load(given::draft_of(
        std::move(rules), {given::table(HitPolicy::first, {"1 / (invoice.lines - invoice.lines)"},
                                        {given::row("one", {"a == 1"}), given::row("two", {"a == 2"})})}));
}

}  // namespace

TEST_CASE("law 2: with rules that all fail, every claim still stands in the queue, with its promises and rule-error") {
    const crash::Folder folder;
    vault::Vault vault;
    contract::HandClock clock(contract::monday_morning());
    Company company = contract::company();
    sqlite::Options options;
    options.path = folder.path("law.db");
    auto opened = sqlite::SqliteStore::open(options, vault, clock, company);
    REQUIRE(opened);
    sqlite::SqliteStore& store = **opened;

    const auto claim_on = [&](const std::string& number, Saying saying) {
        REQUIRE(contract::submit_and_wait(store, contract::record(number)).was_accepted());
        const contract::Reply reply = contract::submit_and_wait(store, contract::invoke(number, std::move(saying)));
        REQUIRE(reply.was_accepted());
        return reply.claim();
    };
    const std::vector<Saying> sayings = {contract::worth_of_whole("0.00"), contract::worth_of_whole("100.00"),
                                         contract::worth_of_line("1", "50.00"), Saying{}};
    std::vector<ClaimId> by_default, by_rules;
    int number = 0;
    for (const Saying& saying : sayings) by_default.push_back(claim_on("D-" + std::to_string(++number), saying));
    auto book = RuleBook::of({rules_that_fail()});
    REQUIRE(book);
    company.rules = std::make_shared<const RuleBook>(*std::move(book));
    REQUIRE(store.activate(company, "{}"));
    for (const Saying& saying : sayings) by_rules.push_back(claim_on("R-" + std::to_string(++number), saying));
    const contract::Reply again = contract::submit_and_wait(
        store, StateAnew{by_rules.back(), contract::worth_of_whole("10.00")});  // a worth that comes later
    REQUIRE(again.was_accepted());

    contract::read(store, [&](Reader& reader) {
        const std::vector<QueueRow> queue = reader.queue(std::nullopt, 100);
        CHECK(queue.size() == 2 * sayings.size());
        for (std::size_t i = 0; i < sayings.size(); ++i) {
            const RoutingRow then = reader.routings(by_default[i]).front();
            const std::vector<RoutingRow> rows = reader.routings(by_rules[i]);
            CHECK(rows.size() == (i + 1 == sayings.size() ? 2 : 1));
            const RoutingRow& now = rows.front();
            std::vector<std::string> flags = then.routing.flags;
            flags.emplace_back("rule-error");
            std::sort(flags.begin(), flags.end());
            CHECK(now.routing.rule_set == "test/1");
            CHECK(now.routing.flags == flags);
            CHECK(now.routing.dues == then.routing.dues);
            CHECK(now.routing.priority == then.routing.priority);
            CHECK(now.routing.notices == then.routing.notices);
            CHECK(now.routing.tasks == then.routing.tasks);
            REQUIRE(rows.back().record);
            CHECK(rows.back().record->trace.failures.size() == 5);
            const bool is_queued =
                std::any_of(queue.begin(), queue.end(), [&](const QueueRow& row) { return row.claim == by_rules[i]; });
            CHECK(is_queued);
        }
    });
}
