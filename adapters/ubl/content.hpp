#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/ubl/document.hpp"
#include "adapters/ubl/line_quantity.hpp"
#include "adapters/ubl/tax_category.hpp"

namespace makegood::ubl {

struct ContentLine {
    std::string id;
    std::string_view name;
    std::string_view service;  ///< "" for none
    const TaxKey* tax;
    Money net;
    LineQuantity counted;
};

struct ContentTax {
    const TaxCategory* category;
    Decimal rate;
    Money base;  ///< the adjustment's, with the rounding
    Money amount;
    std::string reason;
    std::string exemption_code;
};

/// The rounding that the document returns: a charge, or an allowance where it was in the customer's favour.
struct ReturnedRounding {
    bool is_charge;
    Money amount;  ///< > 0
    std::string_view category;
};

/// What stands in a document, beside its parties and dates. Views are into the adjustment and the invoice.
struct Content {
    std::vector<ContentLine> lines;
    std::vector<ContentTax> tax;
    std::optional<ReturnedRounding> rounding;
    bool is_outside_tax;  ///< category O, and only it

    [[nodiscard]] Money net_of_lines(Currency currency) const;
};

/// Works out the content and adds to `findings` why there can't be such a document; then it is worth nothing.
[[nodiscard]] Content content_of(const Adjustment& adjustment, const InvoiceDraft& of, Findings& findings);

/// What the parties lack, for a document of this content.
void examine_parties(const Content& content, const InvoiceDraft& of, const Seller& seller, Findings& findings);

/// The id as EN 16931 takes it, and nothing where it doesn't.
[[nodiscard]] std::optional<std::string_view> buyer_vat_id(const InvoiceDraft& of);
/// Whether the delivery has an address with a known country.
[[nodiscard]] bool has_delivery_address(const InvoiceDraft& of);

}  // namespace makegood::ubl
