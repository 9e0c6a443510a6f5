#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/export/exported_document.hpp"

namespace makegood::exports {

/// What a column can show. The order is that of the list which config/export/README.md explains.
enum class LayoutField {
    // of the document
    number,
    type,
    issued_on,
    invoice,
    invoice_issued_on,
    claim,
    batch,
    currency,
    customer_id,
    customer_name,
    customer_vat_id,
    buyer_reference,
    document_net,
    document_tax,
    document_rounding,
    document_gross,
    offset,
    refund,
    balance,
    out_of_band,
    // of every row
    row,
    row_kind,
    amount,
    net,
    tax,
    rounding,
    gross,
    // of rows per line or per tax
    description,
    account,
    account_code,
    tax_category,
    tax_rate,
    tax_code,
    // of rows per line
    line,
    service,
};

enum class FieldKind { text, date, amount, rate };

[[nodiscard]] std::string_view to_text(LayoutField field);
[[nodiscard]] FieldKind kind_of(LayoutField field);
/// The field of this name that such rows have.
[[nodiscard]] std::optional<LayoutField> find_field(std::string_view name, RowPer per);
/// The names that such rows have, for people: "number, type, ... or service".
[[nodiscard]] std::string field_names(RowPer per);

/// What a field of kind text holds, as it is kept.
[[nodiscard]] std::string text_of(LayoutField field, const ExportedDocument& document, const DocumentRow& row,
                                  std::size_t ordinal);
[[nodiscard]] Date date_of(LayoutField field, const ExportedDocument& document);
/// Positive as the document itself is.
[[nodiscard]] Money amount_of(LayoutField field, const ExportedDocument& document, const DocumentRow& row);

}  // namespace makegood::exports
