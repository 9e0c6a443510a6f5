#include <map>

#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

namespace {

using std::chrono::hours;

Date march(int day) {
    return *Date::from_civil(2026, 3, static_cast<unsigned>(day));
}

ExportLog exports_of(Store& store) {
    ExportLog log;
    read(store, [&](Reader& reader) { log = reader.exports(); });
    return log;
}

void batches_are_sealed_once(Place& place) {
    HandClock clock(monday_morning());
    {
        auto store = place.open(company(), clock);
        (void)submit_and_wait(*store, record("R-1"));
        const std::uint64_t last = whole_journal(*store).back().sequence;
        const ExportLog none = exports_of(*store);
        CHECK(submit_as(*store, "Fred", seal(none, march(2), last)).refusal == RefusalReason::through_not_past);
        CHECK(submit_as(*store, "Fred", AnswerBatch{1, true, "JE-1"}).refusal == RefusalReason::unknown_batch);
        CHECK(whole_journal(*store).back().sequence == last);

        const Reply sealed = submit_as(*store, "Fred", seal(none, march(1), last), "key", "body");
        REQUIRE(sealed.was_accepted());
        REQUIRE(sealed.exports);
        CHECK(sealed.exports->batches.size() == 1);
        CHECK(sealed.events.at(0).sequence == last + 1);
        CHECK(submit_as(*store, "Fred", seal(none, march(1), last), "key", "body").completed.status ==
              SubmissionStatus::replayed);
        CHECK(submit_as(*store, "Fred", seal(none, march(1), last)).refusal == RefusalReason::batch_out_of_order);
    }
    auto store = place.open(company(), clock);
    const ExportLog log = exports_of(*store);
    REQUIRE(log.batches.size() == 1);
    CHECK(log.closed_through() == march(1));
    CHECK(log.batches[0].sealed_by.name == "Fred");
    CHECK(submit_as(*store, "Fred", AnswerBatch{1, false, "account is locked"}).was_accepted());
    CHECK(submit_as(*store, "Fred", AnswerBatch{1, true, "JE-1"}).was_accepted());
    CHECK(submit_as(*store, "Fred", AnswerBatch{1, false, "oh no"}).refusal == RefusalReason::batch_answered);
    CHECK(exports_of(*store).batches[0].answer == "JE-1");
    CHECK(exports_of(*store).version == 3);
    clock.advance(hours(24));
    const auto journal = whole_journal(*store);
    CHECK(submit_as(*store, "Fred", seal(log, march(2), journal.back().sequence)).was_accepted());
}

void broken_batch_is_undone(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    std::promise<Completed> broken;
    Submission submission{ExportCommand(seal({}, march(1), 1)), office(), {}, {}, [](const Outcome&) -> Answer {
                              break_invariant("a test may break things", std::source_location::current());
                          }};
    store->submit(std::move(submission), [&](Completed completed) { broken.set_value(std::move(completed)); });
    CHECK(broken.get_future().get().status == SubmissionStatus::broken);
    CHECK(exports_of(*store).batches.empty());
    CHECK(submit_as(*store, "Fred", seal({}, march(1), 1)).was_accepted());
    CHECK(exports_of(*store).batches.size() == 1);
}

void period_is_cut_by_its_last_event(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    const Instant start = monday_morning();
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        (void)submit_and_wait(*store, record(number));
        clock.advance(hours(1));
    }
    read(*store, [&](Reader& reader) {
        struct Row {
            Instant instant;
            std::uint64_t last;
            const char* why;
        };
        const Row rows[] = {
            {start + hours(9), 4, "all of it"},
            {start + hours(2), 3, "before the instant, not at it"},
            {start + hours(2) + std::chrono::milliseconds(1), 4, "a millisecond later it is before"},
            {start + hours(1), 2, "the first invoice, and the configuration before it"},
            {start, 0, "nothing was made before the first"},
        };
        for (const Row& row : rows) {
            INFO(row.why);
            CHECK(reader.last_before(row.instant) == row.last);
        }
    });
}

