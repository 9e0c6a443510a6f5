#include "adapters/ubl/document.hpp"

#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "tests/adapters/ubl/given.hpp"
#include "tests/exact/ubl_check.hpp"

using namespace makegood;
using namespace makegood::ubl;

namespace {

std::string in_words(const Findings& findings) {
    std::string words;
    for (const Finding& finding : findings)
        words += finding.pointer + ": " + finding.found + "; accepted: " + finding.expected + "\n";
    return words;
}

std::string written(const Adjustment& adjustment, const InvoiceDraft& of, const Seller& by = seller()) {
    const auto xml = write(adjustment, of, by);
    INFO((xml ? std::string() : in_words(xml.error())));
    REQUIRE(xml);
    exact::Complaints complaints;
    const auto reading = exact::read_ubl(*xml, of.currency.digits(), complaints);
    for (std::string& complaint : exact::compare(reading, adjustment)) complaints.push_back(std::move(complaint));
    INFO(*xml);
    CHECK(complaints == exact::Complaints{});
    return *xml;
}

/// One document, parsed, and asked by path.
class Parsed {
  public:
    explicit Parsed(const std::string& xml) {
        REQUIRE(document_.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single));
    }
    [[nodiscard]] std::string at(const std::string& path) const {
        return document_.document_element().select_node(path.c_str()).node().text().get();
    }
    [[nodiscard]] std::string attribute(const std::string& path, const char* name) const {
        return document_.document_element().select_node(path.c_str()).node().attribute(name).value();
    }
    [[nodiscard]] std::size_t count(const std::string& path) const {
        return document_.document_element().select_nodes(path.c_str()).size();
    }

  private:
    pugi::xml_document document_;
};

Adjustment first(std::vector<Adjustment> documents) {
    REQUIRE(!documents.empty());
    return documents.front();
}

Adjustment everything_back(const InvoiceDraft& of) {
    return first(Issuer(of).gross(to_text(Money::zero(of.currency))));
}

}  // namespace

