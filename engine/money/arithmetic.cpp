#include "engine/money/arithmetic.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/core/invariant.hpp"

namespace makegood {

namespace {

__extension__ using Wide = __int128;

}  // namespace

std::optional<std::int64_t> multiply_divide(std::int64_t value, std::int64_t numerator, std::int64_t denominator,
                                            Rounding rounding) {
    invariant(denominator != 0, "nothing is divided by zero");
    const Wide product = Wide{value} * numerator;
    const bool negative = (product < 0) != (denominator < 0);
    const Wide dividend = product < 0 ? -product : product;
    const Wide divisor = denominator < 0 ? -Wide{denominator} : Wide{denominator};
    Wide quotient = dividend / divisor;
    const Wide remainder = dividend % divisor;
    switch (rounding) {
        case Rounding::half_away_from_zero:
            if (remainder * 2 >= divisor) ++quotient;
            break;
        case Rounding::away_from_zero:
            if (remainder != 0) ++quotient;
            break;
        case Rounding::toward_zero: break;
    }
    if (negative) quotient = -quotient;
    if (quotient > std::numeric_limits<std::int64_t>::max() || quotient < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return static_cast<std::int64_t>(quotient);
}

std::vector<std::int64_t> split_by_largest_remainder(std::int64_t total, std::span<const std::int64_t> weights) {
    Wide weight_sum = 0;
    for (std::int64_t weight : weights) {
        invariant(weight >= 0, "a weight is not negative");
        weight_sum += weight;
    }
    invariant(weight_sum > 0, "something carries the parts of a split");

    const Wide amount = total < 0 ? -Wide{total} : Wide{total};
    std::vector<std::int64_t> parts(weights.size());
    std::vector<Wide> remainders(weights.size());
    Wide left = amount;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Wide share = amount * weights[i];
        parts[i] = static_cast<std::int64_t>(share / weight_sum);
        remainders[i] = share % weight_sum;
        left -= parts[i];
    }
    if (left > 0) {
        std::vector<std::size_t> order(weights.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
        for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
    }
    if (total < 0)
        for (std::int64_t& part : parts) part = -part;
    return parts;
}

}  // namespace makegood
