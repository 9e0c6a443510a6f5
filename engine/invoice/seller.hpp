#pragma once

#include <optional>
#include <string>

#include "engine/invoice/invoice.hpp"

namespace makegood {

/// Where a network delivers documents to (EN 16931 BT-34, BT-49).
struct ElectronicAddress {
    std::string scheme;  ///< of the Electronic Address Scheme list (EAS), as in "0088" or "EM"
    std::string id;
    bool operator==(const ElectronicAddress&) const = default;
};

/// The number under which a company is registered (BT-30).
struct LegalRegistration {
    std::string id;
    std::optional<std::string> scheme;  ///< of ISO 6523, four digits
    bool operator==(const LegalRegistration&) const = default;
};

/// Whom to ask at the seller's (BG-6).
struct SellerContact {
    std::optional<std::string> name, phone, email;
};

/// How the seller is paid (BG-16, BG-17).
struct PaymentMeans {
    std::string code;  ///< UNTDID 4461, as in "30", credit transfer, and "58", SEPA credit transfer
    std::optional<std::string> account, account_name, bic;
};

/// Who bills (BG-4): on every document of ours, the same as on the invoices.
struct Seller {
    std::string name;
    std::optional<std::string> vat_id;  ///< with its country's prefix
    std::optional<LegalRegistration> registration;
    Address address;
    std::optional<ElectronicAddress> endpoint;
    std::optional<SellerContact> contact;
    std::optional<PaymentMeans> payment_means;
    std::optional<std::string> payment_terms;  ///< of supplementary invoices, in words
};

}  // namespace makegood
