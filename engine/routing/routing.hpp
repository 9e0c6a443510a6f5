#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/claim/claim.hpp"
#include "engine/statement/statement.hpp"

namespace makegood {

enum class Priority { normal, high, urgent };

/// The verdict of the rules on a claim: how it is handled, never whether (law 2). It holds no amount and no refusal, so
/// that no rule can make one.
struct Routing {
    std::string rule_set;  ///< name and version of what decided
    Priority priority = Priority::normal;
    std::vector<std::string> flags;    ///< sorted, each once
    std::vector<std::string> notices;  ///< who is told
    std::vector<std::string> tasks;    ///< what must be done
    bool countersignature = false;
    Dues dues;
    std::string rule_set_hash{};        ///< SHA-256, hex, of the rule set's content; none: no rules were asked
    std::vector<std::string> owners{};  ///< teams that the cause probably belongs to; sorted, each once
    std::vector<std::string> hints{};   ///< where to look for the cause; sorted, each once
};

/// What the default routing asks of a claim. Rules ask more (rules/facts.hpp).
struct RoutingFacts {
    Instant now;
    Date today;
    Date issued_on;
    const GuaranteeVersion& guarantee;
    bool worth_is_stated = false;
    bool worth_is_zero = false;
    bool worth_is_upward = false;
    std::size_t earlier_claims = 0;  ///< on this invoice
    bool credited_elsewhere = false;
};

/// The routing of a company without rules of its own, and of a claim whose rules failed: everything goes to the
/// president, normal priority, with flags for what people ask about first.
[[nodiscard]] Routing route_by_default(const RoutingFacts& facts);

}  // namespace makegood
