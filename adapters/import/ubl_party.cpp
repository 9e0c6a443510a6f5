#include "adapters/import/ubl_party.hpp"

namespace makegood::import {

namespace {

std::optional<std::string> with_scheme(const UblElement& element) {
    std::string text = element.text();
    if (text.empty()) return std::nullopt;
    const std::string scheme = element.attribute("schemeID");
    return scheme.empty() ? text : scheme + ":" + text;
}

bool is_mail_address(const UblElement& endpoint) {
    return endpoint.attribute("schemeID") == "EM" || endpoint.text().find('@') != std::string::npos;
}

std::optional<std::string> find_id(const UblElement& role, const UblElement& party) {
    if (auto account = role.text_at({"cbc:SupplierAssignedAccountID"})) return account;
    const UblElement endpoint = party.at({"cbc:EndpointID"});
    if (endpoint && !is_mail_address(endpoint))
        if (auto id = with_scheme(endpoint)) return id;
    for (const UblElement& identification : party.all("cac:PartyIdentification"))
        if (auto id = with_scheme(identification.at({"cbc:ID"}))) return id;
    if (auto id = party.text_at({"cac:PartyTaxScheme", "cbc:CompanyID"})) return id;
    return with_scheme(party.at({"cac:PartyLegalEntity", "cbc:CompanyID"}));
}

std::optional<std::string> find_name(const UblElement& party) {
    if (auto name = party.text_at({"cac:PartyLegalEntity", "cbc:RegistrationName"})) return name;
    if (auto name = party.text_at({"cac:PartyName", "cbc:Name"})) return name;
    const UblElement person = party.at({"cac:Person"});
    std::string name = person.at({"cbc:FirstName"}).text();
    if (auto family = person.text_at({"cbc:FamilyName"})) name += (name.empty() ? "" : " ") + *family;
    if (!name.empty()) return name;
    return party.text_at({"cac:Contact", "cbc:Name"});
}

std::optional<std::string> find_vat_id(const UblElement& party) {
    const auto schemes = party.all("cac:PartyTaxScheme");
    for (const UblElement& scheme : schemes)
        if (scheme.at({"cac:TaxScheme", "cbc:ID"}).text() == "VAT") return scheme.text_at({"cbc:CompanyID"});
    for (const UblElement& scheme : schemes)
        if (auto id = scheme.text_at({"cbc:CompanyID"})) return id;
    return std::nullopt;
}

void append(std::optional<std::string>& text, const std::optional<std::string>& more, const char* separator) {
    if (!more) return;
    text = text ? *text + separator + *more : *more;
}

std::optional<std::string> read_street(const UblElement& address) {
    std::optional<std::string> street = address.text_at({"cbc:StreetName"});
    append(street, address.text_at({"cbc:BuildingNumber"}), " ");
    append(street, address.text_at({"cbc:AdditionalStreetName"}), ", ");
    for (const UblElement& line : address.all("cac:AddressLine")) append(street, line.text_at({"cbc:Line"}), ", ");
    return street;
}

/// Stands for a country that isn't known (ISO 3166-1 leaves it to its users, CLDR gives it this meaning): a posted
/// address has a country, and a UBL one need not.
constexpr const char* unknown_country = "ZZ";

std::optional<Address> read_address(const UblElement& element) {
    Address address{read_street(element), element.text_at({"cbc:CityName"}), element.text_at({"cbc:PostalZone"}),
                    element.text_at({"cac:Country", "cbc:IdentificationCode"})};
    if (!address.street && !address.city && !address.postal_code && !address.country) return std::nullopt;
    if (!address.country) address.country = unknown_country;
    return address;
}

}  // namespace

Customer read_customer(const UblElement& document, UblValues& values) {
    const UblElement role = document.at({"cac:AccountingCustomerParty"});
    const UblElement party = role.at({"cac:Party"});
    auto name = find_name(party);
    auto id = find_id(role, party);
    if (!name) name = id;
    if (!id) id = name;
    if (!id) values.find(document.place() + "/cac:AccountingCustomerParty/cac:Party", "no name and no id", "a buyer");
    Customer customer{CustomerId(id.value_or("")), name.value_or(""), {}, find_vat_id(party), {}, {}};
    if (auto email = party.text_at({"cac:Contact", "cbc:ElectronicMail"})) customer.email = Personal(*email);
    customer.address = read_address(party.at({"cac:PostalAddress"}));
    customer.endpoint = with_scheme(party.at({"cbc:EndpointID"}));
    return customer;
}

std::optional<Delivery> read_delivery(const UblElement& document, UblValues& values) {
    for (const UblElement& element : document.all("cac:Delivery")) {
        Delivery delivery{values.date(element.at({"cbc:ActualDeliveryDate"})), std::nullopt};
        delivery.address = read_address(element.at({"cac:DeliveryLocation", "cac:Address"}));
        if (!delivery.address) delivery.address = read_address(element.at({"cac:DeliveryAddress"}));
        if (delivery.on || delivery.address) return delivery;
    }
    return std::nullopt;
}

}  // namespace makegood::import
