#include "engine/money/money.hpp"

#include <algorithm>
#include <array>

namespace makegood {

Money& Money::operator+=(const Money& other) {
    invariant(currency_ == other.currency_, "only one currency is added up");
    invariant(!__builtin_add_overflow(minor_, other.minor_, &minor_), "a sum of money stays inside int64");
    return *this;
}

Money& Money::operator-=(const Money& other) {
    invariant(currency_ == other.currency_, "only one currency is subtracted");
    invariant(!__builtin_sub_overflow(minor_, other.minor_, &minor_), "a difference of money stays inside int64");
    return *this;
}

Money Money::operator-() const {
    return zero(currency_) - *this;
}

std::strong_ordering operator<=>(const Money& a, const Money& b) {
    invariant(a.currency_ == b.currency_, "only one currency is compared");
    return a.minor_ <=> b.minor_;
}

Result<Money, MoneyRefusal> parse_money(std::string_view text, Currency currency) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == text.npos ? std::string_view{} : text.substr(point + 1);
    const auto all_digits = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (whole.empty() || !all_digits(whole) || !all_digits(fraction)) return Failure{MoneyRefusal::not_money};
    if (point != text.npos && fraction.empty()) return Failure{MoneyRefusal::not_money};
    if (whole.size() > 1 && whole.front() == '0') return Failure{MoneyRefusal::not_money};
    if (fraction.size() != static_cast<std::size_t>(currency.digits())) return Failure{MoneyRefusal::wrong_digits};
    if (whole.size() + fraction.size() > 19) return Failure{MoneyRefusal::too_large};

    std::uint64_t minor = 0;  // at most 19 digits: fits
    for (std::string_view part : {whole, fraction})
        for (char c : part) minor = minor * 10 + static_cast<std::uint64_t>(c - '0');
    if (minor > static_cast<std::uint64_t>(amount_minor_max)) return Failure{MoneyRefusal::too_large};
    if (negative && minor == 0) return Failure{MoneyRefusal::not_money};
    const auto magnitude = static_cast<std::int64_t>(minor);
    return Money(negative ? -magnitude : magnitude, currency);
}

std::string to_text(const Money& money) {
    const std::int64_t minor = money.minor();
    std::uint64_t rest = minor < 0 ? ~static_cast<std::uint64_t>(minor) + 1 : static_cast<std::uint64_t>(minor);
    const int digits = money.currency().digits();
    std::array<char, 24> text;  // at most 19 digits, a point and a minus; filled from its end
    auto begin = text.end();
    for (int digit = 0; rest != 0 || digit <= digits; ++digit, rest /= 10) {
        if (digit == digits && digit != 0) *--begin = '.';
        *--begin = static_cast<char>('0' + rest % 10);
    }
    if (minor < 0) *--begin = '-';
    return {begin, text.end()};
}

std::string accepted_form(Currency currency) {
    const std::string code(currency.code());
    const int digits = currency.digits();
    if (digits == 0) return "an amount in " + code + " as a text without a point, as in \"1250\"";
    return "an amount in " + code + " as a text with " + std::to_string(digits) + " digits after the point, as in \"" +
           to_text(Money(digits == 2   ? 1250
                         : digits == 3 ? 12500
                                       : 125000,
                         currency)) +
           "\"";
}

Money abs(const Money& money) {
    return money.is_negative() ? -money : money;
}

Money scale(const Money& amount, const Money& numerator, const Money& denominator, Rounding rounding) {
    invariant(amount.currency() == numerator.currency() && amount.currency() == denominator.currency(),
              "only one currency is scaled");
    const auto minor = multiply_divide(amount.minor(), numerator.minor(), denominator.minor(), rounding);
    invariant(minor.has_value(), "a scaled amount stays inside int64");
    return {*minor, amount.currency()};
}

std::vector<Money> split(const Money& total, std::span<const Money> weights) {
    std::vector<std::int64_t> plain;
    plain.reserve(weights.size());
    for (const Money& weight : weights) {
        invariant(weight.currency() == total.currency(), "only one currency is split");
        plain.push_back(weight.minor());
    }
    std::vector<Money> parts;
    parts.reserve(weights.size());
    for (std::int64_t part : split_by_largest_remainder(total.minor(), plain))
        parts.emplace_back(part, total.currency());
    return parts;
}

}  // namespace makegood