TEST_CASE("a credit note names the invoice, its date, and what moves, and nobody's words") {
    const InvoiceDraft of = Bill().line("100.00").finished();
    const Adjustment note = first(Issuer(of).gross("90.00"));
    const Parsed xml(written(note, of));
    CHECK(xml.at("cbc:CreditNoteTypeCode") == "381");
    CHECK(xml.at("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == "R-1");
    CHECK(xml.at("cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate") == "2026-02-27");
    CHECK(xml.at("cac:LegalMonetaryTotal/cbc:PayableAmount") == "30.00");
    CHECK(xml.at("cac:PaymentTerms/cbc:Note") == "Refund: 30.00 EUR");
    CHECK(xml.at("cbc:CustomizationID").find("peppol") != std::string::npos);
    CHECK(xml.count("cac:PaymentMeans") == 0);
    CHECK(write(note, of, seller())->find("anna@donau.example") == std::string::npos);
}

TEST_CASE("a supplementary invoice is an Invoice 383 with the seller's terms and account") {
    const InvoiceDraft of = Bill().line("100.00").finished();
    const Adjustment supplement = first(Issuer(of).gross("150.00"));
    const Parsed xml(written(supplement, of));
    CHECK(xml.at("cbc:InvoiceTypeCode") == "383");
    CHECK(xml.at("cac:LegalMonetaryTotal/cbc:PayableAmount") == "30.00");
    CHECK(xml.at("cac:PaymentMeans/cbc:PaymentID") == supplement.number.text());
    CHECK(xml.at("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == "GB33BUKB20201555555555");
    CHECK(xml.at("cac:PaymentTerms/cbc:Note") == "Payable within 30 days");
}

TEST_CASE("net is quantity times price to the cent, whatever was billed") {
    struct Row {
        const char* quantity;
        const char* unit;
        const char* net;
        const char* written_quantity;
        const char* written_unit;
        const char* price;
        const char* base;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"1", "HUR", "68.33", "1", "HUR", "68.33", "", "one of it costs what moves"},
        {"2", "HUR", "68.33", "2", "HUR", "34.165", "", "a price may have more digits than money"},
        {"3", "hours", "10.00", "3", "HUR", "10.00", "3", "a price without end is for all of it"},
        {"0.5", "Std.", "10.00", "0.5", "HUR", "20.00", "", "a part of an hour"},
        {"7", "furlong", "70.00", "7", "C62", "10.00", "", "a unit that is on no list is counted as one"},
        {"-1", "HUR", "5.00", "1", "C62", "5.00", "", "a quantity below zero is no quantity of a document"},
        {"0", "HUR", "5.00", "1", "C62", "5.00", "", "nor is none"},
    }));
    CAPTURE(row.why);
    Bill bill;
    bill.line(row.net);
    bill.draft.lines[0].quantity = *Decimal::parse(row.quantity);
    bill.draft.lines[0].unit = row.unit;
    const InvoiceDraft of = bill.finished();
    const Parsed xml(written(everything_back(of), of));
    const std::string line = "cac:CreditNoteLine/";
    CHECK(xml.at(line + "cbc:CreditedQuantity") == row.written_quantity);
    CHECK(xml.attribute(line + "cbc:CreditedQuantity", "unitCode") == row.written_unit);
    CHECK(xml.at(line + "cac:Price/cbc:PriceAmount") == row.price);
    CHECK(xml.at(line + "cac:Price/cbc:BaseQuantity") == row.base);
    const bool is_unknown = std::string(row.unit) == "furlong";
    CHECK(xml.at(line + "cac:Item/cac:AdditionalItemProperty/cbc:Value") == (is_unknown ? "furlong" : ""));
    CHECK(not_carried(of).size() == (is_unknown ? 1U : 0U));
}

TEST_CASE("the rounding that the exhausting note returns is on it without a rounding amount, and the totals tie") {
    struct Row {
        const char* net;
        const char* category;
        const char* rate;
        const char* rounding;
        const char* element;
        const char* kind;
        const char* payable;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"624.78", "S", "20", "0.26", "true", "E", "750.00", "749.74 and 0.26 are 750.00"},
        {"625.03", "S", "20", "-0.04", "false", "E", "750.00", "in the customer's favour it is an allowance"},
        {"99.98", "O", "", "0.02", "true", "O", "100.00", "category O stays alone"},
        {"99.98", "E", "0", "0.02", "true", "E", "100.00", "an exempt invoice has its row already"},
    }));
    CAPTURE(row.why);
    const InvoiceDraft of = Bill().line(row.net, row.category, row.rate).rounding(row.rounding).finished();
    const Parsed xml(written(everything_back(of), of));
    CHECK(xml.at("cac:LegalMonetaryTotal/cbc:PayableAmount") == row.payable);
    CHECK(xml.at("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount") == row.payable);
    CHECK(xml.count("cac:LegalMonetaryTotal/cbc:PayableRoundingAmount") == 0);
    CHECK(xml.at("cac:AllowanceCharge/cbc:ChargeIndicator") == row.element);
    CHECK(xml.at("cac:AllowanceCharge/cac:TaxCategory/cbc:ID") == row.kind);
    CHECK(xml.count("cac:TaxTotal/cac:TaxSubtotal") == (std::string(row.category) == "S" ? 2U : 1U));
    CHECK(xml.count("cac:TaxTotal/cac:TaxSubtotal[cac:TaxCategory/cbc:TaxExemptionReason]") == 1);
}

