#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/desk/command.hpp"
#include "engine/desk/export_log.hpp"
#include "engine/desk/invoice_stream.hpp"
#include "engine/port/crypto.hpp"
#include "engine/queue/queue.hpp"

namespace makegood {

/// An event with its place in the journal, which it has only once it is committed.
struct Journaled {
    std::uint64_t sequence;
    Recorded recorded;
};

/// What came of a command that was decided on.
struct Outcome {
    const InvoiceStream& after;         ///< the stream with the events applied; as it was, when refused
    std::span<const Journaled> events;  ///< none when it was refused, or had been done before
    const Refusal* refusal = nullptr;
    const ExportLog* exports = nullptr;  ///< of an ExportCommand, with its events applied; `after` is empty then
};

/// The final answer to a request, as the edge gives it; kept with the request's key, so that a repeat gets the same.
struct Answer {
    int status = 0;
    std::string body;
    std::string etag;      ///< empty: none
    std::string location;  ///< empty: none
    bool operator==(const Answer&) const = default;
};

/// Makes a request repeatable (law 12): one principal, one route, one key, one body.
struct IdempotencyKey {
    std::string principal;
    std::string route;
    std::string key;
    Sha256 body_hash;
};

struct Submission {
    std::variant<Command, ExportCommand> command;
    Actor actor;
    std::optional<std::uint64_t> expected_version{};
    std::optional<IdempotencyKey> idempotency{};
    /// Renders the answer on the writer's thread, before the commit. Pure and quick; kept when `idempotency` is given.
    std::function<Answer(const Outcome&)> render{};
};

enum class SubmissionStatus {
    done,           ///< decided, accepted or refused; the answer is durable
    replayed,       ///< the same request was answered before: here is that answer
    key_reused,     ///< the key belongs to a request with another body
    key_in_flight,  ///< the first request with this key is not answered yet
    queue_full,     ///< nothing was done: come back later
    unavailable,    ///< the commit failed (disk full, read-only, …): nothing was done
    broken,         ///< our mistake: this command alone was rolled back
    stopping,       ///< the store is closing: nothing was done
};

struct Completed {
    SubmissionStatus status;
    Answer answer{};       ///< of done and replayed
    std::string detail{};  ///< of unavailable and broken, for the log
};
using Completion = std::function<void(Completed)>;

// --- reading: rows of projections, oldest first unless said otherwise; `after` is a cursor, exclusive ---

struct QueueRow {
    ClaimId claim;
    ClaimNumber number;
    InvoiceNumber invoice;
    std::string customer;  ///< name
    ClaimState state;
    Priority priority;
    std::vector<std::string> flags;
    Instant opened_at;
    Instant promise;  ///< that ends next
    Instant target;   ///< of the same step
    Currency currency;
    QueuePlace place;
};

inline constexpr std::uint64_t entries_per_event_max = 65'536;

struct AdjustmentRow {
    std::uint64_t sequence;
    AdjustmentGlance document;
};

struct EntryRow {
    std::uint64_t id;  ///< sequence in the journal × entries_per_event_max + place in the event
    Date posted_on;    ///< company's zone
    AccountName debit;
    AccountName credit;
    Money amount;
    InvoiceNumber invoice;
    std::string document;  ///< invoice or adjustment number, or the other document's
    Origin origin;
};

/// A refund on its way, for whoever releases it.
struct RefundRow {
    std::uint64_t sequence;  ///< of the journal, when it was recorded
    Refund refund;
    InvoiceNumber invoice;
    CustomerId customer;
    std::string customer_name;
};

/// A payment, for whoever asks what it left open.
struct PaymentRow {
    std::uint64_t sequence;  ///< of the journal, when it was recorded
    Payment payment;
    InvoiceNumber invoice;
    CustomerId customer;
    std::string customer_name;
    Money open;  ///< on the invoice now
};

/// One time that the bank was told of a refund.
struct InstructionRow {
    std::uint64_t sequence;
    RefundInstructed instruction;
    InvoiceNumber invoice;
    std::string customer_name;
};

/// What must not be dunned, charged or bear interest while a claim is open.
struct HoldRow {
    InvoiceNumber invoice;
    CustomerId customer;
    std::string customer_name;
    ClaimId claim;
    ClaimNumber number;
    ClaimState state;
    Instant since;
    Money open;  ///< on the invoice; may be zero
    QueuePlace place;
};

/// What an account moved on one day, in one currency.
struct AccountDayRow {
    Date day;
    Money debit;
    Money credit;
};

/// A make-good with its place in the journal.
struct MakeGoodRow {
    std::uint64_t sequence;
    MakeGood make_good;
};

/// The entries of ours in one event, and whom they are about.
struct OwnEntriesRow {
    std::uint64_t sequence;
    Date posted_on;
    InvoiceNumber invoice;
    std::string document;
    std::string customer_name;
    std::vector<Entry> entries;  ///< at least one
};

struct JournalRow {
    std::uint64_t sequence;
    std::string envelope;  ///< canonical JSON, as stored and hashed; personal fields sealed
    Sha256 hash;
};

/// How often something was refused on one day.
struct RefusalRow {
    Date day;  ///< UTC
    std::string kind;
    std::uint64_t refused;
};

enum class OutcomesBy { month, service, cause };

/// One row of the outcomes report, per key and currency.
struct OutcomeRow {
    std::string key;  ///< "2026-11", a service's name, or a cause's explanation
    Currency currency;
    std::uint64_t claims = 0;
    Money credited;  ///< net, credit notes less supplements
    Money billed;    ///< net of the invoices issued in the period, of that month or service; of all for by cause
    std::optional<std::chrono::minutes> to_acknowledge{};  ///< mean over those acknowledged
    std::optional<std::chrono::minutes> to_adjust{};       ///< mean over those adjusted
};

/// How a claim was routed by one of its events.
struct RoutingRow {
    std::uint64_t sequence;  ///< of the event
    Instant at;
    ClaimId claim;
    ClaimNumber number;
    Routing routing;
    std::shared_ptr<const RoutingRecord> record;  ///< null: an older program kept none
};

/// A snapshot could not be read, or grew too old.
class StoreUnavailable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// How far the journal has got.
struct JournalHead {
    std::uint64_t sequence = 0;  ///< 0: it has no event yet
    Sha256 hash{};
};

/// One consistent snapshot. Every call may throw StoreUnavailable; used on the thread it is given to only.
class Reader {
  public:
    virtual ~Reader() = default;
    [[nodiscard]] virtual std::optional<InvoiceStream> invoice(const InvoiceNumber& number) = 0;
    /// What was billed, without anything that happened to it since: the document, on which the customer's email is not;
    /// it comes out erased.
    [[nodiscard]] virtual std::optional<InvoiceDraft> invoice_as_recorded(const InvoiceNumber& number) = 0;
    [[nodiscard]] virtual std::optional<InvoiceStream> invoice_of(const ClaimId& claim) = 0;
    [[nodiscard]] virtual std::vector<QueueRow> queue(const std::optional<QueuePlace>& after, std::size_t limit) = 0;
    [[nodiscard]] virtual std::uint64_t open_claims() = 0;
    [[nodiscard]] virtual std::optional<Journaled> adjustment(const AdjustmentNumber& number) = 0;
    /// `after` is the journal sequence of the last one seen; 0 from the start.
    [[nodiscard]] virtual std::vector<Journaled> adjustments(std::uint64_t after, std::size_t limit) = 0;
    /// The same documents at a glance, without reading their events.
    [[nodiscard]] virtual std::vector<AdjustmentRow> adjustment_rows(std::uint64_t after, std::size_t limit) = 0;
    [[nodiscard]] virtual std::vector<EntryRow> entries(std::uint64_t after, std::size_t limit) = 0;
    [[nodiscard]] virtual std::vector<TrialBalanceRow> trial_balance() = 0;
    [[nodiscard]] virtual std::vector<JournalRow> journal(std::uint64_t after, std::size_t limit) = 0;
    [[nodiscard]] virtual JournalHead head() = 0;
    [[nodiscard]] virtual std::vector<OutcomeRow> outcomes(Date from, Date to, OutcomesBy by) = 0;
    /// All that was counted, by day and kind.
    [[nodiscard]] virtual std::vector<RefusalRow> refusals() = 0;
    /// Each time that the claim was routed, oldest first; none when there is no such claim.
    [[nodiscard]] virtual std::vector<RoutingRow> routings(const ClaimId& claim) = 0;
    /// How claims opened since then were routed last. `after` is the journal sequence at which the last one seen was
    /// opened, 0 from the start; `next` is set to that of the last row.
    [[nodiscard]] virtual std::vector<RoutingRow> routed_claims(Instant since, std::uint64_t after, std::size_t limit,
                                                                std::uint64_t& next) = 0;
    /// The content of a rule set that was active once, canonical JSON, by its hash.
    [[nodiscard]] virtual std::optional<std::string> rule_set(std::string_view hash) = 0;
    [[nodiscard]] virtual ExportLog exports() = 0;
    /// The content of a configuration that was active once, canonical JSON, by its hash.
    [[nodiscard]] virtual std::optional<std::string> configuration(std::string_view hash) = 0;
    /// The content of the configuration that was in force at an event; nothing when none was yet.
    [[nodiscard]] virtual std::optional<std::string> configuration_at(std::uint64_t sequence) = 0;
    /// The last event that was made before an instant; 0: none was.
    [[nodiscard]] virtual std::uint64_t last_before(Instant instant) = 0;
    /// Of ours: entries of origin `makegood` but for accruals, by the event that they were made in.
    [[nodiscard]] virtual std::vector<OwnEntriesRow> own_entries(std::uint64_t after, std::size_t limit) = 0;
    [[nodiscard]] virtual std::vector<MakeGoodRow> make_goods(std::uint64_t after, std::size_t limit) = 0;
    [[nodiscard]] virtual std::optional<MakeGoodRow> make_good(const MakeGoodNumber& number) = 0;
    /// In the order in which they were recorded; those of one shortfall, if one is named.
    [[nodiscard]] virtual std::vector<PaymentRow> payments(std::optional<Shortfall> shortfall, std::uint64_t after,
                                                           std::size_t limit) = 0;
    [[nodiscard]] virtual std::vector<InstructionRow> instructions(std::uint64_t after, std::size_t limit) = 0;
    /// In the order in which they were recorded; of one state, if one is named.
    [[nodiscard]] virtual std::vector<RefundRow> refunds(std::optional<RefundState> state, std::uint64_t after,
                                                         std::size_t limit) = 0;
    [[nodiscard]] virtual std::optional<InvoiceStream> invoice_of(const RefundNumber& refund) = 0;
    [[nodiscard]] virtual std::vector<HoldRow> holds(const std::optional<QueuePlace>& after, std::size_t limit) = 0;
    /// Days on which an account moved, ascending; and what it came to before `from`, as one row of that day.
    [[nodiscard]] virtual std::vector<AccountDayRow> account_days(const AccountName& account, Currency currency,
                                                                  Date from, Date to) = 0;
    [[nodiscard]] virtual AccountDayRow account_before(const AccountName& account, Currency currency, Date day) = 0;
    /// An invoice as it stood with the events up to `sequence`; nothing when there was none.
    [[nodiscard]] virtual std::optional<InvoiceStream> invoice_as_of(const InvoiceNumber& number,
                                                                     std::uint64_t sequence) = 0;
    /// Claims that were open at that event: opened by then, and closed later or not at all. `after` is the sequence at
    /// which the last one seen was opened.
    [[nodiscard]] virtual std::vector<std::pair<std::uint64_t, ClaimId>> claims_open_at(std::uint64_t sequence,
                                                                                        std::uint64_t after,
                                                                                        std::size_t limit) = 0;
    /// Open claims whose adjust promise ended at or before `now` and that may be honoured (law 4), oldest first.
    [[nodiscard]] virtual std::vector<ClaimId> promises_due(Instant now, std::size_t limit) = 0;
};

/// Where commands go and state comes from. Declared here, by its consumer; SQLite is one of its makers.
/// Thread-safe. Completions run on a thread of the store, each exactly once, never before the commit; but for what is
/// refused before it is queued (key_in_flight, queue_full, stopping), inside submit itself. They do not throw.
class Store {
  public:
    virtual ~Store() = default;
    virtual void submit(Submission submission, Completion completion) = 0;
    /// Runs `use` on a reader's thread with a snapshot of its own. Exactly one of the two comes to its end: when there
    /// is no snapshot, or `use` throws, `failed` is called and says why.
    virtual void read(std::function<void(Reader&)> use, std::function<void(std::string_view)> failed) = 0;
    /// Refusals are counted (law 6): `kind` is a stable word. Durable within seconds, not with an answer.
    virtual void count_refusal(std::string_view kind) = 0;
    /// Whether the last commit worked: false while the disk is full or read-only.
    [[nodiscard]] virtual bool is_writable() const = 0;
};

}  // namespace makegood
