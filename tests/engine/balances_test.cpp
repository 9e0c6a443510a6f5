#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

const ClaimId first = claim_id(1);

/// 180.00 billed and paid, worth 120.00: 60.00 is kept for the customer.
Desk keeping() {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00"));
    desk.pay("180.00");
    desk.invoke(whole("120.00"), SettlementKind::balance);
    desk.must(Approve{first});
    return desk;
}

/// 48.00, unpaid.
Desk later(const Bill& bill = Bill("EUR", "R-2").line("40.00")) {
    Desk desk;
    desk.record(bill);
    return desk;
}

UseBalance use(const char* amount, const char* on = "R-2") {
    return {InvoiceNumber("R-1"), InvoiceNumber(on), amount, Channel::phone};
}

GiveMakeGood give(MakeGoodKind kind, std::optional<std::string> amount, const char* text = "For the lost day.") {
    return {first, kind, std::move(amount), text};
}

}  // namespace

TEST_CASE("what is kept for a customer pays another invoice of theirs, to the cent on both") {
    Desk desk = keeping();
    Desk other = later();
    desk.other = &other;
    CHECK(desk.claim().state == ClaimState::settled);
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, kept 60.00, open 0.00");
    CHECK(types(desk.must(use("48.00"))) == "balance-used balance-received");
    CHECK(desk.books().receivable.balance() == money("12.00"));
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, kept 60.00, used 48.00, open 0.00");
    CHECK(in_short(other.books().receivable) == "payable 48.00, paid 48.00, open 0.00");
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
    CHECK(in_full(replayed(other.journal)) == in_full(other.stream));
}

TEST_CASE("a balance is used with what is there, on what is open, of the same customer, and else not at all") {
    struct Row {
        UseBalance command;
        Bill other;
        const char *answer, *pointer;
        const char* why;
    };
    const Bill plain = Bill("EUR", "R-2").line("40.00");
    const std::vector<Row> rows = {
        {use("48.00"), plain, "balance-used balance-received", "", "all that is open"},
        {use("48.01"), plain, "over-open", "/amount", "a cent more than is open there"},
        {use("60.00"), Bill("EUR", "R-2").line("100.00"), "balance-used balance-received", "", "all that is kept"},
        {use("60.01"), Bill("EUR", "R-2").line("100.00"), "over-balance", "/amount", "a cent more than is kept"},
        {use("1.00"), Bill("EUR", "R-2").line("40.00").paid("48.00"), "over-open", "/amount", "nothing is open there"},
        {use("1.00"), Bill("EUR", "R-2").line("40.00").customer("C-2"), "customer-differs", "", "somebody else's"},
        {use("99.00"), Bill("EUR", "R-2").line("40.00").customer("C-2"), "customer-differs", "",
         "and nobody learns what is open there"},
        {use("1.00"), Bill("USD", "R-2").line("40.00"), "currency-differs", "", "another currency"},
        {use("0.00"), plain, "not-understood", "/amount", "nothing"},
        {use("-1.00"), plain, "not-understood", "/amount", "less than nothing"},
        {use("1"), plain, "not-understood", "/amount", "not as it is written"},
        {use("1.00", "R-1"), plain, "unknown-invoice", "/on", "its own invoice: there an offset does it"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = keeping();
        Desk other = later(row.other);
        desk.other = &other;
        const std::string before = in_full(desk.stream) + in_full(other.stream);
        const Asked asked = desk.ask(row.command);
        CHECK(answer(asked) == row.answer);
        if (asked) continue;
        CHECK((asked.error().findings.empty() ? "" : asked.error().findings[0].pointer) == std::string(row.pointer));
        CHECK(in_full(desk.stream) + in_full(other.stream) == before);
    }
    Desk desk = keeping();
    CHECK(answer(desk.ask(use("1.00"))) == "unknown-invoice");
}

TEST_CASE("a balance used twice is used once for each: no more than was kept") {
    Desk desk = keeping();
    Desk other = later(Bill("EUR", "R-2").line("400.00"));
    desk.other = &other;
    desk.must(use("40.00"));
    CHECK(answer(desk.ask(use("20.01"))) == "over-balance");
    desk.must(use("20.00"));
    CHECK(desk.books().receivable.balance() == money("0.00"));
    CHECK(answer(desk.ask(use("0.01"))) == "over-balance");
}

TEST_CASE("what is kept goes back to the customer on request, as a refund like any other") {
    struct Row {
        const char *amount, *answer;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{"60.00", "refund-recorded", "all of it"},
                                           {"0.01", "refund-recorded", "a cent"},
                                           {"60.01", "over-balance", "more than is kept"},
                                           {"0.00", "not-understood", "nothing"},
                                           {"x", "not-understood", "no money"}}) {
        INFO(row.why);
        Desk desk = keeping();
        CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), row.amount})) == row.answer);
    }
    Desk desk = keeping();
    desk.must(RefundBalance{InvoiceNumber("R-1"), "45.00"});
    CHECK(in_short(desk.refund()) == "ER-2026-000001 due 45.00 of R-1");
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, refunded 45.00, kept 15.00, open 0.00");
    CHECK(desk.stream.refunds_payable() == money("45.00"));
    CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), "15.01"})) == "over-balance");
    CHECK(answer(desk.ask(ReleaseRefund{RefundNumber("ER-2026-000001")})) == "second-person-needed");
    REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")}));
    CHECK(types(desk.must(RecordRefundPaid{RefundNumber("ER-2026-000001"), date("2026-03-12"), {}})) == "refund-paid");
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
}

