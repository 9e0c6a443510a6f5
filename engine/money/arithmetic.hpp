#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace makegood {

/// Who divides names the rounding. Each works on the absolute value and then restores the sign, so that a credit rounds
/// exactly as the charge that it undoes (DESIGN.md 4).
enum class Rounding {
    half_away_from_zero,  ///< the commercial rounding of EN 16931
    toward_zero,
    away_from_zero,
};

/// value × numerator ÷ denominator, the product in 128 bits. Nothing when the quotient leaves int64.
/// The denominator is not 0.
[[nodiscard]] std::optional<std::int64_t> multiply_divide(std::int64_t value, std::int64_t numerator,
                                                          std::int64_t denominator, Rounding rounding);

/// Splits `total` in proportion to `weights`: each part is cut toward zero, the units left over go one each to the
/// largest remainders, ties to the earlier part. The parts sum to `total`, to the unit.
/// Weights are ≥ 0 and not all 0; their sum fits int64. `total` may be negative.
/// Source: the largest remainder (Hamilton) method.
[[nodiscard]] std::vector<std::int64_t> split_by_largest_remainder(std::int64_t total,
                                                                   std::span<const std::int64_t> weights);

}  // namespace makegood
