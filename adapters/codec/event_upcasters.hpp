#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace makegood::codec {

/// Lifts the payload of one type of event from one schema version to the next. Pure: it knows the payload, and neither
/// rules nor configuration (law 15).
struct Upcaster {
    std::string_view type;
    int from;
    std::string (*lift)(std::string_view payload);  ///< canonical JSON to canonical JSON
};

/// Every older form that the journal may hold. When the fields of an event change (event_structures.hpp), its old form
/// gets a row here and keeps its golden file.
inline constexpr std::array<Upcaster, 0> upcasters = {};

/// The payload in schema version `to`, or nothing when `table` has no way from `from` to it.
[[nodiscard]] std::optional<std::string> lift(std::string_view type, int from, int to, std::string payload,
                                              std::span<const Upcaster> table = upcasters);

}  // namespace makegood::codec