TEST_CASE("a balance whose refund failed stays owed as that refund, not as a balance") {
    Desk desk = keeping();
    desk.must(RefundBalance{InvoiceNumber("R-1"), "60.00"});
    const RefundNumber number("ER-2026-000001");
    REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{number}));
    desk.must(RecordRefundFailed{number, date("2026-03-12"), "AC04"});
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, failed 60.00, open 0.00");
    CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), "0.01"})) == "over-balance");
    desk.must(RetryRefund{number});
    CHECK(desk.stream.refunds_payable() == money("60.00"));
}

TEST_CASE("a balance of money that bounced is not sent back, and what was used elsewhere not a second time") {
    Desk desk = keeping();
    desk.must(ReversePayment{PaymentId("P-1"), date("2026-03-12")});
    CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), "60.00"})) == "over-refundable");
    desk.pay("100.00", "P-2");
    Desk other = later();
    desk.other = &other;
    desk.must(use("48.00"));
    CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), "12.00"})) == "refund-recorded");
}

TEST_CASE("a credit of what was never paid is kept, and does not leave as money") {
    // The whole of line 1 and more was credited elsewhere; nothing was ever paid.
    Desk desk;
    desk.record(Bill().line("50.00").line("50.00", "S", "10"));
    const TaxKey key{"S", decimal("20")};
    desk.must(RecordCreditElsewhere{
        InvoiceNumber("R-1"),
        currency("EUR"),
        {"G-1", {money("80.00"), money("16.00"), money("96.00")}, {{key, money("80.00"), money("16.00")}}}});
    CHECK(in_short(desk.books().receivable) == "payable 19.00, open 19.00");
    desk.invoke(whole("0.00"));
    desk.must(Approve{first});
    CHECK(in_short(desk.stream.adjustments.at(0)) ==
          "credit-note GS-2026-000001: net 50.00, tax 5.00, gross 55.00; offset 19.00 balance 36.00");
    CHECK(answer(desk.ask(RefundBalance{InvoiceNumber("R-1"), "36.00"})) == "over-refundable");
}

TEST_CASE("a make-good is money, another firm's bill or an apology: with a number, a letter and no tax") {
    struct Row {
        GiveMakeGood command;
        const char *answer, *pointer;
        const char* why;
    };
    using enum MakeGoodKind;
    GiveMakeGood unknown = give(apology, {});
    unknown.claim = claim_id(9);
    const std::vector<Row> rows = {
        {give(money, "25.00"), "make-good-given refund-recorded", "", "money"},
        {give(other_bill, "240.00"), "make-good-given refund-recorded", "", "more than the invoice: it is no price"},
        {give(apology, {}), "make-good-given", "", "words alone"},
        {give(money, {}), "not-understood", "/amount", "money without an amount"},
        {give(other_bill, {}), "not-understood", "/amount", "a bill without an amount"},
        {give(apology, "1.00"), "not-understood", "/amount", "an apology is not for sale"},
        {give(money, "0.00"), "not-understood", "/amount", "nothing"},
        {give(money, "25"), "not-understood", "/amount", "not as it is written"},
        {give(money, "25.00", " \n"), "not-understood", "/text", "a letter that says nothing"},
        {unknown, "unknown-claim", "", "of no claim"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = keeping();
        const Receivable before = desk.books().receivable;
        const Asked asked = desk.ask(row.command);
        CHECK(answer(asked) == row.answer);
        if (!asked) {
            CHECK((asked.error().findings.empty() ? "" : asked.error().findings[0].pointer) ==
                  std::string(row.pointer));
            continue;
        }
        CHECK(desk.stream.make_goods.at(0).number.text() == "ZG-2026-000001");
        CHECK(in_short(desk.books().receivable) == in_short(before));
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
        const auto entries = entries_in(asked.value()[0]);
        const Money amount = row.command.amount ? given::money(*row.command.amount) : given::money("0.00");
        CHECK(balance_of(Account::make_goods, entries, currency("EUR")) == amount);
        CHECK(balance_of(Account::output_tax, entries, currency("EUR")) == given::money("0.00"));
        CHECK(desk.stream.refunds_payable() == amount);
    }
}

TEST_CASE("money beyond the price is released by a second person, another firm's bill to an account that was named") {
    Desk desk = keeping();
    desk.actor = person("Gina", Role::office);
    desk.must(give(MakeGoodKind::money, "25.00"));
    CHECK(answer(desk.ask(ReleaseRefund{RefundNumber("ER-2026-000001")})) == "second-person-needed");
    CHECK(answer(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")})) == "refund-instructed");
    desk.must(give(MakeGoodKind::other_bill, "240.00"));
    CHECK(answer(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000002")})) == "account-unknown");
}

TEST_CASE("money beyond the price is owed whatever was paid, and its claim does not wait for it") {
    Desk desk;
    desk.record(Bill().line("100.00"));
    desk.invoke(whole("0.00"));
    desk.must(give(MakeGoodKind::money, "25.00"));
    CHECK(types(desk.must(Approve{first})).find("claim-settled") != std::string::npos);
    CHECK(desk.stream.refunds_payable() == money("25.00"));
}

TEST_CASE("every kind of make-good is read back from its text") {
    for (MakeGoodKind kind : {MakeGoodKind::money, MakeGoodKind::other_bill, MakeGoodKind::apology})
        CHECK(parse_make_good_kind(to_text(kind)) == kind);
    CHECK_FALSE(parse_make_good_kind("voucher"));
}
