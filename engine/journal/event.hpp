#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/adjustment/movement.hpp"
#include "engine/batch/batch.hpp"
#include "engine/cause/cause.hpp"
#include "engine/core/actor.hpp"
#include "engine/journal/document.hpp"
#include "engine/routing/routing.hpp"
#include "engine/rules/fact_sheet.hpp"
#include "engine/rules/trace.hpp"
#include "engine/settlement/make_good.hpp"
#include "engine/settlement/payment.hpp"
#include "engine/settlement/refund.hpp"

namespace makegood {

/// How the customer wants to be reached.
struct Contact {
    std::optional<Personal> phone;
    std::optional<Personal> email;
    std::optional<Personal> when;
};

// Events record results: amounts, tax, entries, numbers, due instants. Applying one computes no policy, so that a
// replay never depends on today's rules, configuration or program (law 15). They are never edited (law 10).

struct InvoiceRecorded {
    InvoiceDraft invoice;  ///< what Invoice::check accepted
    GuaranteeVersionName guarantee;
    std::vector<Money> billed;  ///< of each line, then of each charge
    std::vector<Entry> entries;
};

struct CreditedElsewhere {
    CreditElsewhere credit;
    std::vector<Money> standing_lines;  ///< after it, in billed order
    std::vector<TaxAnchor> anchors;     ///< after it, in group order
    Money over_credited;
    std::vector<Entry> entries;
    std::optional<Date> posted_on{};  ///< in the company's zone; nothing: an older program posted it on UTC's day
};

/// Why a claim was routed as it was: what the rules said, one by one, and all that they could know. Stands in the
/// journal for whoever asks later; the state of a claim does not depend on it.
struct RoutingRecord {
    Trace trace;  ///< no steps when there was no rule set
    std::shared_ptr<const FactSheet> facts;
};

struct ClaimOpened {
    ClaimId claim;
    ClaimNumber number;
    std::int64_t ordinal;  ///< of the year of `opened_on`, from 1
    Date opened_on;        ///< in the company's zone
    Saying saying;
    std::optional<SettlementKind> wish;
    std::optional<Contact> contact;
    Routing routing;
    std::string configuration;                      ///< hash of the configuration that decided
    std::shared_ptr<const RoutingRecord> record{};  ///< null: not read, or of an older program
};

struct StatementMade {
    ClaimId claim;
    Saying saying;
    std::optional<SettlementKind> wish;
    std::optional<Contact> contact;
    std::optional<Routing> routing{};  ///< of the claim from here on; none after a withdrawal
    std::shared_ptr<const RoutingRecord> record{};
};

struct ClaimAcknowledged {
    ClaimId claim;
};

struct ClaimApproved {
    ClaimId claim;
    bool by_promise = false;  ///< nobody approved it in time, so the promise kept itself (law 4)
};

/// A worth above standing, put to the customer with its exact amount and tax (law 5).
struct OfferMade {
    ClaimId claim;
    Movement movement;
};

enum class OfferAnswer {
    confirmed,  ///< by the customer, with the exact amount and tax
    revoked,    ///< by the customer
    declined,   ///< by the president, with thanks
};

struct OfferAnswered {
    ClaimId claim;
    OfferAnswer answer;
};

struct AdjustmentIssued {
    Adjustment adjustment;
    /// After it, in group order, of a replacement whose reversal moved them: those from before. Empty: they stay.
    std::vector<TaxAnchor> anchors{};
};

struct ClaimAdjusted {
    ClaimId claim;
    bool without_document = false;  ///< the worth equals what stands, or the offer upward was not taken
    std::optional<Due> settle;      ///< the clock that starts when there is something to settle
};

struct ClaimSettled {
    ClaimId claim;
};

struct NoteAdded {
    ClaimId claim;
    Personal text;
};

struct CauseNamed {
    ClaimId claim;
    Cause cause;
};

/// The company works by this configuration from here on. Stands in the journal so that every hash in it has a content.
struct ConfigurationActivated {
    std::string hash;     ///< SHA-256, hex
    std::string content;  ///< canonical JSON
};

/// From here on claims may be routed by this set, on the days on which it is in force. Stands in the journal so that
/// an old claim is explained by the rules of its day.
struct RulesActivated {
    std::string rule_set;  ///< name and version, as Routing::rule_set
    std::string hash;      ///< SHA-256 of the content, hex
    std::string content;   ///< canonical JSON
};

/// The file was restored or copied, and nothing proves that it holds the last event that its journal had: from here on
/// every number has a mark of its own, so that none is given twice (law 9).
struct NumbersRestarted {
    SeriesMark mark;
    /// The last event that was seen of the journal and is not in the file; 0: nobody knows how far it had got.
    std::uint64_t lost_sequence = 0;
};

/// It was proven that the file holds the last checkpoint: numbers go on where they stood at that event, and with the
/// mark of then.
struct NumbersResumed {
    std::uint64_t sequence = 0;
    std::string hash;  ///< of the journal's chain at `sequence`, hex
};

/// A mistake in recording a statement is mended: from here on it says what the customer really said (law 1).
struct StatementCorrected {
    ClaimId claim;
    std::uint64_t statement = 0;  ///< of the claim's, from 0
    Saying saying;
    Channel confirmed_over;  ///< how the customer confirmed it
};

/// A document taken back exactly. It stands in the journal with its own replacement, or, a supplementary invoice that
/// the customer revoked before it was paid, alone.
struct AdjustmentReversed {
    Adjustment reversal;
    std::vector<Money> standing_lines;  ///< after it, in billed order
    std::vector<TaxAnchor> anchors;     ///< after it, in group order
    Money standing_rounding;
};

struct PaymentReceived {
    Payment payment;
    std::vector<Entry> entries;
};

/// The payment bounced: what was paid is open again, and no adjustment moves.
struct PaymentReversed {
    PaymentId payment;
    Date reversed_on;
    std::optional<std::string> reason{};
    std::vector<Entry> entries;
};

/// Owed from here on, and reserved; nothing is sent yet.
struct RefundRecorded {
    RefundNumber refund;
    std::int64_t ordinal;  ///< of the year of `recorded_on`, from 1
    Date recorded_on;
    RefundSource source;
    std::string document;
    std::optional<ClaimId> claim;
    Money amount;
    std::vector<Entry> entries{};  ///< of a balance; others are posted with their document
};

struct RefundAccountNamed {
    RefundNumber refund;
    BankAccount account;
};

/// The customer confirmed the account over a contact that was on file before.
struct RefundAccountConfirmed {
    RefundNumber refund;
    Channel over;
};

/// Released by a second person: the bank is told from here on.
struct RefundInstructed {
    RefundNumber refund;
    std::int64_t attempt;  ///< from 1
    Date instructed_on;    ///< company's zone
    Money amount;
    BankAccount account;
};

struct RefundPaid {
    RefundNumber refund;
    Date paid_on;    ///< by the bank
    Date posted_on;  ///< in our books: the day we heard of it, so that nothing is dated into a closed period
    std::optional<std::string> reference{};  ///< the bank's
    std::vector<Entry> entries;
};

/// The bank said that it did not, or that the money came back. Nobody else can know.
struct RefundFailed {
    RefundNumber refund;
    Date failed_on;
    Date posted_on;
    std::string reason;
    std::vector<Entry> entries{};  ///< of money that had left the account
};

/// After a failure: may be released again, under the same key.
struct RefundDueAgain {
    RefundNumber refund;
};

/// The document that asked for it is taken back before anything was sent.
struct RefundCancelled {
    RefundNumber refund;
    Date posted_on;
    std::vector<Entry> entries;
};

/// What was kept for the customer pays another invoice of theirs, with their consent. In the other invoice's stream the
/// money arrives, in the same commit, as BalanceReceived.
struct BalanceUsed {
    InvoiceNumber on;
    Money amount;
    Channel consent;  ///< how the customer agreed
};

struct BalanceReceived {
    InvoiceNumber from;
    Date posted_on;
    Money amount;
    std::vector<Entry> entries;
};

/// Something beyond the price, with the entries that owe it.
struct MakeGoodGiven {
    MakeGood make_good;
    std::vector<Entry> entries;
};

/// A period is closed: what was in it is handed over to the books, once.
struct BatchSealed {
    BatchContent content;
    std::vector<Entry> accrual;   ///< dated on the last day of the period; empty: the company does not accrue
    std::vector<Entry> reversal;  ///< the same turned around, dated the day after
};

/// What the other system said of a batch.
struct BatchAnswered {
    std::uint64_t number = 0;
    bool is_booked = false;
    std::string answer;  ///< its reference, or why it failed
};

using Event =
    std::variant<InvoiceRecorded, CreditedElsewhere, ClaimOpened, StatementMade, ClaimAcknowledged, ClaimApproved,
                 OfferMade, OfferAnswered, AdjustmentIssued, ClaimAdjusted, ClaimSettled, NoteAdded, CauseNamed,
                 ConfigurationActivated, RulesActivated, StatementCorrected, AdjustmentReversed, PaymentReceived,
                 PaymentReversed, RefundRecorded, RefundAccountNamed, RefundAccountConfirmed, RefundInstructed,
                 RefundPaid, RefundFailed, RefundDueAgain, BalanceUsed, BalanceReceived, MakeGoodGiven, BatchSealed,
                 BatchAnswered, RefundCancelled, NumbersRestarted, NumbersResumed>;

/// "claim-opened": the type in the journal, stable for ever.
[[nodiscard]] std::string_view type_of(const Event& event);
/// The same by place in the variant, which is below std::variant_size_v<Event>.
[[nodiscard]] std::string_view event_type(std::size_t index);

/// The claim that an event is about, if it is about one.
[[nodiscard]] std::optional<ClaimId> claim_of(const Event& event);

/// The document that an event issues, ours or its reversal; null: it issues none.
[[nodiscard]] const Adjustment* document_in(const Event& event);

/// The entries that an event posts on the day of its document, if it posts any.
[[nodiscard]] std::span<const Entry> entries_in(const Event& event);

/// An event with what the journal knows of its making, as it is applied.
struct Recorded {
    std::uint64_t stream_version;  ///< of its stream, from 1
    Instant at;
    Actor actor;
    Event event;
};

/// Numbers that an event took, told to the book that gives the next ones.
void note_numbers(NumberBook& book, const Event& event);

}  // namespace makegood
