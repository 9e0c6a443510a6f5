#include "adapters/export/plain_csv.hpp"

namespace makegood::exports {

PlainCsv::PlainCsv(std::string& out) : csv_(out) {
    for (std::string_view title : {"number", "type", "issued_on", "invoice", "invoice_issued_on", "claim", "currency",
                                   "net", "tax", "rounding", "gross"})
        csv_.text(title);
    for (SettlementKind kind : settlement_kinds) csv_.text(to_text(kind));
    csv_.row_end();
}

void PlainCsv::add(const AdjustmentGlance& document) {
    csv_.text(document.number.text())
        .text(to_text(document.type))
        .text(to_text(document.issued_on))
        .text(document.invoice.text())
        .text(to_text(document.invoice_issued_on))
        .text(to_text(document.claim))
        .text(document.totals.net.currency().code())
        .number(to_text(document.totals.net))
        .number(to_text(document.totals.tax))
        .number(to_text(document.rounding))
        .number(to_text(document.totals.gross));
    for (const Money& settled : document.settled) csv_.number(to_text(settled));
    csv_.row_end();
}

}  // namespace makegood::exports
