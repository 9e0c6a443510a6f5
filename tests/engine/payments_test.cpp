#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

const ClaimId first = claim_id(1);

/// 2 % within ten days, and up to 0.5 % for the bank.
Company with_terms() {
    Company of = company();
    of.short_payment = {decimal("2"), 10, decimal("0.5")};
    return of;
}

/// Line 1 is 120.00 with its tax, line 2 60.00; nothing is paid.
Desk billed(const Bill& bill = Bill().line("100.00").line("50.00")) {
    Desk desk(with_terms());
    desk.record(bill);
    return desk;
}

struct Kept {
    const char* line;  ///< "": of the invoice
    const char* amount;
    std::optional<Shortfall> kind{};
    const char* reason = "it did not work";
};

RecordPayment payment(const char* amount, const std::vector<Kept>& kept = {}, const char* day = "2026-03-10",
                      const char* id = "P-1") {
    Payment paid{PaymentId(id), date(day), money(amount)};
    for (const Kept& k : kept) {
        Deduction deduction{{}, money(k.amount), k.kind, {}};
        if (*k.line != '\0') deduction.line = LineId(k.line);
        if (*k.reason != '\0') deduction.reason = Personal(std::string(k.reason));
        paid.deductions.push_back(std::move(deduction));
    }
    return {InvoiceNumber("R-1"), std::move(paid)};
}

std::string worths_of(const Claim& claim) {
    std::string all;
    for (const Worth& worth : claim.worths())
        all += (all.empty() ? "" : ", ") + (worth.line() ? worth.line()->text() : std::string("whole")) + " " +
               to_text(worth.amount()) + (worth.basis() == Basis::gross ? " gross" : " net");
    return all;
}

}  // namespace

