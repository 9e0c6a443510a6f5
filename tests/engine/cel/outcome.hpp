#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/program.hpp"

namespace makegood::cel {

/// A schema and facts of a claim, for expressions to be run on:
///
///     claim {amount: 1200.5, share: 0.5, is_late: false, words: "my lawyer will call", days: 12,
///            owner (optional, absent), channel (optional): "phone", person (optional) {name: "Ada"}}
///     lines [{service: "transport", net: 600.0, worth: 0.0}, {service: "cleaning", net: 100.0, worth: 100.0}]
///     tags ["vip", "old"], numbers {"one": 1, "two": 2}, any (dyn) 7u, now 2026-03-29T01:30:00Z,
///     fee: money 500 of EUR, limit: money 700 of EUR, abroad: money 1 of USD
///
/// money is the host's: _+_ and _<_ of one currency, money(int) makes EUR, fee.in_cents() gives an int.
struct ClaimCase {
    ClaimCase();
    Schema schema;
    Arena arena;
    std::vector<Value> facts;
    std::unique_ptr<const OpaqueType> money;
};

/// What comes out of an expression: its value as text, "error: words [part]" with the part of the source at which it
/// went wrong, or "1:5 found; expected" for an expression that does not compile.
std::string outcome(std::string_view source, const CompileOptions& options = {}, const RunLimits& limits = {});
std::string outcome_unchecked(std::string_view source);

/// "part = text of value" for each part of the witness, behind the witness's own source: "a > 1 {a = 0, 1 = 1}".
std::string witness_of(std::string_view source);

/// One zone: Test/Half, UTC+05:30, and from 2026-03-29T01:00:00Z on UTC+06:30.
const ZoneTable& test_zones();

}  // namespace makegood::cel
