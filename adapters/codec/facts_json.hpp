#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/codec/json_reader.hpp"
#include "adapters/codec/json_writer.hpp"
#include "engine/rules/fact_sheet.hpp"
#include "engine/rules/trace.hpp"

namespace makegood::codec {

/// Writes the facts as an object of groups, by the table: {"claim":{"channel":"phone","credit":"120.00 EUR",…},…}.
/// What is absent is null; what was not recorded is left out, so that reading gives the same sheet.
void write_facts(JsonWriter& json, const FactSheet& facts);

/// Reads what write_facts wrote, perhaps by an older program: declared facts that are not there are missing, facts that
/// are declared no more are passed over. Findings, if it is something else, go to the value's Faults.
[[nodiscard]] std::shared_ptr<const FactSheet> read_recorded_facts(JsonValue recorded);

/// Adds the facts of an object that a person wrote: unknown names are findings, as are values of another type; null
/// makes an optional fact absent; "claim.share" may stand for {"claim": {"share": …}}. Lines take the place of those
/// that the builder has, and what a line does not say is as in the first of those.
void add_facts(FactSheetBuilder& builder, ObjectReader& object);

/// A compact text for each step, in the order of the rule set, separated by blanks: "+" fired, ">" passed over, "12-34"
/// the bytes of the expression that were false ("2:12-34" of part 2), "!12-34" those that failed.
void write_trace(JsonWriter& json, const Trace& trace);
[[nodiscard]] Trace read_trace(JsonValue recorded);

// The small forms that facts and traces are written in, for whoever reads them by another way.

/// "+ 0-12 2:5-9 > !0-4"
[[nodiscard]] std::optional<std::vector<StepTrace>> parse_trace_steps(std::string_view text);
/// Midnight UTC.
[[nodiscard]] cel::Value date_value(Date date);
[[nodiscard]] cel::Value instant_value(Instant instant);

}  // namespace makegood::codec
