#include "engine/settlement/make_good.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, make_good_kinds> names = {"money", "other-bill", "apology"};

}  // namespace

std::string_view to_text(MakeGoodKind kind) {
    return names[static_cast<std::size_t>(kind)];
}

std::optional<MakeGoodKind> parse_make_good_kind(std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<MakeGoodKind>(found - names.begin());
}

TaxSubtotal tax_included(const Money& amount, const TaxKey& key) {
    const Decimal rate = key.rate_or_zero();
    std::int64_t whole = 100;
    for (int digit = 0; digit < rate.scale(); ++digit) whole *= 10;
    const auto tax =
        multiply_divide(amount.minor(), rate.coefficient(), whole + rate.coefficient(), Rounding::half_away_from_zero);
    invariant(tax.has_value(), "the tax in an amount is less than the amount");
    const Money included(*tax, amount.currency());
    return {key, amount - included, included};
}

}  // namespace makegood
