#include "adapters/sqlite/sqlite_reader.hpp"

#include <sqlite3.h>

#include "adapters/codec/routed_event.hpp"
#include "adapters/sqlite/outcome_report.hpp"

namespace makegood::sqlite {

namespace {

constexpr int steps_between_looks = 2'000;  // of SQLite's machine: some 20 µs
constexpr std::size_t cached_keys_max = 1'000;

QueueRow queue_row(const Run& run) {
    const auto priority = static_cast<Priority>(static_cast<int>(Priority::urgent) - static_cast<int>(run.integer(6)));
    const Instant promise(run.integer(9));
    return {ClaimId(Uuid{run.bytes<16>(1)}),
            ClaimNumber(run.text(2)),
            invoice_number(run.view(3)),
            run.text(4),
            static_cast<ClaimState>(run.integer(5)),
            priority,
            split_lines(run.view(7)),
            Instant(run.integer(8)),
            promise,
            Instant(run.integer(10)),
            stored_currency(run.view(11)),
            {promise, priority, run.counter(0)}};
}

/// Nothing when the event routes no claim.
std::optional<RoutingRow> routing_row(const Run& run) {
    auto decoded = codec::decode_routing(run.view(2));
    invariant(decoded.has_value(), "an event of the journal can be read");
    std::optional<codec::RoutedEvent> routed = *std::move(decoded);
    if (!routed) return std::nullopt;
    return RoutingRow{
        run.counter(0),           routed->at, routed->claim, ClaimNumber(run.text(1)), std::move(routed->routing),
        std::move(routed->record)};
}

AdjustmentRow adjustment_row(const Run& run) {
    const Currency of = stored_currency(run.view(7));
    const auto money = [&](int column) { return Money(run.integer(column), of); };
    return {run.counter(0),
            {AdjustmentNumber(run.text(1)),
             static_cast<DocumentType>(run.integer(2)),
             stored_date(run.integer(3)),
             invoice_number(run.view(4)),
             stored_date(run.integer(5)),
             ClaimId(Uuid{run.bytes<16>(6)}),
             {money(8), money(9), money(11)},
             money(10),
             {money(12), money(13), money(14), money(15)}}};
}

EntryRow entry_row(const Run& run) {
    return {run.counter(0),
            stored_date(run.integer(1)),
            AccountName(run.text(2)),
            AccountName(run.text(3)),
            Money(run.integer(4), stored_currency(run.view(5))),
            run.view(6) == exports_stream ? InvoiceNumber() : invoice_number(run.view(6)),
            run.text(7),
            static_cast<Origin>(run.integer(8))};
}

Journaled journaled(const Run& run) {
    BlindSealer blind;  // a document holds nothing that was sealed
    return {run.counter(0), read_event(run.view(1), blind)};
}

}  // namespace

Currency stored_currency(std::string_view code) {
    const auto found = Currency::find(code);
    invariant(found.has_value(), "a stored currency is one");
    return *found;
}

Date stored_date(std::int64_t days) {
    return Date::from_unix_days(static_cast<std::int32_t>(days));
}

SqliteReader::SqliteReader(const Options& options, Crypto& crypto)
    : database_(connect(options, Access::read_only)),
      age_max_(options.reader_age_max),
      keys_(database_, crypto, cached_keys_max),
      folder_(database_, &keys_),
      queue_(database_,
             "SELECT c.opened_sequence, c.id, c.number, s.name, i.customer_name, c.state, c.rank, c.flags, "
             "c.opened_at, c.promise, c.target, i.currency FROM claims c "
             "CROSS JOIN invoices i ON i.stream_id = c.stream_id CROSS JOIN streams s ON s.id = c.stream_id "
             "WHERE c.promise IS NOT NULL AND (c.promise, c.rank, c.opened_sequence) > (?, ?, ?) "
             "ORDER BY c.promise, c.rank, c.opened_sequence LIMIT ?"),
      open_claims_(database_, "SELECT count(*) FROM claims WHERE promise IS NOT NULL"),
      adjustment_(database_,
                  "SELECT j.sequence, j.envelope FROM adjustments a JOIN journal j ON j.sequence = a.sequence "
                  "WHERE a.number = ?"),
      adjustments_(database_,
                   "SELECT j.sequence, j.envelope FROM adjustments a JOIN journal j ON j.sequence = a.sequence "
                   "WHERE a.sequence > ? ORDER BY a.sequence LIMIT ?"),
      adjustment_rows_(database_,
                       "SELECT a.sequence, a.number, a.type, a.issued_on, s.name, a.invoice_issued_on, a.claim, "
                       "a.currency, a.net_minor, a.tax_minor, a.rounding_minor, a.gross_minor, a.offset_minor, "
                       "a.refund_minor, a.balance_minor, a.out_of_band_minor "
                       "FROM adjustments a JOIN streams s ON s.id = a.stream_id "
                       "WHERE a.sequence > ? ORDER BY a.sequence LIMIT ?"),
      entries_(database_,
               "SELECT e.id, e.posted_on, e.debit, e.credit, e.amount_minor, e.currency, s.name, e.document, e.origin "
               "FROM entries e JOIN streams s ON s.id = e.stream_id WHERE e.id > ? ORDER BY e.id LIMIT ?"),
      trial_balance_(database_,
                     "SELECT account, currency, debit_minor, credit_minor FROM balances ORDER BY account, currency"),
      journal_(database_, "SELECT sequence, envelope, hash FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?"),
      outcomes_(database_, outcomes_query()),
      refusals_(database_, "SELECT day, kind, refused FROM refusals ORDER BY day, kind"),
      promises_due_(database_,
                    "SELECT id FROM claims WHERE honour_at <= ? ORDER BY honour_at, opened_sequence LIMIT ?"),
      routings_(database_,
                "SELECT j.sequence, c.number, j.envelope FROM claims c JOIN journal j ON j.stream_id = c.stream_id "
                "WHERE c.id = ? AND j.sequence >= c.opened_sequence ORDER BY j.version"),
      routed_claims_(database_,
                     "SELECT c.routed_sequence, c.number, j.envelope, c.opened_sequence FROM claims c "
                     "JOIN journal j ON j.sequence = c.routed_sequence "
                     "WHERE c.opened_sequence > ? AND c.opened_at >= ? ORDER BY c.opened_sequence LIMIT ?"),
      company_(database_,
               "SELECT envelope, sequence FROM journal JOIN streams ON streams.id = stream_id WHERE name = 'company' "
               "ORDER BY version DESC"),
      exports_(database_,
               "SELECT envelope FROM journal JOIN streams ON streams.id = stream_id WHERE name = 'exports' "
               "ORDER BY version"),
      envelope_at_(database_, "SELECT sequence, envelope FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT 1"),
      last_sequence_(database_, "SELECT coalesce(max(sequence), 0) FROM journal"),
      own_entries_(database_,
                   "SELECT e.id, e.posted_on, s.name, e.document, i.customer_name, e.debit_role, e.credit_role, "
                   "e.debit, e.credit, e.amount_minor, e.currency "
                   "FROM entries e JOIN streams s ON s.id = e.stream_id JOIN invoices i ON i.stream_id = e.stream_id "
                   "WHERE e.id >= ? AND e.origin = 1 ORDER BY e.id"),
      make_goods_(database_,
                  "SELECT j.sequence, j.envelope FROM make_goods m JOIN journal j ON j.sequence = m.sequence "
                  "WHERE m.sequence > ? ORDER BY m.sequence LIMIT ?"),
      make_good_(database_,
                 "SELECT j.sequence, j.envelope FROM make_goods m JOIN journal j ON j.sequence = m.sequence "
                 "WHERE m.number = ?"),
      payments_(database_,
                "SELECT sequence, id, stream_id FROM payments WHERE sequence > ?1 AND (?2 < 0 OR shortfall = ?2) "
                "ORDER BY sequence LIMIT ?3"),
      instructions_(database_,
                    "SELECT j.sequence, j.envelope, s.name, i.customer, i.customer_name FROM refund_instructions r "
                    "JOIN journal j ON j.sequence = r.sequence JOIN streams s ON s.id = r.stream_id "
                    "JOIN invoices i ON i.stream_id = r.stream_id WHERE r.sequence > ? ORDER BY r.sequence LIMIT ?"),
      refunds_(database_,
               "SELECT r.sequence, r.number, r.stream_id FROM refunds r "
               "WHERE r.sequence > ?1 AND (?2 < 0 OR r.state = ?2) ORDER BY r.sequence LIMIT ?3"),
      holds_(database_,
             "SELECT c.opened_sequence, c.id, c.number, s.name, i.customer_name, c.state, c.rank, c.flags, "
             "c.opened_at, c.promise, c.target, i.currency, i.customer, i.open_minor FROM claims c "
             "CROSS JOIN invoices i ON i.stream_id = c.stream_id CROSS JOIN streams s ON s.id = c.stream_id "
             "WHERE c.promise IS NOT NULL AND (c.promise, c.rank, c.opened_sequence) > (?, ?, ?) "
             "ORDER BY c.promise, c.rank, c.opened_sequence LIMIT ?"),
      account_days_(database_,
                    "SELECT day, debit_minor, credit_minor FROM account_days "
                    "WHERE account = ? AND currency = ? AND day BETWEEN ? AND ? ORDER BY day"),
      account_before_(database_,
                      "SELECT coalesce(sum(debit_minor), 0), coalesce(sum(credit_minor), 0) FROM account_days "
                      "WHERE account = ? AND currency = ? AND day < ?"),
      claims_open_at_(database_,
                      "SELECT opened_sequence, id FROM claims WHERE opened_sequence > ?1 AND opened_sequence <= ?2 "
                      "AND (closed_sequence IS NULL OR closed_sequence > ?2) ORDER BY opened_sequence LIMIT ?3") {
    sqlite3_progress_handler(database_.getHandle(), steps_between_looks, &SqliteReader::interrupts, this);
}

SqliteReader::~SqliteReader() {
    sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr);
}

