#pragma once

#include <string_view>

#include "engine/cel/machine.hpp"

namespace makegood::cel {

// What is inside a value: fields of objects, entries of maps, items of lists. Asked of an optional, the answer is an
// optional too: none where it, or what is asked for, is not there.

/// container.field
[[nodiscard]] Value select(const Site& site, const Value& container, std::string_view field);
/// container.?field: an optional.
[[nodiscard]] Value select_optional(const Site& site, const Value& container, std::string_view field);
/// has(container.field)
[[nodiscard]] Value is_present(const Site& site, const Value& container, std::string_view field);
/// container[key]
[[nodiscard]] Value index(const Site& site, const Value& container, const Value& key);
/// container[?key]: an optional.
[[nodiscard]] Value index_optional(const Site& site, const Value& container, const Value& key);

}  // namespace makegood::cel
