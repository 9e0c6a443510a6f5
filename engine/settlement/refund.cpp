#include "engine/settlement/refund.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, 5> state_names = {"due", "instructed", "paid", "failed", "cancelled"};
constexpr std::array<std::string_view, 3> source_names = {"adjustment", "balance", "make-good"};

}  // namespace

std::string_view to_text(RefundState state) {
    return state_names[static_cast<std::size_t>(state)];
}

std::optional<RefundState> parse_refund_state(std::string_view text) {
    const auto found = std::find(state_names.begin(), state_names.end(), text);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<RefundState>(found - state_names.begin());
}

std::string_view to_text(RefundSource source) {
    return source_names[static_cast<std::size_t>(source)];
}

bool may_move(RefundState from, RefundState to) {
    switch (from) {
        case RefundState::due: return to == RefundState::instructed || to == RefundState::cancelled;
        case RefundState::instructed: return to == RefundState::paid || to == RefundState::failed;
        case RefundState::paid: return to == RefundState::failed;
        case RefundState::failed: return to == RefundState::due;
        case RefundState::cancelled: return false;
    }
    break_invariant("a refund is in one of the states", std::source_location::current());
}

}  // namespace makegood
