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
    std::optional<InvoiceStream> invoice_of(const ClaimId& claim) override;
    std::vector<QueueRow> queue(const std::optional<QueuePlace>& after, std::size_t limit) override;
    std::uint64_t open_claims() override;
    std::optional<Journaled> adjustment(const AdjustmentNumber& number) override;
    std::vector<Journaled> adjustments(std::uint64_t after, std::size_t limit) override;
    std::vector<EntryRow> entries(std::uint64_t after, std::size_t limit) override;
    std::vector<TrialBalanceRow> trial_balance() override;
    std::vector<JournalRow> journal(std::uint64_t after, std::size_t limit) override;
    std::vector<OutcomeRow> outcomes(Date from, Date to, OutcomesBy by) override;
    std::vector<RefusalRow> refusals() override;
    std::vector<RoutingRow> routings(const ClaimId& claim) override;
    std::vector<RoutingRow> routed_claims(Instant since, std::uint64_t after, std::size_t limit,
                                          std::uint64_t& next) override;
    std::optional<std::string> rule_set(std::string_view hash) override;
    std::vector<ClaimId> promises_due(Instant now, std::size_t limit) override;

  private:
    using SteadyClock = std::chrono::steady_clock;

    /// Runs one query; what SQLite throws becomes StoreUnavailable.
    template <class Query>
    auto ask(Query&& query);
    static int interrupts(void* self);

    SQLite::Database database_;
    std::chrono::milliseconds age_max_;
    SteadyClock::time_point deadline_{};
    KeyRing keys_;
    StreamFolder folder_;
    SQLite::Statement queue_;
    SQLite::Statement open_claims_;
    SQLite::Statement adjustment_;
    SQLite::Statement adjustments_;
    SQLite::Statement entries_;
    SQLite::Statement trial_balance_;
    SQLite::Statement journal_;
    SQLite::Statement outcomes_;
    SQLite::Statement refusals_;
    SQLite::Statement promises_due_;
    SQLite::Statement routings_;
    SQLite::Statement routed_claims_;
    SQLite::Statement company_;
};

}  // namespace makegood::sqlite
