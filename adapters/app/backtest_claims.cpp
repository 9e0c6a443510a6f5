#include "adapters/app/backtest_claims.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/sqlite/archive.hpp"

namespace makegood::app {

namespace {

constexpr std::size_t page_rows = 200;
constexpr std::size_t ranges_wanted = 48;  ///< more than threads, so that none waits long for the last one
constexpr std::size_t threads_max = 8;
constexpr std::uint64_t no_end = std::numeric_limits<std::uint64_t>::max();

/// Compares the claims of one thread.
class Comparison {
  public:
    explicit Comparison(const BacktestQuestion& question)
        : recorded_(question.recorded), backtest_(question.candidate, question.guarantee, &question.zones) {}

    void compare(const std::vector<RoutingRow>& rows, Reader& reader) {
        for (const RoutingRow& row : rows) compare(row, reader);
    }
    [[nodiscard]] BacktestReport report() && { return std::move(backtest_).report(); }

  private:
    void compare(const RoutingRow& row, Reader& reader) {
        if (!row.record || !row.record->facts) return backtest_.pass_over();
        const std::string& hash = row.routing.rule_set_hash;
        const RuleSet* rules = hash.empty() ? nullptr : rules_of(hash, reader);
        const std::size_t steps_then = rules ? rules->steps().size() : 0;
        if ((!rules && !hash.empty()) || row.record->trace.steps.size() != steps_then) return backtest_.pass_over();
        backtest_.compare({row.sequence, row.number.text(), row.at, rules, row.record->trace, *row.record->facts});
    }

    /// Null for a set that this program cannot read.
    const RuleSet* rules_of(const std::string& hash, Reader& reader) {
        const auto known = rules_.find(hash);
        if (known != rules_.end()) return known->second.get();
        auto found = recorded_.find(hash, reader);
        return rules_.emplace(hash, found ? *std::move(found) : nullptr).first->second.get();
    }

    RecordedRules& recorded_;
    std::map<std::string, std::shared_ptr<const RuleSet>> rules_;
    Backtest backtest_;
};

/// Places in the journal at which a claim was opened, ascending, that cut the claims since then into ranges; the last
/// one is `no_end`.
class Ranges {
  public:
    Ranges(Reader& reader, Instant since) : reader_(reader), since_(since) {}

    std::vector<std::uint64_t> ends() {
        const auto first = next_after(0);
        if (!first) return {no_end};
        const std::uint64_t last = last_from(*first);
        std::vector<std::uint64_t> ends;
        for (std::size_t i = 1; i < ranges_wanted; ++i) {
            const auto end = next_after(*first + (last - *first) / ranges_wanted * i);
            if (end && (ends.empty() || *end > ends.back())) ends.push_back(*end);
        }
        ends.push_back(no_end);
        return ends;
    }

  private:
    std::optional<std::uint64_t> next_after(std::uint64_t after) {
        std::uint64_t next = after;
        return reader_.routed_claims(since_, after, 1, next).empty() ? std::nullopt : std::optional(next);
    }

    /// One of the last claims.
    std::uint64_t last_from(std::uint64_t first) {
        std::uint64_t step = 1024, last = first;
        while (const auto next = next_after(last + step)) {
            last = *next;
            step *= 2;
        }
        for (std::uint64_t end = last + step; end - last > 1 + (last - first) / 64;) {
            const std::uint64_t middle = last + (end - last) / 2;
            if (const auto next = next_after(middle))
                last = *next;
            else
                end = middle;
        }
        return last;
    }

    Reader& reader_;
    Instant since_;
};

/// The claims behind `after`, up to the one that was opened at `end`, which is there or `no_end`.
template <class Use>
void read_range(Reader& reader, Instant since, std::uint64_t after, std::uint64_t end, Use use) {
    for (std::size_t limit = page_rows; after < end && limit > 0;) {
        std::uint64_t next = after;
        const std::vector<RoutingRow> rows = reader.routed_claims(since, after, limit, next);
        if (rows.empty()) return;
        if (next > end) {  // the page reaches into the next range
            limit /= 2;
            continue;
        }
        after = next;
        use(rows);
    }
}

/// The threads of one back-test: each takes range after range.
class Crew {
  public:
    Crew(const std::string& database, Crypto& crypto, const BacktestQuestion& question)
        : database_(database), crypto_(crypto), question_(question) {}

