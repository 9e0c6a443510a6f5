#pragma once

#include <chrono>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/key_ring.hpp"
#include "adapters/sqlite/stream_folder.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// A connection that reads. begin() takes a snapshot, end() lets it go; a snapshot older than `reader_age_max` is
/// interrupted where it stands, so that no reader holds back the write-ahead log.
class SqliteReader : public Reader {
  public:
    SqliteReader(const Options& options, Crypto& crypto);
    ~SqliteReader() override;

    void begin();
    void end() noexcept;

    std::optional<InvoiceStream> invoice(const InvoiceNumber& number) override;
    std::optional<InvoiceDraft> invoice_as_recorded(const InvoiceNumber& number) override;
    std::optional<InvoiceStream> invoice_of(const ClaimId& claim) override;
    std::vector<QueueRow> queue(const std::optional<QueuePlace>& after, std::size_t limit) override;
    std::uint64_t open_claims() override;
    std::optional<Journaled> adjustment(const AdjustmentNumber& number) override;
    std::vector<Journaled> adjustments(std::uint64_t after, std::size_t limit) override;
    std::vector<AdjustmentRow> adjustment_rows(std::uint64_t after, std::size_t limit) override;
    std::vector<EntryRow> entries(std::uint64_t after, std::size_t limit) override;
    std::vector<TrialBalanceRow> trial_balance() override;
    std::vector<JournalRow> journal(std::uint64_t after, std::size_t limit) override;
    JournalHead head() override;
    std::vector<OutcomeRow> outcomes(Date from, Date to, OutcomesBy by) override;
    std::vector<RefusalRow> refusals() override;
    std::vector<RoutingRow> routings(const ClaimId& claim) override;
    std::vector<RoutingRow> routed_claims(Instant since, std::uint64_t after, std::size_t limit,
                                          std::uint64_t& next) override;
    std::optional<std::string> rule_set(std::string_view hash) override;
    std::vector<ClaimId> promises_due(Instant now, std::size_t limit) override;

    // money_reader.cpp
    ExportLog exports() override;
    std::optional<std::string> configuration(std::string_view hash) override;
    std::optional<std::string> configuration_at(std::uint64_t sequence) override;
    std::uint64_t last_before(Instant instant) override;
    std::vector<OwnEntriesRow> own_entries(std::uint64_t after, std::size_t limit) override;
    std::vector<MakeGoodRow> make_goods(std::uint64_t after, std::size_t limit) override;
    std::optional<MakeGoodRow> make_good(const MakeGoodNumber& number) override;
    std::vector<PaymentRow> payments(std::optional<Shortfall> shortfall, std::uint64_t after,
                                     std::size_t limit) override;
    std::vector<InstructionRow> instructions(std::uint64_t after, std::size_t limit) override;
    std::vector<RefundRow> refunds(std::optional<RefundState> state, std::uint64_t after, std::size_t limit) override;
    std::optional<InvoiceStream> invoice_of(const RefundNumber& refund) override;
    std::vector<HoldRow> holds(const std::optional<QueuePlace>& after, std::size_t limit) override;
    std::vector<AccountDayRow> account_days(const AccountName& account, Currency currency, Date from, Date to) override;
    AccountDayRow account_before(const AccountName& account, Currency currency, Date day) override;
    std::optional<InvoiceStream> invoice_as_of(const InvoiceNumber& number, std::uint64_t sequence) override;
    std::vector<std::pair<std::uint64_t, ClaimId>> claims_open_at(std::uint64_t sequence, std::uint64_t after,
                                                                  std::size_t limit) override;

  private:
    using SteadyClock = std::chrono::steady_clock;

    /// The content of the latest configuration that is wanted: asked with the event and its sequence.
    template <class Wanted>
    [[nodiscard]] std::optional<std::string> latest_configuration(Wanted is_wanted);

    /// Runs one query; what SQLite throws becomes StoreUnavailable.
    template <class Query>
    auto ask(Query&& query) {
        if (SteadyClock::now() > deadline_) throw StoreUnavailable("the snapshot grew older than a reader may");
        try {
            return query();
        } catch (const SQLite::Exception& failure) {
            throw StoreUnavailable(std::string("reading failed: ") + failure.what());
        }
    }
    static int interrupts(void* self);

    SQLite::Database database_;
    std::chrono::milliseconds age_max_;
    SteadyClock::time_point deadline_{};
    KeyRing keys_;
    StreamFolder folder_;
    Prepared queue_;
    Prepared open_claims_;
    Prepared adjustment_;
    Prepared adjustments_;
    Prepared adjustment_rows_;
    Prepared entries_;
    Prepared trial_balance_;
    Prepared journal_;
    Prepared outcomes_;
    Prepared refusals_;
    Prepared promises_due_;
    Prepared routings_;
    Prepared routed_claims_;
    Prepared company_;
    Prepared exports_;
    Prepared envelope_at_;
    Prepared last_sequence_;
    Prepared own_entries_;
    Prepared make_goods_;
    Prepared make_good_;
    Prepared payments_;
    Prepared instructions_;
    Prepared refunds_;
    Prepared holds_;
    Prepared account_days_;
    Prepared account_before_;
    Prepared claims_open_at_;
};

// What rows are made of.
[[nodiscard]] Currency stored_currency(std::string_view code);
[[nodiscard]] Date stored_date(std::int64_t days);

}  // namespace makegood::sqlite
