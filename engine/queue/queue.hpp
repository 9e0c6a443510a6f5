#pragma once

#include <compare>
#include <cstdint>

#include "engine/claim/claim.hpp"
#include "engine/routing/routing.hpp"

namespace makegood {

/// The promise that a claim's next step is measured by: to acknowledge while it is only received, then to adjust.
[[nodiscard]] Instant next_promise(ClaimState state, const Dues& dues);

/// Where a claim stands in the president's queue: the promise that ends first on top; of two that end together the
/// more urgent one, then the older one. Total: no two claims have one place.
struct QueuePlace {
    Instant promise;
    Priority priority;
    std::uint64_t opened_at_sequence;  ///< of the journal

    friend std::strong_ordering operator<=>(const QueuePlace& a, const QueuePlace& b);
    friend bool operator==(const QueuePlace& a, const QueuePlace& b) = default;
};

}  // namespace makegood
