#include "adapters/import/ubl_reader.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/import/recorder.hpp"

using namespace makegood;
using namespace makegood::import;

namespace {

/// Line 100.00 at 20 %, one at 10 % of 50.00 less an allowance of 10.00 on the document; 20.00 + 4.00 tax.
constexpr const char* plain = R"(<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>7</cbc:ID><cbc:IssueDate>2026-03-29</cbc:IssueDate><cbc:DueDate>2026-04-28</cbc:DueDate>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>PO 12</cbc:BuyerReference>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0088">7300010000001</cbc:EndpointID>
<cac:PostalAddress><cbc:StreetName>Main 1</cbc:StreetName><cbc:CityName>Graz</cbc:CityName><cbc:PostalZone>8010</cbc:PostalZone>
<cac:Country><cbc:IdentificationCode>AT</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>ATU1</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Buyer &amp; Co</cbc:RegistrationName></cac:PartyLegalEntity>
<cac:Contact><cbc:ElectronicMail>a@example.com</cbc:ElectronicMail></cac:Contact></cac:Party></cac:AccountingCustomerParty>
<cac:Delivery><cbc:ActualDeliveryDate>2026-03-27</cbc:ActualDeliveryDate></cac:Delivery>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Loyal</cbc:AllowanceChargeReason>
<cbc:Amount currencyID="EUR">10</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">24.00</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.0</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">20</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20.00</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">40.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">4.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:TaxTotal><cbc:TaxAmount currencyID="GBP">20.00</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">150.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">140.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">164.00</cbc:TaxInclusiveAmount><cbc:PrepaidAmount currencyID="EUR">4.00</cbc:PrepaidAmount><cbc:PayableRoundingAmount currencyID="EUR">0.50</cbc:PayableRoundingAmount><cbc:PayableAmount currencyID="EUR">160.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">4</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Inspection
 of the roof</cbc:Name><cac:SellersItemIdentification><cbc:ID>ROOF</cbc:ID></cac:SellersItemIdentification><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">50</cbc:PriceAmount><cbc:BaseQuantity>2</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>
<cac:InvoiceLine><cbc:ID>2</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">50.00</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Travel</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
<cac:Price><cbc:PriceAmount currencyID="EUR">50.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>)";

struct Change {
    const char* from;
    std::string to;
};

std::string changed(std::string text, const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        std::size_t at = text.find(change.from);
        REQUIRE(at != std::string::npos);
        for (; at != std::string::npos; at = text.find(change.from, at + change.to.size()))
            text.replace(at, std::string_view(change.from).size(), change.to);
    }
    return text;
}

/// The invoice as a credit note on invoice 6.
std::string credit_note() {
    return changed(plain,
                   {{"<cbc:DueDate>2026-04-28</cbc:DueDate>", ""},
                    {"</cbc:BuyerReference>",
                     "</cbc:BuyerReference><cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>6</cbc:ID>"
                     "</cac:InvoiceDocumentReference></cac:BillingReference>"},
                    {"<Invoice", "<CreditNote"},
                    {"</Invoice>", "</CreditNote>"},
                    {"xsd:Invoice-2", "xsd:CreditNote-2"},
                    {"cac:InvoiceLine", "cac:CreditNoteLine"},
                    {"cbc:InvoicedQuantity", "cbc:CreditedQuantity"}});
}

std::string read(const std::string& xml) {
    Recorder recorder;
    read_ubl(xml, "x.xml", {}, recorder);
    return in_words(recorder);
}

}  // namespace

