#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/invoice/invoice.hpp"

namespace makegood::ubl {

/// Quantity, unit and price of a line whose net is what moves. Promises: net = quantity × price ÷ base quantity,
/// exactly. Source: EN 16931 BT-129, BT-130, BT-146, BT-149.
struct LineQuantity {
    Decimal quantity;
    std::string_view unit;  ///< UN/ECE Recommendation 20
    Decimal price;          ///< ≥ 0
    std::optional<Decimal> base_quantity;
    std::optional<std::string> unit_as_billed;  ///< in the invoice's words, where they name no unit of the list
};

/// One of what moves: for document charges, and lines that were billed for no quantity above zero.
[[nodiscard]] LineQuantity one_of(const Money& net);

/// The quantity that was billed, at the price by which each of it moves; where that has no end, as in 10.00 for 3, the
/// price is for the quantity as a whole.
[[nodiscard]] LineQuantity as_billed(const InvoiceLine& line, const Money& net);

}  // namespace makegood::ubl
