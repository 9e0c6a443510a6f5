#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/money/money.hpp"

namespace makegood {

/// An exact decimal for what is not money: quantities, unit prices, percentages. coefficient × 10^-scale.
/// Keeps its digits as written ("1.50" stays "1.50"); compares by value.
class Decimal {
  public:
    static constexpr int scale_max = 15;

    Decimal() = default;
    /// scale 0 to scale_max.
    Decimal(std::int64_t coefficient, int scale);
    /// An optional minus, digits, an optional point with digits; at most 18 digits in all, at most scale_max behind
    /// the point. No exponent, no thousands separator. Anything else is nothing.
    [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] std::int64_t coefficient() const { return coefficient_; }
    [[nodiscard]] int scale() const { return scale_; }
    [[nodiscard]] bool is_zero() const { return coefficient_ == 0; }
    [[nodiscard]] bool is_negative() const { return coefficient_ < 0; }

    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

  private:
    std::int64_t coefficient_ = 0;
    std::int8_t scale_ = 0;
};

[[nodiscard]] std::string to_text(const Decimal& decimal);
/// The shortest text of the same value: "20.00" becomes "20".
[[nodiscard]] std::string to_shortest_text(const Decimal& decimal);

/// quantity × unit price in the currency's minor units. Nothing when it leaves int64.
[[nodiscard]] std::optional<Money> extend(const Decimal& quantity, const Decimal& unit_price, Currency currency,
                                          Rounding rounding);
/// `percent` per cent of an amount.
[[nodiscard]] Money percent_of(const Decimal& percent, const Money& amount, Rounding rounding);

}  // namespace makegood
