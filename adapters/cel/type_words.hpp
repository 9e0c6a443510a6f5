#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/cel/fact_schema.hpp"
#include "engine/cel/type.hpp"

namespace makegood::cel_json {

/// "list(map(string, int))". Nothing when it is no type of the language or of the hosts.
[[nodiscard]] std::optional<cel::Type> parse_type(std::string_view words, std::span<const HostType> hosts);

/// What would be accepted, in plain words.
[[nodiscard]] std::string expected_type(std::span<const HostType> hosts);

}  // namespace makegood::cel_json
