#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

/// 334.99 with tax of 55.83, which its seller accounts for as 633.31 Swedish kronor.
Invoice accounted_in_kronor() {
    InvoiceDraft draft = Bill().line("68.33").line("68.33").line("57.50").line("85.00").paid("334.99").draft();
    draft.accounting_tax = AccountingTax{money("633.31", "SEK")};
    return *Invoice::check(std::move(draft));
}

Money kronor(const Adjustment& document) {
    REQUIRE(document.accounting_tax);
    return document.accounting_tax->amount;
}

Company by_statement() {
    Company of = company();
    of.tax_point = TaxPoint::statement;
    return of;
}

}  // namespace

TEST_CASE("tax in the currency of accounting is cumulative: the notes of one invoice sum to its own, in every order") {
    std::vector<std::string> order = {"1", "2", "3", "4"};
    do {
        Desk desk;
        desk.must(RecordInvoice{accounted_in_kronor()});
        Money sum = money("0.00", "SEK");
        for (unsigned n = 1; n <= 4; ++n) {
            desk.invoke(of_lines({{order[n - 1], "0.00"}}));
            desk.must(Approve{claim_id(n)});
            sum += kronor(desk.stream.adjustments.back());
        }
        INFO(order[0] << order[1] << order[2] << order[3]);
        CHECK(sum == money("633.31", "SEK"));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE(
    "a reversal takes the tax in the currency of accounting back to the unit, and its replacement gives it again") {
    Desk desk;
    desk.must(RecordInvoice{accounted_in_kronor()});
    desk.invoke(of_lines({{"1", "30.00"}}));
    desk.must(Approve{claim_id(1)});
    const Money given = kronor(desk.stream.adjustments[0]);
    desk.must(ReverseAdjustment{desk.stream.adjustments[0].number, {}});
    CHECK(kronor(desk.stream.adjustments[1]) == given);
    CHECK(kronor(desk.stream.adjustments[2]) == given);

    const ReverseAdjustment::Correction correction{of_lines({{"1", "20.00"}}), Channel::phone};
    desk.must(ReverseAdjustment{desk.stream.adjustments[2].number, correction});
    const Money corrected = kronor(desk.stream.adjustments.back());
    Desk at_once;
    at_once.must(RecordInvoice{accounted_in_kronor()});
    at_once.invoke(of_lines({{"1", "20.00"}}));
    at_once.must(Approve{claim_id(1)});
    CHECK(corrected == kronor(at_once.stream.adjustments[0]));
}

TEST_CASE("an invoice without tax in another currency has documents without it") {
    Desk desk;
    desk.record(Bill().line("100.00"));
    desk.invoke(whole("60.00"));
    desk.must(Approve{claim_id(1)});
    CHECK_FALSE(desk.stream.adjustments[0].accounting_tax);
}

TEST_CASE("what an invoice says as tax in another currency is in another currency, and tax where it has tax") {
    struct Row {
        const char* net;
        const char* category;
        const char* amount;
        const char* code;
        const char* pointer;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"100.00", "S", "226.60", "SEK", "", "as one currency to another"},
        {"100.00", "S", "0.00", "SEK", "", "rounded to nothing"},
        {"100.00", "S", "20.00", "EUR", "/accounting_tax/currency", "the invoice's own currency"},
        {"100.00", "S", "-226.60", "SEK", "/accounting_tax/amount", "the other way"},
        {"100.00", "Z", "226.60", "SEK", "/accounting_tax/amount", "tax where there is none"},
    }));
    INFO(row.why);
    InvoiceDraft draft = Bill().line(row.net, row.category, row.category[0] == 'Z' ? "0" : "20").draft();
    draft.accounting_tax = AccountingTax{money(row.amount, row.code)};
    const auto checked = Invoice::check(std::move(draft));
    CHECK(checked.has_value() == (*row.pointer == '\0'));
    if (!checked) CHECK(checked.error().front().pointer == row.pointer);
}

