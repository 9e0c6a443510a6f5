#include "engine/rules/reference_rates.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <tuple>

#include "engine/core/invariant.hpp"

namespace makegood {

namespace {

__extension__ using Wide = __int128;  // 10^15 minor units × 10^18 of a rate × 10^4 of digits stays below 10^38

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

auto place_of(const ReferenceRate& rate) {
    return std::tuple(rate.from, rate.on);
}

}  // namespace

ReferenceRates::ReferenceRates(Currency company, std::vector<ReferenceRate> rates)
    : company_(company), rates_(std::move(rates)) {
    std::sort(rates_.begin(), rates_.end(),
              [](const ReferenceRate& a, const ReferenceRate& b) { return place_of(a) < place_of(b); });
    for (const ReferenceRate& rate : rates_) {
        invariant(rate.from != company_, "the company's own currency has no rate");
        invariant(!rate.rate.is_zero() && !rate.rate.is_negative(), "a rate is above zero");
    }
}

std::optional<Money> ReferenceRates::convert(const Money& amount, Date day) const {
    if (amount.currency() == company_) return amount;
    const auto later =
        std::upper_bound(rates_.begin(), rates_.end(), std::tuple(amount.currency(), day),
                         [](const auto& wanted, const ReferenceRate& rate) { return wanted < place_of(rate); });
    if (later == rates_.begin() || std::prev(later)->from != amount.currency()) return std::nullopt;
    const Decimal& rate = std::prev(later)->rate;
    if (amount.minor() > amount_minor_max || amount.minor() < -amount_minor_max) return std::nullopt;

    const bool negative = amount.is_negative();
    const Wide magnitude = negative ? -Wide{amount.minor()} : Wide{amount.minor()};
    const Wide product = magnitude * rate.coefficient() * power_of_ten(company_.digits());
    const Wide divisor = power_of_ten(rate.scale() + amount.currency().digits());
    const Wide rounded = product / divisor + (product % divisor * 2 >= divisor ? 1 : 0);
    if (rounded > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    const auto minor = static_cast<std::int64_t>(rounded);
    return Money(negative ? -minor : minor, company_);
}

}  // namespace makegood
