#include "tests/exact/number.hpp"

namespace makegood::exact {

std::optional<Number> read_number(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const bool has_gap = text.empty() || point == 0 || point == text.size() - 1;
    if (has_gap || text.size() > 31) return std::nullopt;
    Number number;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number.coefficient = 10 * number.coefficient + (text[i] - '0');
        number.scale += point != text.npos && i > point ? 1 : 0;
    }
    for (; number.scale > 0 && number.coefficient % 10 == 0; --number.scale) number.coefficient /= 10;
    if (is_negative) number.coefficient = -number.coefficient;
    return number;
}

std::string text(const Number& number) {
    std::string digits;
    for (Wide left = number.coefficient < 0 ? -number.coefficient : number.coefficient; left > 0; left /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(left % 10)));
    const auto scale = static_cast<std::size_t>(number.scale);
    while (digits.size() <= scale) digits.insert(digits.begin(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, ".");
    return (number.coefficient < 0 ? "-" : "") + digits;
}

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

Wide rounded_quotient(Wide dividend, Wide divisor) {
    const bool is_negative = (dividend < 0) != (divisor < 0);
    if (dividend < 0) dividend = -dividend;
    if (divisor < 0) divisor = -divisor;
    const Wide quotient = (2 * dividend + divisor) / (2 * divisor);
    return is_negative ? -quotient : quotient;
}

std::string amount_text(Wide hundredths) {
    return text(Number{hundredths, 2});
}

}  // namespace makegood::exact
