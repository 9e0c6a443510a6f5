#include "adapters/import/ubl_reader.hpp"

#include <set>

#include <pugixml.hpp>

#include "adapters/codec/utf8.hpp"
#include "adapters/import/draft_check.hpp"
#include "adapters/import/quoted.hpp"
#include "adapters/import/ubl_document.hpp"

namespace makegood::import {

namespace {

constexpr std::string_view invoice_space = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
constexpr std::string_view credit_note_space = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

void reject(Intake& intake, Source source, const XmlFault& fault) {
    source.line = fault.line;
    intake.reject(std::move(source),
                  {{"line " + std::to_string(fault.line) + ", column " + std::to_string(fault.column), fault.found,
                    fault.expected}});
}

bool is_root(const UblElement& root, std::string_view name, std::string_view space) {
    return root.local_name() == name && root.space() == space;
}

/// What the document says, or, in UBL 2.0 where it need not, the currency of what is to be paid.
std::optional<Currency> find_currency(const UblElement& root, UblValues& values) {
    const UblElement element = root.at({"cbc:DocumentCurrencyCode"});
    const std::string code =
        element ? element.text() : root.at({"cac:LegalMonetaryTotal", "cbc:PayableAmount"}).attribute("currencyID");
    auto currency = Currency::find(code);
    if (!currency)
        values.find(root.place() + "/cbc:DocumentCurrencyCode", quoted(code), "an ISO 4217 code, as in \"EUR\"");
    return currency;
}

/// As long as POST /v1/invoices takes them, so that what is imported can be named there.
void check_number(const std::string& number, const std::string& place, UblValues& values) {
    constexpr std::size_t characters_max = 64;
    if (codec::characters_in(number) > characters_max)
        values.find(place, "a number of " + std::to_string(codec::characters_in(number)) + " characters",
                    "at most " + std::to_string(characters_max));
}

/// The one invoice that a credit note is about.
std::optional<InvoiceNumber> find_credited_invoice(const UblElement& root, UblValues& values) {
    std::set<std::string> numbers;
    for (const UblElement& reference : root.all("cac:BillingReference"))
        if (auto number = reference.text_at({"cac:InvoiceDocumentReference", "cbc:ID"})) numbers.insert(*number);
    const std::string place = root.place() + "/cac:BillingReference";
    if (numbers.empty())
        values.find(place, "no invoice that is credited", "cac:InvoiceDocumentReference/cbc:ID, its number");
    if (numbers.size() > 1)
        values.find(place, std::to_string(numbers.size()) + " invoices, " + quoted(*numbers.begin()) + " the first",
                    "one invoice: the document doesn't say how much is credited on which");
    if (numbers.size() != 1) return std::nullopt;
    check_number(*numbers.begin(), place, values);
    return InvoiceNumber(*numbers.begin());
}

void read_invoice(const UblElement& root, Currency currency, UblValues values, Source source, Intake& intake) {
    UblDocument document(root, currency, values);
    InvoiceDraft draft = document.invoice();
    Findings findings = values.take();
    if (findings.empty()) {
        findings = check_draft(draft);
        for (Finding& finding : findings) finding.pointer = document.place_of(finding.pointer);
    }
    if (findings.empty()) return intake.invoice(std::move(source), std::move(draft));
    intake.reject(std::move(source), std::move(findings));
}

void read_credit_note(const UblElement& root, Currency currency, UblValues values, Source source, Intake& intake) {
    const auto of = find_credited_invoice(root, values);
    UblDocument document(root, currency, values);
    CreditElsewhere credit = document.credit();
    check_number(credit.number, root.place() + "/cbc:ID", values);
    if (values.is_clean() && of) return intake.credit_elsewhere(std::move(source), *of, currency, std::move(credit));
    intake.reject(std::move(source), values.take());
}

void read_root(const UblElement& root, Source source, Intake& intake) {
    const bool is_invoice = is_root(root, "Invoice", invoice_space);
    if (!is_invoice && !is_root(root, "CreditNote", credit_note_space))
        return intake.reject(std::move(source),
                             {{"/" + std::string(root.local_name()),
                               "the root element " + quoted(root.local_name()) + " of " + quoted(root.space()),
                               "Invoice or CreditNote of UBL 2"}});
    source.document = root.at({"cbc:ID"}).text();
    UblValues values;
    const auto currency = find_currency(root, values);
    if (!currency) return intake.reject(std::move(source), values.take());
    if (is_invoice) return read_invoice(root, *currency, std::move(values), std::move(source), intake);
    read_credit_note(root, *currency, std::move(values), std::move(source), intake);
}

}  // namespace

void read_ubl(std::string bytes, const std::string& file, const XmlLimits& limits, Intake& intake) {
    Source source{file, 1, {}};
    if (const auto fault = find_xml_fault(bytes, limits)) return reject(intake, std::move(source), *fault);
    pugi::xml_document document;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed)
        return reject(
            intake, std::move(source),
            xml_fault_at(bytes, static_cast<std::size_t>(parsed.offset), parsed.description(), "well-formed XML"));
    read_root(UblElement(document.document_element()), std::move(source), intake);
}

}  // namespace makegood::import
