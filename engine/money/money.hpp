#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/money/arithmetic.hpp"
#include "engine/money/currency.hpp"

namespace makegood {

/// An exact amount: minor units of one currency. Adding two currencies, or leaving int64, breaks an invariant: amounts
/// that come from outside are held to `amount_minor_max`, so that no sum over a document can get there.
class Money {
  public:
    Money(std::int64_t minor, Currency currency) : minor_(minor), currency_(currency) {}
    [[nodiscard]] static Money zero(Currency currency) { return {0, currency}; }

    [[nodiscard]] std::int64_t minor() const { return minor_; }
    [[nodiscard]] Currency currency() const { return currency_; }
    [[nodiscard]] bool is_zero() const { return minor_ == 0; }
    [[nodiscard]] bool is_positive() const { return minor_ > 0; }
    [[nodiscard]] bool is_negative() const { return minor_ < 0; }

    Money& operator+=(const Money& other);
    Money& operator-=(const Money& other);
    [[nodiscard]] Money operator-() const;
    friend Money operator+(Money a, const Money& b) { return a += b; }
    friend Money operator-(Money a, const Money& b) { return a -= b; }
    /// Same currency only; ordering across currencies breaks an invariant.
    friend std::strong_ordering operator<=>(const Money& a, const Money& b);
    friend bool operator==(const Money& a, const Money& b) = default;

  private:
    std::int64_t minor_;
    Currency currency_;
};

/// The largest amount accepted from outside: 10^15 - 1 minor units, either sign. Whoever reads a document also holds
/// the sum of its amounts to int64.
inline constexpr std::int64_t amount_minor_max = 999'999'999'999'999;

enum class MoneyRefusal {
    not_money,     ///< not digits with at most one point, e.g. "12,50", "1e3", "" or "free"
    wrong_digits,  ///< not exactly the currency's digits, e.g. "1.5" EUR or "1.00" JPY
    too_large,     ///< beyond amount_minor_max
};

/// Reads "-12.50": an optional minus, digits without leading zeros, a point and exactly the currency's digits. Zero has
/// no minus.
[[nodiscard]] Result<Money, MoneyRefusal> parse_money(std::string_view text, Currency currency);
/// Writes what parse_money reads: "-12.50", "1200" (JPY), "0.005" (TND).
[[nodiscard]] std::string to_text(const Money& money);
/// "amounts in EUR have 2 digits after the point, as in 12.50", to tell a person what would be accepted.
[[nodiscard]] std::string accepted_form(Currency currency);

[[nodiscard]] Money abs(const Money& money);
/// amount × numerator ÷ denominator; numerator and denominator are of one currency, like the amount.
[[nodiscard]] Money scale(const Money& amount, const Money& numerator, const Money& denominator, Rounding rounding);
/// The parts sum to `total`. Weights as in split_by_largest_remainder.
[[nodiscard]] std::vector<Money> split(const Money& total, std::span<const Money> weights);

}  // namespace makegood