TEST_CASE("a payment below what is open is classified, and only a reason with its amount states a worth") {
    using enum Shortfall;
    struct Row {
        RecordPayment payment;
        std::optional<Shortfall> shortfall;
        const char* worths;
        const char* why;
    };
    const std::vector<Row> rows = {
        {payment("180.00"), {}, "", "all of it"},
        {payment("200.00"), {}, "", "more than is open"},
        {payment("200.00", {{"1", "10.00"}}), {}, "", "nothing is missing, so nothing was deducted"},
        {payment("176.40"), discount, "", "2 % within the days"},
        {payment("176.40", {}, "2026-03-12"), discount, "", "on the last of the days"},
        {payment("176.40", {}, "2026-03-13"), unexplained, "", "a day later there is no discount"},
        {payment("176.41"), unexplained, "", "a cent beside the discount"},
        {payment("179.10"), bank_charges, "", "0.5 % at the most"},
        {payment("179.99"), bank_charges, "", "a cent"},
        {payment("179.09"), unexplained, "", "a cent above what banks are taken to charge"},
        {payment("162.00", {{"", "18.00", withholding}}), withholding, "", "tax that the payer keeps back"},
        {payment("162.00", {{"", "18.01", withholding}}), unexplained, "", "its amount does not add up"},
        {payment("90.00", {{"", "90.00", instalment}}), instalment, "", "the rest comes later"},
        {payment("176.40", {{"", "3.60", discount}}), discount, "", "said to be the discount of the terms"},
        {payment("177.00", {{"", "3.00", discount}}), discount, "", "less of it than the terms give"},
        {payment("176.39", {{"", "3.61", discount}}), unexplained, "", "a cent more than the terms give"},
        {payment("176.40", {{"", "3.60", discount}}, "2026-03-13"), unexplained, "", "too late for a discount"},
        {payment("179.50", {{"", "0.50", bank_charges}}), bank_charges, "", "said to be charges"},
        {payment("150.00", {{"", "10.00", discount}, {"", "20.00", instalment}}), unexplained, "", "two kinds"},
        {payment("160.00", {{"1", "20.00"}}), statement, "1 100.00 gross", "of a line: it was worth that less"},
        {payment("150.00", {{"2", "10.00"}, {"1", "20.00"}}), statement, "1 100.00 gross, 2 50.00 gross", "of lines"},
        {payment("150.00", {{"1", "10.00"}, {"1", "20.00"}}), statement, "1 90.00 gross", "of one line twice"},
        {payment("150.00", {{"1", "10.00", statement}, {"2", "20.00"}}), statement, "1 110.00 gross, 2 40.00 gross",
         "said so, or not said: the same"},
        {payment("160.00", {{"1", "20.00", {}, ""}}), unexplained, "", "no reason is given: the office asks"},
        {payment("160.00", {{"1", "20.00", statement, ""}}), statement, "1 100.00 gross", "said to be a statement"},
        {payment("160.00", {{"1", "20.00", unexplained}}), unexplained, "", "a credit note that was set off"},
        {payment("60.00", {{"1", "120.00"}}), statement, "1 0.00 gross", "a line that was worth nothing"},
        {payment("150.00", {{"", "30.00"}}), statement, "whole 150.00 gross", "of the whole"},
        {payment("150.00", {{"1", "20.00"}}), unexplained, "", "10.00 more are missing than it explains"},
        {payment("170.00", {{"1", "20.00"}}), unexplained, "", "10.00 fewer"},
        {payment("59.99", {{"1", "120.01"}}), unexplained, "", "more than the line comes to"},
        {payment("40.00", {{"1", "100.00"}, {"1", "40.00"}}), unexplained, "", "also in two parts"},
        {payment("150.00", {{"1", "10.00"}, {"", "20.00"}}), unexplained, "", "of a line and of the whole at once"},
        {payment("100.00"), unexplained, "", "nothing said: the office asks"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = billed();
        const bool states = row.shortfall == statement;
        CHECK(types(desk.must(row.payment)) == (states ? "payment-received claim-opened" : "payment-received"));
        CHECK(desk.stream.payments.at(0).shortfall == row.shortfall);
        CHECK((states ? worths_of(desk.claim()) : "") == std::string(row.worths));
        CHECK(desk.books().receivable.paid == row.payment.payment.amount);
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
    }
}

TEST_CASE("a deduction from a line that cannot be credited states nothing, and breaks nothing") {
    Desk desk = billed(Bill().line("100.00").line("-10.00", "S", "10"));
    CHECK(types(desk.must(payment("100.00", {{"2", "9.00"}}))) == "payment-received");
    CHECK(desk.stream.payments.at(0).shortfall == Shortfall::unexplained);
}

TEST_CASE("what a short payment states is honoured against what it left open, to the cent") {
    Desk desk = billed();
    desk.must(payment("150.01", {{"1", "19.99", {}, "the screen was torn"}, {"2", "10.00"}}));
    const Statement& statement = desk.claim().statements.at(0);
    CHECK(statement.channel() == Channel::short_payment);
    CHECK(statement.words()->reveal() == "the screen was torn");
    desk.must(Approve{first});
    CHECK(in_short(desk.stream.adjustments.at(0)) ==
          "credit-note GS-2026-000001: net 24.99, tax 5.00, gross 29.99; offset 29.99");
    CHECK(desk.books().receivable.open() == money("0.00"));
    CHECK(desk.claim().state == ClaimState::settled);
}

TEST_CASE("a short payment says its worth of what stands, after what was credited and paid before") {
    Desk desk = billed();
    desk.must(payment("50.00", {{"", "130.00", Shortfall::instalment}}, "2026-03-05", "P-1"));
    desk.must(RecordCreditElsewhere{
        InvoiceNumber("R-1"), currency("EUR"), {"G-1", {money("15.00"), money("3.00"), money("18.00")}, {}}});
    CHECK(types(desk.must(payment("100.00", {{"", "12.00"}}, "2026-03-06", "P-2"))) == "payment-received claim-opened");
    CHECK(worths_of(desk.claim()) == "whole 150.00 gross");
    desk.must(Approve{first});
    CHECK(desk.books().receivable.open() == money("0.00"));
}

TEST_CASE("a short payment on an open claim is a further statement, and takes back what was offered") {
    Desk desk = billed();
    desk.invoke(whole("240.00"));
    desk.must(Approve{first});
    REQUIRE(desk.claim().offer);
    CHECK(types(desk.must(payment("160.00", {{"1", "20.00"}}))) == "payment-received offer-answered statement-made");
    CHECK(worths_of(desk.claim()) == "1 100.00 gross");
    CHECK_FALSE(desk.claim().offer);
}

TEST_CASE("a payment that cannot be recorded changes nothing, and says why") {
    struct Row {
        RecordPayment payment;
        const char *answer, *pointer;
        const char* why;
    };
    RecordPayment elsewhere = payment("10.00", {}, "2026-03-10", "P-2");
    elsewhere.invoice = InvoiceNumber("R-2");
    RecordPayment dollars = payment("10.00", {}, "2026-03-10", "P-2");
    dollars.payment.amount = money("10.00", "USD");
    RecordPayment moved = payment("10.00");
    moved.invoice = InvoiceNumber("R-2");
    const std::vector<Row> rows = {
        {payment("10.00"), "", "", "the same again: as on a statement that is read twice"},
        {payment("10.00", {{"1", "1.00"}}), "", "", "its remittance was read another time"},
        {payment("10.01"), "payment-differs", "/id", "another amount"},
        {payment("10.00", {}, "2026-03-11"), "payment-differs", "/id", "another day"},
        {moved, "payment-differs", "/id", "another invoice, under an id that was taken"},
        {dollars, "currency-differs", "", "dollars for an invoice in euros"},
        {payment("0.00", {}, "2026-03-10", "P-2"), "not-understood", "/amount", "nothing"},
        {payment("-1.00", {}, "2026-03-10", "P-2"), "not-understood", "/amount", "less than nothing"},
        {payment("1.00", {{"7", "1.00"}}, "2026-03-10", "P-2"), "not-understood", "/deductions/0/line", "no such line"},
        {payment("1.00", {{"", "1.00"}, {"", "0.00"}}, "2026-03-10", "P-2"), "not-understood", "/deductions/1/amount",
         "a deduction of nothing"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = billed();
        desk.must(payment("10.00"));
        const Asked asked = desk.ask(row.payment);
        CHECK(answer(asked) == row.answer);
        const bool points = !asked && !asked.error().findings.empty();
        CHECK((points ? asked.error().findings[0].pointer : "") == row.pointer);
        CHECK(desk.books().receivable.paid == money("10.00"));
        CHECK(desk.stream.payments.size() == 1);
    }
    Desk nobody;
    CHECK(answer(nobody.ask(payment("10.00"))) == "unknown-invoice");
}

TEST_CASE("a bounced payment reopens what was paid, and never the adjustment") {
    Desk desk = billed();
    desk.pay("180.00");
    desk.invoke(whole("120.00"));
    desk.must(Approve{first});
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, refunded 60.00, open 0.00");
    const ReversePayment bounced{PaymentId("P-1"), date("2026-03-12"), "no funds"};
    CHECK(types(desk.must(bounced)) == "payment-reversed");
    CHECK(in_short(desk.books().receivable) == "payable 120.00, refunded 60.00, open 180.00");
    CHECK(desk.standing().gross == money("120.00"));
    CHECK(desk.claim().state == ClaimState::adjusted);
    CHECK(desk.stream.adjustments.size() == 1);
    CHECK(desk.stream.paying_account() == nullptr);

    CHECK(desk.must(bounced).empty());
    CHECK(answer(desk.ask(ReversePayment{PaymentId("P-1"), date("2026-03-13")})) == "payment-bounced");
    CHECK(answer(desk.ask(ReversePayment{PaymentId("P-9"), date("2026-03-13")})) == "unknown-payment");
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
}

TEST_CASE("refunds go back to the account that paid last and did not bounce") {
    Desk desk = billed();
    desk.pay("100.00", "P-1");
    RecordPayment other = payment("80.00", {}, "2026-03-10", "P-2");
    other.payment.from = account("GB82WEST12345698765432");
    desk.must(other);
    CHECK(desk.stream.paying_account()->iban.reveal() == "GB82WEST12345698765432");
    desk.must(ReversePayment{PaymentId("P-2"), date("2026-03-12")});
    CHECK(desk.stream.paying_account()->iban.reveal() == "DE89370400440532013000");
    desk.pay("80.00", "P-3", false);
    CHECK(desk.stream.paying_account()->iban.reveal() == "DE89370400440532013000");
}
