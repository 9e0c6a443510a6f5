#include "engine/money/decimal.hpp"

#include <limits>

namespace makegood {

namespace {

__extension__ using Wide = __int128;

constexpr Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

/// Half away from zero, or cut, or away: the same three as multiply_divide, for a 128-bit dividend.
Wide divide(Wide dividend, Wide divisor, Rounding rounding) {
    const bool negative = dividend < 0;
    if (negative) dividend = -dividend;
    Wide quotient = dividend / divisor;
    const Wide remainder = dividend % divisor;
    if (rounding == Rounding::half_away_from_zero && remainder * 2 >= divisor) ++quotient;
    if (rounding == Rounding::away_from_zero && remainder != 0) ++quotient;
    return negative ? -quotient : quotient;
}

std::optional<Money> to_money(Wide coefficient, int scale, Currency currency, Rounding rounding) {
    const int shift = scale - currency.digits();
    Wide minor = 0;
    if (shift > 0)
        minor = divide(coefficient, power_of_ten(shift), rounding);
    else if (__builtin_mul_overflow(coefficient, power_of_ten(-shift), &minor))
        return std::nullopt;
    if (minor > std::numeric_limits<std::int64_t>::max() || minor < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return Money(static_cast<std::int64_t>(minor), currency);
}

}  // namespace

Decimal::Decimal(std::int64_t coefficient, int scale)
    : coefficient_(coefficient), scale_(static_cast<std::int8_t>(scale)) {
    invariant(scale >= 0 && scale <= scale_max, "a decimal has 0 to 15 digits behind the point");
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t coefficient = 0;
    int digits = 0;
    int scale = -1;  // -1: no point yet
    for (char c : text) {
        if (c == '.' && scale < 0 && digits > 0) {
            scale = 0;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        if (coefficient != 0 || c != '0' || scale >= 0 || digits == 0) ++digits;
        if (digits > 18) return std::nullopt;
        coefficient = coefficient * 10 + (c - '0');
        if (scale >= 0) ++scale;
    }
    if (digits == 0 || scale == 0 || scale > scale_max) return std::nullopt;
    return Decimal(negative ? -coefficient : coefficient, scale < 0 ? 0 : scale);
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int common = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
    return Wide{a.coefficient_} * power_of_ten(common - a.scale_) <=>
           Wide{b.coefficient_} * power_of_ten(common - b.scale_);
}

std::string to_text(const Decimal& decimal) {
    const std::int64_t coefficient = decimal.coefficient();
    std::string digits = std::to_string(coefficient < 0 ? -coefficient : coefficient);
    const auto scale = static_cast<std::size_t>(decimal.scale());
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
    return coefficient < 0 ? "-" + digits : digits;
}

std::string to_shortest_text(const Decimal& decimal) {
    std::int64_t coefficient = decimal.coefficient();
    int scale = decimal.scale();
    for (; scale > 0 && coefficient % 10 == 0; --scale) coefficient /= 10;
    return to_text(Decimal(coefficient, scale));
}

std::optional<Money> extend(const Decimal& quantity, const Decimal& unit_price, Currency currency, Rounding rounding) {
    return to_money(Wide{quantity.coefficient()} * unit_price.coefficient(), quantity.scale() + unit_price.scale(),
                    currency, rounding);
}

Money percent_of(const Decimal& percent, const Money& amount, Rounding rounding) {
    const Wide product = Wide{percent.coefficient()} * amount.minor();
    const Wide minor = divide(product, power_of_ten(percent.scale() + 2), rounding);
    invariant(minor <= std::numeric_limits<std::int64_t>::max() && minor >= std::numeric_limits<std::int64_t>::min(),
              "a percentage of money stays inside int64");
    return {static_cast<std::int64_t>(minor), amount.currency()};
}

}  // namespace makegood
