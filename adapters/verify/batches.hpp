#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/verify/batch_sums.hpp"
#include "adapters/verify/database.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/happening.hpp"
#include "adapters/verify/liability.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// Judges the batches that periods were closed with: numbered from 1 without holes; each begins where the last ended,
/// and ends with the last event of its period; its checkpoint is the chain's hash there; its control totals and
/// accounts are what the journal itself holds in between; its accrual is what it lists as liabilities, and is undone;
/// nothing of ours is dated into a period that is closed.
class Batches {
  public:
    using Digits = std::unordered_map<std::string, int>;  ///< of each currency

    /// Finds out where the journal's batches end, so that going through it once is enough.
    Batches(const Database& database, const Digits& digits);

    // Called for every event, in this order.
    void begin(std::int64_t sequence) { sequence_ = sequence; }
    void made_at(std::int64_t at_ms);
    /// What stands here cannot be read or is gone, so that sums over it say nothing.
    void blind() { current_.is_blind = true; }
    void count(std::string_view kind, std::string_view currency, const Totals& totals);
    /// The bank is to pay a refund, and then, if that is known before the period ends, is not to any more: it was paid,
    /// or failed. Only what it is still to pay is counted, so that no order leaves twice.
    void instruct(std::string_view refund, std::string_view currency, Wide amount);
    void overtake(std::string_view refund);
    /// An entry of ours, but for accruals.
    void post(const Value& entry, std::string_view currency, std::int64_t days, Findings& findings);
    [[nodiscard]] bool ends_here() const { return ends_.contains(sequence_); }
    void end(std::string_view hash, std::int64_t at_ms, std::vector<Liability> liabilities);

    void seal(const Value& payload, Reading& reading, const Happening& happening, Findings& findings);
    void answer(const Value& payload, Findings& findings);

  private:
    /// The journal from the end of the segment before it to its own.
    struct Segment {
        std::int64_t last_sequence = 0;
        std::string hash{};
        std::int64_t last_ms = std::numeric_limits<std::int64_t>::min();
        std::int64_t next_ms = std::numeric_limits<std::int64_t>::max();       ///< of the event after it
        std::int64_t earliest_day = std::numeric_limits<std::int64_t>::max();  ///< of entries of ours after it
        bool is_blind = false;
        BatchSums sums{};
        std::map<std::string, std::pair<std::string, Wide>, std::less<>> orders{};  ///< currency and amount, by refund
        std::vector<Liability> liabilities{};
    };
    struct Range {
        const Segment* last = nullptr;  ///< null: the batch ends where none can
        BatchSums sums{};
        bool is_blind = false;
    };

    void judge_number(const Value& payload, Findings& findings);
    void judge_through(const Value& through, const Happening& happening, Findings& findings);
    [[nodiscard]] Range judge_range(const Value& payload, const Happening& happening, Findings& findings);
    void judge_end(const Segment& last, const Value& payload, Findings& findings) const;
    void judge_totals(const Value& totals, const BatchSums& due, Reading& reading, Findings& findings) const;
    void judge_accounts(const Value& accounts, const BatchSums& due, Reading& reading, Findings& findings) const;
    void judge_liabilities(const Value& listed, const Segment* last, Reading& reading, Findings& findings);
    void judge_liability(const Value& row, const Liability* due, Findings& findings) const;
    [[nodiscard]] BatchSums judge_accrual(const Value& payload, Reading& reading, Findings& findings) const;
    std::string know_digits(const Value& row, Reading& reading) const;
    [[nodiscard]] std::string text(Wide minor, const std::string& currency) const;

    const Digits& digits_;
    std::set<std::int64_t> ends_{};
    std::int64_t sequence_ = 0;
    Segment current_{};
    std::deque<Segment> segments_{};

    std::vector<bool> booked_{};                 ///< of each batch sealed
    std::optional<std::int64_t> sealed_to_ = 0;  ///< nothing after a batch that ended where none can
    std::optional<std::int64_t> closed_through_{};
    BatchSums undone_{};                         ///< by the batch before: its accrual turned around
    std::map<std::string, Wide> liabilities_{};  ///< of the batch at hand, by currency
};

}  // namespace makegood::verify
