#pragma once

#include <optional>

#include "adapters/codec/json_reader.hpp"
#include "engine/ledger/ledger.hpp"

namespace makegood::config {

/// accounts.json: a name for every account, under the account's word; "allowances_by_service" {service: name} and
/// "output_tax_by_rate" {"CATEGORY RATE": name}, as in "S 20", divide the two further. Nothing when two accounts would
/// share a name, which is a finding like all else.
[[nodiscard]] std::optional<Chart> read_chart(codec::ObjectReader object);

}  // namespace makegood::config
