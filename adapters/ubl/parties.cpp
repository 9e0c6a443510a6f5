#include <algorithm>

#include "adapters/codec/xml_writer.hpp"
#include "adapters/ubl/code_lists.hpp"
#include "adapters/ubl/content.hpp"

namespace makegood::ubl {

using codec::is_blank;

namespace {

/// Collects what is wrong below one pointer.
class Examiner {
  public:
    Examiner(std::string_view below, Findings& findings) : below_(below), findings_(findings) {}

    void find(std::string_view field, std::string found, std::string expected) {
        findings_.push_back({below_ + std::string(field), std::move(found), std::move(expected)});
    }

    void text(std::string_view field, std::string_view content) {
        if (is_blank(content)) find(field, "nothing", "a text");
    }

    void code(std::string_view field, std::string_view content, bool is_known, std::string expected) {
        if (!is_known) find(field, "\"" + std::string(content) + "\"", std::move(expected));
    }

    void country(std::string_view field, const std::optional<std::string>& country) {
        constexpr const char* expected = "a country of ISO 3166-1, as in \"GB\"";
        if (!country || is_blank(*country))
            find(field, "nothing", expected);
        else
            code(field, *country, is_country(*country), expected);
    }

  private:
    std::string below_;
    Findings& findings_;
};

constexpr const char* vat_id_expected = "a VAT id that begins with its country, as in \"GB123456789\"";

void examine_payment_means(const PaymentMeans& means, Examiner& examiner) {
    examiner.code("/payment_means/code", means.code, is_payment_means(means.code),
                  "a code of UNTDID 4461, as in \"30\"");
    const bool is_transfer = means.code == "30" || means.code == "58";
    if (is_transfer && (!means.account || is_blank(*means.account)))
        examiner.find("/payment_means/account", "nothing", "the account to transfer to (EN 16931 BR-61)");
}

bool has_category(const Content& content, std::string_view code) {
    return std::any_of(content.tax.begin(), content.tax.end(),
                       [&](const ContentTax& tax) { return tax.category->code == code; });
}

void examine_delivery(const InvoiceDraft& of, Examiner& invoice) {
    if (!of.delivery || !of.delivery->on)
        invoice.find("/delivery/on", "nothing", "the day of an intra-community supply (EN 16931 BR-IC-11)");
    if (!has_delivery_address(of))
        invoice.find("/delivery/address/country", "none that is known",
                     "the country of an intra-community supply (EN 16931 BR-IC-12)");
}

}  // namespace

Findings examine(const Seller& seller) {
    Findings findings;
    Examiner examiner("/seller", findings);
    examiner.text("/name", seller.name);
    examiner.country("/address/country", seller.address.country);
    if (!seller.vat_id && !seller.registration)
        examiner.find("/vat_id", "nothing", "a VAT id or a legal registration (EN 16931 BR-CO-26)");
    if (seller.vat_id) examiner.code("/vat_id", *seller.vat_id, is_vat_id(*seller.vat_id), vat_id_expected);
    if (seller.registration) examiner.text("/legal_registration/id", seller.registration->id);
    if (seller.registration && seller.registration->scheme)
        examiner.code("/legal_registration/scheme", *seller.registration->scheme,
                      is_identifier_scheme(*seller.registration->scheme), "a scheme of ISO 6523, as in \"0088\"");
    if (seller.endpoint) {
        examiner.code("/electronic_address/scheme", seller.endpoint->scheme,
                      is_endpoint_scheme(seller.endpoint->scheme),
                      "a scheme of the Electronic Address Scheme list, as in \"0088\" or \"EM\"");
        examiner.text("/electronic_address/id", seller.endpoint->id);
    }
    if (seller.payment_means) examine_payment_means(*seller.payment_means, examiner);
    return findings;
}

void examine_parties(const Content& content, const InvoiceDraft& of, const Seller& seller, Findings& findings) {
    for (Finding& finding : examine(seller)) findings.push_back(std::move(finding));
    Examiner seller_examiner("/seller", findings);
    if (content.is_outside_tax && !seller.registration)
        seller_examiner.find("/legal_registration", "nothing",
                             "a registration: in category O the VAT id is left out (EN 16931 BR-O-02, BR-CO-26)");
    if (!content.is_outside_tax && !seller.vat_id)
        seller_examiner.find("/vat_id", "nothing",
                             "the VAT id of a seller who bills tax categories (EN 16931 BR-S-02)");
    Examiner invoice("/invoice", findings);
    invoice.text("/customer/name", of.customer.name);
    invoice.country("/customer/address/country", of.customer.address ? of.customer.address->country : std::nullopt);
    const bool needs_vat_id = std::any_of(content.tax.begin(), content.tax.end(),
                                          [](const ContentTax& tax) { return tax.category->needs_buyer_vat_id; });
    if (needs_vat_id && !buyer_vat_id(of))
        invoice.find("/customer/vat_id", of.customer.vat_id ? "\"" + *of.customer.vat_id + "\"" : "nothing",
                     vat_id_expected);
    if (has_category(content, intra_community)) examine_delivery(of, invoice);
}

std::optional<std::string_view> buyer_vat_id(const InvoiceDraft& of) {
    if (!of.customer.vat_id || !is_vat_id(*of.customer.vat_id)) return std::nullopt;
    return *of.customer.vat_id;
}

bool has_delivery_address(const InvoiceDraft& of) {
    return of.delivery && of.delivery->address && of.delivery->address->country &&
           is_country(*of.delivery->address->country);
}

Findings not_carried(const InvoiceDraft& invoice) {
    Findings findings;
    Examiner examiner("/invoice", findings);
    const Customer& customer = invoice.customer;
    if (customer.vat_id && !buyer_vat_id(invoice))
        examiner.code("/customer/vat_id", *customer.vat_id, false, vat_id_expected);
    if (customer.endpoint && !endpoint_of(*customer.endpoint))
        examiner.code("/customer/endpoint", *customer.endpoint, false,
                      "a scheme of the Electronic Address Scheme list, a colon and the address");
    if (invoice.delivery && invoice.delivery->address && !has_delivery_address(invoice))
        examiner.find("/delivery/address/country", "none that is known", "a country of ISO 3166-1, as in \"GB\"");
    for (std::size_t i = 0; i < invoice.lines.size(); ++i)
        if (const auto& unit = invoice.lines[i].unit; unit && !unit_code(*unit))
            examiner.code("/lines/" + std::to_string(i) + "/unit", *unit, false,
                          "a unit of UN/ECE Recommendation 20, as in \"HUR\"");
    return findings;
}

}  // namespace makegood::ubl
