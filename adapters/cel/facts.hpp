#pragma once

#include <string_view>
#include <vector>

#include "adapters/cel/fact_schema.hpp"
#include "adapters/codec/json_reader.hpp"
#include "engine/cel/arena.hpp"
#include "engine/cel/value.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace makegood::cel_json {

/// Binds a JSON object to values of the declared types, one per variable, in the schema's order; what may be missing
/// and is, is `absent`. Never guesses: numbers are bound by the declared type (1 is a double where one is declared, 1.5
/// and 1.0 are no int), bytes are base64, timestamps RFC 3339, durations "3.5s"; the names of a map's entries are its
/// keys; under dyn, whole numbers are int (uint from 2^63), others double. Misfits, unknown fields, missing fields and
/// null are findings with JSON Pointers, all of them in the reader's Faults; then the values are not to be used.
/// The values live in the arena; neither document nor schema need stay for scalars, objects refer to the schema's
/// types.
[[nodiscard]] std::vector<cel::Value> bind_facts(const FactSchema& facts, codec::ObjectReader document,
                                                 cel::Arena& arena);
/// The same from a text, with every finding.
[[nodiscard]] Result<std::vector<cel::Value>, Findings> bind_facts(const FactSchema& facts, std::string_view json,
                                                                   cel::Arena& arena);

}  // namespace makegood::cel_json
