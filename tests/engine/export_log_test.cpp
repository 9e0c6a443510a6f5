#include "engine/desk/export_log.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

/// The stream of batches, with a journal in memory.
struct Exports {
    Company of = company();
    Instant now = instant("2026-03-10T09:00:00Z");
    NumberBook numbers;
    ExportLog log;
    std::vector<Recorded> journal;

    Asked ask(const ExportCommand& command) {
        const Context context{now, person("Fred"), of, numbers, claim_id(1)};
        Asked asked = decide(log, command, context);
        if (!asked) return asked;
        for (const Event& event : asked.value()) {
            journal.push_back({log.version + 1, now, person("Fred"), event});
            apply(log, journal.back());
        }
        return asked;
    }
};

SealBatch seal(std::uint64_t number, const char* through, std::uint64_t after, std::uint64_t last) {
    return {{number, date(through), after, last, "hash", "configuration-hash", {}, {}, {}, {}}};
}

AnswerBatch answered(bool is_booked, const char* words, std::uint64_t number = 1) {
    return {number, is_booked, words};
}

std::vector<Entry> in(Currency of, std::vector<Entry> entries) {
    std::erase_if(entries, [&](const Entry& entry) { return entry.amount.currency() != of; });
    return entries;
}

RefundLiability liability(const char* net, const char* tax, const char* code = "EUR") {
    return {claim_id(1), ClaimNumber("CL-1"), InvoiceNumber("R-1"), money(net, code), money(tax, code)};
}

}  // namespace

