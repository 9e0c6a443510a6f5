#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/money/decimal.hpp"
#include "engine/money/money.hpp"

namespace makegood::import {

/// Why a number cannot be taken, in the words of a Finding.
struct NumberFault {
    std::string found;
    std::string expected;
};

/// Reads what XML Schema calls a decimal: "+5", "00.00", ".5" and "-12.500" besides the plain forms; no exponent, no
/// thousands separator. Zeros that say nothing are dropped.
[[nodiscard]] Result<Decimal, NumberFault> read_decimal(std::string_view text);

/// The same, as money, and only when it is exact: "10.5" and "10.500" are 10.50 EUR, "10.505" is a fault.
[[nodiscard]] Result<Money, NumberFault> read_money(std::string_view text, Currency currency);

/// dividend ÷ divisor, exact where it ends within 9 digits behind the point, otherwise rounded half away from zero
/// there. For unit prices, which are shown and not reckoned with. The divisor is not 0. Nothing when it is too large.
[[nodiscard]] std::optional<Decimal> divide_for_show(const Decimal& dividend, const Decimal& divisor);

}  // namespace makegood::import
