#include "adapters/export/layout_field.hpp"

#include <algorithm>
#include <array>

#include "engine/core/invariant.hpp"

namespace makegood::exports {

namespace {

struct FieldEntry {
    LayoutField field;
    std::string_view name;
    FieldKind kind;
    RowPer finest;  ///< rows per this and per anything finer have it
};

using enum FieldKind;

constexpr std::array fields = {
    FieldEntry{LayoutField::number, "number", text, RowPer::document},
    FieldEntry{LayoutField::type, "type", text, RowPer::document},
    FieldEntry{LayoutField::issued_on, "issued_on", date, RowPer::document},
    FieldEntry{LayoutField::invoice, "invoice", text, RowPer::document},
    FieldEntry{LayoutField::invoice_issued_on, "invoice_issued_on", date, RowPer::document},
    FieldEntry{LayoutField::claim, "claim", text, RowPer::document},
    FieldEntry{LayoutField::batch, "batch", text, RowPer::document},
    FieldEntry{LayoutField::currency, "currency", text, RowPer::document},
    FieldEntry{LayoutField::customer_id, "customer_id", text, RowPer::document},
    FieldEntry{LayoutField::customer_name, "customer_name", text, RowPer::document},
    FieldEntry{LayoutField::customer_vat_id, "customer_vat_id", text, RowPer::document},
    FieldEntry{LayoutField::buyer_reference, "buyer_reference", text, RowPer::document},
    FieldEntry{LayoutField::document_net, "document_net", amount, RowPer::document},
    FieldEntry{LayoutField::document_tax, "document_tax", amount, RowPer::document},
    FieldEntry{LayoutField::document_rounding, "document_rounding", amount, RowPer::document},
    FieldEntry{LayoutField::document_gross, "document_gross", amount, RowPer::document},
    FieldEntry{LayoutField::offset, "offset", amount, RowPer::document},
    FieldEntry{LayoutField::refund, "refund", amount, RowPer::document},
    FieldEntry{LayoutField::balance, "balance", amount, RowPer::document},
    FieldEntry{LayoutField::out_of_band, "out_of_band", amount, RowPer::document},
    FieldEntry{LayoutField::row, "row", text, RowPer::document},
    FieldEntry{LayoutField::row_kind, "row_kind", text, RowPer::document},
    FieldEntry{LayoutField::amount, "amount", amount, RowPer::document},
    FieldEntry{LayoutField::net, "net", amount, RowPer::document},
    FieldEntry{LayoutField::tax, "tax", amount, RowPer::document},
    FieldEntry{LayoutField::rounding, "rounding", amount, RowPer::document},
    FieldEntry{LayoutField::gross, "gross", amount, RowPer::document},
    FieldEntry{LayoutField::description, "description", text, RowPer::tax},
    FieldEntry{LayoutField::account, "account", text, RowPer::tax},
    FieldEntry{LayoutField::account_code, "account_code", text, RowPer::tax},
    FieldEntry{LayoutField::tax_category, "tax_category", text, RowPer::tax},
    FieldEntry{LayoutField::tax_rate, "tax_rate", rate, RowPer::tax},
    FieldEntry{LayoutField::tax_code, "tax_code", text, RowPer::tax},
    FieldEntry{LayoutField::line, "line", text, RowPer::line},
    FieldEntry{LayoutField::service, "service", text, RowPer::line},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (static_cast<std::size_t>(fields[i].field) != i) return false;
    return true;
}
static_assert(is_in_order(), "a field is its own index");

const FieldEntry& entry(LayoutField field) {
    return fields[static_cast<std::size_t>(field)];
}

bool has(const FieldEntry& field, RowPer per) {
    return static_cast<int>(per) <= static_cast<int>(field.finest);
}

/// "4800" of "4800 Guarantee allowances"; a name without a blank is its own code.
std::string code_of(const AccountName& account) {
    return account.text().substr(0, account.text().find(' '));
}

std::string tax_code(const std::optional<TaxKey>& key) {
    return key ? key->category + " " + to_shortest_text(key->rate_or_zero()) : "none";
}

Money settled(const Adjustment& adjustment, SettlementKind kind) {
    Money sum = Money::zero(adjustment.totals.net.currency());
    for (const SettlementPart& part : adjustment.settlement)
        if (part.kind == kind) sum += part.amount;
    return sum;
}

}  // namespace

std::string_view to_text(LayoutField field) {
    return entry(field).name;
}

FieldKind kind_of(LayoutField field) {
    return entry(field).kind;
}

std::optional<LayoutField> find_field(std::string_view name, RowPer per) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const FieldEntry& field) { return field.name == name && has(field, per); });
    if (found == fields.end()) return std::nullopt;
    return found->field;
}

