#pragma once

#include <optional>

#include "adapters/codec/json_reader.hpp"
#include "engine/rules/customer_lists.hpp"
#include "engine/rules/reference_rates.hpp"

namespace makegood::config {

/// reference-rates.json: {"currency": "EUR", "rates": [{"from": "GBP", "on": "2026-01-02", "rate": "1.1735"}]}.
/// Nothing when something in it is wrong; the findings are the reader's.
[[nodiscard]] std::optional<ReferenceRates> read_reference_rates(codec::ObjectReader object);

/// customer-lists.json: {"strategic": ["C-1001"], "call-first": []}.
[[nodiscard]] CustomerLists read_customer_lists(const codec::ObjectReader& object);

}  // namespace makegood::config
