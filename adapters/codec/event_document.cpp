#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

void write(EventWriter& json, const LineMove& move) {
    json.field("line", move.line);
    json.field("before", move.before);
    json.field("after", move.after);
}

LineMove read(EventReader& fields, std::type_identity<LineMove>) {
    return LineMove{
        .line = fields.get<std::size_t>("line"),
        .before = fields.get<Money>("before"),
        .after = fields.get<Money>("after"),
    };
}

void write(EventWriter& json, const TaxMove& move) {
    json.field("group", move.group);
    json.field("base", move.base);
    json.field("tax", move.tax);
}

TaxMove read(EventReader& fields, std::type_identity<TaxMove>) {
    return TaxMove{
        .group = fields.get<std::size_t>("group"),
        .base = fields.get<Money>("base"),
        .tax = fields.get<Money>("tax"),
    };
}

void write(EventWriter& json, const Movement& movement) {
    json.field("lines", movement.lines);
    json.field("tax", movement.tax);
    json.field("totals", movement.totals);
    json.field("rounding", movement.rounding);
}

Movement read(EventReader& fields, std::type_identity<Movement>) {
    return Movement{
        .lines = fields.get<std::vector<LineMove>>("lines"),
        .tax = fields.get<std::vector<TaxMove>>("tax"),
        .totals = fields.get<Totals>("totals"),
        .rounding = fields.get<Money>("rounding"),
    };
}

void write(EventWriter& json, const AdjustedLine& line) {
    json.field("line", line.line);
    json.field("service", line.service);
    json.field("before", line.before);
    json.field("after", line.after);
}

AdjustedLine read(EventReader& fields, std::type_identity<AdjustedLine>) {
    return AdjustedLine{
        .line = fields.get<LineId>("line"),
        .service = fields.get<ServiceName>("service"),
        .before = fields.get<Money>("before"),
        .after = fields.get<Money>("after"),
    };
}

void write(EventWriter& json, const SettlementPart& part) {
    json.field("kind", part.kind);
    json.field("amount", part.amount);
}

SettlementPart read(EventReader& fields, std::type_identity<SettlementPart>) {
    return SettlementPart{
        .kind = fields.get<SettlementKind>("kind"),
        .amount = fields.get<Money>("amount"),
    };
}

void write(EventWriter& json, const Adjustment& adjustment) {
    json.field("number", adjustment.number);
    json.field("ordinal", adjustment.ordinal);
    json.field("type", adjustment.type);
    json.field("issued_on", adjustment.issued_on);
    json.field("invoice", adjustment.invoice);
    json.field("invoice_issued_on", adjustment.invoice_issued_on);
    json.field("claim", adjustment.claim);
    json.field("guarantee", adjustment.guarantee);
    json.field("stated_at", adjustment.stated_at);
    json.field("lines", adjustment.lines);
    json.field("tax", adjustment.tax);
    json.field("totals", adjustment.totals);
    json.field("rounding", adjustment.rounding);
    json.field("settlement", adjustment.settlement);
    json.field("entries", adjustment.entries);
    json.field("reverses", adjustment.reverses);
    json.field("replaces", adjustment.replaces);
    json.field("tax_point", adjustment.tax_point);
    json.field("accounting_tax", adjustment.accounting_tax);
}

Adjustment read(EventReader& fields, std::type_identity<Adjustment>) {
    return Adjustment{
        .number = fields.get<AdjustmentNumber>("number"),
        .ordinal = fields.get<std::int64_t>("ordinal"),
        .type = fields.get<DocumentType>("type"),
        .issued_on = fields.get<Date>("issued_on"),
        .invoice = fields.get<InvoiceNumber>("invoice"),
        .invoice_issued_on = fields.get<Date>("invoice_issued_on"),
        .claim = fields.get<ClaimId>("claim"),
        .guarantee = fields.get<GuaranteeVersionName>("guarantee"),
        .stated_at = fields.get<Instant>("stated_at"),
        .lines = fields.get<std::vector<AdjustedLine>>("lines"),
        .tax = fields.get<std::vector<TaxSubtotal>>("tax"),
        .totals = fields.get<Totals>("totals"),
        .rounding = fields.get<Money>("rounding"),
        .settlement = fields.get<std::vector<SettlementPart>>("settlement"),
        .entries = fields.get<std::vector<Entry>>("entries"),
        .reverses = fields.get_optional<AdjustmentNumber>("reverses"),
        .replaces = fields.get_optional<AdjustmentNumber>("replaces"),
        .tax_point = fields.get_optional<Date>("tax_point"),
        .accounting_tax = fields.get_optional<AccountingTax>("accounting_tax"),
    };
}

void write(EventWriter& json, const MakeGood& given) {
    json.field("number", given.number);
    json.field("ordinal", given.ordinal);
    json.field("issued_on", given.issued_on);
    json.field("invoice", given.invoice);
    json.field("claim", given.claim);
    json.field("kind", given.kind);
    json.field("amount", given.amount);
    json.field("text", given.text);
    json.field("tax", given.tax);
}

MakeGood read(EventReader& fields, std::type_identity<MakeGood>) {
    return MakeGood{
        .number = fields.get<MakeGoodNumber>("number"),
        .ordinal = fields.get<std::int64_t>("ordinal"),
        .issued_on = fields.get<Date>("issued_on"),
        .invoice = fields.get<InvoiceNumber>("invoice"),
        .claim = fields.get<ClaimId>("claim"),
        .kind = fields.get<MakeGoodKind>("kind"),
        .amount = fields.get_optional<Money>("amount"),
        .text = fields.get<std::string>("text"),
        .tax = fields.get_optional<TaxSubtotal>("tax"),
    };
}

}  // namespace makegood::codec
