#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/cel/fact_schema.hpp"
#include "engine/cel/arena.hpp"
#include "engine/cel/place.hpp"
#include "engine/cel/program.hpp"
#include "engine/cel/value.hpp"

namespace makegood::app {

// What the `cel` commands read. Nothing is returned after a finding, and all findings are on standard error.

/// The bytes of a file, or of standard input for "-".
[[nodiscard]] std::optional<std::string> read_document(const std::string& path);
[[nodiscard]] std::optional<cel_json::FactSchema> read_fact_schema(const std::string& path);

struct BoundFacts {
    bool is_array = false;  ///< else it was one fact alone
    std::vector<std::vector<cel::Value>> facts;
};
[[nodiscard]] std::optional<BoundFacts> read_facts(const std::string& path, const cel_json::FactSchema& schema,
                                                   cel::Arena& arena);

struct CompiledRule {
    std::string id;
    cel::Program condition;  ///< gives bool, as far as the check can tell
};
[[nodiscard]] std::optional<std::vector<CompiledRule>> read_rules(const std::string& path, const cel::Schema& schema);

/// "NAME:2:7: WORDS", the line of the source, and a caret below the place.
void point_at(std::string_view name, std::string_view source, cel::Place place, std::string_view words);
/// The same for all findings.
void point_at(std::string_view name, std::string_view source, const cel::SourceFindings& findings);

}  // namespace makegood::app
