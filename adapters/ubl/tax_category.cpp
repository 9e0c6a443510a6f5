#include "adapters/ubl/tax_category.hpp"

#include <array>
#include <cstdint>

namespace makegood::ubl {

namespace {

__extension__ using Wide = __int128;
using Rate = TaxCategory::Rate;

constexpr auto categories = std::to_array<TaxCategory>({
    {"S", Rate::above_zero, false, "", "", false},
    {"Z", Rate::zero, false, "", "", false},
    {"E", Rate::zero, true, "", "", false},
    {"AE", Rate::zero, true, "VATEX-EU-AE", "Reverse charge", true},
    {"K", Rate::zero, true, "VATEX-EU-IC", "Intra-community supply", true},
    {"G", Rate::zero, true, "VATEX-EU-G", "Export outside the EU", false},
    {"O", Rate::none, true, "VATEX-EU-O", "Not subject to VAT", false},
    {"L", Rate::any, false, "", "", false},
    {"M", Rate::any, false, "", "", false},
});

Wide power_of_ten(int exponent) {
    Wide power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

}  // namespace

const TaxCategory* find_tax_category(std::string_view code) {
    for (const TaxCategory& category : categories)
        if (category.code == code) return &category;
    return nullptr;
}

bool fits(const TaxCategory& category, const Decimal& rate) {
    switch (category.rate) {
        case Rate::above_zero: return !rate.is_zero() && !rate.is_negative();
        case Rate::any: return !rate.is_negative();
        case Rate::zero:
        case Rate::none: return rate.is_zero();
    }
    invariant(false, "every kind of rate is known");
    return false;
}

std::string_view accepted_rate(Rate rate) {
    switch (rate) {
        case Rate::above_zero: return "a rate above 0";
        case Rate::any: return "a rate of 0 or more";
        case Rate::zero:
        case Rate::none: return "no rate, or 0";
    }
    invariant(false, "every kind of rate is known");
    return {};
}

bool is_near(const Decimal& rate, const Money& base, const Money& tax) {
    // All in hundredths of the currency's unit; the product is rounded there, as the rules round it.
    const Wide to_hundredths = power_of_ten(2 - base.currency().digits());
    const Wide divisor = 100 * power_of_ten(rate.scale());
    const Wide product = to_hundredths * base.minor() * rate.coefficient();
    const Wide due = (2 * product + divisor) / (2 * divisor);
    const Wide difference = to_hundredths * tax.minor() - due;
    return difference < 100 && difference > -100;
}

}  // namespace makegood::ubl
