#include <string_view>

#include "adapters/codec/invoice_json.hpp"

namespace makegood::codec {

namespace {

void write(JsonWriter& json, std::string_view name, const std::optional<std::string>& text) {
    if (text) json.field(name, *text);
}

void write(JsonWriter& json, std::string_view name, const Money& amount) {
    json.field(name, to_text(amount));
}

void write(JsonWriter& json, std::string_view name, const std::optional<Money>& amount) {
    if (amount) write(json, name, *amount);
}

void write_address(JsonWriter& json, const std::optional<Address>& address) {
    if (!address) return;
    json.object_field("address");
    write(json, "street", address->street);
    write(json, "city", address->city);
    write(json, "postal_code", address->postal_code);
    write(json, "country", address->country);
    json.object_end();
}

void write_customer(JsonWriter& json, const Customer& customer) {
    json.object_field("customer");
    json.field("id", customer.id.text());
    json.field("name", customer.name);
    if (customer.email) write(json, "email", customer.email->reveal());
    write(json, "vat_id", customer.vat_id);
    write_address(json, customer.address);
    write(json, "endpoint", customer.endpoint);
    json.object_end();
}

void write_delivery(JsonWriter& json, const Delivery& delivery) {
    if (delivery.on && !delivery.address) {
        json.field("delivery", to_text(*delivery.on));
        return;
    }
    json.object_field("delivery");
    if (delivery.on) json.field("date", to_text(*delivery.on));
    write_address(json, delivery.address);
    json.object_end();
}

void write_line(JsonWriter& json, const InvoiceLine& line) {
    json.field("id", line.id.text());
    json.field("service", line.service.text());
    json.field("description", line.description);
    json.field("quantity", to_text(line.quantity));
    write(json, "unit", line.unit);
    json.field("unit_price", to_text(line.unit_price));
    write(json, "net", line.net);
    json.field("tax_category", line.tax.category);
    if (line.tax.rate) json.field("tax_rate", to_text(*line.tax.rate));
    write(json, "exemption_reason", line.exemption_reason);
}

void write_key(JsonWriter& json, const TaxKey& key) {
    json.field("category", key.category);
    if (key.rate) json.field("rate", to_text(*key.rate));
}

void write_document_amount(JsonWriter& json, const DocumentAmount& amount) {
    write_key(json, amount.tax);
    write(json, "amount", amount.amount);
    json.field("reason", amount.reason);
}

void write_tax_row(JsonWriter& json, const TaxSubtotal& row) {
    write_key(json, row.key);
    write(json, "base", row.base);
    write(json, "amount", row.amount);
}

void write_totals(JsonWriter& json, const Totals& totals) {
    write(json, "net", totals.net);
    write(json, "tax", totals.tax);
    write(json, "gross", totals.gross);
}

void write_prepayment(JsonWriter& json, const Prepayment& prepayment) {
    write(json, "amount", prepayment.amount);
    write(json, "document", prepayment.document);
}

void write_credit(JsonWriter& json, const CreditElsewhere& credit) {
    json.field("number", credit.number);
    write_totals(json, credit.totals);
}

template <class Part>
void write_list(JsonWriter& json, std::string_view name, const std::vector<Part>& parts,
                void (*write_part)(JsonWriter&, const Part&)) {
    json.array_field(name);
    for (const Part& part : parts) {
        json.object_begin();
        write_part(json, part);
        json.object_end();
    }
    json.array_end();
}

template <class Part>
void write_optional_list(JsonWriter& json, std::string_view name, const std::vector<Part>& parts,
                         void (*write_part)(JsonWriter&, const Part&)) {
    if (!parts.empty()) write_list(json, name, parts, write_part);
}

}  // namespace

void write_invoice_fields(JsonWriter& json, const InvoiceDraft& invoice) {
    json.field("number", invoice.number.text());
    json.field("issued_on", to_text(invoice.issued_on));
    if (invoice.due_on) json.field("due_on", to_text(*invoice.due_on));
    json.field("currency", invoice.currency.code());
    write_customer(json, invoice.customer);
    write(json, "buyer_reference", invoice.buyer_reference);
    if (invoice.delivery) write_delivery(json, *invoice.delivery);
    write_list(json, "lines", invoice.lines, write_line);
    write_optional_list(json, "allowances", invoice.allowances, write_document_amount);
    write_optional_list(json, "charges", invoice.charges, write_document_amount);
    write_list(json, "tax", invoice.tax, write_tax_row);
    json.object_field("totals");
    write_totals(json, invoice.totals);
    json.object_end();
    write(json, "rounding", invoice.rounding);
    write_optional_list(json, "prepaid", invoice.prepaid, write_prepayment);
    write(json, "paid", invoice.paid);
    write_optional_list(json, "credited", invoice.credited, write_credit);
    if (const auto& tax = invoice.accounting_tax)
        json.object_field("accounting_tax")
            .field("currency", tax->amount.currency().code())
            .field("amount", to_text(tax->amount))
            .object_end();
}

void write_invoice(JsonWriter& json, const InvoiceDraft& invoice) {
    json.object_begin();
    write_invoice_fields(json, invoice);
    json.object_end();
}

}  // namespace makegood::codec
