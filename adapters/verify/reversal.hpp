#pragma once

#include "adapters/verify/invoice.hpp"

namespace makegood::verify {

/// Laws 7 and 10 for a document that takes another one back, and takes it into the invoice: it mirrors that document to
/// the cent, once; what it says stands after it is what stood before and the mirrored amounts; no line stands below
/// zero, nor above what was billed and added. A supplementary invoice is taken back only while it is not paid; after
/// a credit note its replacement must follow. Answers with what it asks of the accounts that are no sub-ledger.
[[nodiscard]] Moves judge_reversal(const Value& payload, Invoice& invoice, bool is_after_correction,
                                   const Happening& happening, Findings& findings);

}  // namespace makegood::verify
