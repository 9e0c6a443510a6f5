#include <array>

#include "engine/cel/library.hpp"

namespace makegood::cel {

// Optionals. or, orValue, optMap and optFlatMap run only what they need: they are steps, not functions.

namespace {

Value of(const Site& site, Arguments a) {
    return site.arena().optional(a[0]);
}

Value none(const Site&, Arguments) {
    return Value::optional(nullptr);
}

/// What a value of its type is when nobody has set it.
bool is_zero(const Value& value) {
    switch (value.kind) {
        case ValueKind::null: return true;
        case ValueKind::boolean: return !value.boolean;
        case ValueKind::int64:
        case ValueKind::uint64:
        case ValueKind::duration: return value.int64 == 0;
        case ValueKind::float64: return value.float64 == 0;
        case ValueKind::string:
        case ValueKind::bytes: return value.size == 0;
        case ValueKind::timestamp: return value.int64 == 0 && value.size == 0;
        case ValueKind::list: return value.list->items.empty();
        case ValueKind::map: return value.map->entries.empty();
        case ValueKind::optional: return value.held == nullptr;
        default: return false;
    }
}

Value of_non_zero(const Site& site, Arguments a) {
    return is_zero(a[0]) ? Value::optional(nullptr) : site.arena().optional(a[0]);
}

Value has_value(const Site& site, Arguments a) {
    return a[0].kind == ValueKind::optional ? Value::of(a[0].held != nullptr) : site.no_overload(a);
}

Value value(const Site& site, Arguments a) {
    if (a[0].kind != ValueKind::optional) return site.no_overload(a);
    return a[0].held == nullptr ? site.fail("value() of an optional that holds none") : *a[0].held;
}

Value unwrap(const Site& site, Arguments a) {
    if (a[0].kind != ValueKind::list) return site.no_overload(a);
    const auto items = a[0].list->items;
    site.machine.charge(items.size());
    const auto held = site.arena().array<Value>(items.size());
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::size_t count = 0;
    for (const Value& item : items) {
        if (item.kind != ValueKind::optional) return site.no_overload({&item, 1});
        if (item.held != nullptr) held[count++] = *item.held;
    }
    return site.arena().list_of(held.first(count));
}

Value first(const Site& site, Arguments a) {
    if (a[0].kind != ValueKind::list) return site.no_overload(a);
    const auto items = a[0].list->items;
    return items.empty() ? Value::optional(nullptr) : Value::optional(&items.front());
}

Value last(const Site& site, Arguments a) {
    if (a[0].kind != ValueKind::list) return site.no_overload(a);
    const auto items = a[0].list->items;
    return items.empty() ? Value::optional(nullptr) : Value::optional(&items.back());
}

}  // namespace

std::span<const LibraryFunction> optional_functions() {
    static constexpr std::array functions{
        LibraryFunction{"optional.of", false, 1, 1, of},
        LibraryFunction{"optional.ofNonZeroValue", false, 1, 1, of_non_zero},
        LibraryFunction{"optional.none", false, 0, 0, none},
        LibraryFunction{"optional.unwrap", false, 1, 1, unwrap},
        LibraryFunction{"unwrapOpt", true, 1, 1, unwrap},
        LibraryFunction{"hasValue", true, 1, 1, has_value},
        LibraryFunction{"value", true, 1, 1, value},
        LibraryFunction{"first", true, 1, 1, first},
        LibraryFunction{"last", true, 1, 1, last},
    };
    return functions;
}

}  // namespace makegood::cel
