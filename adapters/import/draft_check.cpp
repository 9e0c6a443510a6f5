#include "adapters/import/draft_check.hpp"

#include <limits>

#include "adapters/codec/invoice_json.hpp"

namespace makegood::import {

namespace {

__extension__ using Wide = __int128;

Wide magnitude(const Money& money) {
    const Wide minor = money.minor();
    return minor < 0 ? -minor : minor;
}

/// An upper bound of every sum that anybody can take over the draft.
Wide sum_of_magnitudes(const InvoiceDraft& draft) {
    Wide sum = magnitude(draft.totals.net) + magnitude(draft.totals.tax) + magnitude(draft.totals.gross);
    for (const InvoiceLine& line : draft.lines) sum += magnitude(line.net);
    for (const DocumentAmount& allowance : draft.allowances) sum += magnitude(allowance.amount);
    for (const DocumentAmount& charge : draft.charges) sum += magnitude(charge.amount);
    for (const TaxSubtotal& row : draft.tax) sum += magnitude(row.base) + magnitude(row.amount);
    for (const Prepayment& prepayment : draft.prepaid) sum += magnitude(prepayment.amount);
    if (draft.rounding) sum += magnitude(*draft.rounding);
    return sum;
}

Findings find_unreadable(const InvoiceDraft& draft) {
    std::string text;
    codec::JsonWriter json(text);
    codec::write_invoice(json, draft);
    auto read = codec::read_invoice(text);
    return read ? Findings{} : std::move(read).error();
}

}  // namespace

Findings check_draft(const InvoiceDraft& draft) {
    if (draft.lines.size() > lines_max)
        return {{"/lines", std::to_string(draft.lines.size()) + " lines", "1 to 10000 lines"}};
    if (sum_of_magnitudes(draft) > std::numeric_limits<std::int64_t>::max())
        return {{"/totals", "amounts that add up to more than 18 digits", "amounts that can be added up"}};
    auto checked = Invoice::check(draft);
    if (!checked) return std::move(checked).error();
    return find_unreadable(draft);
}

}  // namespace makegood::import
