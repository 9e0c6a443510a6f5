#include "adapters/import/remittance.hpp"

#include <set>

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::import;

namespace {

using Texts = std::vector<std::string>;

BankPayment payment(Texts references, std::string text) {
    BankPayment given{.id = "1",
                      .account = {},
                      .statement = {},
                      .entry_reference = {},
                      .received_on = Date::from_unix_days(0),
                      .amount = Money(100, *Currency::find("EUR")),
                      .move = BankMove::payment,
                      .instructed = {},
                      .payer_name = {},
                      .payer_iban = {},
                      .structured_references = std::move(references),
                      .text = std::move(text),
                      .deductions = {},
                      .end_to_end_id = {},
                      .reverses = {},
                      .return_reason = {},
                      .place = {}};
    return given;
}

/// "INV-1 by reference", "INV-1 by text", or the reason.
std::string outcome(const BankPayment& given) {
    const std::set<std::string, std::less<>> invoices{
        "INV-1001", "INV-1002", "2023-001", "001", "1001",           "RE 2023 17",   "2023/17",
        "390",      "12345",    "R.7",      "Ä-5", "23447894321689", "539007547034", "US20291092"};
    const auto found = match(given, [&](std::string_view number) { return invoices.contains(number); });
    if (!found) return found.error().why;
    return found->number + (found->in == FoundIn::text ? " by text" : " by reference");
}

}  // namespace

TEST_CASE("the invoice that a payment means is found by its reference, else by its text, else by nobody") {
    struct Row {
        Texts references;
        const char* text;
        const char* outcome;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {{"INV-1001"}, "", "INV-1001 by reference", "the number itself"},
        {{"inv-1001"}, "", "INV-1001 by reference", "in small letters"},
        {{"INV-1001"}, "INV-1002", "INV-1001 by reference", "the reference comes first"},
        {{"77"}, "INV-1002", "INV-1002 by text", "a reference that is no invoice doesn't hide the text"},
        {{"INV-1001", "INV-1001"}, "", "INV-1001 by reference", "the same twice is one"},
        {{"INV-1001", "INV-1002"},
         "",
         "the references name 2 invoices, \"INV-1001\", \"INV-1002\", and not how much is for which",
         "two are ambiguous"},
        {{"INV-1001", "77"}, "", "INV-1001 by reference", "a credit note beside it is none of ours"},
        {{"RF7812345"}, "", "12345 by reference", "an RF reference, ISO 11649"},
        {{"RF78 1234 5"}, "", "12345 by reference", "in groups"},
        {{"RF18 5390 0754 7034"}, "", "539007547034 by reference", "the RF reference of the standards' examples"},
        {{"RF7712345"}, "", "no invoice has the reference \"RF7712345\"", "with check digits that are wrong"},
        {{"120000000000234478943216899"},
         "",
         "no invoice has the reference \"120000000000234478943216899\"",
         "an ISR reference with a bank's prefix: what of it is the invoice, nobody said"},
        {{"000000000000234478943216899"},
         "",
         "no invoice has the reference \"000000000000234478943216899\"",
         "a wrong check digit unwraps nothing"},
        {{"00 00000 00000 23447 89432 16898"},
         "",
         "23447894321689 by reference",
         "a Swiss QR reference of zeros, the number and the check digit"},
        {{"3900"}, "", "390 by reference", "a Finnish reference number"},
        {{"3901"}, "", "no invoice has the reference \"3901\"", "which is none with another last digit"},
        {{}, "Rechnung Nr. 2023-001", "2023-001 by text", "a word"},
        {{}, "Rechnung Nr.2023-001, danke!", "2023-001 by text", "without a space, and a comma behind it"},
        {{}, "(INV-1001)", "INV-1001 by text", "in brackets"},
        {{}, "RECHNUNG:inv-1001.", "INV-1001 by text", "a colon and a full stop"},
        {{}, "'INV-1001' -", "INV-1001 by text", "quotes and a dash"},
        {{}, "re 2023 17 vom 1.3.", "RE 2023 17 by text", "a number with spaces"},
        {{}, "Zahlung\nRE 2023\n17", "RE 2023 17 by text", "broken over lines"},
        {{}, "2023/17", "2023/17 by text", "a number with a slash"},
        {{}, "R.7", "R.7 by text", "a number with a point"},
        {{}, "zu \xC3\x84-5", "\xC3\x84-5 by text", "a number with an umlaut"},
        {{}, "Rg.-Nr. 001", "001 by text", "as the Swiss samples write it"},
        {{}, "2023-002", "the text \"2023-002\" names no invoice", "another invoice of that year is not found in it"},
        {{}, "x-001", "the text \"x-001\" names no invoice", "nor a shorter number behind a hyphen"},
        {{}, "1001.50 EUR", "the text \"1001.50 EUR\" names no invoice", "nor in an amount"},
        {{}, "INVOICE US20291092", "US20291092 by text", "as the Finnish samples write it"},
        {{},
         "INV-1001/INV-1002",
         "the text names 2 invoices, \"INV-1001\", \"INV-1002\", and not how much is for which",
         "two with a slash"},
        {{},
         "INV-1001+INV-1002",
         "the text names 2 invoices, \"INV-1001\", \"INV-1002\", and not how much is for which",
         "two with a plus"},
        {{}, "INV-1001, inv-1001", "INV-1001 by text", "the same twice"},
        {{}, "RF18 5390 0754 7034", "539007547034 by text", "an RF reference typed into the text"},
        {{}, "danke", "the text \"danke\" names no invoice", "no number at all"},
        {{}, "", "the payment has neither a reference nor a text", "nothing at all"},
        {{"77", "78"},
         "danke\nsehr",
         "neither the reference \"77\", \"78\" nor the text \"danke sehr\" names an invoice",
         "both, in vain"},
    }));
    INFO(row.why);
    CHECK(outcome(payment(row.references, row.text)) == row.outcome);
}

TEST_CASE("a payment that names several invoices tells which") {
    const auto found = match(payment({}, "INV-2 INV-1 INV-3"),
                             [](std::string_view number) { return number == "INV-1" || number == "INV-2"; });
    REQUIRE_FALSE(found);
    CHECK(found.error().candidates == Texts{"INV-2", "INV-1"});
}
