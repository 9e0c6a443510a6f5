#include "adapters/sqlite/law_of_ties.hpp"

namespace makegood::sqlite {

namespace {

std::span<const Entry> entries_of(const Event& event) {
    return std::visit(
        [](const auto& e) -> std::span<const Entry> {
            if constexpr (requires { e.entries; })
                return e.entries;
            else if constexpr (requires { e.adjustment; })
                return e.adjustment.entries;
            else
                return {};
        },
        event);
}

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
        const auto entries = entries_of(journaled.recorded.event);
        moves.receivables += balance_of(Account::receivables, entries, currency);
        moves.refunds -= balance_of(Account::refunds_payable, entries, currency);
        moves.kept -= balance_of(Account::customer_balances, entries, currency);
    }
    return moves;
}

}  // namespace

SubLedgers sub_ledgers(const InvoiceStream& stream) {
    return {stream.books ? std::optional(stream.books->receivable) : std::nullopt};
}

void require_ties(const SubLedgers& before, const InvoiceStream& after, std::span<const Journaled> events) {
    if (events.empty() || !after.books) return;
    const Receivable& now = after.books->receivable;
    const Currency currency = now.payable.currency();
    const Money zero = Money::zero(currency);
    const Receivable then = before.receivable.value_or(Receivable{zero, zero, zero, zero});
    const Moves moved{now.open() - then.open(), now.refunded - then.refunded, now.kept - then.kept};
    invariant(posted(events, currency) == moved, "the books move as the sub-ledgers do (law 8)");
}

}  // namespace makegood::sqlite