TEST_CASE("a UBL invoice is taken field by field") {
    Recorder recorder;
    read_ubl(plain, "x.xml", {}, recorder);
    INFO(in_words(recorder));
    REQUIRE(recorder.invoices.size() == 1);
    const InvoiceDraft& draft = recorder.invoices[0].draft;
    CHECK(recorder.invoices[0].source.document == "7");
    CHECK(to_text(draft.issued_on) == "2026-03-29");
    CHECK(to_text(draft.due_on.value()) == "2026-04-28");
    CHECK(draft.customer.id.text() == "0088:7300010000001");
    CHECK(draft.customer.name == "Buyer & Co");
    CHECK(draft.customer.vat_id == "ATU1");
    CHECK(draft.customer.email == Personal("a@example.com"));
    CHECK(draft.customer.address->city == "Graz");
    CHECK(draft.customer.endpoint == "0088:7300010000001");
    CHECK(draft.buyer_reference == "PO 12");
    CHECK(to_text(draft.delivery->on.value()) == "2026-03-27");
    REQUIRE(draft.lines.size() == 2);
    CHECK(draft.lines[0].service.text() == "ROOF");
    CHECK(draft.lines[0].description == "Inspection of the roof");
    CHECK(draft.lines[0].unit == "HUR");
    CHECK(to_text(draft.lines[0].unit_price) == "25");
    CHECK(draft.lines[1].service.text() == "Travel");
    CHECK(to_text(draft.allowances.at(0).amount) == "10.00");
    CHECK(draft.allowances[0].reason == "Loyal");
    CHECK(draft.tax.size() == 2);
    CHECK(to_text(draft.totals.gross) == "164.00");
    CHECK(to_text(draft.rounding.value()) == "0.50");
    CHECK(to_text(draft.prepaid.at(0).amount) == "4.00");
}

TEST_CASE("tax that an invoice says once more in the currency of accounting is kept, and only that") {
    struct Row {
        const char* code;     ///< of cbc:TaxCurrencyCode; "": there is none
        const char* outcome;  ///< what is kept, or what is complained of
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"GBP", "20.00 GBP", "BT-6 and BT-111"},
        {"", "", "a second total that nothing announces is a remark"},
        {"EUR", "", "the document's own currency says nothing new"},
        {"SEK", "", "announced, and not there"},
        {"XXX", "\"XXX\"", "no currency"},
    }));
    INFO(row.why);
    const std::string element =
        *row.code == '\0' ? "" : "<cbc:TaxCurrencyCode>" + std::string(row.code) + "</cbc:TaxCurrencyCode>";
    Recorder recorder;
    read_ubl(changed(plain, {{"</cbc:DocumentCurrencyCode>", "</cbc:DocumentCurrencyCode>" + element}}), "x.xml", {},
             recorder);
    INFO(in_words(recorder));
    if (recorder.invoices.empty()) {
        CHECK(in_words(recorder).find(row.outcome) != std::string::npos);
        CHECK(in_words(recorder).find("TaxCurrencyCode") != std::string::npos);
        return;
    }
    const auto& tax = recorder.invoices[0].draft.accounting_tax;
    CHECK((tax ? to_text(tax->amount) + " " + std::string(tax->amount.currency().code()) : "") == row.outcome);
}

