#include "adapters/config/seller.hpp"

#include <algorithm>
#include <utility>

namespace makegood::config {

namespace {

using codec::Controls;
using codec::ObjectReader;

constexpr codec::Chars name_chars{1, 200};
constexpr codec::Chars code_chars{1, 64};

std::string text(ObjectReader& object, std::string_view name, codec::Chars chars) {
    return std::string(object.text(name, chars, Controls::none));
}

std::optional<std::string> optional_text(ObjectReader& object, std::string_view name, codec::Chars chars) {
    const auto found = object.optional_text(name, chars, Controls::none);
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

/// A code of exactly so many of these characters; an absent one is a finding already.
void check_code(ObjectReader& object, std::string_view name, std::string_view code, std::size_t length,
                std::pair<char, char> range, std::string expected) {
    const bool is_one = code.size() == length && std::all_of(code.begin(), code.end(), [&](char c) {
                            return c >= range.first && c <= range.second;
                        });
    if (!code.empty() && !is_one) object.fault(name, std::move(expected));
}

Address read_address(ObjectReader object) {
    Address address{optional_text(object, "street", name_chars), optional_text(object, "city", name_chars),
                    optional_text(object, "postal_code", code_chars), text(object, "country", code_chars)};
    check_code(object, "country", *address.country, 2, {'A', 'Z'}, "a country of ISO 3166-1, as in \"GB\"");
    object.finish();
    return address;
}

LegalRegistration read_registration(ObjectReader object) {
    LegalRegistration registration{text(object, "id", code_chars), optional_text(object, "scheme", code_chars)};
    if (registration.scheme)
        check_code(object, "scheme", *registration.scheme, 4, {'0', '9'}, "four digits of ISO 6523, as in \"0088\"");
    object.finish();
    return registration;
}

ElectronicAddress read_endpoint(ObjectReader object) {
    ElectronicAddress endpoint{text(object, "scheme", code_chars), text(object, "id", name_chars)};
    object.finish();
    return endpoint;
}

SellerContact read_contact(ObjectReader object) {
    SellerContact contact{optional_text(object, "name", name_chars), optional_text(object, "phone", name_chars),
                          optional_text(object, "email", name_chars)};
    object.finish();
    return contact;
}

PaymentMeans read_payment_means(ObjectReader object) {
    PaymentMeans means{text(object, "code", code_chars), optional_text(object, "account", code_chars),
                       optional_text(object, "account_name", name_chars), optional_text(object, "bic", code_chars)};
    object.finish();
    return means;
}

}  // namespace

Seller read_seller(ObjectReader object) {
    Seller seller{
        text(object, "name", name_chars), optional_text(object, "vat_id", code_chars), {}, {}, {}, {}, {}, {}};
    if (auto registration = object.optional_object("legal_registration"))
        seller.registration = read_registration(*registration);
    seller.address = read_address(object.object("address"));
    if (auto endpoint = object.optional_object("electronic_address")) seller.endpoint = read_endpoint(*endpoint);
    if (auto contact = object.optional_object("contact")) seller.contact = read_contact(*contact);
    if (auto means = object.optional_object("payment_means")) seller.payment_means = read_payment_means(*means);
    seller.payment_terms = optional_text(object, "payment_terms", {1, 1000});
    if (object.is_present() && !seller.vat_id && !seller.registration)
        object.fault("vat_id", "nothing", "a VAT id, or a legal_registration, by which buyers know the seller");
    object.finish();
    return seller;
}

}  // namespace makegood::config
