#pragma once

#include <optional>

#include "adapters/import/ubl_values.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// The buyer (BG-7); the order in which an id is looked for stands at read_ubl().
[[nodiscard]] Customer read_customer(const UblElement& document, UblValues& values);

/// The first Delivery that says when or where (BG-13).
[[nodiscard]] std::optional<Delivery> read_delivery(const UblElement& document, UblValues& values);

}  // namespace makegood::import
