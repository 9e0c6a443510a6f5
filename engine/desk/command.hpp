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

/// Money came in. Of one that leaves something open and says of what and why, the remittance is a statement.
struct RecordPayment {
    InvoiceNumber invoice;
    Payment payment;  ///< its shortfall is worked out here
};

/// It bounced.
struct ReversePayment {
    PaymentId payment;
    Date on;
    std::optional<std::string> reason{};
};

/// A refund goes to the bank: by somebody who neither recorded nor approved its claim.
struct ReleaseRefund {
    RefundNumber refund;
};

/// Another account than the one that paid.
struct NameRefundAccount {
    RefundNumber refund;
    BankAccount account;
};

/// The customer confirmed the account, over a contact that was on file before it was named.
struct ConfirmRefundAccount {
    RefundNumber refund;
    Channel over;
};

/// What the bank said of a refund.
struct RecordRefundPaid {
    RefundNumber refund;
    Date on;
    std::optional<std::string> reference{};
};
struct RecordRefundFailed {
    RefundNumber refund;
    Date on;
    std::string reason;
};

/// A refund that failed may go out again, under its old key.
struct RetryRefund {
    RefundNumber refund;
};

/// What is kept for the customer from `invoice` pays what is open on another invoice of theirs: only with consent.
struct UseBalance {
    InvoiceNumber invoice;
    InvoiceNumber on;
    std::string amount;
    Channel consent;
};

/// What is kept for the customer goes back to them, on request.
struct RefundBalance {
    InvoiceNumber invoice;
    std::string amount;
};

struct GiveMakeGood {
    ClaimId claim;
    MakeGoodKind kind;
    std::optional<std::string> amount{};
    std::string text;
};

/// Takes a credit note back and issues its replacement in the same commit (law 10). With a correction, of a statement
/// that was recorded wrongly, the replacement comes to the corrected worth; without, to what stood.
struct ReverseAdjustment {
    struct Correction {
        Saying saying;
        Channel confirmed_over;  ///< how the customer confirmed it (law 1)
    };
    AdjustmentNumber adjustment;
    std::optional<Correction> correction{};
};

using Command = std::variant<RecordInvoice, RecordCreditElsewhere, Invoke, StateAnew, Acknowledge, Approve, KeepPromise,
                             AnswerOffer, AddNote, NameCause, RecordPayment, ReversePayment, ReleaseRefund,
                             NameRefundAccount, ConfirmRefundAccount, RecordRefundPaid, RecordRefundFailed, RetryRefund,
                             UseBalance, RefundBalance, GiveMakeGood, ReverseAdjustment>;

/// What names the stream that a command is about.
using Target = std::variant<InvoiceNumber, ClaimId, AdjustmentNumber, RefundNumber, PaymentId>;
[[nodiscard]] Target target_of(const Command& command);
/// The second invoice of a command that is about two; they are of one customer.
[[nodiscard]] std::optional<InvoiceNumber> other_target_of(const Command& command);

/// Why a command changes nothing, in order of precedence.
enum class RefusalReason {
    unknown_invoice,
    unknown_claim,
    unknown_adjustment,
    unknown_refund,
    unknown_payment,
    stale_version,     ///< somebody changed the invoice since the version that was named
    invoice_differs,   ///< the number is taken by an invoice with other content
    number_reserved,   ///< the number carries the prefix of one of our own series
    payment_differs,   ///< the payment is recorded already with another date or amount, or on another invoice
    currency_differs,  ///< a credit or payment in another currency than its invoice
    not_understood,    ///< with findings (law 6)
    move_not_allowed,  ///< the claim's state does not allow it; says which it is in
    worth_not_stated,  ///< nothing to honour yet
    promise_not_due,   ///< the timer came too early
    offer_not_open,
    offer_differs,            ///< confirmed amounts are not those of the offer
    payment_bounced,          ///< it was reversed already
    refund_move_not_allowed,  ///< the refund's state does not allow it; a finding says which it is in
    over_refundable,          ///< more than was paid on this invoice and is still here
    customer_differs,         ///< the other invoice is somebody else's
    over_balance,             ///< more than is kept for the customer
    over_open,                ///< more than is open on the other invoice
    account_unknown,          ///< nobody knows which account paid, and none was named
    account_unconfirmed,      ///< another account than the one that paid, and the customer did not confirm it yet
    contact_not_on_file,      ///< the customer cannot be asked over a contact that came after the account
    second_person_needed,     ///< whoever recorded, approved or named it cannot do this too
    already_reversed,
    not_the_last_document,  ///< a correction reaches back over later documents: reverse those first
    supplement_paid,        ///< revocable until paid
    unknown_batch,
    through_not_past,    ///< a period is closed once it is over
    batch_out_of_order,  ///< the period is closed already, or somebody else closed one meanwhile
    batch_answered,      ///< booked is booked
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
    ShortPaymentTerms short_payment{};
    /// By MakeGoodKind: the tax that its amount includes, where the company's adviser says that it does.
    std::array<std::optional<TaxKey>, make_good_kinds> make_good_tax{};
    TaxPoint tax_point = TaxPoint::issue;
    bool accrues = false;  ///< books claims stated and not adjusted at each close
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
    const InvoiceStream* other = nullptr;             ///< of other_target_of(); null: there is none
};

/// What follows from a command: events, none when it was done before (a repeated import), or a refusal.
using Decision = Result<std::vector<Event>, Refusal>;
/// Of the events, BalanceReceived belongs to the stream of other_target_of(), all others to the command's own.
[[nodiscard]] Decision decide(const InvoiceStream& state, const Command& command, const Context& context);

}  // namespace makegood
