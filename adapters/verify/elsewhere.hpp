#pragma once

#include "adapters/verify/findings.hpp"
#include "adapters/verify/levels.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// A credit that somebody else's document gave: what stands after it is taken from the event, and held to what the
/// document says: net and tax fall by it, not below zero, and what could not fall is over-credited.
void judge_credit_elsewhere(const Value& payload, Levels& levels, Findings& findings);

}  // namespace makegood::verify
