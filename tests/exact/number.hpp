#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace makegood::exact {

__extension__ using Wide = __int128;

/// coefficient ÷ 10^scale, without zeros at the end.
struct Number {
    Wide coefficient = 0;
    int scale = 0;
    bool operator==(const Number&) const = default;
};

/// An optional minus, digits, and at most one point with digits on both sides of it; at most 30 digits.
[[nodiscard]] std::optional<Number> read_number(std::string_view text);
[[nodiscard]] std::string text(const Number& number);
[[nodiscard]] Wide power_of_ten(int exponent);

/// Half away from zero.
[[nodiscard]] Wide rounded_quotient(Wide dividend, Wide divisor);
/// Of hundredths, as an amount: "12.50".
[[nodiscard]] std::string amount_text(Wide hundredths);

}  // namespace makegood::exact
