#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

namespace {

using std::chrono::hours;

void queue_is_in_order(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    constexpr int claims = 25;
    std::vector<ClaimId> opened;
    for (int i = 0; i < claims; ++i) {
        const std::string number = "R-" + std::to_string(i);
        (void)submit_and_wait(*store, record(number));
        opened.push_back(submit_and_wait(*store, invoke(number, worth_of_whole("120.00"))).claim());
        if (i % 2 == 0) clock.advance(hours(1));
    }
    (void)submit_and_wait(*store, Acknowledge{opened[0]});  // its promise is now the later one, to adjust
    (void)submit_and_wait(*store, Approve{opened[1]});      // closed
    read(*store, [&](Reader& reader) {
        CHECK(reader.open_claims() == claims - 1);
        std::vector<ClaimId> paged;
        std::optional<QueuePlace> after;
        for (auto page = reader.queue(after, 7); !page.empty(); page = reader.queue(after, 7)) {
            CHECK(page.size() <= 7);
            for (const QueueRow& row : page) {
                if (after) CHECK(*after < row.place);
                after = row.place;
                paged.push_back(row.claim);
            }
        }
        std::vector<ClaimId> expected(opened.begin() + 2, opened.end());
        expected.push_back(opened[0]);
        CHECK(paged == expected);
        const QueueRow row = reader.queue({}, 1).at(0);
        CHECK(row.number.text() == "CL-2026-000003");
        CHECK(row.invoice.text() == "R-2");
        CHECK(row.customer == "Quarry Ltd");
        CHECK(row.state == ClaimState::received);
        CHECK(row.flags.empty());
        CHECK(row.opened_at == monday_morning() + hours(1));
        CHECK(row.promise == monday_morning() + hours(25));
        CHECK(row.target == monday_morning() + hours(13));
        CHECK(row.currency.code() == "EUR");
    });
}

void withdrawn_leaves_the_queue(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", Saying{})).claim();
    read(*store, [&](Reader& reader) {
        CHECK(reader.queue({}, 10).at(0).flags == std::vector<std::string>{"worth-not-stated"});
        CHECK(reader.promises_due(monday_morning() + hours(1000), 10).empty());  // no worth to honour
    });
    Saying withdrawal;
    withdrawal.kind = StatementKind::withdrawing;
    REQUIRE(submit_and_wait(*store, StateAnew{claim, withdrawal}).was_accepted());
    read(*store, [&](Reader& reader) {
        CHECK(reader.queue({}, 10).empty());
        CHECK(reader.invoice_of(claim)->claims.at(0).state == ClaimState::withdrawn);
    });
}

void law_4_due_promises_are_found(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    std::vector<ClaimId> opened;
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        (void)submit_and_wait(*store, record(number));
        opened.push_back(submit_and_wait(*store, invoke(number, worth_of_whole("120.00"))).claim());
        clock.advance(hours(1));
    }
    (void)submit_and_wait(*store, Acknowledge{opened[0]});
    (void)submit_and_wait(*store, Approve{opened[1]});
    struct Row {
        hours after;
        std::vector<ClaimId> due;
        const char* why;
    };
    const Row rows[] = {
        {hours(74), {opened[0], opened[2]}, "the approved one is closed"},
        {hours(73), {opened[0]}, "the third has an hour left"},
        {hours(72), {opened[0]}, "due at the very instant, though acknowledged"},
        {hours(71), {}, "nothing yet"},
    };
    read(*store, [&](Reader& reader) {
        for (const Row& row : rows) {
            INFO(row.why);
            CHECK(reader.promises_due(monday_morning() + row.after, 10) == row.due);
        }
        CHECK(reader.promises_due(monday_morning() + hours(99), 1).size() == 1);
    });
    clock.set(monday_morning() + hours(72));
    CHECK(submit_and_wait(*store, KeepPromise{opened[0]}).was_accepted());
    read(*store, [&](Reader& reader) { CHECK(reader.promises_due(monday_morning() + hours(72), 10).empty()); });
}

