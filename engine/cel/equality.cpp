#include "engine/cel/equality.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "engine/cel/arena.hpp"
#include "engine/cel/schema.hpp"

namespace makegood::cel {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;
/// Values of an expression nest as deep as it does, except for those of cel.block and of facts.
constexpr std::uint32_t depth_max = 1000;

constexpr Fault nested_too_deep{"values are nested too deep to be compared", 0, true};
constexpr Fault out_of_budget{"cost limit exceeded", 0, true};

std::partial_ordering opposite(std::partial_ordering order) {
    return 0 <=> order;
}

/// `whole` is what `number` is without its fraction, and lies where `left` can.
template <class Integer>
std::partial_ordering compare_with_fraction(Integer left, double number) {
    const double whole = std::trunc(number);
    const auto integer = static_cast<Integer>(whole);
    if (left != integer) return left <=> integer;
    return whole <=> number;
}

std::partial_ordering compare_int_double(std::int64_t left, double right) {
    if (std::isnan(right)) return std::partial_ordering::unordered;
    if (right > two_to_63) return std::partial_ordering::less;
    // 2^63 is no int, and stands for the largest: the one place where the published tests want numbers that are not the
    // same to be equal. Source: cel-spec, comparisons.textproto, the tests named "lossy".
    if (right == two_to_63) return left <=> std::numeric_limits<std::int64_t>::max();
    if (right < -two_to_63) return std::partial_ordering::greater;
    return compare_with_fraction(left, right);
}

std::partial_ordering compare_uint_double(std::uint64_t left, double right) {
    if (std::isnan(right)) return std::partial_ordering::unordered;
    if (right >= two_to_64) return std::partial_ordering::less;
    if (right < 0) return std::partial_ordering::greater;
    return compare_with_fraction(left, right);
}

std::partial_ordering compare_int_uint(std::int64_t left, std::uint64_t right) {
    if (left < 0) return std::partial_ordering::less;
    return static_cast<std::uint64_t>(left) <=> right;
}

std::partial_ordering compare_from_int(std::int64_t left, const Value& right) {
    if (right.kind == ValueKind::int64) return left <=> right.int64;
    if (right.kind == ValueKind::uint64) return compare_int_uint(left, right.uint64);
    return compare_int_double(left, right.float64);
}

std::partial_ordering compare_from_uint(std::uint64_t left, const Value& right) {
    if (right.kind == ValueKind::int64) return opposite(compare_int_uint(right.int64, left));
    if (right.kind == ValueKind::uint64) return left <=> right.uint64;
    return compare_uint_double(left, right.float64);
}

/// Where a key stands among keys of other kinds.
int rank(const Value& key) {
    if (key.kind == ValueKind::boolean) return 0;
    return is_number(key) ? 1 : 2;
}

/// Compares what contains nothing but bytes: whether they are equal.
bool are_same_bytes(const Value& a, const Value& b) {
    return a.size == b.size && (a.size == 0 || std::memcmp(a.text, b.text, a.size) == 0);
}

Value equal_within(const Value& a, const Value& b, const Comparison& comparison, std::uint32_t depth);

/// All parts are equal, or one is not, whatever goes wrong with others; else the first error.
struct Conjunction {
    Value answer = Value::of(true);
    /// Whether the answer is known.
    bool add(const Value& part) {
        if (part.is_error()) {
            if (!answer.is_error() || part.fault->over_budget) answer = part;
            return part.fault->over_budget;
        }
        if (part.boolean) return false;
        answer = part;
        return true;
    }
};

Value equal_lists(const List& a, const List& b, const Comparison& comparison, std::uint32_t depth) {
    if (a.items.size() != b.items.size()) return Value::of(false);
    Conjunction all;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (all.add(equal_within(a.items[i], b.items[i], comparison, depth))) break;
    }
    return all.answer;
}

Value equal_maps(const Map& a, const Map& b, const Comparison& comparison, std::uint32_t depth) {
    if (a.entries.size() != b.entries.size()) return Value::of(false);
    Conjunction all;
    for (const auto& entry : a.entries) {
        const Value* other = find(b, entry.key);
        if (other == nullptr) return Value::of(false);
        if (all.add(equal_within(entry.value, *other, comparison, depth))) break;
    }
    return all.answer;
}

Value equal_objects(const Object& a, const Object& b, const Comparison& comparison, std::uint32_t depth) {
    if (a.type != b.type && a.type->name() != b.type->name()) return Value::of(false);
    if (a.fields.size() != b.fields.size()) return Value::of(false);
    Conjunction all;
    for (std::size_t i = 0; i < a.fields.size(); ++i) {
        const bool is_absent = a.fields[i].kind == ValueKind::absent;
        if (is_absent != (b.fields[i].kind == ValueKind::absent)) return Value::of(false);
        if (!is_absent && all.add(equal_within(a.fields[i], b.fields[i], comparison, depth))) break;
    }
    return all.answer;
}

Value equal_optionals(const Value& a, const Value& b, const Comparison& comparison, std::uint32_t depth) {
    if (a.held == nullptr || b.held == nullptr) return Value::of(a.held == b.held);
    return equal_within(*a.held, *b.held, comparison, depth);
}

