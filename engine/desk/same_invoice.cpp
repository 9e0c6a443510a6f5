#include "engine/desk/same_invoice.hpp"

#include <algorithm>

namespace makegood {

namespace {

bool same(const InvoiceLine& a, const InvoiceLine& b) {
    return a.id == b.id && a.service == b.service && a.description == b.description && a.quantity == b.quantity &&
           a.unit == b.unit && a.unit_price == b.unit_price && a.net == b.net && a.tax == b.tax &&
           a.exemption_reason == b.exemption_reason;
}

bool same(const DocumentAmount& a, const DocumentAmount& b) {
    return a.tax == b.tax && a.amount == b.amount && a.reason == b.reason;
}

bool same(const TaxSubtotal& a, const TaxSubtotal& b) {
    return a.key == b.key && a.base == b.base && a.amount == b.amount;
}

bool same(const Prepayment& a, const Prepayment& b) {
    return a.amount == b.amount && a.document == b.document;
}

bool same(const Address& a, const Address& b) {
    return a.street == b.street && a.city == b.city && a.postal_code == b.postal_code && a.country == b.country;
}

bool same(const CreditElsewhere& a, const CreditElsewhere& b);

template <class T>
bool same_list(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

bool same(const CreditElsewhere& a, const CreditElsewhere& b) {
    return a.number == b.number && a.totals == b.totals && same_list(a.tax, b.tax);
}

bool same(const Delivery& a, const Delivery& b) {
    return a.on == b.on && a.address.has_value() == b.address.has_value() &&
           (!a.address || same(*a.address, *b.address));
}

template <class T>
bool same_optional(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

bool same_email(const std::optional<Personal>& a, const std::optional<Personal>& b) {
    if (a.has_value() != b.has_value()) return false;
    return !a || a->is_erased() || b->is_erased() || *a == *b;
}

/// An older program left it out when it recorded the invoice: what only one of them says is no contradiction.
bool agree(const std::optional<AccountingTax>& a, const std::optional<AccountingTax>& b) {
    return !a || !b || *a == *b;
}

bool same(const Customer& a, const Customer& b) {
    return a.id == b.id && a.name == b.name && same_email(a.email, b.email) && a.vat_id == b.vat_id &&
           same_optional(a.address, b.address) && a.endpoint == b.endpoint;
}

}  // namespace

bool is_same_invoice(const InvoiceDraft& a, const InvoiceDraft& b) {
    return a.number == b.number && a.issued_on == b.issued_on && a.due_on == b.due_on && a.currency == b.currency &&
           same(a.customer, b.customer) && a.buyer_reference == b.buyer_reference &&
           same_optional(a.delivery, b.delivery) && same_list(a.lines, b.lines) &&
           same_list(a.allowances, b.allowances) && same_list(a.charges, b.charges) && same_list(a.tax, b.tax) &&
           a.totals == b.totals && a.rounding == b.rounding && same_list(a.prepaid, b.prepaid) && a.paid == b.paid &&
           same_list(a.credited, b.credited) && agree(a.accounting_tax, b.accounting_tax);
}

}  // namespace makegood
