#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/key_ring.hpp"
#include "adapters/sqlite/stream_cache.hpp"
#include "adapters/sqlite/stream_folder.hpp"

namespace makegood::sqlite {

/// A stream that somebody folds while its command still waits for the writer. Thread-safe.
class FoldedAhead {
  public:
    /// `erasures`: how many keys the writer had destroyed when it was asked for. What was folded before another one may
    /// show what must not be shown any more.
    explicit FoldedAhead(std::uint64_t erasures) : erasures_(erasures) {}
    [[nodiscard]] std::uint64_t erasures() const { return erasures_; }

    void put(HeldStream stream);
    /// What is there by now, once.
    [[nodiscard]] std::optional<HeldStream> take();

  private:
    const std::uint64_t erasures_;
    std::mutex mutex_;
    std::optional<HeldStream> stream_;
};

/// Goes ahead of the writer: folds the streams of queued commands that the writer does not hold, on a thread and a
/// connection of its own, because folding is half of the work on an invoice that was not touched lately. It only ever
/// helps: the writer waits for nothing, and takes a stream only at the version that the journal has. Thread-safe.
class Scout {
  public:
    Scout(const Options& options, Crypto& crypto);
    ~Scout();

    /// Null when too much waits already.
    [[nodiscard]] std::shared_ptr<FoldedAhead> send(const InvoiceNumber& number, std::uint64_t erasures);

  private:
    struct Errand {
        InvoiceNumber number;
        std::shared_ptr<FoldedAhead> ahead;
    };

    void work();
    void run(std::deque<Errand>& errands);
    void fold(const Errand& errand);

    SQLite::Database database_;
    KeyRing keys_;
    StreamFolder folder_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Errand> errands_;  // guarded
    bool is_stopping_ = false;    // guarded
    std::thread thread_;
};

}  // namespace makegood::sqlite