TEST_CASE("exempt categories say why, in the code that the category demands or in the invoice's own words") {
    struct Row {
        const char* category;
        const char* reason;
        const char* code;
        const char* words;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"AE", nullptr, "VATEX-EU-AE", "Reverse charge", "reverse charge has one code"},
        {"AE", "Steuerschuldnerschaft", "VATEX-EU-AE", "Steuerschuldnerschaft", "the invoice's words stand beside it"},
        {"K", nullptr, "VATEX-EU-IC", "Intra-community supply", "so has intra-community supply"},
        {"G", nullptr, "VATEX-EU-G", "Export outside the EU", "and export"},
        {"O", nullptr, "VATEX-EU-O", "Not subject to VAT", "and what is not subject to VAT"},
        {"E", "VATEX-EU-132-1I", "VATEX-EU-132-1I", "", "an exemption has the invoice's code"},
        {"E", "N4 art. 10", "", "N4 art. 10", "or its words"},
        {"Z", "ignored", "", "", "zero rated may not say why (BR-Z-10)"},
    }));
    CAPTURE(row.why);
    Bill bill;
    bill.line("100.00", row.category, "0");
    if (row.reason != nullptr) bill.draft.lines[0].exemption_reason = row.reason;
    const InvoiceDraft of = bill.finished();
    const Parsed xml(written(everything_back(of), of));
    const std::string category = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/";
    CHECK(xml.at(category + "cbc:TaxExemptionReasonCode") == row.code);
    CHECK(xml.at(category + "cbc:TaxExemptionReason") == row.words);
    const bool is_outside = std::string(row.category) == "O";
    CHECK(xml.count("//cac:PartyTaxScheme") == (is_outside ? 0U : 2U));
    CHECK(xml.count("//cbc:Percent") == (is_outside ? 0U : 2U));
}

TEST_CASE("what EN 16931 cannot say is refused, naming the field") {
    struct Row {
        const char* why;
        std::string pointer;
        std::function<void(Bill&, Seller&)> spoil;
    };
    const auto row = GENERATE(values<Row>({
        {"an unknown category", "/invoice/lines/0/tax_category",
         [](Bill& b, Seller&) { b.draft.lines[0].tax.category = "QQ"; }},
        {"split payment", "/invoice/lines/0/tax_category",
         [](Bill& b, Seller&) { b.draft.lines[0].tax.category = "B"; }},
        {"a standard rate of 0", "/invoice/lines/0/tax_rate",
         [](Bill& b, Seller&) { b.draft.lines[0].tax.rate = Decimal(); }},
        {"reverse charge with a rate", "/invoice/lines/0/tax_rate",
         [](Bill& b, Seller&) { b.draft.lines[0].tax.category = "AE", b.stored_tax({"0.00"}); }},
        {"tax in a category without tax", "/adjustment/tax/0/amount",
         [](Bill& b, Seller&) {
             b.draft.lines[0].tax = {"Z", Decimal()}, b.stored_tax({"20.00"});
         }},
        {"tax that is a whole unit off", "/adjustment/tax/0/amount", [](Bill& b, Seller&) { b.stored_tax({"19.00"}); }},
        {"a charge of an unknown category", "/invoice/charges/0/category",
         [](Bill& b, Seller&) { b.charge("5.00", "QQ", "0"); }},
        {"an exemption without a reason", "/invoice/lines/0/exemption_reason",
         [](Bill& b, Seller&) {
             b.draft.lines[0].tax = {"E", Decimal()};
         }},
        {"O beside others", "/adjustment/tax", [](Bill& b, Seller&) { b.line("5.00", "O", ""); }},
        {"no address", "/invoice/customer/address/country",
         [](Bill& b, Seller&) { b.draft.customer.address = std::nullopt; }},
        {"a country that nobody knows", "/invoice/customer/address/country",
         [](Bill& b, Seller&) { b.draft.customer.address->country = "ZZ"; }},
        {"no name", "/invoice/customer/name", [](Bill& b, Seller&) { b.draft.customer.name = "  "; }},
        {"reverse charge without the buyer's VAT id", "/invoice/customer/vat_id",
         [](Bill& b, Seller&) {
             b.draft.lines[0].tax = {"AE", Decimal()}, b.draft.customer.vat_id = std::nullopt;
         }},
        {"an intra-community supply of no day", "/invoice/delivery/on",
         [](Bill& b, Seller&) {
             b.draft.lines[0].tax = {"K", Decimal()}, b.draft.delivery->on = std::nullopt;
         }},
        {"an intra-community supply to nowhere", "/invoice/delivery/address/country",
         [](Bill& b, Seller&) {
             b.draft.lines[0].tax = {"K", Decimal()}, b.draft.delivery->address = std::nullopt;
         }},
        {"a line that says nothing", "/invoice/lines/0/description",
         [](Bill& b, Seller&) { b.draft.lines[0].description = "", b.draft.lines[0].service = ServiceName(); }},
        {"a number that XML cannot hold", "/invoice/number",
         [](Bill& b, Seller&) { b.draft.number = InvoiceNumber("R\x01"); }},
        {"a seller without a VAT id", "/seller/vat_id", [](Bill&, Seller& s) { s.vat_id = std::nullopt; }},
        {"a seller's VAT id of no country", "/seller/vat_id", [](Bill&, Seller& s) { s.vat_id = "123"; }},
        {"a seller outside tax without a registration", "/seller/legal_registration",
         [](Bill& b, Seller& s) {
             b.draft.lines[0].tax = {"O", std::nullopt}, s.registration = std::nullopt;
         }},
        {"a seller of no country", "/seller/address/country", [](Bill&, Seller& s) { s.address.country = "UK"; }},
        {"an unknown network", "/seller/electronic_address/scheme",
         [](Bill&, Seller& s) { s.endpoint->scheme = "FAX"; }},
        {"a transfer to no account", "/seller/payment_means/account",
         [](Bill&, Seller& s) { s.payment_means->account = ""; }},
    }));
    CAPTURE(row.why);
    Bill bill;
    bill.line("100.00");
    Seller by = seller();
    row.spoil(bill, by);
    const InvoiceDraft of = bill.finished();
    const auto refused = write(everything_back(of), of, by);
    REQUIRE_FALSE(refused);
    INFO(in_words(refused.error()));
    CHECK(refused.error().size() == 1);
    CHECK(refused.error()[0].pointer == row.pointer);
}

