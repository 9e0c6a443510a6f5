#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/desk/invoice_stream.hpp"
#include "engine/desk/past.hpp"
#include "engine/rules/customer_lists.hpp"
#include "engine/rules/reference_rates.hpp"
#include "engine/rules/router.hpp"
#include "engine/rules/rule_book.hpp"
#include "engine/time/zone.hpp"

namespace makegood {

// What people and programs ask for. Every command is about one invoice stream, found by number or by claim.

struct RecordInvoice {
    Invoice invoice;
};

/// A credit that somebody else's document gave, told after the invoice.
struct RecordCreditElsewhere {
    InvoiceNumber invoice;
    Currency currency;
    CreditElsewhere credit;
};

/// A customer invokes the guarantee, or says more on the open claim.
struct Invoke {
    InvoiceNumber invoice;
    Saying saying;
    std::optional<SettlementKind> wish;
    std::optional<Contact> contact;
};

/// A restatement or a withdrawal.
struct StateAnew {
    ClaimId claim;
    Saying saying;
};

struct Acknowledge {
    ClaimId claim;
};

/// Takes no amount: what is honoured is what the customer stated (law 1).
struct Approve {
    ClaimId claim;
};

/// The timer of the adjust promise fires (law 4).
struct KeepPromise {
    ClaimId claim;
};

/// An offer upward is answered. A confirmation repeats the exact amounts (law 5).
struct AnswerOffer {
    ClaimId claim;
    OfferAnswer answer;
    std::string gross;  ///< of a confirmation
    std::string tax;
};

struct AddNote {
    ClaimId claim;
    Personal text;
};

struct NameCause {
    ClaimId claim;
    Cause cause;
};

using Command = std::variant<RecordInvoice, RecordCreditElsewhere, Invoke, StateAnew, Acknowledge, Approve, KeepPromise,
                             AnswerOffer, AddNote, NameCause>;

/// The stream that a command is about.
[[nodiscard]] std::variant<InvoiceNumber, ClaimId> target_of(const Command& command);

/// Why a command changes nothing, in order of precedence.
enum class RefusalReason {
    unknown_invoice,
    unknown_claim,
    stale_version,     ///< somebody changed the invoice since the version that was named
    invoice_differs,   ///< the number is taken by an invoice with other content
    currency_differs,  ///< a credit in another currency than its invoice
    not_understood,    ///< with findings (law 6)
    move_not_allowed,  ///< the claim's state does not allow it; says which it is in
    worth_not_stated,  ///< nothing to honour yet
    promise_not_due,   ///< the timer came too early
    offer_not_open,
    offer_differs,  ///< confirmed amounts are not those of the offer
};
[[nodiscard]] std::string_view to_text(RefusalReason reason);

struct Refusal {
    RefusalReason reason;
    Findings findings{};
    std::optional<ClaimState> state{};
    std::vector<Happening> since{};  ///< of a stale version: who did what in between
};

/// The configuration that decisions are made by.
struct Company {
    Zone zone;
    Guarantee guarantee;
    Chart chart;
    std::array<std::string, series_count> prefixes;   ///< by Series
    std::string configuration;                        ///< hash
    std::shared_ptr<const RuleBook> rules{};          ///< null: every claim takes the default routing
    std::optional<ReferenceRates> reference_rates{};  ///< none: rules know no amount in the company's currency
    CustomerLists customer_lists{};
};

/// What enters from outside with a command: time, ids, numbers, configuration (law 15).
struct Context {
    Instant now;
    Actor actor;
    const Company& company;
    const NumberBook& numbers;
    ClaimId next_claim_id;
    std::optional<std::uint64_t> expected_version{};  ///< of the invoice, when the caller named the one it saw
    const CustomerPast* past = nullptr;               ///< null: nothing is known
    Router* router = nullptr;                         ///< asks the rule set in force today; null: there is none
};

/// What follows from a command: events, none when it was done before (a repeated import), or a refusal.
[[nodiscard]] Result<std::vector<Event>, Refusal> decide(const InvoiceStream& state, const Command& command,
                                                         const Context& context);

}  // namespace makegood
