#pragma once

#include <string>

#include "adapters/export/reconciliation.hpp"

namespace makegood::exports {

/// For people: what ties, then what does not, each kind under a heading, columns aligned, amounts to the right. Every
/// finding is listed.
[[nodiscard]] std::string to_words(const ReconciliationReport& report);

/// One JSON object, amounts as strings with the currency's digits.
[[nodiscard]] std::string to_json(const ReconciliationReport& report);

}  // namespace makegood::exports