TEST_CASE("currencies of 3 or 4 digits are refused, and those of none are written without a point") {
    for (const char* code : {"TND", "CLF"}) {
        Bill bill(code);
        bill.draft.lines.push_back(Bill().line("100.00").draft.lines[0]);
        bill.draft.lines[0].net = Money(100'000, currency(code));
        const InvoiceDraft of = bill.finished();
        const auto refused = write(everything_back(of), of, seller());
        REQUIRE_FALSE(refused);
        CHECK(refused.error()[0].pointer == "/invoice/currency");
    }
    const InvoiceDraft of = Bill("JPY").line("1200").finished();
    const Parsed xml(written(everything_back(of), of));
    CHECK(xml.at("cac:LegalMonetaryTotal/cbc:PayableAmount") == "1440");
}

TEST_CASE("a document charge of the invoice is a line, and allowances are in the lines that carry them") {
    const InvoiceDraft of = Bill().line("100.00").line("100.00").allowance("20.00").charge("10.00").finished();
    const Parsed xml(written(everything_back(of), of));
    CHECK(xml.count("cac:CreditNoteLine") == 3);
    CHECK(xml.at("cac:CreditNoteLine[3]/cbc:ID") == "charge:1");
    CHECK(xml.at("cac:CreditNoteLine[3]/cac:Item/cbc:Name") == "Freight");
    CHECK(xml.count("cac:AllowanceCharge") == 0);
}

TEST_CASE("tax that no line carries has a line of nothing") {
    const InvoiceDraft of = Bill().line("100.00").finished();
    Adjustment note = everything_back(of);
    note.lines.clear();
    note.tax = {{of.tax[0].key, money("0.00"), money("0.90")}};
    note.totals = {money("0.00"), money("0.90"), money("0.90")};
    note.settlement.clear();
    const Parsed xml(written(note, of));
    CHECK(xml.at("cac:CreditNoteLine/cbc:LineExtensionAmount") == "0.00");
    CHECK(xml.at("cac:PaymentTerms/cbc:Note") == "Credited on invoice R-1");
}

TEST_CASE("tax in another currency is said again, and the day of a tax period that is not the day of issue") {
    const InvoiceDraft of = Bill().line("100.00").finished();
    Adjustment note = everything_back(of);
    CHECK(Parsed(written(note, of)).at("cbc:TaxPointDate").empty());
    note.accounting_tax = AccountingTax{money("226.60", "SEK")};
    note.tax_point = day("2026-02-28");
    for (const DocumentType type : {DocumentType::credit_note, DocumentType::supplementary_invoice}) {
        note.type = type;
        if (type == DocumentType::supplementary_invoice) note.settlement.clear();
        const Parsed xml(written(note, of));
        CHECK(xml.at("cbc:TaxCurrencyCode") == "SEK");
        CHECK(xml.at("cac:TaxTotal[2]/cbc:TaxAmount") == "226.60");
        CHECK(xml.attribute("cac:TaxTotal[2]/cbc:TaxAmount", "currencyID") == "SEK");
        CHECK(xml.at("cbc:TaxPointDate") == "2026-02-28");
    }
    note.accounting_tax = AccountingTax{money("1.000", "TND")};
    const auto refused = write(note, of, seller());
    REQUIRE_FALSE(refused);
    CHECK(refused.error()[0].pointer == "/invoice/accounting_tax/currency");
}

TEST_CASE("an endpoint is written when its scheme is on the list, and Peppol is named only with all that it asks for") {
    struct Row {
        const char* endpoint;
        const char* scheme;
        const char* id;
        bool has_reference;
        bool is_peppol;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"0088:7300010000001", "0088", "7300010000001", true, true, "a scheme of the list"},
        {"GLN:5790000435968", "0088", "5790000435968", true, true, "what the list calls it now"},
        {"DK:CVR:DK12345678", "0184", "DK12345678", true, true, "a scheme with a colon in it"},
        {"EM:a@b.example", "EM", "a@b.example", true, true, "mail"},
        {"a@b.example", "EM", "a@b.example", true, true, "a mail address needs no scheme to be one"},
        {"0088:7300010000001", "0088", "7300010000001", false, false, "Peppol asks for the buyer's reference"},
        {"9999:x", "", "", true, false, "a scheme of no list is left out"},
        {"urn:x", "", "", true, false, "and so is what only looks like one"},
    }));
    CAPTURE(row.why);
    Bill bill;
    bill.line("10.00");
    bill.draft.customer.endpoint = row.endpoint;
    if (!row.has_reference) bill.draft.buyer_reference = std::nullopt;
    const InvoiceDraft of = bill.finished();
    const Parsed xml(written(everything_back(of), of));
    const std::string endpoint = "cac:AccountingCustomerParty/cac:Party/cbc:EndpointID";
    CHECK(xml.at(endpoint) == row.id);
    CHECK(xml.attribute(endpoint, "schemeID") == row.scheme);
    CHECK((xml.at("cbc:CustomizationID") != "urn:cen.eu:en16931:2017") == row.is_peppol);
    CHECK(not_carried(of).empty() == (std::string(row.scheme) != ""));
}