int SqliteReader::interrupts(void* self) {
    return SteadyClock::now() > static_cast<SqliteReader*>(self)->deadline_ ? 1 : 0;
}

void SqliteReader::begin() {
    deadline_ = SteadyClock::now() + age_max_;
    keys_.forget();  // one may have been destroyed since
    ask([&] {
        database_.exec("BEGIN");
        // The snapshot is taken by the first look.
        return database_.execAndGet("SELECT count(*) FROM meta WHERE name = ''").getInt();
    });
}

void SqliteReader::end() noexcept {
    deadline_ = SteadyClock::time_point::max();
    database_.tryExec("ROLLBACK");
}

std::optional<InvoiceStream> SqliteReader::invoice(const InvoiceNumber& number) {
    return ask([&]() -> std::optional<InvoiceStream> {
        const auto id = folder_.find(number);
        return id ? std::optional(folder_.fold(*id)) : std::nullopt;
    });
}

std::optional<InvoiceDraft> SqliteReader::invoice_as_recorded(const InvoiceNumber& number) {
    return ask([&]() -> std::optional<InvoiceDraft> {
        const auto id = folder_.find(number);
        return id ? std::optional(folder_.invoice_as_recorded(*id)) : std::nullopt;
    });
}

std::optional<InvoiceStream> SqliteReader::invoice_of(const ClaimId& claim) {
    return ask([&]() -> std::optional<InvoiceStream> {
        const auto id = folder_.find(claim);
        return id ? std::optional(folder_.fold(*id)) : std::nullopt;
    });
}