void past_is_seen_as_it_was(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    std::vector<ClaimId> claims;
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        (void)submit_and_wait(*store, record(number));
        claims.push_back(submit_and_wait(*store, invoke(number, worth_of_whole("120.00"))).claim());
    }
    const std::uint64_t before = whole_journal(*store).back().sequence;
    REQUIRE(submit_and_wait(*store, Approve{claims[0]}).was_accepted());
    Saying withdrawal;
    withdrawal.kind = StatementKind::withdrawing;
    REQUIRE(submit_and_wait(*store, StateAnew{claims[1], withdrawal}).was_accepted());
    const std::uint64_t after = whole_journal(*store).back().sequence;
    const auto opened = [](const std::vector<std::pair<std::uint64_t, ClaimId>>& rows) {
        std::vector<ClaimId> ids;
        for (const auto& row : rows) ids.push_back(row.second);
        return ids;
    };
    read(*store, [&](Reader& reader) {
        const auto rows = reader.claims_open_at(before, 0, 10);
        CHECK(opened(rows) == claims);
        CHECK(opened(reader.claims_open_at(before, rows.at(0).first, 1)) == std::vector{claims[1]});
        CHECK(opened(reader.claims_open_at(after, 0, 10)) == std::vector{claims[2]});
        CHECK(reader.claims_open_at(1, 0, 10).empty());

        const InvoiceNumber number("R-1");
        CHECK(reader.invoice_as_of(number, before)->adjustments.empty());
        CHECK(reader.invoice_as_of(number, after)->adjustments.size() == 1);
        CHECK(!reader.invoice_as_of(number, 1));
        CHECK(!reader.invoice_as_of(InvoiceNumber("R-9"), after));
        CHECK(reader.invoice_as_recorded(number)->number == number);
        CHECK(reader.invoice_as_recorded(number)->totals == reader.invoice(number)->books->invoice->totals);
        CHECK(!reader.invoice_as_recorded(InvoiceNumber("R-9")));
    });
}

