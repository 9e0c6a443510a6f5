#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/journal/event.hpp"

namespace makegood::codec {

/// How an event routed its claim.
struct RoutedEvent {
    ClaimId claim;
    Instant at;
    Routing routing;
    std::shared_ptr<const RoutingRecord> record;  ///< null: an older program kept none
};

/// Reads of an event only how it routed its claim, in a fraction of the time that decode_event takes; nothing when it
/// routes none. The same as decode_event gives, of whatever encode_event wrote in any schema version.
[[nodiscard]] Result<std::optional<RoutedEvent>, Finding> decode_routing(std::string_view bytes);

}  // namespace makegood::codec
