#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "engine/journal/event.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// What one event adds to a row of the outcomes report. Of one currency.
struct OutcomeSums {
    std::int64_t claims = 0;
    std::int64_t credited_minor = 0;
    std::int64_t billed_minor = 0;
    std::int64_t acknowledged = 0;
    std::int64_t acknowledged_ms = 0;
    std::int64_t adjusted = 0;
    std::int64_t adjusted_ms = 0;

    OutcomeSums& operator+=(const OutcomeSums& other);
    [[nodiscard]] OutcomeSums operator-() const;
};

/// Sums that many events change, gathered in memory: by command, so that a failing one adds nothing, then by batch, so
/// that a row is written once for each commit and not once for each claim.
class Tally {
  public:
    void add(OutcomesBy by, Date day, const std::string& key, Currency currency, const OutcomeSums& sums);
    void post(const Entry& entry, Date posted_on);
    /// `number` is PREFIX-YEAR-ORDINAL.
    void took(Series series, Date issued_on, std::int64_t ordinal, const std::string& number);
    /// Adds what `later` holds and empties it.
    void take_over(Tally& later);
    void clear();

  private:
    friend class TallyWriter;
    struct Sides {
        std::int64_t debit_minor = 0;
        std::int64_t credit_minor = 0;
    };

    std::map<std::tuple<OutcomesBy, std::int32_t, std::string, Currency>, OutcomeSums> outcomes_;
    struct Position {
        SeriesPosition at;
        std::string prefix;
    };

    std::map<std::pair<AccountName, Currency>, Sides> balances_;
    std::map<std::tuple<AccountName, Currency, std::int32_t>, Sides> account_days_;
    void took(std::size_t series, Position position);
    std::array<std::optional<Position>, series_count> series_{};
    std::vector<std::pair<std::size_t, Position>> ended_{};  ///< positions of numbers with another prefix, in order
};

/// Writes a tally into the projections. A row stays once it was touched, also where the sums are zero: so the tables do
/// not depend on how commands fell into batches.
class TallyWriter {
  public:
    explicit TallyWriter(SQLite::Database& database);
    void write(const Tally& tally);

  private:
    Prepared outcome_;
    Prepared balance_;
    Prepared account_day_;
    Prepared series_;
};

/// The positions of all series that have these prefixes, with the mark, from their projection.
[[nodiscard]] NumberBook read_numbers(SQLite::Database& database, const std::array<std::string, series_count>& prefixes,
                                      const SeriesMark& mark);

/// Why the company cannot number its documents by these prefixes; empty: it can. A prefix is fixed from its first
/// number on, and a document of somebody else's may not carry one of ours already.
[[nodiscard]] std::string objection_to_prefixes(SQLite::Database& database,
                                                const std::array<std::string, series_count>& prefixes);

}  // namespace makegood::sqlite
