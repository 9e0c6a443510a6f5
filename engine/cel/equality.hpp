#pragma once

#include <compare>
#include <cstdint>
#include <span>

#include "engine/cel/value.hpp"

namespace makegood::cel {

class Arena;
class OpaqueType;

[[nodiscard]] constexpr bool is_number(const Value& value) {
    return value.kind == ValueKind::int64 || value.kind == ValueKind::uint64 || value.kind == ValueKind::float64;
}

/// Orders two numbers of any of the three kinds on one number line, exactly: no int is cast to double (2^63 as a double
/// alone counts as the largest int). A NaN is unordered. Source: langdef.md, "Numbers".
[[nodiscard]] std::partial_ordering compare_numbers(const Value& a, const Value& b);

/// Whether a map may have it as a key: bool, int, uint and string.
[[nodiscard]] bool is_key(const Value& value);
/// A total order of keys, in which 1 and 1u are the same; a double may be looked up among them.
[[nodiscard]] std::weak_ordering compare_keys(const Value& a, const Value& b);
/// What a map has under a key of any kind; null where there is none.
[[nodiscard]] const Value* find(const Map& map, const Value& key);
[[nodiscard]] const Value* find(const Map& map, std::string_view key);

/// How values are compared where they contain others, or belong to the host.
struct Comparison {
    std::span<const OpaqueType* const> opaques;  ///< of the schema
    Arena& arena;                                ///< for what equal() of an OpaqueType has to say
    std::int64_t& budget;                        ///< one is taken for each pair compared; below 0 it stops
};

/// Whether two values are equal: true, false, or the error of a comparison that makes no sense or does not end.
/// Values of different kinds are not equal, numbers aside. Source: langdef.md, "Equality".
[[nodiscard]] Value equal(const Value& a, const Value& b, const Comparison& comparison);

/// Orders bools, numbers, strings, bytes, timestamps and durations, each among themselves; `has_order` is false
/// where there is no order between the kinds.
struct Order {
    bool has_order = false;
    std::partial_ordering order = std::partial_ordering::unordered;
};
[[nodiscard]] Order compare(const Value& a, const Value& b);

}  // namespace makegood::cel