Value equal_opaques(const Value& a, const Value& b, const Comparison& comparison) {
    if (a.tag != b.tag) return Value::of(false);
    for (const OpaqueType* opaque : comparison.opaques) {
        if (opaque->tag() == a.tag) return opaque->equal(a, b, comparison.arena);
    }
    return comparison.arena.error_of("a value of a type that the schema has not", 0);
}

/// Types are equal when they are built alike: what a list holds is not asked.
bool are_same_types(const Type& a, const Type& b) {
    if (a.kind() != b.kind()) return false;
    if (a.kind() == TypeKind::object) return a.object().name() == b.object().name();
    if (a.kind() == TypeKind::opaque) return a.opaque().tag() == b.opaque().tag();
    return true;
}

Value equal_of_one_kind(const Value& a, const Value& b, const Comparison& comparison, std::uint32_t depth) {
    switch (a.kind) {
        case ValueKind::error: return a;
        case ValueKind::absent:
        case ValueKind::null: return Value::of(true);
        case ValueKind::boolean: return Value::of(a.boolean == b.boolean);
        case ValueKind::int64:
        case ValueKind::duration: return Value::of(a.int64 == b.int64);
        case ValueKind::uint64: return Value::of(a.uint64 == b.uint64);
        case ValueKind::float64: return Value::of(a.float64 == b.float64);
        case ValueKind::string:
        case ValueKind::bytes: comparison.budget -= a.size >> 6; return Value::of(are_same_bytes(a, b));
        case ValueKind::timestamp: return Value::of(a.int64 == b.int64 && a.size == b.size);
        case ValueKind::list: return equal_lists(*a.list, *b.list, comparison, depth + 1);
        case ValueKind::map: return equal_maps(*a.map, *b.map, comparison, depth + 1);
        case ValueKind::object: return equal_objects(*a.object, *b.object, comparison, depth + 1);
        case ValueKind::optional: return equal_optionals(a, b, comparison, depth + 1);
        case ValueKind::type: return Value::of(are_same_types(*a.type, *b.type));
        case ValueKind::opaque: return equal_opaques(a, b, comparison);
    }
    return Value::of(false);
}

Value equal_within(const Value& a, const Value& b, const Comparison& comparison, std::uint32_t depth) {
    if (a.is_error()) return a;
    if (b.is_error()) return b;
    if (depth > depth_max) return Value::error(nested_too_deep);
    if (--comparison.budget < 0) return Value::error(out_of_budget);
    if (a.kind == b.kind) return equal_of_one_kind(a, b, comparison, depth);
    if (is_number(a) && is_number(b)) return Value::of(compare_numbers(a, b) == 0);
    return Value::of(false);
}

}  // namespace

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
    if (a.kind == ValueKind::int64) return compare_from_int(a.int64, b);
    if (a.kind == ValueKind::uint64) return compare_from_uint(a.uint64, b);
    if (b.kind == ValueKind::float64) return a.float64 <=> b.float64;
    return opposite(compare_numbers(b, a));
}

bool is_key(const Value& value) {
    return value.kind == ValueKind::boolean || value.kind == ValueKind::int64 || value.kind == ValueKind::uint64 ||
           value.kind == ValueKind::string;
}

std::weak_ordering compare_keys(const Value& a, const Value& b) {
    if (rank(a) != rank(b)) return rank(a) <=> rank(b);
    if (a.kind == ValueKind::boolean) return a.boolean <=> b.boolean;
    if (a.kind == ValueKind::string) return a.view() <=> b.view();
    const auto order = compare_numbers(a, b);
    if (order < 0) return std::weak_ordering::less;
    return order > 0 ? std::weak_ordering::greater : std::weak_ordering::equivalent;
}

const Value* find(const Map& map, std::string_view key) {
    // A few keys are compared sooner than they are ordered.
    if (map.entries.size() <= 8) {
        for (const auto& entry : map.entries) {
            if (entry.key.kind == ValueKind::string && entry.key.view() == key) return &entry.value;
        }
        return nullptr;
    }
    return find(map, Value::string(key));
}

const Value* find(const Map& map, const Value& key) {
    if (!is_key(key) && (key.kind != ValueKind::float64 || std::isnan(key.float64))) return nullptr;
    const auto found = std::lower_bound(map.order.begin(), map.order.end(), key, [&](std::uint32_t at, const Value& k) {
        return compare_keys(map.entries[at].key, k) < 0;
    });
    if (found == map.order.end() || compare_keys(map.entries[*found].key, key) != 0) return nullptr;
    return &map.entries[*found].value;
}

Value equal(const Value& a, const Value& b, const Comparison& comparison) {
    return equal_within(a, b, comparison, 0);
}

Order compare(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) return {true, compare_numbers(a, b)};
    if (a.kind != b.kind) return {};
    switch (a.kind) {
        case ValueKind::boolean: return {true, a.boolean <=> b.boolean};
        case ValueKind::string:
        case ValueKind::bytes: return {true, a.view() <=> b.view()};
        case ValueKind::timestamp:
            if (a.int64 == b.int64) return {true, a.size <=> b.size};
            return {true, a.int64 <=> b.int64};
        case ValueKind::duration: return {true, a.int64 <=> b.int64};
        default: return {};
    }
}

}  // namespace makegood::cel
