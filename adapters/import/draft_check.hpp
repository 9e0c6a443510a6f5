#pragma once

#include "engine/core/finding.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// What Invoice::check finds, asked only when its sums cannot leave int64: a document of too many lines, or of amounts
/// that add up to more than any money, is refused before they are added. Empty when the draft is an invoice.
[[nodiscard]] Findings check_draft(const InvoiceDraft& draft);

}  // namespace makegood::import