std::vector<QueueRow> SqliteReader::queue(const std::optional<QueuePlace>& after, std::size_t limit) {
    return ask([&] {
        std::vector<QueueRow> rows;
        const auto rank = after ? static_cast<int>(Priority::urgent) - static_cast<int>(after->priority) : 0;
        Run run(queue_, after ? after->promise.unix_ms() : std::numeric_limits<std::int64_t>::min(), rank,
                after ? after->opened_at_sequence : 0, limit);
        while (run.next()) rows.push_back(queue_row(run));
        return rows;
    });
}

std::uint64_t SqliteReader::open_claims() {
    return ask([&] {
        Run run(open_claims_);
        return run.next() ? run.counter(0) : 0;
    });
}

std::optional<Journaled> SqliteReader::adjustment(const AdjustmentNumber& number) {
    return ask([&] {
        Run run(adjustment_, number.text());
        return run.next() ? std::optional(journaled(run)) : std::nullopt;
    });
}

std::vector<Journaled> SqliteReader::adjustments(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<Journaled> rows;
        Run run(adjustments_, after, limit);
        while (run.next()) rows.push_back(journaled(run));
        return rows;
    });
}

std::vector<AdjustmentRow> SqliteReader::adjustment_rows(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<AdjustmentRow> rows;
        rows.reserve(limit);
        Run run(adjustment_rows_, after, limit);
        while (run.next()) rows.push_back(adjustment_row(run));
        return rows;
    });
}

