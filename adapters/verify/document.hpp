#pragma once

#include "adapters/verify/findings.hpp"
#include "adapters/verify/invoice.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// Law 7 for one document of ours, and takes it into the invoice: its lines start from what stands, its sums add up,
/// and with it billed = standing + adjustments for every (category, rate). `claim` may be missing, which was said
/// already. Answers with what the document asks of the accounts that are no sub-ledger.
[[nodiscard]] Moves judge_adjustment(const Value& adjustment, Invoice& invoice, Claim* claim, Findings& findings);

/// A credit that somebody else's document gave: what stands after it is taken from the event, and held to what the
/// document says: net and tax fall by it, not below zero, and what could not fall is over-credited.
void judge_credit_elsewhere(const Value& payload, Levels& levels, Findings& findings);

}  // namespace makegood::verify
