#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

namespace {

void write_key(EventWriter& json, const TaxKey& key) {
    json.field("category", key.category);
    json.field("rate", key.rate);
}

TaxKey read_key(EventReader& fields) {
    std::string category = fields.get<std::string>("category");
    return {std::move(category), fields.get_optional<Decimal>("rate")};
}

}  // namespace

void write(EventWriter& json, const Address& address) {
    json.field("street", address.street);
    json.field("city", address.city);
    json.field("postal_code", address.postal_code);
    json.field("country", address.country);
}

Address read(EventReader& fields, std::type_identity<Address>) {
    return Address{
        .street = fields.get_optional<std::string>("street"),
        .city = fields.get_optional<std::string>("city"),
        .postal_code = fields.get_optional<std::string>("postal_code"),
        .country = fields.get_optional<std::string>("country"),
    };
}

void write(EventWriter& json, const Customer& customer) {
    json.field("id", customer.id);
    json.field("name", customer.name);
    json.field("email", customer.email);
    json.field("vat_id", customer.vat_id);
    json.field("address", customer.address);
    json.field("endpoint", customer.endpoint);
}

Customer read(EventReader& fields, std::type_identity<Customer>) {
    return Customer{
        .id = fields.get<CustomerId>("id"),
        .name = fields.get<std::string>("name"),
        .email = fields.get_optional<Personal>("email"),
        .vat_id = fields.get_optional<std::string>("vat_id"),
        .address = fields.get_optional<Address>("address"),
        .endpoint = fields.get_optional<std::string>("endpoint"),
    };
}

void write(EventWriter& json, const Delivery& delivery) {
    json.field("on", delivery.on);
    json.field("address", delivery.address);
}

Delivery read(EventReader& fields, std::type_identity<Delivery>) {
    return Delivery{
        .on = fields.get_optional<Date>("on"),
        .address = fields.get_optional<Address>("address"),
    };
}

void write(EventWriter& json, const InvoiceLine& line) {
    json.field("id", line.id);
    json.field("service", line.service);
    json.field("description", line.description);
    json.field("quantity", line.quantity);
    json.field("unit", line.unit);
    json.field("unit_price", line.unit_price);
    json.field("net", line.net);
    write_key(json, line.tax);
    json.field("exemption_reason", line.exemption_reason);
}

InvoiceLine read(EventReader& fields, std::type_identity<InvoiceLine>) {
    return InvoiceLine{
        .id = fields.get<LineId>("id"),
        .service = fields.get<ServiceName>("service"),
        .description = fields.get<std::string>("description"),
        .quantity = fields.get<Decimal>("quantity"),
        .unit = fields.get_optional<std::string>("unit"),
        .unit_price = fields.get<Decimal>("unit_price"),
        .net = fields.get<Money>("net"),
        .tax = read_key(fields),
        .exemption_reason = fields.get_optional<std::string>("exemption_reason"),
    };
}

void write(EventWriter& json, const DocumentAmount& amount) {
    write_key(json, amount.tax);
    json.field("amount", amount.amount);
    json.field("reason", amount.reason);
}

DocumentAmount read(EventReader& fields, std::type_identity<DocumentAmount>) {
    return DocumentAmount{
        .tax = read_key(fields),
        .amount = fields.get<Money>("amount"),
        .reason = fields.get<std::string>("reason"),
    };
}

void write(EventWriter& json, const TaxSubtotal& row) {
    write_key(json, row.key);
    json.field("base", row.base);
    json.field("amount", row.amount);
}

TaxSubtotal read(EventReader& fields, std::type_identity<TaxSubtotal>) {
    return TaxSubtotal{
        .key = read_key(fields),
        .base = fields.get<Money>("base"),
        .amount = fields.get<Money>("amount"),
    };
}

void write(EventWriter& json, const Totals& totals) {
    json.field("net", totals.net);
    json.field("tax", totals.tax);
    json.field("gross", totals.gross);
}

Totals read(EventReader& fields, std::type_identity<Totals>) {
    return Totals{
        .net = fields.get<Money>("net"),
        .tax = fields.get<Money>("tax"),
        .gross = fields.get<Money>("gross"),
    };
}

void write(EventWriter& json, const Prepayment& prepayment) {
    json.field("amount", prepayment.amount);
    json.field("document", prepayment.document);
}

