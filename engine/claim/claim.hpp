#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/id.hpp"
#include "engine/guarantee/guarantee.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

using ClaimId = Id<struct ClaimTag>;
using ClaimNumber = Name<struct ClaimNumberTag>;

/// Where a claim is on its way. There is no `rejected` (law 6).
enum class ClaimState { received, acknowledged, approved, adjusted, settled, withdrawn };
[[nodiscard]] std::string_view to_text(ClaimState state);
[[nodiscard]] std::optional<ClaimState> parse_claim_state(std::string_view text);

/// The table of allowed moves, and the only place that knows it.
[[nodiscard]] std::span<const ClaimState> moves_from(ClaimState state);
[[nodiscard]] bool may_move(ClaimState from, ClaimState to);
/// Open claims stand in the president's queue; an invoice has at most one.
[[nodiscard]] bool is_open(ClaimState state);

/// When a step is due: by the promise that the customer was told, and by our own tighter target.
struct Due {
    Instant promise;
    Instant target;
    bool operator==(const Due&) const = default;
};

/// The due instants of every step whose clock runs, by Step.
using Dues = std::array<std::optional<Due>, steps.size()>;

/// Starts the clocks that an invocation starts: acknowledge, call, adjust, explain and fix. The others start when
/// what they wait for has happened.
[[nodiscard]] Dues start_clocks(const GuaranteeVersion& guarantee, Instant invoked_at);

/// Of every step the tighter promise and the tighter target. A clock that `running` does not have is not started, and
/// one that runs is never stopped: a claim keeps the earlier promise.
[[nodiscard]] Dues tightest(const Dues& running, const Dues& other);

}  // namespace makegood
