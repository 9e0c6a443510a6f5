#pragma once

#include "adapters/codec/fault.hpp"
#include "engine/core/finding.hpp"

namespace makegood::codec {

/// What a reader found, in the engine's words.
[[nodiscard]] Finding to_finding(Fault fault);
[[nodiscard]] Findings to_findings(Faults faults);

}  // namespace makegood::codec
