#include "engine/settlement/settlement.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "engine/ledger/ledger.hpp"
#include "tests/engine/given/desk.hpp"

using namespace makegood;
using given::Bill;
using given::money;
using given::whole;

namespace {

std::string text(const std::vector<SettlementPart>& parts) {
    std::string all;
    for (const SettlementPart& part : parts)
        all += (all.empty() ? "" : ", ") + std::string(to_text(part.kind)) + " " + to_text(part.amount);
    return all;
}

}  // namespace

TEST_CASE("a credit is first offset against what is open, and only the rest follows the wish") {
    struct Row {
        const char *payable, *paid, *refunded, *kept, *credit;
        std::optional<SettlementKind> wish;
        const char* parts;
        const char* why;
    };
    const auto none = std::optional<SettlementKind>{};
    const Row row = GENERATE_COPY(values<Row>({
        {"100.00", "60.00", "0.00", "0.00", "50.00", none, "offset 40.00, refund 10.00",
         "60.00 of 100.00 paid, worth 50.00"},
        {"100.00", "60.00", "0.00", "0.00", "50.00", SettlementKind::balance, "offset 40.00, balance 10.00",
         "the rest is wished kept"},
        {"100.00", "60.00", "0.00", "0.00", "50.00", SettlementKind::refund, "offset 40.00, refund 10.00",
         "a refund is wished, but not of what is open"},
        {"100.00", "60.00", "0.00", "0.00", "50.00", SettlementKind::offset, "offset 40.00, refund 10.00",
         "nothing more to offset against"},
        {"100.00", "60.00", "0.00", "0.00", "40.00", none, "offset 40.00", "all of it offset"},
        {"100.00", "0.00", "0.00", "0.00", "100.00", SettlementKind::refund, "offset 100.00",
         "never paid: nothing to send"},
        {"100.00", "100.00", "0.00", "0.00", "100.00", none, "refund 100.00", "all paid"},
        {"100.00", "100.00", "0.00", "0.00", "100.00", SettlementKind::balance, "balance 100.00", "all paid, all kept"},
        {"50.00", "100.00", "50.00", "0.00", "50.00", none, "refund 50.00",
         "an earlier refund: the rest of what was paid"},
        {"50.00", "100.00", "0.00", "50.00", "50.00", none, "refund 50.00", "kept earlier"},
        {"100.00", "150.00", "0.00", "0.00", "30.00", none, "refund 30.00", "overpaid: nothing is open"},
        {"0.00", "0.00", "0.00", "0.00", "10.00", none, "balance 10.00",
         "never paid, over-credited elsewhere: kept, not lost"},
        {"100.00", "60.00", "0.00", "0.00", "0.00", none, "", "a credit of nothing goes nowhere"},
    }));
    INFO(row.why);
    Receivable before = Receivable::of(money(row.payable), money(row.paid));
    before.refunded = money(row.refunded);
    before.kept = money(row.kept);
    const auto parts = settle(before, money(row.credit), row.wish);
    CHECK(text(parts) == row.parts);
    Money sum = money("0.00");
    for (const SettlementPart& part : parts) {
        CHECK(part.amount.is_positive());
        sum += part.amount;
    }
    CHECK(sum == money(row.credit));
}

TEST_CASE("what can be sent back is what was paid less refunds and what is kept, never below nothing") {
    const auto refundable = [](const char* paid, const char* refunded, const char* kept) {
        Receivable receivable = Receivable::of(money("0.00"), money(paid));
        receivable.refunded = money(refunded);
        receivable.kept = money(kept);
        return to_text(receivable.refundable());
    };
    CHECK(refundable("100.00", "0.00", "0.00") == "100.00");
    CHECK(refundable("100.00", "30.00", "20.00") == "50.00");
    CHECK(refundable("0.00", "30.00", "0.00") == "0.00");
}

TEST_CASE("every way to settle is read back from its text") {
    for (SettlementKind kind :
         {SettlementKind::offset, SettlementKind::refund, SettlementKind::balance, SettlementKind::out_of_band})
        CHECK(parse_settlement_kind(to_text(kind)) == kind);
    CHECK_FALSE(parse_settlement_kind("voucher"));
}

TEST_CASE("every account is read back from its text, and a chart gives no name twice") {
    for (Account account : accounts) CHECK(parse_account(to_text(account)) == account);
    CHECK_FALSE(parse_account("suspense"));
    std::array<AccountName, accounts.size()> names;
    names.fill(AccountName("4000"));
    CHECK_THROWS_AS(Chart(names), BrokenInvariant);
}

TEST_CASE(
    "an invoice is posted as the books have it: sales, tax and rounding against receivables, less what was paid") {
    const Chart chart = given::company().chart;
    const Invoice invoice = Bill().line("624.78").rounding("0.26").prepaid("100.00").paid("50.00").invoice();
    const auto entries = entries_for_invoice(chart, invoice);
    const auto balance = [&](Account account) { return to_text(balance_of(account, entries, invoice->currency)); };
    CHECK(balance(Account::receivables) == "600.00");
    CHECK(balance(Account::sales) == "-624.78");
    CHECK(balance(Account::output_tax) == "-124.96");
    CHECK(balance(Account::rounding) == "-0.26");
    CHECK(balance(Account::bank) == "150.00");
    for (const Entry& entry : entries) {
        CHECK(entry.amount.is_positive());
        CHECK(entry.debit != entry.credit);
        CHECK(entry.origin == Origin::books);
    }
}

TEST_CASE("a rounding down and a negative invoice turn entries around instead of posting below zero") {
    const Chart chart = given::company().chart;
    for (const Bill& bill : {Bill().line("100.00").rounding("-0.40"), Bill().line("-100.00")}) {
        const Invoice invoice = bill.invoice();
        const auto entries = entries_for_invoice(chart, invoice);
        for (const Entry& entry : entries) CHECK(entry.amount.is_positive());
        CHECK(balance_of(Account::receivables, entries, invoice->currency) == invoice.payable());
    }
}

TEST_CASE("a credit takes from sales allowances and tax, and goes where it is settled") {
    given::Desk desk;
    desk.record(Bill().line("624.78").rounding("0.26").paid("500.00"));
    desk.invoke(whole("0.00"));
    desk.must(Approve{given::claim_id(1)});
    const Adjustment& note = desk.stream.adjustments.at(0);
    const auto balance = [&](Account account) {
        return to_text(balance_of(account, note.entries, desk.books().invoice->currency));
    };
    CHECK(balance(Account::allowances) == "624.78");
    CHECK(balance(Account::output_tax) == "124.96");
    CHECK(balance(Account::rounding) == "0.26");
    CHECK(balance(Account::receivables) == "-250.00");
    CHECK(balance(Account::refunds_payable) == "-500.00");
    for (const Entry& entry : note.entries) CHECK(entry.origin == Origin::makegood);
}
