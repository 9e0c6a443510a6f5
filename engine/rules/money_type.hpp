#pragma once

#include <string>

#include "engine/cel/schema.hpp"
#include "engine/money/money.hpp"

namespace makegood {

/// Money in rules: money("12.50", "EUR"), compared, added and subtracted within one currency. Another currency is an
/// error that names both ("EUR against USD"): whoever wants to compare them asks for the company's currency instead.
class MoneyType final : public cel::OpaqueType {
  public:
    MoneyType();
    [[nodiscard]] cel::Value equal(const cel::Value& a, const cel::Value& b, cel::Arena& arena) const override;
    /// "12.50 EUR"
    [[nodiscard]] std::string to_text(const cel::Value& value) const override;
};

/// The one there is; immutable.
[[nodiscard]] const MoneyType& money_type();

[[nodiscard]] cel::Value to_value(const Money& money);
/// Of a value of the money type only.
[[nodiscard]] Money money_of(const cel::Value& value);

/// Adds the type, money(), < <= > >= + - and money * int.
void add_money(cel::Schema& schema);

/// Reads "12.50 EUR", as to_text writes it; nothing when it is not that.
[[nodiscard]] std::optional<Money> parse_money_with_currency(std::string_view text);

}  // namespace makegood
