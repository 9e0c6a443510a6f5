#pragma once

#include <optional>
#include <vector>

#include "engine/money/decimal.hpp"
#include "engine/time/date.hpp"

namespace makegood {

/// On that day, one unit of `from` was worth `rate` units of the company's currency.
struct ReferenceRate {
    Currency from;
    Date on;
    Decimal rate;  ///< > 0
};

/// Dated reference rates, as a central bank publishes them. They serve to compare sizes in rules, never to book: every
/// amount that is credited stays in its own currency.
class ReferenceRates {
  public:
    /// Rates are > 0, none is from `company` itself, and no currency has two of one day.
    ReferenceRates(Currency company, std::vector<ReferenceRate> rates);

    [[nodiscard]] Currency currency() const { return company_; }
    /// `amount` in the company's currency by the latest rate on or before `day`, half away from zero. Nothing when
    /// there is no such rate, or the result leaves int64.
    [[nodiscard]] std::optional<Money> convert(const Money& amount, Date day) const;

  private:
    Currency company_;
    std::vector<ReferenceRate> rates_;  ///< by currency, then day, ascending
};

}  // namespace makegood