TEST_CASE("other ways to write an invoice are read as what they mean, and what means nothing is refused by its place") {
    struct Case {
        std::vector<Change> changes;
        const char* outcome;
        const char* why;
    };
    const char* const second_category =
        "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent></cac:ClassifiedTaxCategory>";
    const Case cases[] = {
        {{{"cbc:", "b:"}, {"xmlns:cbc", "xmlns:b"}, {"cac:", "a:"}, {"xmlns:cac", "xmlns:a"}},
         "invoice 7\n",
         "any prefix will do"},
        {{{"<Invoice xmlns=", "<u:Invoice xmlns:u="}, {"</Invoice>", "</u:Invoice>"}},
         "invoice 7\n",
         "also for the root"},
        {{{"<cac:Country><cbc:IdentificationCode>AT</cbc:IdentificationCode></cac:Country>", ""}},
         "invoice 7\n",
         "an address may leave its country unsaid"},
        {{{"<cbc:ID>7</cbc:ID>", "<cbc:ID>" + std::string(65, '7') + "</cbc:ID>"}},
         "reject 77777777777777777777777777777777777777777777777777777777777777777: /Invoice/cbc:ID: a text of 65 "
         "characters;\n",
         "a number longer than can be kept"},
        {{{"2026-03-29", "2026-03-29+01:00"}}, "invoice 7\n", "a day with a zone is that day"},
        {{{"currencyID=\"EUR\">140.00", "currencyID=\"EUR\">24.00"}},
         "invoice 7\n",
         "OIOUBL 2.0 writes the tax as TaxExclusiveAmount"},
        {{{"currencyID=\"EUR\">164.00", "currencyID=\"EUR\">164.50"}},
         "invoice 7\n",
         "BII 1 counts the rounding into TaxInclusiveAmount"},
        {{{"<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>10</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>",
           "</cac:AllowanceCharge>"}},
         "reject 7: /Invoice/cac:AllowanceCharge/cac:TaxCategory: nothing;\n",
         "two rates: which is allowed on?"},
        {{{second_category, ""}},
         "reject 7: /Invoice/cac:InvoiceLine[2]/cac:Item/cac:ClassifiedTaxCategory: nothing;\n",
         "two rates: which has the line?"},
        {{{second_category, std::string(second_category) + second_category}},
         "reject 7: /Invoice/cac:InvoiceLine[2]/cac:Item/cac:ClassifiedTaxCategory[2]: a second tax on the same "
         "amount;\n",
         "two taxes on one line"},
        {{{">164.00", ">163.00"}},
         "reject 7: /Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount: \"160.50\";\n",
         "totals that don't add up"},
        {{{">164.00", ">163.00"}, {">160.50", ">159.50"}},
         "reject 7: /Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount: \"163.00\";\n",
         "the same, consistently"},
        {{{">150.00", ">150.01"}},
         "reject 7: /Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount: \"150.01\";\n",
         "the lines sum to something else"},
        {{{">40.00", ">41.00"}},
         "reject 7: /Invoice/cac:TaxTotal[1]/cac:TaxSubtotal[2]/cbc:TaxableAmount: \"41.00\";\n",
         "a base that is off"},
        {{{"\"EUR\">100.00", "\"EUR\">100.005"}},
         "reject 7: /Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount: \"100.005\";\n",
         "half a cent"},
        {{{"\"EUR\">100.00", "\"USD\">100.00"}},
         "reject 7: /Invoice/cac:InvoiceLine[1]/cbc:LineExtensionAmount/@currencyID: \"USD\";\n",
         "two currencies"},
        {{{">EUR<", ">XXL<"}}, "reject 7: /Invoice/cbc:DocumentCurrencyCode: \"XXL\";\n", "no such currency"},
        {{{"2026-03-29", "2026-02-30"}}, "reject 7: /Invoice/cbc:IssueDate: \"2026-02-30\";\n", "no such day"},
        {{{"<cbc:ID>2</cbc:ID>", "<cbc:ID>1</cbc:ID>"}},
         "reject 7: /Invoice/cac:InvoiceLine[2]/cbc:ID: \"1\" a second time;\n",
         "one id for two lines"},
        {{{"<cbc:ID>7</cbc:ID>", ""}}, "reject : /Invoice/cbc:ID: nothing;\n", "no number"},
        {{{"<cbc:BaseQuantity>2<", "<cbc:BaseQuantity>0<"}},
         "reject 7: /Invoice/cac:InvoiceLine[1]/cac:Price/cbc:BaseQuantity: a price for a quantity of zero;\n",
         "a price for none"},
        {{{">4.00</cbc:PrepaidAmount>", ">-4.00</cbc:PrepaidAmount>"}, {">160.50", ">168.50"}},
         "reject 7: /Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount: \"-4.00\";\n",
         "paid less than nothing"},
        {{{"xsd:Invoice-2", "xsd:Invoice-3"}},
         "reject : /Invoice: the root element \"Invoice\" of "
         "\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-3\";\n",
         "another standard"},
        {{{"</cac:InvoiceLine>\n</Invoice>", "</cac:InvoiceLine>"}},
         "reject : line 35, column 24: the end of the document inside 1 open elements;\n",
         "cut off"},
        {{{"</cac:Price></cac:InvoiceLine>\n</Invoice>", "</cac:Prize></cac:InvoiceLine>\n</Invoice>"}},
         "reject : line 34, column 104: Start-end tags mismatch;\n",
         "tags that don't match"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        std::string outcome = read(changed(plain, c.changes));
        if (std::string_view(c.outcome).starts_with("reject : line")) {  // columns are the guard's own test
            CHECK(outcome.substr(outcome.rfind(": ")) ==
                  std::string_view(c.outcome).substr(std::string_view(c.outcome).rfind(": ")));
        } else {
            CHECK(outcome == c.outcome);
        }
    }
}

TEST_CASE("signs are kept: an invoice below zero is an invoice, a charge below zero an allowance") {
    Recorder recorder;
    read_ubl(changed(plain, {{"\"EUR\">", "\"EUR\">-"}}), "x.xml", {}, recorder);
    INFO(in_words(recorder));
    CHECK(recorder.rejects.size() == 1);  // the prepaid amount below zero
    recorder = {};
    read_ubl(changed(plain, {{"\"EUR\">", "\"EUR\">-"},
                             {"-4.00</cbc:PrepaidAmount>", "0</cbc:PrepaidAmount>"},
                             {"-160.50", "-164.50"}}),
             "x.xml", {}, recorder);
    INFO(in_words(recorder));
    REQUIRE(recorder.invoices.size() == 1);
    CHECK(to_text(recorder.invoices[0].draft.totals.gross) == "-164.00");
    CHECK(recorder.invoices[0].draft.allowances.empty());
    CHECK(to_text(recorder.invoices[0].draft.charges.at(0).amount) == "10.00");
}

TEST_CASE("a credit note counts on the one invoice that it names, or is refused saying so") {
    struct Case {
        std::vector<Change> changes;
        const char* outcome;
        const char* why;
    };
    const Case cases[] = {
        {{}, "credit 7 on 6\n", "the usual one"},
        {{{"cac:InvoiceDocumentReference", "cac:DebitNoteReference"}},
         "reject 7: /CreditNote/cac:BillingReference: no invoice that is credited;\n",
         "it names another document"},
        {{{"<cac:BillingReference>",
           "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>5</cbc:ID>"
           "</cac:InvoiceDocumentReference></cac:BillingReference><cac:BillingReference>"}},
         "reject 7: /CreditNote/cac:BillingReference: 2 invoices, \"5\" the first;\n",
         "it names two"},
        {{{"\"EUR\">", "\"EUR\">-"}},
         "reject 7: /CreditNote/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount: a credit note of -140.00 and tax of "
         "-24.00;\n",
         "it charges"},
        {{{"<cac:ClassifiedTaxCategory>", "<cac:X>"}, {"</cac:ClassifiedTaxCategory>", "</cac:X>"}},
         "credit 7 on 6\n",
         "its lines' rates aren't needed"},
        {{{">164.00", ">163.00"}, {">160.50", ">159.50"}},
         "reject 7: /CreditNote/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount: \"163.00\";\n",
         "it doesn't add up"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        CHECK(read(changed(credit_note(), c.changes)) == c.outcome);
    }
    Recorder recorder;
    read_ubl(credit_note(), "x.xml", {}, recorder);
    REQUIRE(recorder.credits.size() == 1);
    CHECK(to_text(recorder.credits[0].credit.totals.gross) == "164.00");
    CHECK(recorder.credits[0].credit.tax.size() == 2);
}

TEST_CASE("amounts that no sum can hold are refused before they are summed") {
    std::string lines;
    for (int i = 0; i < 9'990; ++i)
        lines += "<cac:InvoiceLine><cbc:ID>n" + std::to_string(i) +
                 "</cbc:ID><cbc:LineExtensionAmount currencyID=\"EUR\">9999999999999.99</cbc:LineExtensionAmount>"
                 "<cac:Item><cbc:Name>x</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>O</cbc:ID>"
                 "</cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine>";
    Recorder recorder;
    read_ubl(changed(plain, {{"</Invoice>", lines + "</Invoice>"}}), "x.xml", {}, recorder);
    REQUIRE(recorder.rejects.size() == 1);
    CHECK(recorder.rejects[0].findings[0].found == "amounts that add up to more than 18 digits");
}
