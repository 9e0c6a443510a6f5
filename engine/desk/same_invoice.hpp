#pragma once

#include "engine/invoice/invoice.hpp"

namespace makegood {

/// Whether two drafts say the same, so that importing a file twice changes nothing. Decimals compare by value, lists
/// in order; an email that was erased since compares as the same.
[[nodiscard]] bool is_same_invoice(const InvoiceDraft& a, const InvoiceDraft& b);

}  // namespace makegood
