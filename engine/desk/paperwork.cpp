#include "engine/desk/paperwork.hpp"

#include <algorithm>

namespace makegood {

namespace {

/// When the latest statement that names a worth was made.
Instant stated_at(const Claim& claim) {
    const auto stated = std::find_if(claim.statements.rbegin(), claim.statements.rend(),
                                     [](const Statement& statement) { return !statement.worths().empty(); });
    invariant(stated != claim.statements.rend(), "what is honoured was stated");
    return stated->said_at();
}

/// The tax that a document moves, said once more as the invoice says its own: cumulative like the tax itself, so that
/// the documents of one invoice sum to the invoice's amount.
AccountingTax share_of(const AccountingTax& invoiced, const Money& invoice_tax, const Money& before,
                       const Money& after) {
    const auto share = [&](const Money& standing) {
        if (invoice_tax.is_zero()) return std::int64_t{0};
        const auto minor = multiply_divide(invoiced.amount.minor(), standing.minor(), invoice_tax.minor(),
                                           Rounding::half_away_from_zero);
        invariant(minor.has_value(), "tax in another currency is an amount");
        return *minor;
    };
    return {abs(Money(share(before) - share(after), invoiced.amount.currency()))};
}

DocumentType other_way(DocumentType type) {
    return type == DocumentType::credit_note ? DocumentType::supplementary_invoice : DocumentType::credit_note;
}

}  // namespace

Numbered Paperwork::next_number(Series series) const {
    return context_.numbers.next(series, today(), context_.company.prefixes[static_cast<std::size_t>(series)]);
}

Paperwork::Start Paperwork::start() const {
    const InvoiceStream::Books& books = *state_.books;
    return {books.receivable, books.standing.totals(books.billing).tax};
}

Adjustment Paperwork::document_of(const Claim& claim, const Movement& movement, DocumentType type,
                                  const Money& tax_before) const {
    const InvoiceStream::Books& books = *state_.books;
    const Numbered numbered = next_number(series_of(type));
    Adjustment adjustment{AdjustmentNumber(numbered.number),
                          numbered.ordinal,
                          type,
                          numbered.issued_on,
                          books.invoice->number,
                          books.invoice->issued_on,
                          claim.id,
                          books.guarantee,
                          stated_at(claim),
                          {},
                          {},
                          movement.totals,
                          movement.rounding,
                          {},
                          {}};
    for (const LineMove& move : movement.lines) {
        const BilledLine& line = books.billing.lines[move.line];
        adjustment.lines.push_back({line.id, line.service, move.before, move.after});
    }
    for (const TaxMove& move : movement.tax)
        adjustment.tax.push_back({books.billing.groups[move.group].key, move.base, move.tax});
    if (context_.company.tax_point == TaxPoint::statement)
        if (const Date stated = context_.company.zone.date_at(adjustment.stated_at); stated != adjustment.issued_on)
            adjustment.tax_point = stated;
    if (const auto& invoiced = books.invoice->accounting_tax) {
        const Money moved = type == DocumentType::credit_note ? -movement.totals.tax : movement.totals.tax;
        adjustment.accounting_tax = share_of(*invoiced, books.invoice->totals.tax, tax_before, tax_before + moved);
    }
    return adjustment;
}

std::vector<Entry> Paperwork::entries_of(const Adjustment& document) const {
    Moved moved{{}, {}, document.rounding};
    for (const AdjustedLine& line : document.lines) moved.net.emplace_back(line.service, line.net());
    for (const TaxSubtotal& row : document.tax) moved.tax.emplace_back(row.key, row.amount);
    const Chart& chart = context_.company.chart;
    return document.type == DocumentType::credit_note ? entries_for_credit(chart, moved, document.settlement)
                                                      : entries_for_supplement(chart, moved);
}

Adjustment Paperwork::credit_note(const Claim& claim, const Movement& movement, const Start& before) const {
    Adjustment note = document_of(claim, movement, DocumentType::credit_note, before.tax);
    note.settlement = settle(before.receivable, movement.totals.gross, claim.wish);
    note.entries = entries_of(note);
    return note;
}

Adjustment Paperwork::supplement(const Claim& claim, const Movement& movement) const {
    Adjustment invoice = document_of(claim, movement, DocumentType::supplementary_invoice, start().tax);
    invoice.entries = entries_of(invoice);
    return invoice;
}

Adjustment Paperwork::reversal_of(const Adjustment& document) const {
    const InvoiceStream::Books& books = *state_.books;
    Adjustment reversal = document;
    reversal.type = other_way(document.type);
    const Numbered numbered = next_number(series_of(reversal.type));
    reversal.number = AdjustmentNumber(numbered.number);
    reversal.ordinal = numbered.ordinal;
    reversal.issued_on = numbered.issued_on;
    reversal.reverses = document.number;
    reversal.replaces.reset();
    reversal.settlement.clear();
    const LineIndex index(books.billing);
    for (AdjustedLine& line : reversal.lines) {
        const auto at = index.find(line.line);
        invariant(at.has_value(), "a document moves lines of its invoice");
        const Money back = line.before - line.after;
        line.before = books.standing.lines[*at];
        line.after = line.before + back;
    }
    reversal.entries = entries_of(reversal);
    return reversal;
}

Adjustment Paperwork::replacement_of(const Adjustment& document, const Adjustment& reversal,
                                     const Receivable& before) const {
    Adjustment note = document;
    const Numbered numbered = next_number(series_of(note.type));
    note.number = AdjustmentNumber(numbered.number);
    note.ordinal = numbered.ordinal;
    note.issued_on = numbered.issued_on;
    note.reverses.reset();
    note.replaces = document.number;
    for (std::size_t i = 0; i < note.lines.size(); ++i) {
        note.lines[i].before = reversal.lines[i].after;
        note.lines[i].after = reversal.lines[i].before;
    }
    note.settlement = settle(before, note.totals.gross, state_.find(note.claim)->wish);
    note.entries = entries_of(note);
    return note;
}

Standing Paperwork::standing_after(const Adjustment& reversal) const {
    const InvoiceStream::Books& books = *state_.books;
    const bool gives_back = reversal.type == DocumentType::supplementary_invoice;
    Standing after = books.standing;
    const LineIndex index(books.billing);
    for (const AdjustedLine& line : reversal.lines) after.lines[*index.find(line.line)] = line.after;
    after.rounding += gives_back ? reversal.rounding : -reversal.rounding;
    for (std::size_t group = 0; group < books.billing.groups.size(); ++group) {
        if (!books.billing.groups[group].can_be_credited()) continue;
        Money tax = books.standing.tax(books.billing, group);
        for (const TaxSubtotal& row : reversal.tax)
            if (row.key == books.billing.groups[group].key) tax += gives_back ? row.amount : -row.amount;
        if (after.tax(books.billing, group) != tax) after.anchors[group] = {after.base(books.billing, group), tax};
    }
    return after;
}

std::optional<RefundRecorded> Paperwork::refund_of(const Adjustment& document) const {
    const auto part = std::find_if(document.settlement.begin(), document.settlement.end(),
                                   [](const SettlementPart& p) { return p.kind == SettlementKind::refund; });
    if (part == document.settlement.end()) return std::nullopt;
    const Numbered numbered = next_number(Series::refund);
    return RefundRecorded{RefundNumber(numbered.number), numbered.ordinal, numbered.issued_on, RefundSource::adjustment,
                          document.number.text(),        document.claim,   part->amount};
}

}  // namespace makegood
