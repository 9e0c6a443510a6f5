#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "engine/cel/code.hpp"
#include "engine/cel/program.hpp"
#include "engine/cel/witness.hpp"

namespace makegood::cel {

struct Evaluator::Scratch {
    Scratch(const ZoneTable* zone_table, const RunLimits& run_limits)
        : arena(run_limits.memory_bytes_max),
          cost_max(static_cast<std::int64_t>(
              std::min<std::uint64_t>(run_limits.cost_max, std::numeric_limits<std::int64_t>::max()))),
          zones(zone_table) {}

    /// Ready for a run. What an earlier run gave is forgotten.
    Machine begin(const Code& code, std::span<const Value> facts) {
        arena.clear();
        if (locals.size() < code.ast.locals) locals.resize(code.ast.locals);
        return {facts.data(), locals.data(), cost_max - code.cost, arena, code.ast, code.schema, types, zones};
    }

    Arena arena;
    std::vector<Value> locals;
    TypeStore types;
    std::int64_t cost_max;
    const ZoneTable* zones;
};

Evaluator::Evaluator(const ZoneTable* zones, Limits limits) : scratch_(std::make_unique<Scratch>(zones, limits)) {}
Evaluator::~Evaluator() = default;

Value Evaluator::run(const Program& program, std::span<const Value> facts) {
    const Code& code = *program.code_;
    Machine machine = scratch_->begin(code, facts);
    if (facts.size() < code.facts) [[unlikely]]
        return machine.arena.error_of("fewer facts than the schema has variables", code.ast.root);
    if (machine.budget < 0) [[unlikely]]
        return machine.spent(code.ast.root);
    const Value value = code.root->run(machine);
    if (machine.is_spent() && !is_over_budget(value)) [[unlikely]]
        return machine.spent(code.ast.root);
    return value;
}

Evaluator::Witness Evaluator::why_false(const Program& program, std::span<const Value> facts) {
    Witness witness;
    why_false(program, facts, witness);
    return witness;
}

void Evaluator::why_false(const Program& program, std::span<const Value> facts, Witness& witness) {
    const Code& code = *program.code_;
    Machine machine = scratch_->begin(code, facts);
    witness.node = code.ast.root;
    witness.parts.clear();
    if (facts.size() >= code.facts) find_witness(code, machine, witness);
}

}  // namespace makegood::cel
