#pragma once

#include "engine/core/finding.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// Everything for which POST /v1/invoices would refuse the draft too: what Invoice::check finds, and the lengths and
/// sizes of codec::read_invoice, asked by writing the draft and reading it back. So what is imported can be journalled
/// and read again. A document of too many lines, or of amounts that add up to more than any money, is refused before
/// they are added. Pointers are JSON Pointers. Empty when the draft is an invoice.
[[nodiscard]] Findings check_draft(const InvoiceDraft& draft);

}  // namespace makegood::import
