#pragma once

#include <set>
#include <string>

#include "engine/journal/document.hpp"

namespace makegood::exact {

/// What of a document and its invoice keeps it from being UBL by EN 16931, as pointers into the two: the whole list, so
/// that a refusal can be held to it, and a document for which it is empty must be written. Blank names and an odd
/// seller aside, which are not an invoice's.
[[nodiscard]] std::set<std::string> unfit_for_ubl(const Adjustment& adjustment, const InvoiceDraft& of);

/// Whether a tax is a whole unit of its currency or more from rate × base, rounded to hundredths: no receiver's
/// validation takes that. Source: CEN's EN 16931 artefacts 1.3.16, BR-S-09. Currencies of at most 2 digits.
[[nodiscard]] bool is_far_off(const TaxSubtotal& tax);

}  // namespace makegood::exact