std::vector<EntryRow> SqliteReader::entries(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<EntryRow> rows;
        Run run(entries_, after, limit);
        while (run.next()) rows.push_back(entry_row(run));
        return rows;
    });
}

std::vector<TrialBalanceRow> SqliteReader::trial_balance() {
    return ask([&] {
        std::vector<TrialBalanceRow> rows;
        Run run(trial_balance_);
        while (run.next()) {
            const Currency of = stored_currency(run.view(1));
            rows.push_back({AccountName(run.text(0)), Money(run.integer(2), of), Money(run.integer(3), of)});
        }
        return rows;
    });
}

std::vector<JournalRow> SqliteReader::journal(std::uint64_t after, std::size_t limit) {
    return ask([&] {
        std::vector<JournalRow> rows;
        Run run(journal_, after, limit);
        while (run.next()) rows.push_back({run.counter(0), std::string(run.view(1)), run.bytes<32>(2)});
        return rows;
    });
}

JournalHead SqliteReader::head() {
    return ask([&] {
        Prepared last(database_, "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1");
        Run run(last);
        return run.next() ? JournalHead{run.counter(0), run.bytes<32>(1)} : JournalHead{};
    });
}

std::vector<OutcomeRow> SqliteReader::outcomes(Date from, Date to, OutcomesBy by) {
    return ask([&] { return report_outcomes(outcomes_, from, to, by); });
}

std::vector<RefusalRow> SqliteReader::refusals() {
    return ask([&] {
        std::vector<RefusalRow> rows;
        Run run(refusals_);
        while (run.next())
            rows.push_back(
                {Date::from_unix_days(static_cast<std::int32_t>(run.integer(0))), run.text(1), run.counter(2)});
        return rows;
    });
}

std::vector<ClaimId> SqliteReader::promises_due(Instant now, std::size_t limit) {
    return ask([&] {
        std::vector<ClaimId> claims;
        Run run(promises_due_, now.unix_ms(), limit);
        while (run.next()) claims.emplace_back(Uuid{run.bytes<16>(0)});
        return claims;
    });
}

std::vector<RoutingRow> SqliteReader::routings(const ClaimId& claim) {
    return ask([&] {
        std::vector<RoutingRow> rows;
        Run run(routings_, Blob(claim.uuid()));
        while (run.next())
            if (auto row = routing_row(run); row && row->claim == claim) rows.push_back(*std::move(row));
        return rows;
    });
}

std::vector<RoutingRow> SqliteReader::routed_claims(Instant since, std::uint64_t after, std::size_t limit,
                                                    std::uint64_t& next) {
    return ask([&] {
        std::vector<RoutingRow> rows;
        Run run(routed_claims_, after, since.unix_ms(), limit);
        while (run.next()) {
            next = run.counter(3);
            auto row = routing_row(run);
            invariant(row.has_value(), "the event that routed a claim says how");
            rows.push_back(*std::move(row));
        }
        return rows;
    });
}

std::optional<std::string> SqliteReader::rule_set(std::string_view hash) {
    return ask([&]() -> std::optional<std::string> {
        BlindSealer blind;
        Run run(company_);
        while (run.next()) {
            const Recorded recorded = read_event(run.view(0), blind);
            const auto* activated = std::get_if<RulesActivated>(&recorded.event);
            if (activated && activated->hash == hash) return activated->content;
        }
        return std::nullopt;
    });
}

}  // namespace makegood::sqlite
