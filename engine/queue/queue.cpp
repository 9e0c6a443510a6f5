#include "engine/queue/queue.hpp"

#include "engine/core/invariant.hpp"

namespace makegood {

Instant next_promise(ClaimState state, const Dues& dues) {
    const Step step = state == ClaimState::received ? Step::acknowledge : Step::adjust;
    const auto& due = dues[static_cast<std::size_t>(step)];
    invariant(due.has_value(), "the clocks of an open claim run");
    return due->promise;
}

std::strong_ordering operator<=>(const QueuePlace& a, const QueuePlace& b) {
    if (const auto order = a.promise <=> b.promise; order != 0) return order;
    if (const auto order = b.priority <=> a.priority; order != 0) return order;  // urgent before normal
    return a.opened_at_sequence <=> b.opened_at_sequence;
}

}  // namespace makegood
