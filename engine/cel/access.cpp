#include "engine/cel/access.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "engine/cel/schema.hpp"
#include "engine/cel/value_text.hpp"

namespace makegood::cel {

namespace {

/// What optionals around optionals hold; an optional itself where that is nothing.
const Value& innermost(const Value& value) {
    const Value* inner = &value;
    while (inner->kind == ValueKind::optional && inner->held != nullptr) inner = inner->held;
    return *inner;
}

/// A part that was looked for.
struct Found {
    const Value* value = nullptr;  ///< null: the container can have it, and does not
    std::optional<Value> error;    ///< the container cannot have it
};

Found find_field(const Site& site, const Object& object, std::string_view field) {
    const auto at = object.type->find(field);
    if (!at || *at >= object.fields.size()) {
        return {nullptr, site.fail({"no such field: ", quote_for_error(field), " in ", object.type->name()})};
    }
    const Value& value = object.fields[*at];
    return {value.kind == ValueKind::absent ? nullptr : &value, {}};
}

Found find_part(const Site& site, const Value& container, std::string_view field) {
    if (container.kind == ValueKind::object) return find_field(site, *container.object, field);
    if (container.kind == ValueKind::map) return {find(*container.map, field), {}};
    const auto type = type_name(container, site.machine.schema);
    return {nullptr, site.fail({"no such field: ", quote_for_error(field), " of a value of type ", type})};
}

/// Which item is meant; nothing where the key is no whole number.
std::optional<std::uint64_t> item_at(const Value& key) {
    constexpr double whole_below = 9007199254740992.0;
    if (key.kind == ValueKind::uint64) return key.uint64;
    // A negative number is beyond any list.
    if (key.kind == ValueKind::int64) return static_cast<std::uint64_t>(key.int64);
    if (key.kind != ValueKind::float64 || std::trunc(key.float64) != key.float64) return std::nullopt;
    if (std::fabs(key.float64) >= whole_below) return UINT64_MAX;
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(key.float64));
}

Found find_item(const Site& site, const Value& container, const Value& key) {
    if (container.kind == ValueKind::map) return {find(*container.map, key), {}};
    const auto at = container.kind == ValueKind::list ? item_at(key) : std::nullopt;
    if (!at) return {nullptr, site.no_overload(std::array{container, key})};
    const auto items = container.list->items;
    return {*at < items.size() ? &items[*at] : nullptr, {}};
}

/// A key as an error shows it.
std::string key_text(const Site& site, const Value& key) {
    if (key.kind == ValueKind::string) return quote_for_error(key.view());
    return to_text(key, site.machine.schema);
}

Value no_such_item(const Site& site, const Value& container, const Value& key) {
    const auto words = container.kind == ValueKind::list ? "index out of range: " : "no such key: ";
    return site.fail({words, key_text(site, key)});
}

}  // namespace

Value select(const Site& site, const Value& container, std::string_view field) {
    if (container.kind == ValueKind::optional) return select_optional(site, container, field);
    const Found found = find_part(site, container, field);
    if (found.error) return *found.error;
    if (found.value != nullptr) return *found.value;
    if (container.kind == ValueKind::map) return site.fail({"no such key: ", quote_for_error(field)});
    return site.fail({"no such field: ", quote_for_error(field), " is absent"});
}

Value select_optional(const Site& site, const Value& container, std::string_view field) {
    const Value& held = innermost(container);
    if (held.kind == ValueKind::optional) return held;
    const Found found = find_part(site, held, field);
    if (found.error) return *found.error;
    return found.value == nullptr ? Value::optional(nullptr) : site.arena().optional(*found.value);
}

Value is_present(const Site& site, const Value& container, std::string_view field) {
    const Value& held = innermost(container);
    if (held.kind == ValueKind::optional) return Value::of(false);
    const Found found = find_part(site, held, field);
    return found.error ? *found.error : Value::of(found.value != nullptr);
}

Value index(const Site& site, const Value& container, const Value& key) {
    if (container.kind == ValueKind::optional) return index_optional(site, container, key);
    const Found found = find_item(site, container, key);
    if (found.error) return *found.error;
    return found.value == nullptr ? no_such_item(site, container, key) : *found.value;
}

Value index_optional(const Site& site, const Value& container, const Value& key) {
    const Value& held = innermost(container);
    if (held.kind == ValueKind::optional) return held;
    const Found found = find_item(site, held, key);
    if (found.error) return *found.error;
    return found.value == nullptr ? Value::optional(nullptr) : site.arena().optional(*found.value);
}

}  // namespace makegood::cel