std::string field_names(RowPer per) {
    std::vector<std::string_view> names;
    for (const FieldEntry& field : fields)
        if (has(field, per)) names.push_back(field.name);
    std::string words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) words += i + 1 < names.size() ? ", " : " or ";
        words += names[i];
    }
    return words;
}

std::string text_of(LayoutField field, const ExportedDocument& document, const DocumentRow& row, std::size_t ordinal) {
    const Adjustment& adjustment = document.adjustment;
    switch (field) {
        case LayoutField::number: return adjustment.number.text();
        case LayoutField::type: return std::string(to_text(adjustment.type));
        case LayoutField::invoice: return adjustment.invoice.text();
        case LayoutField::claim: return to_text(adjustment.claim);
        case LayoutField::batch: return document.batch ? std::to_string(*document.batch) : "";
        case LayoutField::currency: return std::string(adjustment.totals.net.currency().code());
        case LayoutField::customer_id: return document.invoice.customer.id.text();
        case LayoutField::customer_name: return document.invoice.customer.name;
        case LayoutField::customer_vat_id: return document.invoice.customer.vat_id.value_or("");
        case LayoutField::buyer_reference: return document.invoice.buyer_reference.value_or("");
        case LayoutField::row: return std::to_string(ordinal);
        case LayoutField::row_kind: return std::string(to_text(row.kind));
        case LayoutField::description: return row.description;
        case LayoutField::account: return row.account.text();
        case LayoutField::account_code: return code_of(row.account);
        case LayoutField::tax_category: return row.tax_key ? row.tax_key->category : "";
        case LayoutField::tax_rate: return row.tax_key ? to_shortest_text(row.tax_key->rate_or_zero()) : "";
        case LayoutField::tax_code: return tax_code(row.tax_key);
        case LayoutField::line: return row.line;
        case LayoutField::service: return row.service;
        default: break;
    }
    invariant(false, "a text is asked of a field that has one");
    return {};
}

Date date_of(LayoutField field, const ExportedDocument& document) {
    invariant(kind_of(field) == FieldKind::date, "a day is asked of a field that has one");
    return field == LayoutField::issued_on ? document.adjustment.issued_on : document.adjustment.invoice_issued_on;
}

Money amount_of(LayoutField field, const ExportedDocument& document, const DocumentRow& row) {
    const Adjustment& adjustment = document.adjustment;
    switch (field) {
        case LayoutField::document_net: return adjustment.totals.net;
        case LayoutField::document_tax: return adjustment.totals.tax;
        case LayoutField::document_rounding: return adjustment.rounding;
        case LayoutField::document_gross: return adjustment.totals.gross;
        case LayoutField::offset: return settled(adjustment, SettlementKind::offset);
        case LayoutField::refund: return settled(adjustment, SettlementKind::refund);
        case LayoutField::balance: return settled(adjustment, SettlementKind::balance);
        case LayoutField::out_of_band: return settled(adjustment, SettlementKind::out_of_band);
        case LayoutField::amount: return row.amount();
        case LayoutField::net: return row.net;
        case LayoutField::tax: return row.tax;
        case LayoutField::rounding: return row.rounding;
        case LayoutField::gross: return row.gross();
        default: break;
    }
    invariant(false, "an amount is asked of a field that has one");
    return row.net;
}

}  // namespace makegood::exports
