#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/app/recorded_rules.hpp"
#include "engine/guarantee/guarantee.hpp"
#include "engine/port/store.hpp"
#include "engine/rules/backtest.hpp"

namespace makegood::app {

/// What a back-test asks, and what it stands on. All of it outlives the back-test.
struct BacktestQuestion {
    std::shared_ptr<const RuleSet> candidate;
    Instant since;  ///< claims opened from then on
    std::size_t samples_max = 10;
    const Guarantee& guarantee;
    const cel::ZoneTable& zones;
    RecordedRules& recorded;
};

/// Where a back-test stops, done or not.
struct BacktestBounds {
    std::uint64_t claims_max;
    std::chrono::milliseconds time_max;
};

struct BacktestAnswer {
    BacktestReport report;
    bool is_complete = true;  ///< these were all claims since then
};

/// The oldest claims since then, as many as the bounds allow, on the caller's thread. Throws StoreUnavailable.
[[nodiscard]] BacktestAnswer backtest_some(Reader& reader, const BacktestQuestion& question,
                                           const BacktestBounds& bounds);

/// Told now and then on the caller's thread: how much of the journal's range is done, and how many claims.
using BacktestProgress = std::function<void(double share, std::uint64_t claims)>;

/// All claims since then of a database, beside a server that goes on writing; several threads read and judge, each with
/// a snapshot of its own. The error says in words why the file cannot be read.
[[nodiscard]] Result<BacktestReport, std::string> backtest_all(const std::string& database, Crypto& crypto,
                                                               const BacktestQuestion& question,
                                                               const BacktestProgress& progress);

}  // namespace makegood::app