TEST_CASE("batches are sealed in their order, each from where the one before ended, through a day that is over") {
    struct Row {
        SealBatch command;
        const char* answer;
        const char* why;
    };
    const std::vector<Row> rows = {
        {seal(2, "2026-03-09", 40, 55), "batch-sealed", "the next one, through yesterday"},
        {seal(2, "2026-03-09", 40, 40), "batch-sealed", "in which nothing happened"},
        {seal(2, "2026-03-10", 40, 55), "through-not-past", "through today"},
        {seal(2, "2026-03-11", 40, 55), "through-not-past", "through tomorrow"},
        {seal(2, "2026-03-05", 40, 55), "batch-out-of-order", "the period is closed already"},
        {seal(2, "2026-03-04", 40, 55), "batch-out-of-order", "or ended before it"},
        {seal(1, "2026-03-09", 40, 55), "batch-out-of-order", "its number is taken"},
        {seal(3, "2026-03-09", 40, 55), "batch-out-of-order", "a number is left out"},
        {seal(2, "2026-03-09", 0, 55), "batch-out-of-order", "events would be in two batches"},
        {seal(2, "2026-03-09", 41, 55), "batch-out-of-order", "an event would be in none"},
        {seal(2, "2026-03-09", 40, 39), "batch-out-of-order", "it ends before it begins"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Exports exports;
        REQUIRE(answer(exports.ask(seal(1, "2026-03-05", 0, 40))) == "batch-sealed");
        const Asked asked = exports.ask(row.command);
        CHECK(answer(asked) == row.answer);
        CHECK(exports.log.batches.size() == (asked ? 2 : 1));
        if (!asked) CHECK_FALSE(asked.error().findings.empty());
    }
}

TEST_CASE("the first batch begins with the first event, and today is the company's day") {
    Exports exports;
    CHECK(answer(exports.ask(seal(1, "2026-03-09", 1, 40))) == "batch-out-of-order");
    CHECK_FALSE(exports.log.closed_through());
    CHECK(exports.log.sealed_to() == 0);
    exports.now = instant("2026-03-10T22:59:59Z");
    CHECK(answer(exports.ask(seal(1, "2026-03-10", 0, 40))) == "through-not-past");
    exports.now = instant("2026-03-10T23:00:00Z");
    CHECK(answer(exports.ask(seal(1, "2026-03-10", 0, 40))) == "batch-sealed");
    CHECK(exports.log.closed_through() == date("2026-03-10"));
    CHECK(exports.log.sealed_to() == 40);
    CHECK(exports.log.batches[0].sealed_by == person("Fred"));
}

TEST_CASE("whether a period can be closed is told before the work is done") {
    Exports exports;
    REQUIRE(exports.ask(seal(1, "2026-03-05", 0, 40)));
    const Date today = date("2026-03-10");
    CHECK_FALSE(refuse_to_close(exports.log, date("2026-03-09"), today));
    CHECK(refuse_to_close(exports.log, today, today)->reason == RefusalReason::through_not_past);
    CHECK(refuse_to_close(exports.log, date("2026-03-05"), today)->reason == RefusalReason::batch_out_of_order);
}

TEST_CASE("a batch is answered for: failed and then booked, but booked is booked") {
    struct Row {
        std::vector<AnswerBatch> before;
        AnswerBatch command;
        const char* answer;
        BatchState state;
        const char* why;
    };
    using enum BatchState;
    const AnswerBatch yes = answered(true, "JE-7");
    const AnswerBatch no = answered(false, "account 4800 is locked");
    const std::vector<Row> rows = {
        {{}, yes, "batch-answered", booked, "booked, with the other system's reference"},
        {{}, no, "batch-answered", failed, "failed, and why"},
        {{no}, yes, "batch-answered", booked, "booked after all"},
        {{no}, no, "", failed, "told twice"},
        {{no}, answered(false, "locked still"), "batch-answered", failed, "failed again, for another reason"},
        {{yes}, yes, "", booked, "told twice"},
        {{yes}, answered(true, "JE-8"), "refused: batch-answered", booked, "under another reference"},
        {{yes}, no, "refused: batch-answered", booked, "it cannot fail any more"},
        {{}, answered(true, "JE-7", 2), "refused: unknown-batch", sealed, "no such batch"},
        {{}, answered(true, "JE-7", 0), "refused: unknown-batch", sealed, "nor this one"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Exports exports;
        REQUIRE(exports.ask(seal(1, "2026-03-05", 0, 40)));
        for (const AnswerBatch& earlier : row.before) REQUIRE(exports.ask(earlier));
        const Asked asked = exports.ask(row.command);
        CHECK((asked ? "" : "refused: ") + answer(asked) == row.answer);
        CHECK(exports.log.batches[0].state == row.state);
    }
}

TEST_CASE("a close accrues what is claimed and not adjusted, in each currency, and turns it around the day after") {
    Exports exports;
    SealBatch command = seal(1, "2026-03-05", 0, 40);
    command.content.liabilities = {liability("50.00", "10.00"), liability("25.00", "5.00"),
                                   liability("7.00", "0.00", "USD"), liability("0.00", "0.00", "CHF")};
    const auto sealed_by = [&](bool accrues) {
        Exports fresh;
        fresh.of.accrues = accrues;
        const Asked asked = fresh.ask(command);
        return std::get<BatchSealed>(asked.value().at(0));
    };
    const BatchSealed sealed = sealed_by(true);
    REQUIRE(sealed.accrual.size() == 2);
    REQUIRE(sealed.reversal.size() == 2);
    for (const char* code : {"EUR", "USD"}) {
        const Currency of = currency(code);
        const Money amount = money(code == std::string("EUR") ? "90.00" : "7.00", code);
        const auto accrual = in(of, sealed.accrual);
        const auto reversal = in(of, sealed.reversal);
        CHECK(balance_of(Account::guarantee_accruals, accrual, of) == amount);
        CHECK(balance_of(Account::refund_liability, accrual, of) == -amount);
        CHECK(balance_of(Account::guarantee_accruals, reversal, of) == -amount);
        CHECK(balance_of(Account::refund_liability, reversal, of) == amount);
    }
    CHECK(sealed_by(false).accrual.empty());
    CHECK(sealed_by(false).reversal.empty());
}

TEST_CASE("what is no batch's event, or comes out of order, breaks an invariant") {
    Exports exports;
    REQUIRE(exports.ask(seal(1, "2026-03-05", 0, 40)));
    const auto apply_at = [&](std::uint64_t version, Event event) {
        ExportLog log = exports.log;
        apply(log, {version, exports.now, person("Fred"), std::move(event)});
    };
    CHECK_THROWS_AS(apply_at(2, ClaimAcknowledged{claim_id(1)}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(3, BatchAnswered{1, true, "JE-7"}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, BatchAnswered{2, true, "JE-7"}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, exports.journal[0].event), BrokenInvariant);
    Desk desk;
    CHECK_THROWS_AS(apply(desk.stream, {1, desk.now, president(), exports.journal[0].event}), BrokenInvariant);
    CHECK_THROWS_AS(apply(desk.stream, {1, desk.now, president(), BatchAnswered{1, true, "JE-7"}}), BrokenInvariant);
}
