#pragma once

#include <optional>
#include <span>

#include "engine/desk/invoice_stream.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// What the sub-ledgers hold of one invoice. Nothing while it is not recorded.
struct SubLedgers {
    Money open;
    Money refunds;
    Money balance;
};
[[nodiscard]] std::optional<SubLedgers> sub_ledgers(const InvoiceStream& stream);

/// One invoice of a command, before it and after.
struct Moved {
    std::optional<SubLedgers> before;
    const InvoiceStream* after;
};

/// Law 8, checked before every commit: the entries of the new events move receivables, refunds payable and customer
/// balances by what the open amounts, refunds and kept amounts of the command's invoices moved by. Else an invariant is
/// broken.
void require_ties(std::span<const Moved> invoices, std::span<const Journaled> events);

}  // namespace makegood::sqlite
