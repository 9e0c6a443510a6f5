#pragma once

#include "adapters/verify/findings.hpp"
#include "adapters/verify/invoice.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// Law 7 for one document of ours, and takes it into the invoice: its lines start from what stands, its sums add up,
/// and with it billed = standing + adjustments for every (category, rate). `claim` may be missing, which was said
/// already. `replacement` is there when it follows the reversal of the document that it replaces: then it says the same
/// as that one, to the cent, and tax is counted on from where it was before the reversal, or comes to the corrected
/// worth. Sets what must follow. Answers with what the document
/// asks of the accounts that are no sub-ledger.
[[nodiscard]] Moves judge_adjustment(const Value& payload, Invoice& invoice, Claim* claim, const Sequel* replacement,
                                     const Happening& happening, Findings& findings);

/// The document names its invoice, that one's date and its guarantee.
void judge_references(const Value& document, const Invoice& invoice, Findings& findings);

/// What a document asks of the accounts that are no sub-ledger.
[[nodiscard]] Moves moves_asked_by(const DocumentImage& document, Wide out_of_band);

}  // namespace makegood::verify
