#include <functional>

#include <catch2/catch.hpp>

#include "adapters/ubl/document.hpp"
#include "tests/adapters/ubl/given.hpp"
#include "tests/exact/ubl_check.hpp"

using namespace makegood;
using namespace makegood::ubl;

namespace {

void replace(std::string& text, const std::string& what, const std::string& with, bool everywhere = false) {
    std::size_t at = text.find(what);
    REQUIRE(at != text.npos);
    for (; at != text.npos; at = everywhere ? text.find(what, at + with.size()) : text.npos)
        text.replace(at, what.size(), with);
}

exact::Complaints complaints_of(const std::string& xml, const Adjustment& adjustment, exact::Account& account) {
    exact::Complaints complaints;
    const auto reading = exact::read_ubl(xml, 2, complaints);
    for (const auto& more : {exact::compare(reading, adjustment), account.take(reading)})
        complaints.insert(complaints.end(), more.begin(), more.end());
    return complaints;
}

}  // namespace

TEST_CASE("the exact checker sees what official tools do not") {
    struct Row {
        const char* why;
        std::function<void(std::string&)> spoil;
    };
    const auto row = GENERATE(values<Row>({
        {"tax a cent too much, consistently",
         [](std::string& xml) {
             replace(xml, ">24.00<", ">24.01<", true);
             replace(xml, ">150.00<", ">150.01<", true);
         }},
        {"no reference to the invoice",
         [](std::string& xml) { replace(xml, "cac:BillingReference>", "cac:X>", true); }},
        {"a reference to another invoice", [](std::string& xml) { replace(xml, "<cbc:ID>R-1<", "<cbc:ID>R-2<"); }},
        {"no date of the invoice",
         [](std::string& xml) { replace(xml, "<cbc:IssueDate>2026-02-27</cbc:IssueDate>", ""); }},
        {"another date of issue", [](std::string& xml) { replace(xml, "2026-03-10", "2026-03-11"); }},
        {"all signs turned around",
         [](std::string& xml) {
             for (const char* amount : {">120.00<", ">24.00<", ">5.00<", ">1.00<", ">150.00<", ">126.00<", ">6.00<"})
                 replace(xml, amount, std::string(">-") + (amount + 1), true);
         }},
        {"one amount in another currency",
         [](std::string& xml) {
             replace(xml, "TaxableAmount currencyID=\"EUR\"", "TaxableAmount currencyID=\"USD\"");
         }},
        {"the document in another currency", [](std::string& xml) { replace(xml, "EUR", "USD", true); }},
        {"a price that does not give the net",
         [](std::string& xml) {
             replace(xml, "Amount currencyID=\"EUR\">60.00</cbc:Price", "Amount currencyID=\"EUR\">60.01</cbc:Price");
         }},
        {"a rounding amount",
         [](std::string& xml) {
             replace(
                 xml, "<cbc:PayableAmount",
                 "<cbc:PayableRoundingAmount currencyID=\"EUR\">0.00</cbc:PayableRoundingAmount><cbc:PayableAmount");
         }},
        {"a category that is another", [](std::string& xml) { replace(xml, "<cbc:ID>E<", "<cbc:ID>Z<", true); }},
        {"the other type", [](std::string& xml) { replace(xml, ">381<", ">383<"); }},
        {"a line by another name", [](std::string& xml) { replace(xml, "<cbc:ID>1<", "<cbc:ID>9<"); }},
        {"more digits than the currency has", [](std::string& xml) { replace(xml, ">24.00<", ">24.000<"); }},
    }));
    CAPTURE(row.why);
    Bill bill;
    bill.line("120.00").line("5.00", "E", "0").rounding("1.00");
    bill.draft.lines[0].quantity = Decimal(2, 0);
    const InvoiceDraft of = bill.finished();
    Issuer issuer(of);
    const auto notes = issuer.gross("0.00");
    REQUIRE(notes.size() == 1);
    auto xml = write(notes[0], of, seller());
    REQUIRE(xml);
    exact::Account sound(of);
    CHECK(complaints_of(*xml, notes[0], sound) == exact::Complaints{});
    CHECK(sound.exhausted() == exact::Complaints{});

    std::string spoilt = *xml;
    row.spoil(spoilt);
    REQUIRE(spoilt != *xml);
    exact::Account account(of);
    CHECK(complaints_of(spoilt, notes[0], account) != exact::Complaints{});
}

TEST_CASE("the exact account sees a cent that only shows over several documents, and what was credited twice") {
    const InvoiceDraft of = Bill().line("68.33").line("68.33").line("57.50").line("85.00").finished();
    Issuer issuer(of);
    std::vector<Adjustment> notes;
    for (const char* line : {"1", "2", "3", "4"}) notes.push_back(issuer.lines({{line, "0.00"}}).at(0));
    exact::Account account(of);
    std::vector<exact::UblReading> readings;
    for (const Adjustment& note : notes) {
        exact::Complaints complaints;
        readings.push_back(exact::read_ubl(*write(note, of, seller()), 2, complaints));
        CHECK(account.take(readings.back()) == exact::Complaints{});
    }
    CHECK(account.exhausted() == exact::Complaints{});
    CHECK(account.take(readings.back()) != exact::Complaints{});

    // Rounded each by itself, as others do: 13.67, 13.67, 11.50 and 17.00 are 55.84, and the invoice had 55.83.
    exact::Account naive(of);
    CHECK(naive.take(readings[0]) == exact::Complaints{});
    readings[1].tax[0].tax = 1367;
    CHECK(naive.take(readings[1]) != exact::Complaints{});
}
