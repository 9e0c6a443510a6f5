#pragma once

#include <vector>

#include "adapters/import/camt_element.hpp"
#include "adapters/import/camt_entry.hpp"

namespace makegood::import {

/// Whether a statement's balances hold: the opening booked balance (OPBD, else PRCD) and the booked entries make the
/// closing one (CLBD). A statement without them is a finding, for it can't be told. `entries` are all of its entries.
void check_balances(const CamtElement& statement, const std::vector<CamtEntrySum>& entries, Findings& findings);

/// Whether TxsSummry counts and sums all entries, booked or not: TtlNtries with its net, TtlCdtNtries, TtlDbtNtries.
/// What isn't there isn't checked; nor are sums over several currencies.
void check_summary(const CamtElement& statement, const std::vector<CamtEntrySum>& entries, Findings& findings);

}  // namespace makegood::import
