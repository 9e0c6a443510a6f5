#include "adapters/export/plain_csv.hpp"

#include <array>

namespace makegood::exports {

namespace {

constexpr std::array settlement_kinds = {SettlementKind::offset, SettlementKind::refund, SettlementKind::balance,
                                         SettlementKind::out_of_band};

}  // namespace

PlainCsv::PlainCsv(std::string& out) : csv_(out) {
    for (std::string_view title : {"number", "type", "issued_on", "invoice", "invoice_issued_on", "claim", "currency",
                                   "net", "tax", "rounding", "gross"})
        csv_.text(title);
    for (SettlementKind kind : settlement_kinds) csv_.text(to_text(kind));
    csv_.row_end();
}

void PlainCsv::add(const Adjustment& adjustment) {
    csv_.text(adjustment.number.text())
        .text(to_text(adjustment.type))
        .text(to_text(adjustment.issued_on))
        .text(adjustment.invoice.text())
        .text(to_text(adjustment.invoice_issued_on))
        .text(to_text(adjustment.claim))
        .text(adjustment.totals.net.currency().code())
        .number(to_text(adjustment.totals.net))
        .number(to_text(adjustment.totals.tax))
        .number(to_text(adjustment.rounding))
        .number(to_text(adjustment.totals.gross));
    for (SettlementKind kind : settlement_kinds) {
        Money sum = Money::zero(adjustment.totals.net.currency());
        for (const SettlementPart& part : adjustment.settlement)
            if (part.kind == kind) sum += part.amount;
        csv_.number(to_text(sum));
    }
    csv_.row_end();
}

}  // namespace makegood::exports
