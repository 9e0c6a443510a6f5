#include <map>

#include <catch2/catch.hpp>

#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/contract/store_contract.hpp"

namespace makegood::contract {

namespace {

using std::chrono::hours;

const RefundNumber rf1("RF-2026-000001");

/// 180.00 paid by bank as "P-<number>", worth 120.00, approved: 60.00 goes back, or is kept when that is the wish.
ClaimId adjust(Store& store, const std::string& number, std::optional<SettlementKind> wish = {}) {
    REQUIRE(submit_and_wait(store, record(number)).was_accepted());
    REQUIRE(submit_and_wait(store, pay(number, "P-" + number, "180.00")).was_accepted());
    const Reply opened =
        submit_and_wait(store, Invoke{InvoiceNumber(number), worth_of_whole("120.00"), wish, std::nullopt});
    REQUIRE(submit_and_wait(store, Approve{opened.claim()}).was_accepted());
    return opened.claim();
}

std::string types(const Reply& reply) {
    std::string all;
    for (const Journaled& journaled : reply.events)
        all.append(all.empty() ? "" : " ").append(type_of(journaled.recorded.event));
    return reply.refusal ? std::string(to_text(*reply.refusal)) : all;
}

void payment_is_found_by_its_id(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    for (const char* number : {"R-1", "R-2"}) (void)submit_and_wait(*store, record(number));
    REQUIRE(types(submit_and_wait(*store, pay("R-1", "P-1", "100.00"))) == "payment-received");
    const std::size_t events = whole_journal(*store).size();
    struct Row {
        Command command;
        const char* answer;
        const char* why;
    };
    const Row rows[] = {
        {pay("R-1", "P-1", "100.00"), "", "a statement that is read twice"},
        {pay("R-2", "P-1", "100.00"), "payment-differs", "it is another invoice's"},
        {pay("R-9", "P-1", "100.00"), "payment-differs", "also when that is none's"},
        {pay("R-1", "P-1", "100.01"), "payment-differs", "another amount"},
        {pay("R-9", "P-2", "100.00"), "unknown-invoice", "a new one on no invoice"},
        {ReversePayment{PaymentId("P-2"), *Date::from_civil(2026, 3, 2)}, "unknown-payment", "it never came"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(types(submit_and_wait(*store, row.command)) == row.answer);
        CHECK(whole_journal(*store).size() == events);
    }
    const Reply bounced = submit_and_wait(*store, ReversePayment{PaymentId("P-1"), *Date::from_civil(2026, 3, 2)});
    CHECK(types(bounced) == "payment-reversed");
    read(*store, [](Reader& reader) {
        CHECK(to_text(reader.invoice(InvoiceNumber("R-1"))->books->receivable.open()) == "180.00");
    });
}

void refund_is_found_by_its_number(Place& place) {
    HandClock clock(monday_morning());
    {
        auto store = place.open(company(), clock);
        (void)adjust(*store, "R-1");
        (void)adjust(*store, "R-2");
    }
    auto store = place.open(company(), clock);
    CHECK(types(submit_as(*store, "Fred", ReleaseRefund{RefundNumber("RF-2026-000009")})) == "unknown-refund");
    CHECK(types(submit_and_wait(*store, ReleaseRefund{rf1})) == "second-person-needed");
    REQUIRE(types(submit_as(*store, "Fred", ReleaseRefund{rf1})) == "refund-instructed");
    read(*store, [](Reader& reader) {
        CHECK(reader.invoice_of(rf1)->books->invoice->number.text() == "R-1");
        CHECK(!reader.invoice_of(RefundNumber("RF-2026-000009")));
        const auto all = reader.refunds({}, 0, 10);
        REQUIRE(all.size() == 2);
        CHECK(all[0].refund.number == rf1);
        CHECK(to_text(all[0].refund.amount) == "60.00");
        CHECK(all[0].invoice.text() == "R-1");
        CHECK(all[0].customer.text() == "C-7");
        CHECK(all[0].customer_name == "Quarry Ltd");
        CHECK(reader.refunds({}, all[0].sequence, 10).size() == 1);
        CHECK(reader.refunds({}, 0, 1).size() == 1);
        CHECK(reader.refunds(RefundState::due, 0, 10).at(0).invoice.text() == "R-2");
        CHECK(reader.refunds(RefundState::instructed, 0, 10).at(0).refund.attempts == 1);
        CHECK(reader.refunds(RefundState::paid, 0, 10).empty());
        const auto told = reader.instructions(0, 10);
        REQUIRE(told.size() == 1);
        CHECK(told[0].instruction.refund == rf1);
        CHECK(told[0].instruction.account.iban.reveal() == "DE89370400440532013000");
        CHECK(told[0].invoice.text() == "R-1");
        CHECK(told[0].customer_name == "Quarry Ltd");
        CHECK(reader.instructions(told[0].sequence, 10).empty());
    });
    const Date day = *Date::from_civil(2026, 3, 3);
    REQUIRE(types(submit_as(*store, "Fred", RecordRefundFailed{rf1, day, "AC04"})) == "refund-failed");
    REQUIRE(types(submit_as(*store, "Fred", RetryRefund{rf1})) == "refund-due-again");
    REQUIRE(types(submit_as(*store, "Fred", ReleaseRefund{rf1})) == "refund-instructed");
    REQUIRE(types(submit_as(*store, "Fred", RecordRefundPaid{rf1, day, "B-1"})) == "refund-paid claim-settled");
    read(*store, [](Reader& reader) {
        CHECK(reader.instructions(0, 10).size() == 2);
        CHECK(reader.refunds(RefundState::paid, 0, 10).at(0).refund.reference == "B-1");
    });
}

void adjustment_is_reversed_by_its_number(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)adjust(*store, "R-1");
    CHECK(types(submit_and_wait(*store, ReverseAdjustment{AdjustmentNumber("CN-2026-000009")})) ==
          "unknown-adjustment");
    REQUIRE(types(submit_and_wait(*store, ReverseAdjustment{AdjustmentNumber("CN-2026-000001")})) ==
            "adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
    const ReverseAdjustment::Correction correction{worth_of_whole("90.00"), Channel::phone};
    CHECK(types(submit_and_wait(*store, ReverseAdjustment{AdjustmentNumber("CN-2026-000001"), correction})) ==
          "already-reversed");
    CHECK(types(submit_and_wait(*store, ReverseAdjustment{AdjustmentNumber("CN-2026-000002"), correction})) ==
          "statement-corrected adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
    read(*store, [](Reader& reader) {
        const auto reversal = reader.adjustment(AdjustmentNumber("SI-2026-000001"));
        REQUIRE(reversal);
        CHECK(document_in(reversal->recorded.event)->reverses == AdjustmentNumber("CN-2026-000001"));
        const auto note = reader.adjustment(AdjustmentNumber("CN-2026-000002"));
        REQUIRE(note);
        CHECK(document_in(note->recorded.event)->replaces == AdjustmentNumber("CN-2026-000001"));
        std::string numbers;
        for (const Journaled& each : reader.adjustments(0, 100))
            numbers += document_in(each.recorded.event)->number.text() + " ";
        CHECK(numbers == "CN-2026-000001 SI-2026-000001 CN-2026-000002 SI-2026-000002 CN-2026-000003 ");
        CHECK(to_text(reader.invoice(InvoiceNumber("R-1"))->books->receivable.open()) == "0.00");
        CHECK(reader.refunds({}, 0, 10).size() == 3);
        CHECK(reader.refunds(RefundState::cancelled, 0, 10).size() == 2);
    });
}

Submission breaking(Command command) {
    return {std::move(command), office(), {}, {}, [](const Outcome&) -> Answer {
                break_invariant("a test may break things", std::source_location::current());
            }};
}

void balance_moves_on_both_or_on_none(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)adjust(*store, "R-1", SettlementKind::balance);
    (void)submit_and_wait(*store, record("R-2"));
    const auto use = [](const char* amount, const char* on = "R-2") {
        return UseBalance{InvoiceNumber("R-1"), InvoiceNumber(on), amount, Channel::phone};
    };
    const auto standing_of_both = [&] {
        std::string text;
        read(*store, [&](Reader& reader) {
            for (const char* number : {"R-1", "R-2"}) {
                const auto stream = reader.invoice(InvoiceNumber(number));
                text += std::to_string(stream->version) + " open " + to_text(stream->books->receivable.open()) +
                        " kept " + to_text(stream->books->receivable.balance()) + "; ";
            }
        });
        return text;
    };
    const std::string before = standing_of_both();
    CHECK(before == "8 open 0.00 kept 60.00; 1 open 180.00 kept 0.00; ");
    CHECK(types(submit_and_wait(*store, use("60.01"))) == "over-balance");
    CHECK(types(submit_and_wait(*store, use("1.00", "R-9"))) == "unknown-invoice");
    CHECK(types(submit_and_wait(*store, use("1.00", "R-1"))) == "unknown-invoice");
    for (const char* on : {"R-2", "R-1"}) {
        std::promise<Completed> broken;
        store->submit(breaking(use("60.00", on)), [&](Completed completed) { broken.set_value(std::move(completed)); });
        CHECK(broken.get_future().get().status == SubmissionStatus::broken);
        CHECK(standing_of_both() == before);
    }
    const Reply used = submit_and_wait(*store, use("45.00"));
    CHECK(types(used) == "balance-used balance-received");
    CHECK(used.version == 9);
    CHECK(standing_of_both() == "9 open 0.00 kept 15.00; 2 open 135.00 kept 0.00; ");
    CHECK(types(submit_and_wait(*store, pay("R-2", "P-2", "135.00"))) == "payment-received");
    CHECK(types(submit_and_wait(*store, RefundBalance{InvoiceNumber("R-1"), "15.00"})) == "refund-recorded");
}

void money_beyond_the_price_is_listed(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    const ClaimId claim = adjust(*store, "R-1");
    for (const auto& [kind, amount] : {std::pair{MakeGoodKind::money, std::optional<std::string>("25.00")},
                                       std::pair{MakeGoodKind::apology, std::optional<std::string>()}})
        REQUIRE(submit_and_wait(*store, GiveMakeGood{claim, kind, amount, "For the lost day."}).was_accepted());
    read(*store, [](Reader& reader) {
        const auto given = reader.make_goods(0, 10);
        REQUIRE(given.size() == 2);
        CHECK(given[0].make_good.number.text() == "MG-2026-000001");
        CHECK(to_text(*given[0].make_good.amount) == "25.00");
        CHECK(given[1].make_good.kind == MakeGoodKind::apology);
        CHECK(reader.make_goods(given[0].sequence, 10).size() == 1);
        CHECK(reader.make_goods(0, 1).size() == 1);
        CHECK(reader.make_good(given[1].make_good.number)->sequence == given[1].sequence);
        CHECK(!reader.make_good(MakeGoodNumber("MG-2026-000003")));
        CHECK(reader.refunds({}, 0, 10).back().refund.source == RefundSource::make_good);
    });
}

void short_payment_opens_a_claim(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    (void)submit_and_wait(*store, record("R-1"));
    auto paid = std::get<RecordPayment>(pay("R-1", "P-1", "150.00"));
    paid.payment.deductions = {{LineId("1"), Money(3'000, *Currency::find("EUR")), {}, Personal("late again")}};
    const Reply reply = submit_and_wait(*store, paid);
    CHECK(types(reply) == "payment-received claim-opened");
    read(*store, [&](Reader& reader) {
        CHECK(reader.open_claims() == 1);
        const auto stated = reader.payments(Shortfall::statement, 0, 10);
        REQUIRE(stated.size() == 1);
        CHECK(stated[0].payment.id.text() == "P-1");
        CHECK(stated[0].invoice.text() == "R-1");
        CHECK(stated[0].customer.text() == "C-7");
        CHECK(to_text(stated[0].open) == "30.00");
        CHECK(reader.payments({}, 0, 10).size() == 1);
        CHECK(reader.payments({}, stated[0].sequence, 10).empty());
        CHECK(reader.payments(Shortfall::unexplained, 0, 10).empty());
        const auto stream = reader.invoice_of(reply.claim());
        REQUIRE(stream);
        CHECK(to_text(stream->claims.at(0).worths().at(0).amount()) == "90.00");
        CHECK(stream->claims.at(0).statements.at(0).words()->reveal() == "late again");
    });
}

void law_8_holds_through_all_money(Place& place) {
    HandClock clock(monday_morning());
    auto store = place.open(company(), clock);
    const ClaimId claim = adjust(*store, "R-1");
    (void)adjust(*store, "R-2", SettlementKind::balance);
    (void)submit_and_wait(*store, record("R-3"));
    clock.advance(hours(24));
    const Date day = *Date::from_civil(2026, 3, 3);
    (void)submit_and_wait(*store, GiveMakeGood{claim, MakeGoodKind::money, "25.00", "For the lost day."});
    (void)submit_as(*store, "Fred", ReleaseRefund{rf1});
    (void)submit_as(*store, "Fred", RecordRefundPaid{rf1, day, "B-1"});
    (void)submit_as(*store, "Fred", RecordRefundFailed{rf1, day, "returned"});
    (void)submit_and_wait(*store, UseBalance{InvoiceNumber("R-2"), InvoiceNumber("R-3"), "40.00", Channel::phone});
    (void)submit_and_wait(*store, RefundBalance{InvoiceNumber("R-2"), "5.00"});
    (void)submit_and_wait(*store, ReverseAdjustment{AdjustmentNumber("CN-2026-000001")});
    (void)submit_and_wait(*store, ReversePayment{PaymentId("P-R-1"), day, "no funds"});
    read(*store, [](Reader& reader) {
        std::map<std::string, std::int64_t> balance;
        for (const TrialBalanceRow& row : reader.trial_balance())
            balance[row.account.text()] = (row.debit - row.credit).minor();
        std::map<std::string, std::int64_t> expected;
        for (const char* number : {"R-1", "R-2", "R-3"}) {
            const auto stream = reader.invoice(InvoiceNumber(number));
            expected["account:receivables"] += stream->books->receivable.open().minor();
            expected["account:refunds_payable"] -= stream->refunds_payable().minor();
            expected["account:customer_balances"] -= stream->books->receivable.balance().minor();
        }
        CHECK(expected["account:receivables"] == 18'000 + 14'000);
        CHECK(expected["account:refunds_payable"] == -9'000);
        CHECK(expected["account:customer_balances"] == -1'500);
        for (const auto& [account, amount] : expected) {
            INFO(account);
            CHECK(balance[account] == amount);
        }
    });
}

}  // namespace

std::vector<Clause> settling_contract() {
    return {
        {"a payment is found by its id, whatever invoice it names", payment_is_found_by_its_id},
        {"a refund is found by its number and listed by its state, each instruction with its account",
         refund_is_found_by_its_number},
        {"an adjustment is reversed by its number, and every document is listed", adjustment_is_reversed_by_its_number},
        {"a balance moves on both invoices or on none", balance_moves_on_both_or_on_none},
        {"what was given beyond the price is listed", money_beyond_the_price_is_listed},
        {"a payment that says why opens a claim in the queue", short_payment_opens_a_claim},
        {"law 8: the books tie out with refunds, balances and make-goods", law_8_holds_through_all_money},
    };
}

}  // namespace makegood::contract
