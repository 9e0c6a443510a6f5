#pragma once

#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "adapters/import/mapping.hpp"

namespace makegood::import {

/// A template in a mapping file; what is none is a fault of the value.
[[nodiscard]] Template read_template(codec::JsonValue value);
/// One of the `accepted` characters, or the usual one where the file says nothing.
[[nodiscard]] char read_sign(codec::ObjectReader& object, std::string_view name, char usual, std::string_view accepted);

}  // namespace makegood::import
