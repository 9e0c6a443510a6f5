#include "engine/invoice/invoice.hpp"

#include <functional>

#include <catch2/catch.hpp>

#include "engine/desk/same_invoice.hpp"
#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::Bill;
using given::decimal;
using given::money;

namespace {

Bill plain() {
    return Bill().line("100.00").line("50.00", "S", "10").allowance("10.00").charge("5.00").rounding("0.02");
}

std::vector<std::string> pointers(const InvoiceDraft& draft) {
    const auto checked = Invoice::check(draft);
    std::vector<std::string> all;
    if (!checked)
        for (const Finding& finding : checked.error()) all.push_back(finding.pointer);
    return all;
}

}  // namespace

TEST_CASE("a sum that is off is named with its pointer, and only that one") {
    struct Row {
        std::function<void(InvoiceDraft&)> spoil;
        std::vector<std::string> pointers;
        const char* why;
    };
    const Money cent = money("0.01");
    const std::vector<Row> rows = {
        {[](auto&) {}, {}, "it ties out"},
        {[&](auto& d) { d.tax[0].base += cent; }, {"/tax/0/base"}, "a base is not its lines"},
        {[&](auto& d) { d.tax[1].base -= cent; }, {"/tax/1/base"}, "the other base"},
        {[&](auto& d) { d.tax[1].amount += cent; }, {"/totals/tax"}, "the taxes do not sum"},
        {[&](auto& d) {
             d.totals.tax += cent;
             d.totals.gross += cent;
         },
         {"/totals/tax"},
         "the total tax"},
        {[&](auto& d) {
             d.totals.net += cent;
             d.totals.gross += cent;
         },
         {"/totals/net"},
         "the total net"},
        {[&](auto& d) { d.totals.gross += cent; }, {"/totals/gross"}, "the gross"},
        {[&](auto& d) { d.lines[0].net += cent; }, {"/tax/0/base", "/totals/net"}, "a line: both sums over it"},
        {[&](auto& d) { d.allowances[0].amount += cent; }, {"/tax/0/base", "/totals/net"}, "an allowance"},
        {[&](auto& d) { d.charges[0].amount += cent; }, {"/tax/0/base", "/totals/net"}, "a charge"},
        {[&](auto& d) {
             d.totals.net += cent;
             d.totals.tax += cent;
         },
         {"/totals/net", "/totals/tax", "/totals/gross"},
         "every sum that is off, at once"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        InvoiceDraft draft = plain().draft();
        row.spoil(draft);
        CHECK(pointers(draft) == row.pointers);
    }
}

TEST_CASE("what makes a draft no invoice is named with its pointer") {
    struct Row {
        std::function<void(InvoiceDraft&)> spoil;
        std::string pointer;
        const char* why;
    };
    const std::vector<Row> rows = {
        {[](auto& d) { d.lines[1].id = LineId("1"); }, "/lines/1/id", "a line's id twice"},
        {[](auto& d) { d.lines[1].id = LineId(""); }, "/lines/1/id", "an empty id"},
        {[](auto& d) { d.lines[1].id = LineId("charge:1"); }, "/lines/1/id", "an id of a charge"},
        {[](auto& d) {
             d.tax.push_back(d.tax[0]);
             d.tax.back().base = money("0.00");
             d.tax.back().amount = money("0.00");
         },
         "/tax/2", "a (category, rate) twice"},
        {[](auto& d) {
             d.tax[0].key.rate = decimal("20.00");
             d.tax.push_back({d.tax[0]});
         },
         "/tax/2", "20 and 20.00 are one rate"},
        {[](auto& d) { d.allowances[0].amount = money("-1.00"); }, "/allowances/0/amount", "a negative allowance"},
        {[](auto& d) { d.charges[0].amount = money("-1.00"); }, "/charges/0/amount", "a negative charge"},
        {[](auto& d) {
             d.prepaid.push_back({money("-0.01"), {}});
         },
         "/prepaid/0/amount", "a negative prepayment"},
        {[](auto& d) { d.paid = money("-0.01"); }, "/paid", "a negative payment"},
        {[](auto& d) { d.tax[0].amount = money("-19.00"); }, "/tax/0/amount", "tax against its base"},
        {[](auto& d) { d.rounding = money("500.00"); }, "/rounding", "a rounding larger than the invoice"},
        {[](auto& d) { d.lines.clear(); }, "/lines", "no lines"},
        {[](auto& d) { d.lines[0].tax.category = ""; }, "/lines/0/tax_category", "no category"},
        {[](auto& d) { d.lines[0].tax.rate = decimal("-20"); }, "/lines/0/tax_rate", "a negative rate"},
        {[](auto& d) {
             d.credited.push_back({"G-1", {money("-1.00"), money("0.00"), money("-1.00")}, {}});
         },
         "/credited/0/net", "a negative credit"},
        {[](auto& d) {
             d.credited.push_back({"G-1", {money("1.00"), money("0.20"), money("1.21")}, {}});
         },
         "/credited/0/gross", "a credit that does not tie out"},
        {[](auto& d) {
             d.credited.assign(2, {"G-1", {money("1.00"), money("0.20"), money("1.20")}, {}});
         },
         "/credited/1/number", "a credit twice"},
        {[](auto& d) {
             d.credited.push_back({"G-1",
                                   {money("50.00"), money("10.00"), money("60.00")},
                                   {{d.tax[0].key, money("10.00"), money("2.00")}}});
         },
         "/credited/0/tax", "a credit whose division does not sum to it"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        InvoiceDraft draft = plain().draft();
        row.spoil(draft);
        const auto found = pointers(draft);
        CAPTURE(found);
        CHECK(std::find(found.begin(), found.end(), row.pointer) != found.end());
    }
}

TEST_CASE("a (category, rate) without a row in the tax table is missed") {
    InvoiceDraft draft = plain().draft();
    draft.totals.tax -= draft.tax[1].amount;
    draft.totals.gross -= draft.tax[1].amount;
    draft.tax.pop_back();
    CHECK(pointers(draft) == std::vector<std::string>{"/tax"});
}

TEST_CASE("amounts of the largest size are an invoice or findings, never a broken invariant") {
    InvoiceDraft draft = Bill().line("1.00").draft();
    draft.lines.assign(lines_max, draft.lines[0]);
    for (std::size_t i = 0; i < draft.lines.size(); ++i) {
        draft.lines[i].id = LineId(std::to_string(i));
        draft.lines[i].net = Money(amount_minor_max, draft.currency);
    }
    CHECK_NOTHROW((void)Invoice::check(draft).has_value());

    InvoiceDraft prepaid = Bill().line("1.00").draft();
    prepaid.prepaid.assign(10'000, {Money(amount_minor_max, prepaid.currency), std::nullopt});
    CHECK_NOTHROW([&] {
        const auto checked = Invoice::check(prepaid);
        if (checked) (void)checked->paid_before();
    }());
}

TEST_CASE("payable includes the rounding amount, and prepaid counts as paid") {
    const Invoice invoice =
        Bill().line("624.78").rounding("0.26").prepaid("100.00").paid("50.00").prepaid("1.00").invoice();
    CHECK(invoice->totals.gross == money("749.74"));
    CHECK(invoice.payable() == money("750.00"));
    CHECK(invoice.paid_before() == money("151.00"));
}

TEST_CASE("categories of 0 % stay apart, and a rate not given is 0 %") {
    CHECK(TaxKey{"Z", decimal("0")} != TaxKey{"E", decimal("0")});
    CHECK(TaxKey{"AE", std::nullopt} == TaxKey{"AE", decimal("0.00")});
    CHECK(TaxKey{"S", decimal("20")} == TaxKey{"S", decimal("20.00")});
    CHECK(TaxKey{"S", decimal("20")} != TaxKey{"S", decimal("10")});
    CHECK(in_words({"S", decimal("20.00")}) == "S at 20 %");
    CHECK(in_words({"QQ", std::nullopt}) == "QQ at 0 %");
}

TEST_CASE("two drafts are one invoice when they say the same, however they write decimals") {
    const InvoiceDraft draft = plain().draft();
    struct Row {
        std::function<void(InvoiceDraft&)> change;
        bool same;
        const char* why;
    };
    const std::vector<Row> rows = {
        {[](auto&) {}, true, "nothing changed"},
        {[](auto& d) { d.lines[0].quantity = decimal("1.000"); }, true, "a quantity with more digits"},
        {[](auto& d) { d.lines[0].tax.rate = decimal("20.0"); }, true, "a rate with more digits"},
        {[](auto& d) { d.lines[0].description += "!"; }, false, "a word"},
        {[](auto& d) { d.lines[0].service = ServiceName("hauling"); }, false, "a service"},
        {[](auto& d) { std::swap(d.lines[0], d.lines[1]); }, false, "another order"},
        {[](auto& d) { d.paid = money("0.00"); }, false, "paid nothing is not paid unknown"},
        {[](auto& d) { d.rounding.reset(); }, false, "no rounding"},
        {[](auto& d) { d.due_on = d.issued_on; }, false, "a due date"},
        {[](auto& d) { d.tax[0].amount += money("0.01"); }, false, "a cent of tax"},
        {[](auto& d) { d.customer.name = "Quarry Inc"; }, false, "another name"},
        {[](auto& d) { d.customer.email = Personal("a@example.org"); }, false, "an email more"},
        {[](auto& d) {
             d.credited.push_back({"G-1", {money("1.00"), money("0.20"), money("1.20")}, {}});
         },
         false, "a credit more"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        InvoiceDraft other = draft;
        row.change(other);
        CHECK(is_same_invoice(draft, other) == row.same);
        CHECK(is_same_invoice(other, draft) == row.same);
    }
}

TEST_CASE("an email that was erased since does not make another invoice") {
    InvoiceDraft told = plain().draft();
    told.customer.email = Personal("a@example.org");
    InvoiceDraft erased = told;
    erased.customer.email = Personal::erased();
    InvoiceDraft other = told;
    other.customer.email = Personal("b@example.org");
    CHECK(is_same_invoice(told, erased));
    CHECK_FALSE(is_same_invoice(told, other));
}
