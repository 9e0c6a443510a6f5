#include "adapters/ubl/document.hpp"

#include "adapters/codec/xml_writer.hpp"
#include "adapters/ubl/code_lists.hpp"
#include "adapters/ubl/content.hpp"

namespace makegood::ubl {

using codec::is_blank;
using codec::XmlWriter;

namespace {

constexpr std::string_view en_16931 = "urn:cen.eu:en16931:2017";
constexpr std::string_view peppol_billing =
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
constexpr std::string_view peppol_process = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/// The names that differ between the two kinds of document.
struct Names {
    std::string_view root, space, type_element, type_code, line, quantity;
};
constexpr Names credit_note_names{"CreditNote",
                                  "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
                                  "cbc:CreditNoteTypeCode",
                                  "381",
                                  "cac:CreditNoteLine",
                                  "cbc:CreditedQuantity"};
constexpr Names invoice_names{"Invoice",
                              "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
                              "cbc:InvoiceTypeCode",
                              "383",
                              "cac:InvoiceLine",
                              "cbc:InvoicedQuantity"};

const Names& names_of(DocumentType type) {
    return type == DocumentType::credit_note ? credit_note_names : invoice_names;
}

std::string_view in_words(SettlementKind kind) {
    switch (kind) {
        case SettlementKind::offset: return "Offset against the invoice";
        case SettlementKind::refund: return "Refund";
        case SettlementKind::balance: return "Kept on the customer's balance";
        case SettlementKind::out_of_band: return "Settled by other means";
    }
    invariant(false, "every kind of settlement is known");
    return {};
}

/// Writes one document whose content can be written.
class Writer {
  public:
    Writer(const Adjustment& adjustment, const InvoiceDraft& of, const Seller& seller, const Content& content,
           std::string& out)
        : adjustment_(adjustment),
          of_(of),
          seller_(seller),
          content_(content),
          names_(names_of(adjustment.type)),
          xml_(out) {
        if (of.customer.endpoint) buyer_endpoint_ = endpoint_of(*of.customer.endpoint);
    }

