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
    std::optional<Actor> approved_by{};  ///< last; the program itself when the promise kept itself

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
    std::vector<Claim> claims;            ///< oldest first; at most one is open
    std::vector<Adjustment> adjustments;  ///< reversals and replacements among them
    std::vector<Payment> payments;
    std::vector<Refund> refunds;
    std::vector<MakeGood> make_goods;
    std::vector<Happening> history;  ///< one for each version

    [[nodiscard]] const Claim* open_claim() const;
    [[nodiscard]] const Claim* find(const ClaimId& id) const;
    [[nodiscard]] const Adjustment* find(const AdjustmentNumber& number) const;
    [[nodiscard]] const Payment* find(const PaymentId& id) const;
    [[nodiscard]] const Refund* find(const RefundNumber& number) const;
    /// Whether a document was taken back by a later one.
    [[nodiscard]] bool is_reversed(const AdjustmentNumber& number) const;
    /// Law 8: Σ refunds not paid, of credit notes, balances and make-goods. Only with books.
    [[nodiscard]] Money refunds_payable() const;
    /// The account that paid last and did not bounce: where refunds go back to.
    [[nodiscard]] const BankAccount* paying_account() const;
    /// Over which the customer can be asked about a refund: by contacts on the invoice, or given with the claim. Only
    /// with books.
    [[nodiscard]] std::vector<Channel> channels_on_file(const Refund& refund) const;
};

/// The next state. Copies results, computes no policy; an event that cannot follow breaks an invariant.
void apply(InvoiceStream& state, const Recorded& recorded);

/// What approving a claim would do now.
[[nodiscard]] MovePlan plan_of(const InvoiceStream::Books& books, const Claim& claim);

}  // namespace makegood