TEST_CASE("an invoice that is sent again with its tax in another currency is the same, and with another tax is not") {
    Desk desk;
    desk.record(Bill().line("68.33").line("68.33").line("57.50").line("85.00").paid("334.99"));
    CHECK(desk.must(RecordInvoice{accounted_in_kronor()}).empty());  // an older program had left it out
    Desk with;
    with.must(RecordInvoice{accounted_in_kronor()});
    InvoiceDraft other = *accounted_in_kronor();
    other.accounting_tax = AccountingTax{money("633.32", "SEK")};
    CHECK(answer(with.ask(RecordInvoice{*Invoice::check(std::move(other))})) == "invoice-differs");
}

TEST_CASE("statement date, issue date and tax period are three dates") {
    const auto issued = [](const Company& of, const char* stated_at, const char* approved_at) {
        Desk desk(of);
        desk.record(Bill().line("100.00"));
        desk.now = instant(stated_at);
        desk.invoke(whole("60.00"));
        desk.now = instant(approved_at);
        desk.must(Approve{claim_id(1)});
        return desk.stream.adjustments[0];
    };
    const Adjustment note = issued(by_statement(), "2026-03-31T22:30:00Z", "2026-04-03T09:00:00Z");
    CHECK(note.stated_at == instant("2026-03-31T22:30:00Z"));
    CHECK(to_text(note.issued_on) == "2026-04-03");
    CHECK(to_text(note.tax_day()) == "2026-04-01");  // the company is two hours ahead of UTC
    CHECK_FALSE(issued(by_statement(), "2026-04-03T08:00:00Z", "2026-04-03T09:00:00Z").tax_point);
    CHECK_FALSE(issued(company(), "2026-03-31T22:30:00Z", "2026-04-03T09:00:00Z").tax_point);
}

TEST_CASE("a make-good has a tax line only where the adviser says so for its kind, and the tax is part of its amount") {
    Company of = company();
    of.make_good_tax[static_cast<std::size_t>(MakeGoodKind::money)] = TaxKey{"S", decimal("20")};
    Desk desk(of);
    desk.record(Bill().line("100.00"));
    const ClaimId claim = desk.invoke(whole("60.00"));
    desk.must(GiveMakeGood{claim, MakeGoodKind::money, "50.01", "We are sorry."});
    desk.must(GiveMakeGood{claim, MakeGoodKind::other_bill, "30.00", "We pay the other firm."});
    desk.must(GiveMakeGood{claim, MakeGoodKind::apology, std::nullopt, "We are sorry once more."});
    const auto& given = desk.stream.make_goods;
    REQUIRE(given[0].tax);
    CHECK(given[0].tax->base == money("41.67"));
    CHECK(given[0].tax->amount == money("8.34"));  // 50.01 × 20 ÷ 120 is 8.335
    CHECK_FALSE(given[1].tax);
    CHECK_FALSE(given[2].tax);
    const auto entries = desk.entries();
    const Currency eur = currency("EUR");
    CHECK(balance_of(Account::make_goods, entries, eur) == money("71.67"));
    CHECK(balance_of(Account::refunds_payable, entries, eur) == money("-80.01"));
}

TEST_CASE("the tax in an amount that includes it is a half away from zero, and the base is the rest") {
    const auto included = [](const char* amount, const char* rate) {
        const TaxSubtotal tax = tax_included(money(amount), {"S", decimal(rate)});
        return to_text(tax.base) + " + " + to_text(tax.amount);
    };
    CHECK(included("120.00", "20") == "100.00 + 20.00");
    CHECK(included("0.01", "20") == "0.01 + 0.00");
    CHECK(included("0.03", "20") == "0.02 + 0.01");  // half a cent
    CHECK(included("100.00", "7.7") == "92.85 + 7.15");
    CHECK(included("100.00", "0") == "100.00 + 0.00");
}
