#include "adapters/sqlite/law_of_ties.hpp"

namespace makegood::sqlite {

namespace {

struct Moves {
    Money receivables;
    Money refunds;
    Money kept;
    bool operator==(const Moves&) const = default;
};

Moves posted(std::span<const Journaled> events, Currency currency) {
    const Money zero = Money::zero(currency);
    Moves moves{zero, zero, zero};
    for (const Journaled& journaled : events) {
        const auto entries = entries_in(journaled.recorded.event);
        moves.receivables += balance_of(Account::receivables, entries, currency);
        moves.refunds -= balance_of(Account::refunds_payable, entries, currency);
        moves.kept -= balance_of(Account::customer_balances, entries, currency);
    }
    return moves;
}

}  // namespace

std::optional<SubLedgers> sub_ledgers(const InvoiceStream& stream) {
    if (!stream.books) return std::nullopt;
    const Receivable& receivable = stream.books->receivable;
    return SubLedgers{receivable.open(), stream.refunds_payable(), receivable.balance()};
}

void require_ties(std::span<const sqlite::Moved> invoices, std::span<const Journaled> events) {
    if (events.empty() || !invoices.front().after->books) return;
    const Currency currency = invoices.front().after->books->invoice->currency;
    const Money zero = Money::zero(currency);
    Moves moved{zero, zero, zero};
    for (const sqlite::Moved& invoice : invoices) {
        const SubLedgers then = invoice.before.value_or(SubLedgers{zero, zero, zero});
        const SubLedgers now = *sub_ledgers(*invoice.after);
        moved.receivables += now.open - then.open;
        moved.refunds += now.refunds - then.refunds;
        moved.kept += now.balance - then.balance;
    }
    invariant(posted(events, currency) == moved, "the books move as the sub-ledgers do (law 8)");
}

}  // namespace makegood::sqlite
