#pragma once

#include <string>

#include "engine/cel/schema.hpp"
#include "engine/cel/value.hpp"

namespace makegood::cel_json {

/// A result as JSON, for people and programs. int, uint and double are numbers (NaN and the infinities texts), bytes
/// base64, timestamps RFC 3339, durations "3.5s", types their names; of an optional, what it holds, or null; a map's
/// keys are names; fields that are absent are left out; host values read as OpaqueType::to_text says. What is nested
/// deeper than 60 becomes "...". Of an error, its words.
[[nodiscard]] std::string value_json(const cel::Value& value, const cel::Schema& schema);

}  // namespace makegood::cel_json