Prepayment read(EventReader& fields, std::type_identity<Prepayment>) {
    return Prepayment{
        .amount = fields.get<Money>("amount"),
        .document = fields.get_optional<std::string>("document"),
    };
}

void write(EventWriter& json, const AccountingTax& tax) {
    json.in_currency(tax.amount.currency(), [&] { json.field("amount", tax.amount); });
}

AccountingTax read(EventReader& fields, std::type_identity<AccountingTax>) {
    const Currency around = fields.scope().currency;
    fields.currency();
    AccountingTax tax{fields.get<Money>("amount")};
    fields.scope().currency = around;
    return tax;
}

void write(EventWriter& json, const CreditElsewhere& credit) {
    json.field("number", credit.number);
    json.field("totals", credit.totals);
    json.field("tax", credit.tax);
    json.field("kind", credit.kind);
}

CreditElsewhere read(EventReader& fields, std::type_identity<CreditElsewhere>) {
    return CreditElsewhere{
        .number = fields.get<std::string>("number"),
        .totals = fields.get<Totals>("totals"),
        .tax = fields.get<std::vector<TaxSubtotal>>("tax"),
        .kind = fields.get_optional<ElsewhereKind>("kind"),
    };
}

void write(EventWriter& json, const InvoiceDraft& invoice) {
    json.field("number", invoice.number);
    json.field("issued_on", invoice.issued_on);
    json.field("due_on", invoice.due_on);
    json.field("customer", invoice.customer);
    json.field("buyer_reference", invoice.buyer_reference);
    json.field("delivery", invoice.delivery);
    json.field("lines", invoice.lines);
    json.field("allowances", invoice.allowances);
    json.field("charges", invoice.charges);
    json.field("tax", invoice.tax);
    json.field("totals", invoice.totals);
    json.field("rounding", invoice.rounding);
    json.field("prepaid", invoice.prepaid);
    json.field("paid", invoice.paid);
    json.field("credited", invoice.credited);
    json.field("accounting_tax", invoice.accounting_tax);
}

InvoiceDraft read(EventReader& fields, std::type_identity<InvoiceDraft>) {
    return InvoiceDraft{
        .number = fields.get<InvoiceNumber>("number"),
        .issued_on = fields.get<Date>("issued_on"),
        .due_on = fields.get_optional<Date>("due_on"),
        .currency = fields.scope().currency,
        .customer = fields.get<Customer>("customer"),
        .buyer_reference = fields.get_optional<std::string>("buyer_reference"),
        .delivery = fields.get_optional<Delivery>("delivery"),
        .lines = fields.get<std::vector<InvoiceLine>>("lines"),
        .allowances = fields.get<std::vector<DocumentAmount>>("allowances"),
        .charges = fields.get<std::vector<DocumentAmount>>("charges"),
        .tax = fields.get<std::vector<TaxSubtotal>>("tax"),
        .totals = fields.get<Totals>("totals"),
        .rounding = fields.get_optional<Money>("rounding"),
        .prepaid = fields.get<std::vector<Prepayment>>("prepaid"),
        .paid = fields.get_optional<Money>("paid"),
        .credited = fields.get<std::vector<CreditElsewhere>>("credited"),
        .accounting_tax = fields.get_optional<AccountingTax>("accounting_tax"),
    };
}

void write(EventWriter& json, const Entry& entry) {
    json.field("debit", entry.debit);
    json.field("credit", entry.credit);
    json.field("debit_name", entry.debit_name);
    json.field("credit_name", entry.credit_name);
    json.field("amount", entry.amount);
    json.field("origin", entry.origin);
}

Entry read(EventReader& fields, std::type_identity<Entry>) {
    return Entry{
        .debit = fields.get<Account>("debit"),
        .credit = fields.get<Account>("credit"),
        .debit_name = fields.get<AccountName>("debit_name"),
        .credit_name = fields.get<AccountName>("credit_name"),
        .amount = fields.get<Money>("amount"),
        .origin = fields.get<Origin>("origin"),
    };
}

void write(EventWriter& json, const TaxAnchor& anchor) {
    json.field("base", anchor.base);
    json.field("tax", anchor.tax);
}

TaxAnchor read(EventReader& fields, std::type_identity<TaxAnchor>) {
    return TaxAnchor{
        .base = fields.get<Money>("base"),
        .tax = fields.get<Money>("tax"),
    };
}

}  // namespace makegood::codec