    void write() {
        xml_.open(names_.root,
                  {{"xmlns", names_.space},
                   {"xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"},
                   {"xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}});
        write_head();
        write_reference();
        write_seller();
        write_buyer();
        write_delivery();
        write_payment();
        write_rounding();
        write_tax();
        write_totals();
        for (const ContentLine& line : content_.lines) write_line(line);
        xml_.close();
    }

  private:
    void optional_element(std::string_view name, const std::optional<std::string>& text) {
        if (text && !is_blank(*text)) xml_.element(name, *text);
    }

    void amount(std::string_view name, const Money& amount) {
        xml_.element(name, to_text(amount), {{"currencyID", amount.currency().code()}});
    }

    void write_head() {
        const bool has_reference = of_.buyer_reference && !is_blank(*of_.buyer_reference);
        const bool is_peppol = has_reference && buyer_endpoint_ && seller_.endpoint;
        xml_.element("cbc:CustomizationID", is_peppol ? peppol_billing : en_16931);
        xml_.element("cbc:ProfileID", peppol_process);
        xml_.element("cbc:ID", adjustment_.number.text());
        xml_.element("cbc:IssueDate", to_text(adjustment_.issued_on));
        const bool is_note = adjustment_.type == DocumentType::credit_note;
        if (is_note) write_tax_point();
        xml_.element(names_.type_element, names_.type_code);
        xml_.element("cbc:Note", note());
        if (!is_note) write_tax_point();  // UBL has it in another place there
        xml_.element("cbc:DocumentCurrencyCode", of_.currency.code());
        if (const auto& tax = adjustment_.accounting_tax)
            xml_.element("cbc:TaxCurrencyCode", tax->amount.currency().code());
        optional_element("cbc:BuyerReference", of_.buyer_reference);
    }

    void write_tax_point() {
        if (adjustment_.tax_point) xml_.element("cbc:TaxPointDate", to_text(*adjustment_.tax_point));
    }

    std::string note() const {
        std::string note = adjustment_.type == DocumentType::credit_note ? "Credited" : "Charged";
        note += " on invoice " + adjustment_.invoice.text() + " of " + to_text(adjustment_.invoice_issued_on);
        note += " under the guarantee " + adjustment_.guarantee.text() + ": you pay what the work was worth.";
        return note;
    }

    void write_reference() {
        xml_.open("cac:BillingReference").open("cac:InvoiceDocumentReference");
        xml_.element("cbc:ID", adjustment_.invoice.text());
        xml_.element("cbc:IssueDate", to_text(adjustment_.invoice_issued_on));
        xml_.close().close();
    }

    void write_endpoint(const ElectronicAddress& endpoint) {
        xml_.element("cbc:EndpointID", endpoint.id, {{"schemeID", endpoint.scheme}});
    }

    void write_address(std::string_view name, const Address& address) {
        xml_.open(name);
        optional_element("cbc:StreetName", address.street);
        optional_element("cbc:CityName", address.city);
        optional_element("cbc:PostalZone", address.postal_code);
        xml_.open("cac:Country").element("cbc:IdentificationCode", address.country.value_or("")).close();
        xml_.close();
    }

    /// None where the category is O (BR-O-02).
    void write_vat_id(const std::optional<std::string_view>& id) {
        if (!id || content_.is_outside_tax) return;
        xml_.open("cac:PartyTaxScheme").element("cbc:CompanyID", *id);
        write_scheme();
        xml_.close();
    }

    void write_scheme() { xml_.open("cac:TaxScheme").element("cbc:ID", "VAT").close(); }

    void write_seller() {
        xml_.open("cac:AccountingSupplierParty").open("cac:Party");
        if (seller_.endpoint) write_endpoint(*seller_.endpoint);
        write_address("cac:PostalAddress", seller_.address);
        write_vat_id(seller_.vat_id);
        xml_.open("cac:PartyLegalEntity").element("cbc:RegistrationName", seller_.name);
        if (seller_.registration) write_registration(*seller_.registration);
        xml_.close();
        if (seller_.contact) write_contact(*seller_.contact);
        xml_.close().close();
    }

    void write_registration(const LegalRegistration& registration) {
        if (registration.scheme)
            xml_.element("cbc:CompanyID", registration.id, {{"schemeID", *registration.scheme}});
        else
            xml_.element("cbc:CompanyID", registration.id);
    }

    void write_contact(const SellerContact& contact) {
        if (!contact.name && !contact.phone && !contact.email) return;
        xml_.open("cac:Contact");
        optional_element("cbc:Name", contact.name);
        optional_element("cbc:Telephone", contact.phone);
        optional_element("cbc:ElectronicMail", contact.email);
        xml_.close();
    }

    void write_buyer() {
        xml_.open("cac:AccountingCustomerParty").open("cac:Party");
        if (buyer_endpoint_) write_endpoint(*buyer_endpoint_);
        write_address("cac:PostalAddress", *of_.customer.address);
        write_vat_id(buyer_vat_id(of_));
        xml_.open("cac:PartyLegalEntity").element("cbc:RegistrationName", of_.customer.name).close();
        xml_.close().close();
    }

    void write_delivery() {
        const bool has_address = has_delivery_address(of_);
        if (!of_.delivery || (!of_.delivery->on && !has_address)) return;
        xml_.open("cac:Delivery");
        if (of_.delivery->on) xml_.element("cbc:ActualDeliveryDate", to_text(*of_.delivery->on));
        if (has_address) {
            xml_.open("cac:DeliveryLocation");
            write_address("cac:Address", *of_.delivery->address);
            xml_.close();
        }
        xml_.close();
    }

    void write_payment() {
        const bool is_credit = adjustment_.type == DocumentType::credit_note;
        if (!is_credit && seller_.payment_means) write_payment_means(*seller_.payment_means);
        xml_.open("cac:PaymentTerms").element("cbc:Note", is_credit ? settlement_in_words() : terms()).close();
    }

    void write_payment_means(const PaymentMeans& means) {
        xml_.open("cac:PaymentMeans").element("cbc:PaymentMeansCode", means.code);
        xml_.element("cbc:PaymentID", adjustment_.number.text());
        if (means.account && !is_blank(*means.account)) {
            xml_.open("cac:PayeeFinancialAccount").element("cbc:ID", *means.account);
            optional_element("cbc:Name", means.account_name);
            if (means.bic && !is_blank(*means.bic))
                xml_.open("cac:FinancialInstitutionBranch").element("cbc:ID", *means.bic).close();
            xml_.close();
        }
        xml_.close();
    }

    std::string settlement_in_words() const {
        std::string words;
        for (const SettlementPart& part : adjustment_.settlement) {
            words += words.empty() ? "" : "; ";
            words += in_words(part.kind);
            words += ": " + to_text(part.amount) + " " + std::string(of_.currency.code());
        }
        return words.empty() ? "Credited on invoice " + adjustment_.invoice.text() : words;
    }

    std::string terms() const {
        if (seller_.payment_terms && !is_blank(*seller_.payment_terms)) return *seller_.payment_terms;
        return "On the terms of invoice " + adjustment_.invoice.text();
    }

    void write_category(std::string_view name, std::string_view category, const Decimal& rate, const ContentTax* why) {
        xml_.open(name).element("cbc:ID", category);
        if (category != outside_tax) xml_.element("cbc:Percent", to_shortest_text(rate));
        if (why != nullptr && !why->exemption_code.empty())
            xml_.element("cbc:TaxExemptionReasonCode", why->exemption_code);
        if (why != nullptr && !why->reason.empty()) xml_.element("cbc:TaxExemptionReason", why->reason);
        write_scheme();
        xml_.close();
    }

    void write_rounding() {
        if (!content_.rounding) return;
        xml_.open("cac:AllowanceCharge");
        xml_.element("cbc:ChargeIndicator", content_.rounding->is_charge ? "true" : "false");
        xml_.element("cbc:AllowanceChargeReason", "Rounding of invoice " + adjustment_.invoice.text());
        amount("cbc:Amount", content_.rounding->amount);
        write_category("cac:TaxCategory", content_.rounding->category, Decimal(), nullptr);
        xml_.close();
    }

    void write_tax() {
        xml_.open("cac:TaxTotal");
        amount("cbc:TaxAmount", adjustment_.totals.tax);
        for (const ContentTax& tax : content_.tax) {
            xml_.open("cac:TaxSubtotal");
            amount("cbc:TaxableAmount", tax.base);
            amount("cbc:TaxAmount", tax.amount);
            write_category("cac:TaxCategory", tax.category->code, tax.rate, &tax);
            xml_.close();
        }
        xml_.close();
        if (!adjustment_.accounting_tax) return;
        xml_.open("cac:TaxTotal");
        amount("cbc:TaxAmount", adjustment_.accounting_tax->amount);
        xml_.close();
    }

    void write_totals() {
        const Totals& totals = adjustment_.totals;
        xml_.open("cac:LegalMonetaryTotal");
        amount("cbc:LineExtensionAmount", totals.net);
        amount("cbc:TaxExclusiveAmount", totals.net + adjustment_.rounding);
        amount("cbc:TaxInclusiveAmount", totals.gross);
        if (content_.rounding)
            amount(content_.rounding->is_charge ? "cbc:ChargeTotalAmount" : "cbc:AllowanceTotalAmount",
                   content_.rounding->amount);
        amount("cbc:PayableAmount", totals.gross);
        xml_.close();
    }

    void write_line(const ContentLine& line) {
        const LineQuantity& counted = line.counted;
        xml_.open(names_.line).element("cbc:ID", line.id);
        xml_.element(names_.quantity, to_text(counted.quantity), {{"unitCode", counted.unit}});
        amount("cbc:LineExtensionAmount", line.net);
        xml_.open("cac:Item").element("cbc:Name", line.name);
        if (!line.service.empty()) xml_.open("cac:SellersItemIdentification").element("cbc:ID", line.service).close();
        write_category("cac:ClassifiedTaxCategory", line.tax->category, line.tax->rate_or_zero(), nullptr);
        if (counted.unit_as_billed && !is_blank(*counted.unit_as_billed))
            xml_.open("cac:AdditionalItemProperty")
                .element("cbc:Name", "Unit as billed")
                .element("cbc:Value", *counted.unit_as_billed)
                .close();
        xml_.close();
        xml_.open("cac:Price");
        xml_.element("cbc:PriceAmount", to_text(counted.price), {{"currencyID", of_.currency.code()}});
        if (counted.base_quantity)
            xml_.element("cbc:BaseQuantity", to_text(*counted.base_quantity), {{"unitCode", counted.unit}});
        xml_.close().close();
    }

    const Adjustment& adjustment_;
    const InvoiceDraft& of_;
    const Seller& seller_;
    const Content& content_;
    const Names& names_;
    std::optional<ElectronicAddress> buyer_endpoint_;
    XmlWriter xml_;
};

}  // namespace

Result<std::string, Findings> write(const Adjustment& adjustment, const InvoiceDraft& of, const Seller& seller) {
    Findings findings;
    const Content content = content_of(adjustment, of, findings);
    examine_parties(content, of, seller, findings);
    const auto& tax = adjustment.accounting_tax;
    if (tax && tax->amount.currency().digits() > 2)
        findings.push_back({"/invoice/accounting_tax/currency", std::string(tax->amount.currency().code()),
                            "a currency of at most 2 digits, EN 16931 has no more"});
    if (!findings.empty()) return Failure{std::move(findings)};

    std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    constexpr std::size_t head_bytes = 4096;
    constexpr std::size_t line_bytes = 1024;
    xml.reserve(head_bytes + line_bytes * content.lines.size());
    Writer(adjustment, of, seller, content, xml).write();
    xml += '\n';
    return xml;
}

}  // namespace makegood::ubl
