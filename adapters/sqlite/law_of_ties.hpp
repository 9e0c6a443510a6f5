#pragma once

#include <optional>
#include <span>

#include "engine/desk/invoice_stream.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// What the sub-ledgers hold of one invoice. Nothing while it is not recorded.
struct SubLedgers {
    std::optional<Receivable> receivable;
};
[[nodiscard]] SubLedgers sub_ledgers(const InvoiceStream& stream);

/// Law 8, checked before every commit: the entries of the new events move receivables, refunds payable and customer
/// balances by what the invoice's own open amount, refunds and kept amount moved by. Else an invariant is broken.
void require_ties(const SubLedgers& before, const InvoiceStream& after, std::span<const Journaled> events);

}  // namespace makegood::sqlite
