#include "adapters/ubl/line_quantity.hpp"

#include <limits>

#include "adapters/ubl/code_lists.hpp"

namespace makegood::ubl {

namespace {

__extension__ using Wide = __int128;
constexpr int price_digits_max = 6;

Decimal decimal_of(const Money& money) {
    return {money.minor(), money.currency().digits()};
}

/// net ÷ quantity, where it has at most price_digits_max digits behind the point, and not fewer than the currency.
std::optional<Decimal> exact_price(const Money& net, const Decimal& quantity) {
    Wide numerator = net.minor();
    for (int i = 0; i < quantity.scale(); ++i) numerator *= 10;
    for (int scale = net.currency().digits(); scale <= price_digits_max; ++scale, numerator *= 10) {
        if (numerator % quantity.coefficient() != 0) continue;
        const Wide price = numerator / quantity.coefficient();
        if (price > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
        return Decimal(static_cast<std::int64_t>(price), scale);
    }
    return std::nullopt;
}

}  // namespace

LineQuantity one_of(const Money& net) {
    return {Decimal(1, 0), unit_one, decimal_of(net), std::nullopt, std::nullopt};
}

LineQuantity as_billed(const InvoiceLine& line, const Money& net) {
    if (line.quantity.is_zero() || line.quantity.is_negative()) return one_of(net);
    LineQuantity billed{line.quantity, unit_one, decimal_of(net), line.quantity, std::nullopt};
    if (line.unit) {
        const auto code = unit_code(*line.unit);
        billed.unit = code.value_or(unit_one);
        if (!code) billed.unit_as_billed = line.unit;
    }
    if (const auto price = exact_price(net, line.quantity)) {
        billed.price = *price;
        billed.base_quantity = std::nullopt;
    }
    return billed;
}

}  // namespace makegood::ubl
