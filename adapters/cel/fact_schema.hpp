#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "adapters/codec/json_reader.hpp"
#include "engine/cel/arena.hpp"
#include "engine/cel/schema.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace makegood::cel_json {

/// A type of the host's as documents write it: named in schemas by `type->name()`.
struct HostType {
    const cel::OpaqueType* type = nullptr;  ///< outlives every schema that names it
    /// Reads a value, or adds a finding to it and returns nothing.
    std::optional<cel::Value> (*read)(codec::JsonValue& value, cel::Arena& arena) = nullptr;
};

/// What facts look like. Programs refer to `schema`: it stays where it is once one is compiled against it.
struct FactSchema {
    cel::Schema schema;
    std::vector<bool> is_optional;  ///< one per variable of the schema: a fact may lack it
    std::vector<HostType> hosts;    ///< whose types the schema may name
};

/// Reads a schema: a JSON object of names to types.
///
///     {"amount": "int", "note?": "string", "tags": "list(string)", "rates": "map(string, double)",
///      "customer": {"name": "string", "since?": "timestamp"}, "lines": [{"id": "string", "net": "int"}]}
///
/// Types: bool, int, uint, double, string, bytes, timestamp, duration, dyn, those of `hosts`, list(T), map(K, V) with K
/// of bool, int, uint or string, a nested object, and [T], which is list(T). A name that ends in "?" is optional.
/// Names of variables are identifiers that CEL does not reserve; fields may be whatever stands between back-quotes.
///
/// The slots of variables and the fields of objects come in the document's order. Findings go to the reader's Faults;
/// with findings, what is returned is not to be used.
[[nodiscard]] FactSchema read_schema(const codec::ObjectReader& names, std::vector<HostType> hosts = {});
/// The same from a text, with every finding.
[[nodiscard]] Result<FactSchema, Findings> read_schema(std::string_view json, std::vector<HostType> hosts = {});

}  // namespace makegood::cel_json