    Result<BacktestReport, std::string> run(const BacktestProgress& progress) {
        auto archive = sqlite::Archive::open(database_, crypto_);
        if (!archive) return Failure{archive.error()};
        try {
            ends_ = Ranges((*archive)->reader(), question_.since).ends();
        } catch (const std::exception& failure) {
            return Failure{std::string(failure.what())};
        }
        const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
        const std::size_t count = std::min({cores, threads_max, ends_.size()});
        working_ = count;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
        tell(progress);
        for (std::thread& thread : threads) thread.join();
        if (!failure_.empty()) return Failure{failure_};
        return unite(std::move(reports_), question_.samples_max);
    }

  private:
    void work() {
        std::string failure;
        BacktestReport report;
        try {
            auto archive = sqlite::Archive::open(database_, crypto_);
            if (archive)
                report = work_with((*archive)->reader());
            else
                failure = archive.error();
        } catch (const std::exception& thrown) {
            failure = thrown.what();
        }
        const std::lock_guard lock(mutex_);
        if (!failure.empty()) failure_ = std::move(failure);
        reports_.push_back(std::move(report));
        --working_;
        changed_.notify_all();
    }

    BacktestReport work_with(Reader& reader) {
        Comparison comparison(question_);
        for (std::size_t range = next_++; range < ends_.size(); range = next_++) {
            const std::uint64_t after = range == 0 ? 0 : ends_[range - 1];
            read_range(reader, question_.since, after, ends_[range], [&](const std::vector<RoutingRow>& rows) {
                comparison.compare(rows, reader);
                claims_ += rows.size();
            });
            ++ranges_done_;
        }
        return std::move(comparison).report();
    }

    void tell(const BacktestProgress& progress) {
        std::unique_lock lock(mutex_);
        while (!changed_.wait_for(lock, std::chrono::milliseconds(100), [&] { return working_ == 0; }))
            progress(static_cast<double>(ranges_done_.load()) / static_cast<double>(ends_.size()), claims_);
    }

    const std::string& database_;
    Crypto& crypto_;
    const BacktestQuestion& question_;
    std::vector<std::uint64_t> ends_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> ranges_done_{0};
    std::atomic<std::uint64_t> claims_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t working_ = 0;              // guarded
    std::vector<BacktestReport> reports_;  // guarded
    std::string failure_;                  // guarded
};

}  // namespace

BacktestAnswer backtest_some(Reader& reader, const BacktestQuestion& question, const BacktestBounds& bounds) {
    using SteadyClock = std::chrono::steady_clock;
    const SteadyClock::time_point end = SteadyClock::now() + bounds.time_max;
    Comparison comparison(question);
    bool is_complete = false;
    std::uint64_t claims = 0;
    std::uint64_t after = 0;
    while (claims < bounds.claims_max && SteadyClock::now() < end) {
        const std::uint64_t limit = std::min<std::uint64_t>(page_rows, bounds.claims_max - claims);
        const std::vector<RoutingRow> rows = reader.routed_claims(question.since, after, limit, after);
        comparison.compare(rows, reader);
        claims += rows.size();
        is_complete = rows.size() < limit;
        if (is_complete) break;
    }
    if (!is_complete) is_complete = reader.routed_claims(question.since, after, 1, after).empty();
    std::vector<BacktestReport> one;
    one.push_back(std::move(comparison).report());
    return {unite(std::move(one), question.samples_max), is_complete};
}

Result<BacktestReport, std::string> backtest_all(const std::string& database, Crypto& crypto,
                                                 const BacktestQuestion& question, const BacktestProgress& progress) {
    return Crew(database, crypto, question).run(progress);
}

}  // namespace makegood::app