void own_entries_are_ours_alone(Place& place) {
    HandClock clock(monday_morning());
    Company of = company();
    of.accrues = true;
    auto store = place.open(of, clock);
    (void)submit_and_wait(*store, record("R-1", "180.00"));
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00"))).claim();
    SealBatch batch = seal({}, march(1), whole_journal(*store).back().sequence);
    const Money net(5'000, *Currency::find("EUR"));
    const Money tax(1'000, *Currency::find("EUR"));
    batch.content.liabilities = {{claim, ClaimNumber("CL-2026-000001"), InvoiceNumber("R-1"), net, tax}};
    REQUIRE(submit_as(*store, "Fred", batch).was_accepted());
    REQUIRE(submit_and_wait(*store, Approve{claim}).was_accepted());
    read(*store, [&](Reader& reader) {
        std::uint64_t after = 0;
        std::map<std::string, std::int64_t> moved;
        for (auto page = reader.own_entries(after, 1); !page.empty(); page = reader.own_entries(after, 1)) {
            REQUIRE(page.size() == 1);
            const OwnEntriesRow& own = page[0];
            CHECK(own.sequence > after);
            CHECK(own.invoice.text() == "R-1");
            CHECK(own.customer_name == "Quarry Ltd");
            CHECK_FALSE(own.entries.empty());
            for (const Entry& entry : own.entries) {
                CHECK(entry.origin == Origin::makegood);
                CHECK(entry.debit_name.text() == "account:" + std::string(to_text(entry.debit)));
                CHECK(entry.credit_name.text() == "account:" + std::string(to_text(entry.credit)));
                moved[entry.debit_name.text()] += entry.amount.minor();
            }
            after = own.sequence;
        }
        CHECK(moved == std::map<std::string, std::int64_t>{{"account:allowances", 5'000},
                                                           {"account:output_tax", 1'000},
                                                           {"account:receivables", 6'000}});
        std::vector<std::string> accrued;
        for (const EntryRow& row : reader.entries(0, 100))
            if (row.document == "batch 1")
                accrued.push_back(to_text(row.posted_on) + " " + row.debit.text() + " " + to_text(row.amount));
        CHECK(accrued == std::vector<std::string>{"2026-03-01 account:guarantee_accruals 60.00",
                                                  "2026-03-02 account:refund_liability 60.00"});
    });
}

void account_days_add_up(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    const Currency eur = *Currency::find("EUR");
    const AccountName receivables("account:receivables");
    (void)submit_and_wait(*store, record("R-1"));                // issued on 27 February
    (void)submit_and_wait(*store, pay("R-1", "P-1", "180.00"));  // on 1 March
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00"))).claim();
    REQUIRE(submit_and_wait(*store, Approve{claim}).was_accepted());  // on 2 March
    read(*store, [&](Reader& reader) {
        const auto days = [&](Date from, Date to) {
            std::string all;
            for (const AccountDayRow& row : reader.account_days(receivables, eur, from, to))
                all += to_text(row.day) + " " + to_text(row.debit) + " " + to_text(row.credit) + "; ";
            return all;
        };
        CHECK(days(march(1), march(2)) == "2026-03-01 0.00 180.00; 2026-03-02 60.00 60.00; ");
        CHECK(days(march(2), march(2)) == "2026-03-02 60.00 60.00; ");
        CHECK(days(march(3), march(9)).empty());
        CHECK(reader.account_days(receivables, *Currency::find("USD"), march(1), march(9)).empty());
        const AccountDayRow before = reader.account_before(receivables, eur, march(2));
        CHECK(to_text(before.debit) == "180.00");
        CHECK(to_text(before.credit) == "180.00");
        CHECK(to_text(reader.account_before(AccountName("no such"), eur, march(2)).debit) == "0.00");
        for (const TrialBalanceRow& row : reader.trial_balance()) {
            INFO(row.account.text());
            const AccountDayRow all = reader.account_before(row.account, eur, march(9));
            CHECK(all.debit == row.debit);
            CHECK(all.credit == row.credit);
        }
    });
}

void open_claims_are_held(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    std::vector<ClaimId> claims;
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        (void)submit_and_wait(*store, record(number));
        claims.push_back(submit_and_wait(*store, invoke(number, worth_of_whole("120.00"))).claim());
        clock.advance(hours(1));
    }
    REQUIRE(submit_and_wait(*store, Approve{claims[0]}).was_accepted());
    REQUIRE(submit_and_wait(*store, pay("R-2", "P-2", "100.00")).was_accepted());
    read(*store, [&](Reader& reader) {
        const auto held = reader.holds({}, 10);
        REQUIRE(held.size() == 2);
        CHECK(held[0].invoice.text() == "R-2");
        CHECK(held[0].customer.text() == "C-7");
        CHECK(held[0].customer_name == "Quarry Ltd");
        CHECK(held[0].claim == claims[1]);
        CHECK(held[0].number.text() == "CL-2026-000002");
        CHECK(held[0].state == ClaimState::received);
        CHECK(held[0].since == monday_morning() + hours(1));
        CHECK(to_text(held[0].open) == "80.00");
        CHECK(to_text(held[1].open) == "180.00");
        CHECK(reader.holds({}, 1).size() == 1);
        const auto rest = reader.holds(held[0].place, 10);
        REQUIRE(rest.size() == 1);
        CHECK(rest[0].claim == claims[2]);
    });
}

void nothing_is_found_where_nothing_is(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    read(*store, [](Reader& reader) {
        CHECK(reader.exports().batches.empty());
        CHECK(!reader.configuration("no such hash"));
        CHECK(reader.configuration("configuration-1"));
        CHECK(reader.own_entries(0, 10).empty());
        CHECK(reader.make_goods(0, 10).empty());
        CHECK(!reader.make_good(MakeGoodNumber("MG-2026-000001")));
        CHECK(reader.payments({}, 0, 10).empty());
        CHECK(reader.instructions(0, 10).empty());
        CHECK(reader.refunds({}, 0, 10).empty());
        CHECK(reader.holds({}, 10).empty());
    });
}

}  // namespace

std::vector<Clause> closing_contract() {
    return {
        {"a batch is sealed once, answered for, and there after the store was closed", batches_are_sealed_once},
        {"a batch that breaks is undone alone", broken_batch_is_undone},
        {"a period ends with the last event before an instant", period_is_cut_by_its_last_event},
        {"the past is seen as it was: invoices, and the claims that were open", past_is_seen_as_it_was},
        {"own entries are ours, without what the ERP has already and without accruals", own_entries_are_ours_alone},
        {"an account's days add up to its balance", account_days_add_up},
        {"what is claimed and open is held, with what is open on its invoice", open_claims_are_held},
        {"of what never happened nothing is read", nothing_is_found_where_nothing_is},
    };
}

}  // namespace makegood::contract