TEST_CASE("what people write comes back from XML as it was, and what XML cannot hold as U+FFFD") {
    struct Row {
        std::string text;
        std::string read_back;
    };
    const Row row = GENERATE(values<Row>({
        {"Café & bar <fit-out> \"deluxe\" 'A' ]]>", "Café & bar <fit-out> \"deluxe\" 'A' ]]>"},
        {"tab\tline\nend\r\n.", "tab\tline\nend\r\n."},
        {"砂利 غربلة 😀", "砂利 غربلة 😀"},
        {"bell \x07.", "bell \xEF\xBF\xBD."},
        {"broken \xC3", "broken \xEF\xBF\xBD"},
        {"surrogate \xED\xA0\x80.", "surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD."},
        {"noncharacter \xEF\xBF\xBF.", "noncharacter \xEF\xBF\xBD."},
        {"&amp;", "&amp;"},
    }));
    Bill bill;
    bill.line("10.00");
    bill.draft.lines[0].description = row.text;
    const InvoiceDraft of = bill.finished();
    const Parsed xml(written(everything_back(of), of));
    CHECK(xml.at("cac:CreditNoteLine/cac:Item/cbc:Name") == row.read_back);
}

TEST_CASE("the same values give the same bytes") {
    const InvoiceDraft of = Bill().line("100.00").line("7.77", "E", "0").rounding("0.03").finished();
    const Adjustment note = everything_back(of);
    CHECK(*write(note, of, seller()) == *write(note, of, seller()));
}
