#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/journal/event.hpp"

namespace makegood {

struct Note {
    Instant at;
    Actor by;
    Personal text;
};

/// One line of a stream's history: who did what, when.
struct Happening {
    std::uint64_t version;
    Instant at;
    Actor actor;
    std::string_view type;  ///< as in type_of
    std::optional<ClaimId> claim;
};

/// A claim with all that happened to it.
struct Claim {
    ClaimId id;
    ClaimNumber number;
    ClaimState state = ClaimState::received;
    Instant opened_at;
    std::vector<Statement> statements;
    std::optional<SettlementKind> wish;
    std::optional<Contact> contact;
    Routing routing;
    std::optional<Movement> offer;  ///< open, until it is answered
    std::vector<AdjustmentNumber> adjustments;
    std::optional<Cause> cause;  ///< the latest naming
    std::vector<Note> notes;

    [[nodiscard]] std::vector<Worth> worths() const { return worths_in_force(statements); }
};

/// The unit of consistency: one invoice with its statements, claims, adjustments and settlements, folded from its
/// events and from nothing else.
struct InvoiceStream {
    /// What stands once there is an invoice.
    struct Books {
        Invoice invoice;
        GuaranteeVersionName guarantee;
        Billing billing;
        Standing standing;
        Receivable receivable;
        std::vector<CreditElsewhere> credits_elsewhere;
        Money over_credited;
    };

    std::uint64_t version = 0;
    std::optional<Books> books;
    std::vector<Claim> claims;  ///< oldest first; at most one is open
    std::vector<Adjustment> adjustments;
    std::vector<Happening> history;  ///< one for each version

    [[nodiscard]] const Claim* open_claim() const;
    [[nodiscard]] const Claim* find(const ClaimId& id) const;
};

/// The next state. Copies results, computes no policy; an event that cannot follow breaks an invariant.
void apply(InvoiceStream& state, const Recorded& recorded);

/// What approving a claim would do now.
[[nodiscard]] MovePlan plan_of(const InvoiceStream::Books& books, const Claim& claim);

}  // namespace makegood
