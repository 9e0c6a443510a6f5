#include "adapters/verify/amount.hpp"

#include <algorithm>
#include <numeric>

namespace makegood::verify {

namespace {

constexpr std::size_t digits_max = 19;
constexpr Wide beyond_all_amounts = Wide{1} << 100;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

}  // namespace

std::optional<Written> parse_written(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == text.npos ? std::string_view{} : text.substr(point + 1);
    const bool has_leading_zero = whole.size() > 1 && whole.front() == '0';
    if (whole.empty() || has_leading_zero || (point != text.npos && part.empty())) return std::nullopt;
    if (whole.size() + part.size() > digits_max) return std::nullopt;

    Written written{0, static_cast<int>(part.size())};
    for (std::string_view digits : {whole, part})
        for (char digit : digits) {
            if (!is_digit(digit)) return std::nullopt;
            written.coefficient = written.coefficient * 10 + (digit - '0');
        }
    if (is_negative && written.coefficient == 0) return std::nullopt;
    if (is_negative) written.coefficient = -written.coefficient;
    return written;
}

std::string to_text(Wide minor, int digits) {
    const bool is_negative = minor < 0;
    std::string reversed;
    for (int place = 0; place <= digits || minor != 0; ++place) {
        if (place == digits && digits != 0) reversed += '.';
        const int digit = static_cast<int>(minor % 10);
        reversed += static_cast<char>('0' + (digit < 0 ? -digit : digit));
        minor /= 10;
    }
    if (is_negative) reversed += '-';
    return {reversed.rbegin(), reversed.rend()};
}

Wide multiply_divide(Wide value, Wide numerator, Wide denominator) {
    Wide product = 0;
    if (__builtin_mul_overflow(value, numerator, &product)) return beyond_all_amounts;
    const Wide magnitude = product < 0 ? -product : product;
    Wide quotient = magnitude / denominator;
    if (magnitude % denominator >= denominator - magnitude % denominator) ++quotient;
    return product < 0 ? -quotient : quotient;
}

std::vector<Wide> largest_remainder(Wide total, std::span<const Wide> weights) {
    const Wide weight = std::accumulate(weights.begin(), weights.end(), Wide{0});
    std::vector<Wide> parts(weights.size(), 0);
    std::vector<Wide> remainders(weights.size(), 0);
    Wide left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Wide share = 0;
        if (__builtin_mul_overflow(total, weights[i], &share)) share = 0;  // larger than any invoice: found as a sum
        parts[i] = share / weight;
        remainders[i] = share % weight;
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; i < order.size() && left > 0; ++i, --left) ++parts[order[i]];
    return parts;
}

}  // namespace makegood::verify
