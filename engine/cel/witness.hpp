#pragma once

#include "engine/cel/code.hpp"
#include "engine/cel/program.hpp"

namespace makegood::cel {

/// Finds what Evaluator::why_false promises, by running the program's parts again. `witness` comes empty.
void find_witness(const Code& code, Machine& machine, Evaluator::Witness& witness);

}  // namespace makegood::cel
