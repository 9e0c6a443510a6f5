#include "adapters/codec/adjustment_json.hpp"

namespace makegood::codec {

namespace {

void money_field(JsonWriter& json, std::string_view name, const Money& money) {
    json.field(name, to_text(money));
}

}  // namespace

void write_totals(JsonWriter& json, std::string_view name, const Totals& totals) {
    json.object_field(name);
    money_field(json, "net", totals.net);
    money_field(json, "tax", totals.tax);
    money_field(json, "gross", totals.gross);
    json.object_end();
}

void write_tax_row(JsonWriter& json, const TaxKey& key, const Money& base, const Money& amount) {
    json.object_begin()
        .field("category", key.category)
        .field("rate", to_shortest_text(key.rate_or_zero()))
        .field("base", to_text(base))
        .field("amount", to_text(amount))
        .object_end();
}

void write_adjustment(JsonWriter& json, const Adjustment& adjustment) {
    json.object_begin()
        .field("number", adjustment.number.text())
        .field("type", to_text(adjustment.type))
        .field("issued_on", to_text(adjustment.issued_on))
        .field("invoice", adjustment.invoice.text())
        .field("invoice_issued_on", to_text(adjustment.invoice_issued_on))
        .field("claim", to_text(adjustment.claim))
        .field("guarantee", adjustment.guarantee.text())
        .field("stated_at", to_text(adjustment.stated_at))
        .field("tax_point", to_text(adjustment.tax_day()))
        .field("currency", adjustment.totals.net.currency().code());
    if (adjustment.reverses) json.field("reverses", adjustment.reverses->text());
    if (adjustment.replaces) json.field("replaces", adjustment.replaces->text());
    json.array_field("lines");
    for (const AdjustedLine& line : adjustment.lines)
        json.object_begin()
            .field("line", line.line.text())
            .field("service", line.service.text())
            .field("before", to_text(line.before))
            .field("after", to_text(line.after))
            .field("net", to_text(line.net()))
            .object_end();
    json.array_end().array_field("tax");
    for (const TaxSubtotal& row : adjustment.tax) write_tax_row(json, row.key, row.base, row.amount);
    json.array_end();
    write_totals(json, "totals", adjustment.totals);
    if (!adjustment.rounding.is_zero()) money_field(json, "rounding", adjustment.rounding);
    if (const auto& tax = adjustment.accounting_tax)
        json.object_field("accounting_tax")
            .field("currency", tax->amount.currency().code())
            .field("amount", to_text(tax->amount))
            .object_end();
    json.array_field("settlement");
    for (const SettlementPart& part : adjustment.settlement)
        json.object_begin().field("kind", to_text(part.kind)).field("amount", to_text(part.amount)).object_end();
    json.array_end().object_end();
}

}  // namespace makegood::codec
