#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/import/bank_payment.hpp"
#include "engine/core/result.hpp"

namespace makegood::import {

enum class FoundIn { structured_reference, text };

struct InvoiceFound {
    std::string number;  ///< as is_invoice() knows it
    FoundIn in;
};

/// Why no invoice, or no single one, is meant.
struct NoInvoice {
    std::string why;
    std::vector<std::string> candidates;  ///< the invoices, when there are several
};

/// The one invoice that a payment means, else why there is none, in words for the office. Pure, as is_invoice is.
///
/// First the structured references, then the text; the text isn't read when a reference names an invoice. Two invoices
/// in either place are ambiguous, because nobody said how much is for which.
/// - A reference is tried as written, without spaces, and as what it wraps: behind the check digits of an RF reference
///   (ISO 11649), and without check digit and leading zeros where it is a Swiss QR or ISR reference (26 or 27 digits,
///   modulo 10 recursive) or a Finnish one (weights 7, 3, 1). The first of these that is an invoice counts.
/// - The text is split into words at white space and at signs other than "-", "_" and a "." between digits; signs at
///   the ends of a word don't belong to it. Runs of up to seven words are tried as they stand there, the longest first,
///   and a run that is an invoice is used up. So "2023-001" never means an invoice "001", and "INV-1001/INV-1002"
///   means two. A word or a run counts only with a digit in it; an RF reference in the text counts as a reference.
/// - Everything is tried as written and in capitals, as banks write.
[[nodiscard]] Result<InvoiceFound, NoInvoice> match(const BankPayment& payment,
                                                    const std::function<bool(std::string_view)>& is_invoice);

}  // namespace makegood::import
