#include <array>
#include <cmath>
#include <limits>

#include "engine/cel/equality.hpp"
#include "engine/cel/library.hpp"

namespace makegood::cel {

namespace {

constexpr auto int64 = ValueKind::int64;
constexpr auto uint64 = ValueKind::uint64;
constexpr auto float64 = ValueKind::float64;

/// The first of the arguments, or of the items of the one list, that no other exceeds (or falls below).
template <bool is_greatest>
Value extreme(const Site& site, Arguments a) {
    const bool is_list = a.size() == 1 && a[0].kind == ValueKind::list;
    const Arguments numbers = is_list ? Arguments(a[0].list->items) : a;
    site.machine.charge(numbers.size());
    if (numbers.empty()) return site.fail("no number among none");
    const Value* best = nullptr;
    for (const Value& number : numbers) {
        if (!is_number(number)) return site.no_overload(a);
        if (best == nullptr) {
            best = &number;
            continue;
        }
        const auto order = compare_numbers(number, *best);
        if (is_greatest ? order > 0 : order < 0) best = &number;
    }
    return *best;
}

template <double (*function)(double)>
Value rounded(const Site& site, Arguments a) {
    if (!are(a, {float64})) return site.no_overload(a);
    return Value::of(function(a[0].float64));
}

double up(double number) {
    return std::ceil(number);
}
double down(double number) {
    return std::floor(number);
}
double half_away_from_zero(double number) {
    return std::round(number);
}
double towards_zero(double number) {
    return std::trunc(number);
}

Value absolute(const Site& site, Arguments a) {
    if (are(a, {float64})) return Value::of(std::fabs(a[0].float64));
    if (are(a, {uint64})) return a[0];
    if (!are(a, {int64})) return site.no_overload(a);
    if (a[0].int64 == std::numeric_limits<std::int64_t>::min()) return site.fail("integer overflow");
    return Value::of(a[0].int64 < 0 ? -a[0].int64 : a[0].int64);
}

Value sign(const Site& site, Arguments a) {
    if (are(a, {uint64})) return Value::of(std::uint64_t{a[0].uint64 > 0 ? 1u : 0u});
    if (are(a, {int64})) return Value::of(std::int64_t{a[0].int64 > 0 ? 1 : a[0].int64 < 0 ? -1 : 0});
    if (!are(a, {float64})) return site.no_overload(a);
    const double number = a[0].float64;
    if (std::isnan(number)) return a[0];
    return Value::of(number > 0 ? 1.0 : number < 0 ? -1.0 : 0.0);
}

/// Of a negative number it is NaN.
Value square_root(const Site& site, Arguments a) {
    if (are(a, {float64})) return Value::of(std::sqrt(a[0].float64));
    if (are(a, {int64})) return Value::of(std::sqrt(static_cast<double>(a[0].int64)));
    if (are(a, {uint64})) return Value::of(std::sqrt(static_cast<double>(a[0].uint64)));
    return site.no_overload(a);
}

Value is_nan(const Site& site, Arguments a) {
    return are(a, {float64}) ? Value::of(std::isnan(a[0].float64)) : site.no_overload(a);
}
Value is_inf(const Site& site, Arguments a) {
    return are(a, {float64}) ? Value::of(std::isinf(a[0].float64)) : site.no_overload(a);
}
Value is_finite(const Site& site, Arguments a) {
    return are(a, {float64}) ? Value::of(std::isfinite(a[0].float64)) : site.no_overload(a);
}

/// The bits of an int are those of the uint that it is in two's complement.
Value with_bits(const Value& like, std::uint64_t bits) {
    return like.kind == int64 ? Value::of(static_cast<std::int64_t>(bits)) : Value::of(bits);
}
std::uint64_t bits_of(const Value& value) {
    return value.kind == int64 ? static_cast<std::uint64_t>(value.int64) : value.uint64;
}

template <class Combine>
Value combined_bits(const Site& site, Arguments a, Combine combine) {
    if (!are(a, {int64, int64}) && !are(a, {uint64, uint64})) return site.no_overload(a);
    return with_bits(a[0], combine(bits_of(a[0]), bits_of(a[1])));
}

Value bit_and(const Site& site, Arguments a) {
    return combined_bits(site, a, [](std::uint64_t x, std::uint64_t y) { return x & y; });
}
Value bit_or(const Site& site, Arguments a) {
    return combined_bits(site, a, [](std::uint64_t x, std::uint64_t y) { return x | y; });
}
Value bit_xor(const Site& site, Arguments a) {
    return combined_bits(site, a, [](std::uint64_t x, std::uint64_t y) { return x ^ y; });
}
Value bit_not(const Site& site, Arguments a) {
    if (!are(a, {int64}) && !are(a, {uint64})) return site.no_overload(a);
    return with_bits(a[0], ~bits_of(a[0]));
}

/// Vacant bits are 0, on the left too: the sign is not kept.
template <bool is_left>
Value shifted(const Site& site, Arguments a) {
    if (!are(a, {int64, int64}) && !are(a, {uint64, int64})) return site.no_overload(a);
    if (a[1].int64 < 0) return site.fail("a shift by a negative number of bits");
    if (a[1].int64 >= 64) return with_bits(a[0], 0);
    return with_bits(a[0], is_left ? bits_of(a[0]) << a[1].int64 : bits_of(a[0]) >> a[1].int64);
}

}  // namespace

std::span<const LibraryFunction> math_functions() {
    static constexpr std::array functions{
        LibraryFunction{"math.greatest", false, 1, any_number, extreme<true>},
        LibraryFunction{"math.least", false, 1, any_number, extreme<false>},
        LibraryFunction{"math.ceil", false, 1, 1, rounded<up>},
        LibraryFunction{"math.floor", false, 1, 1, rounded<down>},
        LibraryFunction{"math.round", false, 1, 1, rounded<half_away_from_zero>},
        LibraryFunction{"math.trunc", false, 1, 1, rounded<towards_zero>},
        LibraryFunction{"math.abs", false, 1, 1, absolute},
        LibraryFunction{"math.sign", false, 1, 1, sign},
        LibraryFunction{"math.sqrt", false, 1, 1, square_root},
        LibraryFunction{"math.isNaN", false, 1, 1, is_nan},
        LibraryFunction{"math.isInf", false, 1, 1, is_inf},
        LibraryFunction{"math.isFinite", false, 1, 1, is_finite},
        LibraryFunction{"math.bitAnd", false, 2, 2, bit_and},
        LibraryFunction{"math.bitOr", false, 2, 2, bit_or},
        LibraryFunction{"math.bitXor", false, 2, 2, bit_xor},
        LibraryFunction{"math.bitNot", false, 1, 1, bit_not},
        LibraryFunction{"math.bitShiftLeft", false, 2, 2, shifted<true>},
        LibraryFunction{"math.bitShiftRight", false, 2, 2, shifted<false>},
    };
    return functions;
}

}  // namespace makegood::cel
