#include "engine/claim/claim.hpp"

#include <algorithm>

#include "engine/core/invariant.hpp"

namespace makegood {

namespace {

using enum ClaimState;

struct Row {
    ClaimState state;
    std::string_view text;
    bool open;
    std::array<ClaimState, 3> next;
    std::size_t next_count;
};

constexpr std::array<Row, 6> rows = {{
    {received, "received", true, {acknowledged, approved, withdrawn}, 3},
    {acknowledged, "acknowledged", true, {approved, withdrawn}, 2},
    // Stays here only while an offer upward is open (law 5); a new statement takes what was approved back.
    {approved, "approved", true, {acknowledged, adjusted, withdrawn}, 3},
    {adjusted, "adjusted", false, {settled}, 1},
    {settled, "settled", false, {}, 0},
    {withdrawn, "withdrawn", false, {}, 0},
}};

const Row& row_of(ClaimState state) {
    const Row& row = rows[static_cast<std::size_t>(state)];
    invariant(row.state == state, "the table of claim states is in the order of the states");
    return row;
}

}  // namespace

std::string_view to_text(ClaimState state) {
    return row_of(state).text;
}

std::optional<ClaimState> parse_claim_state(std::string_view text) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.text == text; });
    return found == rows.end() ? std::nullopt : std::optional(found->state);
}

std::span<const ClaimState> moves_from(ClaimState state) {
    const Row& row = row_of(state);
    return std::span(row.next).first(row.next_count);
}

bool may_move(ClaimState from, ClaimState to) {
    const auto moves = moves_from(from);
    return std::find(moves.begin(), moves.end(), to) != moves.end();
}

bool is_open(ClaimState state) {
    return row_of(state).open;
}

Dues start_clocks(const GuaranteeVersion& guarantee, Instant invoked_at) {
    Dues dues;
    for (Step step : {Step::acknowledge, Step::call, Step::adjust, Step::explain, Step::fix}) {
        const Clock& clock = guarantee.clock(step);
        dues[static_cast<std::size_t>(step)] = Due{invoked_at + clock.promise(), invoked_at + clock.target()};
    }
    return dues;
}

Dues tightest(const Dues& running, const Dues& other) {
    Dues dues = running;
    for (std::size_t step = 0; step < dues.size(); ++step)
        if (dues[step] && other[step])
            dues[step] = Due{std::min(dues[step]->promise, other[step]->promise),
                             std::min(dues[step]->target, other[step]->target)};
    return dues;
}

}  // namespace makegood