void law_8_books_tie_out(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1", "180.00"));
    (void)submit_and_wait(*store, record("R-2"));
    for (const char* number : {"R-1", "R-2"})
        (void)submit_and_wait(*store,
                              Approve{submit_and_wait(*store, invoke(number, worth_of_whole("120.00"))).claim()});
    read(*store, [&](Reader& reader) {
        std::map<std::string, std::int64_t> balance;
        std::int64_t sum = 0;
        for (const TrialBalanceRow& row : reader.trial_balance()) {
            balance[row.account.text()] = (row.debit - row.credit).minor();
            sum += balance[row.account.text()];
        }
        CHECK(sum == 0);
        CHECK(balance["account:receivables"] == 12'000);
        CHECK(balance["account:refunds_payable"] == -6'000);
        CHECK(balance["account:allowances"] == 10'000);
        std::map<std::string, std::int64_t> from_entries;
        std::uint64_t after = 0;
        std::size_t count = 0;
        for (auto page = reader.entries(after, 2); !page.empty(); page = reader.entries(after, 2))
            for (const EntryRow& row : page) {
                REQUIRE(row.id > after);
                after = row.id;
                ++count;
                from_entries[row.debit.text()] += row.amount.minor();
                from_entries[row.credit.text()] -= row.amount.minor();
            }
        CHECK(count == 10);
        CHECK(from_entries == balance);
        const auto ours = reader.entries(0, 100).back();
        CHECK(ours.origin == Origin::makegood);
        CHECK(ours.invoice.text() == "R-2");
        CHECK(ours.document == "CN-2026-000002");
        CHECK(ours.posted_on == *Date::from_civil(2026, 3, 2));
        CHECK(reader.entries(0, 1).at(0).posted_on == *Date::from_civil(2026, 2, 27));
    });
}

void adjustments_are_found(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        (void)submit_and_wait(*store, record(number));
        (void)submit_and_wait(*store,
                              Approve{submit_and_wait(*store, invoke(number, worth_of_line("2", "0.00"))).claim()});
    }
    read(*store, [](Reader& reader) {
        const auto found = reader.adjustment(AdjustmentNumber("CN-2026-000002"));
        REQUIRE(found);
        const Adjustment& adjustment = std::get<AdjustmentIssued>(found->recorded.event).adjustment;
        CHECK(adjustment.invoice.text() == "R-2");
        CHECK(to_text(adjustment.totals.gross) == "60.00");
        CHECK(!reader.adjustment(AdjustmentNumber("CN-2026-000004")));
        const auto page = reader.adjustments(found->sequence, 10);
        REQUIRE(page.size() == 1);
        CHECK(std::get<AdjustmentIssued>(page[0].recorded.event).adjustment.invoice.text() == "R-3");
    });
}

void unknown_is_nothing(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    read(*store, [](Reader& reader) {
        CHECK(!reader.invoice(InvoiceNumber("R-1")));
        CHECK(!reader.invoice_of(ClaimId(Uuid{})));
        CHECK(reader.queue({}, 10).empty());
        CHECK(reader.entries(0, 10).empty());
        CHECK(reader.trial_balance().empty());
        CHECK(
            reader.outcomes(*Date::from_civil(2026, 1, 1), *Date::from_civil(2026, 12, 31), OutcomesBy::month).empty());
    });
}

void snapshot_stays_as_it_is(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    read(*store, [&](Reader& reader) {
        CHECK(reader.journal(0, 100).size() == 2);
        REQUIRE(submit_and_wait(*store, record("R-2")).was_accepted());
        CHECK(reader.journal(0, 100).size() == 2);
        CHECK(!reader.invoice(InvoiceNumber("R-2")));
    });
    CHECK(whole_journal(*store).size() == 3);
}

std::string in_words(const OutcomeRow& row) {
    const auto minutes = [](const auto& mean) { return mean ? std::to_string(mean->count()) : "-"; };
    return row.key + " " + std::string(row.currency.code()) + " claims " + std::to_string(row.claims) + " credited " +
           to_text(row.credited) + " billed " + to_text(row.billed) + " ack " + minutes(row.to_acknowledge) + " adj " +
           minutes(row.to_adjust);
}

void outcomes_are_counted(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    std::vector<ClaimId> claims;
    for (const char* number : {"R-1", "R-2", "R-3", "R-4"}) (void)submit_and_wait(*store, record(number));
    claims.push_back(submit_and_wait(*store, invoke("R-1", worth_of_line("1", "60.00"))).claim());
    claims.push_back(submit_and_wait(*store, invoke("R-2", worth_of_whole("90.00"))).claim());
    claims.push_back(submit_and_wait(*store, invoke("R-3", Saying{})).claim());
    clock.advance(hours(2));
    (void)submit_and_wait(*store, NameCause{claims[0], {TeamName("fleet"), "a worn tyre", {}, {}}});
    (void)submit_and_wait(*store, Acknowledge{claims[0]});
    clock.advance(hours(2));
    (void)submit_and_wait(*store, Approve{claims[0]});
    (void)submit_and_wait(*store, Approve{claims[1]});
    (void)submit_and_wait(*store, NameCause{claims[0], {TeamName("fleet"), "the gravel road", {}, {}}});
    clock.set(*parse_instant("2026-04-01T00:00:00Z"));
    (void)submit_and_wait(*store, invoke("R-3", worth_of_line("2", "0.00")));

    struct Row {
        OutcomesBy by;
        std::vector<std::string> rows;
        const char* why;
    };
    const Row rows[] = {
        {OutcomesBy::month,
         {"2026-02 EUR claims 0 credited 0.00 billed 600.00 ack - adj -",
          "2026-03 EUR claims 3 credited 125.00 billed 0.00 ack 180 adj 240"},
         "billed when issued, claims when opened, credits when documented"},
        {OutcomesBy::service,
         {"haulage EUR claims 2 credited 100.00 billed 400.00 ack 180 adj 240",
          "storage EUR claims 2 credited 25.00 billed 200.00 ack 240 adj 240"},
         "a worth of the whole counts for both, and the third claim only for the line that it named later"},
        {OutcomesBy::cause,
         {" EUR claims 2 credited 75.00 billed 600.00 ack 240 adj 240",
          "the gravel road EUR claims 1 credited 50.00 billed 600.00 ack 120 adj 240"},
         "the explanation named last has it all"},
    };
    read(*store, [&](Reader& reader) {
        for (const Row& row : rows) {
            INFO(row.why);
            std::vector<std::string> found;
            for (const OutcomeRow& outcome :
                 reader.outcomes(*Date::from_civil(2026, 2, 1), *Date::from_civil(2026, 3, 31), row.by))
                found.push_back(in_words(outcome));
            CHECK(found == row.rows);
        }
        CHECK(
            reader.outcomes(*Date::from_civil(2026, 2, 28), *Date::from_civil(2026, 3, 1), OutcomesBy::month).empty());
    });
}

}  // namespace

std::vector<Clause> reading_contract() {
    return {
        {"law 3: the queue holds every open claim, promise by promise, and pages without loss", queue_is_in_order},
        {"a withdrawn claim leaves the queue", withdrawn_leaves_the_queue},
        {"law 4: promises that ended are found, oldest first, and only those that can be kept",
         law_4_due_promises_are_found},
        {"law 8: the trial balance is the sum of the entries and ties to what is open", law_8_books_tie_out},
        {"adjustments are found by number and listed in order", adjustments_are_found},
        {"what does not exist is nothing", unknown_is_nothing},
        {"a snapshot stays as it is while others write", snapshot_stays_as_it_is},
        {"outcomes are counted by month, service and cause", outcomes_are_counted},
    };
}

}  // namespace makegood::contract
