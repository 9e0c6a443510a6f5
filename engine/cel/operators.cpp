#include "engine/cel/operators.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "engine/cel/calendar.hpp"

namespace makegood::cel {

namespace {

constexpr std::string_view int_overflow = "integer overflow";
constexpr std::string_view division_by_zero = "division by zero";

Value no_overload(const Site& site, const Value& left, const Value& right) {
    const std::array operands{left, right};
    return site.no_overload(operands);
}

Value joined_text(const Site& site, const Value& left, const Value& right) {
    const std::size_t size = std::size_t{left.size} + right.size;
    if (size > UINT32_MAX) return site.fail("a text longer than 4 GiB");
    site.machine.charge(size >> 5);
    const auto bytes = site.arena().array<char>(size);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    if (left.size > 0) std::memcpy(bytes.data(), left.text, left.size);
    if (right.size > 0) std::memcpy(bytes.data() + left.size, right.text, right.size);
    const std::string_view text(bytes.data(), size);
    return left.kind == ValueKind::string ? Value::string(text) : Value::bytes(text);
}

Value joined_lists(const Site& site, const Value& left, const Value& right) {
    const auto head = left.list->items;
    const auto tail = right.list->items;
    site.machine.charge(head.size() + tail.size());
    const auto items = site.arena().array<Value>(head.size() + tail.size());
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::copy(tail.begin(), tail.end(), std::copy(head.begin(), head.end(), items.begin()));
    return site.arena().list_of(items);
}

Value moved_timestamp(const Site& site, const Value& timestamp, std::int64_t nanoseconds, bool is_earlier) {
    const auto moved = add_nanoseconds(timestamp, nanoseconds, is_earlier);
    return moved ? *moved : site.fail(timestamp_range);
}

// The result is taken by reference: it is made while the arguments are, in an order that is not known.
Value checked_duration(const Site& site, bool has_overflown, const std::int64_t& nanoseconds) {
    return has_overflown ? site.fail(duration_range) : Value::duration(nanoseconds);
}

template <class Integer>
Value checked(const Site& site, bool has_overflown, const Integer& result) {
    return has_overflown ? site.fail(int_overflow) : Value::of(result);
}

Value add_same(const Site& site, const Value& a, const Value& b) {
    std::int64_t sum = 0;
    std::uint64_t unsigned_sum = 0;
    switch (a.kind) {
        case ValueKind::int64: return checked(site, __builtin_add_overflow(a.int64, b.int64, &sum), sum);
        case ValueKind::uint64:
            return checked(site, __builtin_add_overflow(a.uint64, b.uint64, &unsigned_sum), unsigned_sum);
        case ValueKind::float64: return Value::of(a.float64 + b.float64);
        case ValueKind::string:
        case ValueKind::bytes: return joined_text(site, a, b);
        case ValueKind::list: return joined_lists(site, a, b);
        case ValueKind::duration: return checked_duration(site, __builtin_add_overflow(a.int64, b.int64, &sum), sum);
        default: return no_overload(site, a, b);
    }
}

Value add(const Site& site, const Value& a, const Value& b) {
    if (a.kind == b.kind) return add_same(site, a, b);
    if (a.kind == ValueKind::timestamp && b.kind == ValueKind::duration)
        return moved_timestamp(site, a, b.int64, false);
    if (a.kind == ValueKind::duration && b.kind == ValueKind::timestamp)
        return moved_timestamp(site, b, a.int64, false);
    return no_overload(site, a, b);
}

Value subtract(const Site& site, const Value& a, const Value& b) {
    std::int64_t rest = 0;
    std::uint64_t unsigned_rest = 0;
    if (a.kind == ValueKind::timestamp && b.kind == ValueKind::duration) return moved_timestamp(site, a, b.int64, true);
    if (a.kind != b.kind) return no_overload(site, a, b);
    switch (a.kind) {
        case ValueKind::int64: return checked(site, __builtin_sub_overflow(a.int64, b.int64, &rest), rest);
        case ValueKind::uint64:
            return checked(site, __builtin_sub_overflow(a.uint64, b.uint64, &unsigned_rest), unsigned_rest);
        case ValueKind::float64: return Value::of(a.float64 - b.float64);
        case ValueKind::duration: return checked_duration(site, __builtin_sub_overflow(a.int64, b.int64, &rest), rest);
        case ValueKind::timestamp: {
            const auto between = nanoseconds_between(b, a);
            return between ? Value::duration(*between) : site.fail(duration_range);
        }
        default: return no_overload(site, a, b);
    }
}

Value multiply(const Site& site, const Value& a, const Value& b) {
    std::int64_t product = 0;
    std::uint64_t unsigned_product = 0;
    if (a.kind != b.kind) return no_overload(site, a, b);
    switch (a.kind) {
        case ValueKind::int64: return checked(site, __builtin_mul_overflow(a.int64, b.int64, &product), product);
        case ValueKind::uint64:
            return checked(site, __builtin_mul_overflow(a.uint64, b.uint64, &unsigned_product), unsigned_product);
        case ValueKind::float64: return Value::of(a.float64 * b.float64);
        default: return no_overload(site, a, b);
    }
}

bool overflows_division(const Value& a, const Value& b) {
    return b.int64 == -1 && a.int64 == std::numeric_limits<std::int64_t>::min();
}

Value divide(const Site& site, const Value& a, const Value& b) {
    if (a.kind != b.kind) return no_overload(site, a, b);
    if (a.kind == ValueKind::float64) return Value::of(a.float64 / b.float64);
    if (a.kind != ValueKind::int64 && a.kind != ValueKind::uint64) return no_overload(site, a, b);
    if (b.uint64 == 0) return site.fail(division_by_zero);
    if (a.kind == ValueKind::uint64) return Value::of(a.uint64 / b.uint64);
    return overflows_division(a, b) ? site.fail(int_overflow) : Value::of(a.int64 / b.int64);
}

Value remainder(const Site& site, const Value& a, const Value& b) {
    if (a.kind != b.kind || (a.kind != ValueKind::int64 && a.kind != ValueKind::uint64)) return no_overload(site, a, b);
    if (b.uint64 == 0) return site.fail("remainder of a division by zero");
    if (a.kind == ValueKind::uint64) return Value::of(a.uint64 % b.uint64);
    return overflows_division(a, b) ? site.fail(int_overflow) : Value::of(a.int64 % b.int64);
}

template <class Holds>
Value ordered(const Site& site, const Value& a, const Value& b) {
    const Order found = compare(a, b);
    if (!found.has_order) return no_overload(site, a, b);
    return Value::of(Holds()(found.order));
}

struct IsLess {
    bool operator()(std::partial_ordering order) const { return order < 0; }
};
struct IsLessOrEqual {
    bool operator()(std::partial_ordering order) const { return order <= 0; }
};
struct IsGreater {
    bool operator()(std::partial_ordering order) const { return order > 0; }
};
struct IsGreaterOrEqual {
    bool operator()(std::partial_ordering order) const { return order >= 0; }
};

Value are_unequal(const Site& site, const Value& a, const Value& b) {
    const Value found = are_equal(site, a, b);
    return found.is_error() ? found : Value::of(!found.boolean);
}

struct NamedOperator {
    std::string_view name;
    Operator run;
};
constexpr std::array operators{
    NamedOperator{"_+_", add},
    NamedOperator{"_-_", subtract},
    NamedOperator{"_*_", multiply},
    NamedOperator{"_/_", divide},
    NamedOperator{"_%_", remainder},
    NamedOperator{"_==_", are_equal},
    NamedOperator{"_!=_", are_unequal},
    NamedOperator{"_<_", ordered<IsLess>},
    NamedOperator{"_<=_", ordered<IsLessOrEqual>},
    NamedOperator{"_>_", ordered<IsGreater>},
    NamedOperator{"_>=_", ordered<IsGreaterOrEqual>},
    NamedOperator{"@in", is_in},
};

Value is_in_list(const Site& site, const Value& sought, const List& list) {
    const auto comparison = site.machine.comparison();
    Value error = Value::of(false);
    for (const Value& item : list.items) {
        const Value found = equal(sought, item, comparison);
        if (is_over_budget(found)) return site.here(found);
        if (!found.is_error() && found.boolean) return found;
        if (found.is_error() && !error.is_error()) error = site.here(found);
    }
    return error;
}

}  // namespace

Operator find_operator(std::string_view name) {
    const auto found =
        std::find_if(operators.begin(), operators.end(), [&](const NamedOperator& o) { return o.name == name; });
    return found == operators.end() ? nullptr : found->run;
}

Value negate(const Site& site, const Value& operand) {
    if (operand.kind == ValueKind::float64) return Value::of(-operand.float64);
    if (operand.kind != ValueKind::int64) return site.no_overload({&operand, 1});
    if (operand.int64 == std::numeric_limits<std::int64_t>::min()) return site.fail(int_overflow);
    return Value::of(-operand.int64);
}

Value are_equal(const Site& site, const Value& left, const Value& right) {
    const Value found = equal(left, right, site.machine.comparison());
    return found.is_error() ? site.here(found) : found;
}

Value is_in(const Site& site, const Value& sought, const Value& range) {
    if (range.kind == ValueKind::list) return is_in_list(site, sought, *range.list);
    if (range.kind == ValueKind::map) return Value::of(find(*range.map, sought) != nullptr);
    return no_overload(site, sought, range);
}

}  // namespace makegood::cel
