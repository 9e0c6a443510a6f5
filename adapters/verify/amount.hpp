#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace makegood::verify {

/// The verifier's own arithmetic, so that a mistake in the engine's is not made twice. 128 bits: sums of anything that
/// can be written in an event stay exact.
__extension__ using Wide = __int128;

/// A decimal as written: coefficient × 10^-digits. Of money, the digits are the currency's.
struct Written {
    Wide coefficient = 0;
    int digits = 0;
};

/// "-12.50" is -1250 with 2 digits; at most 19 digits in all. Nothing for any other form: exponents, "-0", "012", ".5".
[[nodiscard]] std::optional<Written> parse_written(std::string_view text);
/// Minor units as an amount with its digits: "-12.50".
[[nodiscard]] std::string to_text(Wide minor, int digits);

/// value × numerator ÷ denominator, rounded half away from zero on the absolute value. The denominator is positive.
/// A product beyond 128 bits gives a number that no amount equals.
/// Source: DESIGN.md 4.
[[nodiscard]] Wide multiply_divide(Wide value, Wide numerator, Wide denominator);

/// Splits `total` ≥ 0 in proportion to `weights` ≥ 0, not all zero: cut, then one unit each to the largest remainders,
/// ties to the earlier part.
[[nodiscard]] std::vector<Wide> largest_remainder(Wide total, std::span<const Wide> weights);

}  // namespace makegood::verify
