#include "adapters/import/written_number.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "adapters/import/quoted.hpp"

namespace makegood::import {

namespace {

__extension__ using Wide = __int128;

constexpr int shown_digits = 9;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct Digits {
    bool negative = false;
    std::string whole;     // without leading zeros, at least "0"
    std::string fraction;  // without trailing zeros
};

std::optional<Digits> split_digits(std::string_view text) {
    Digits digits;
    text = trimmed(text);
    if (text.starts_with('-') || text.starts_with('+')) {
        digits.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const std::size_t point = text.find('.');
    std::string_view whole = text.substr(0, point);
    std::string_view fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (whole.empty() && fraction.empty()) return std::nullopt;
    if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(fraction, is_digit)) return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
    digits.whole = whole.empty() ? "0" : std::string(whole);
    digits.fraction = fraction;
    return digits;
}

std::string joined(const Digits& digits) {
    const bool is_zero = digits.whole == "0" && digits.fraction.find_first_not_of('0') == std::string::npos;
    std::string text = digits.negative && !is_zero ? "-" : "";
    text += digits.whole;
    if (!digits.fraction.empty()) text += "." + digits.fraction;
    return text;
}

}  // namespace

Result<Decimal, NumberFault> read_decimal(std::string_view text) {
    const auto digits = split_digits(text);
    if (!digits) return Failure{NumberFault{quoted(text), "a decimal number, as in \"-12.5\""}};
    if (auto decimal = Decimal::parse(joined(*digits))) return *decimal;
    return Failure{NumberFault{quoted(text), "at most 18 digits, at most 15 of them behind the point"}};
}

Result<Money, NumberFault> read_money(std::string_view text, Currency currency) {
    auto digits = split_digits(text);
    const std::string code(currency.code());
    if (!digits) return Failure{NumberFault{quoted(text), "an amount in " + code + ", as in \"-12.5\""}};
    const auto minor_digits = static_cast<std::size_t>(currency.digits());
    if (digits->fraction.size() > minor_digits)
        return Failure{NumberFault{quoted(text), "an amount that is exact in " + code + ": at most " +
                                                     std::to_string(minor_digits) + " digits behind the point"}};
    digits->fraction.resize(minor_digits, '0');
    if (auto money = parse_money(joined(*digits), currency)) return *money;
    return Failure{NumberFault{quoted(text), "an amount of at most 15 digits"}};
}

std::optional<Decimal> divide_for_show(const Decimal& dividend, const Decimal& divisor) {
    Wide numerator = dividend.coefficient();
    Wide denominator = divisor.coefficient();
    for (int i = 0; i < shown_digits + divisor.scale(); ++i)
        if (__builtin_mul_overflow(numerator, Wide{10}, &numerator)) return std::nullopt;
    for (int i = 0; i < dividend.scale(); ++i)
        if (__builtin_mul_overflow(denominator, Wide{10}, &denominator)) return std::nullopt;
    const bool negative = (numerator < 0) != (denominator < 0);
    if (numerator < 0) numerator = -numerator;
    if (denominator < 0) denominator = -denominator;
    Wide quotient = numerator / denominator;
    if ((numerator % denominator) >= denominator - numerator % denominator) ++quotient;
    int scale = shown_digits;
    for (; scale > 0 && quotient % 10 == 0; --scale) quotient /= 10;
    constexpr Wide coefficient_max = 999'999'999'999'999'999;
    if (quotient > coefficient_max) return std::nullopt;
    return Decimal(static_cast<std::int64_t>(negative ? -quotient : quotient), scale);
}

}  // namespace makegood::import
