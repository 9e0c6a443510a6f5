#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "engine/port/clock.hpp"
#include "engine/port/store.hpp"

namespace makegood::app {

/// Fires the timers of law 4: a promise that nobody keeps keeps itself. Looks every second for adjust promises that
/// ran out and submits their claims to be honoured as stated, at most a page at a time after a long downtime.
/// When the wall clock and the steady clock drift apart by more than a minute, it holds: a clock set wrong must not
/// give money away. It says so on standard error and to /readyz, and goes on after a restart.
class PromiseKeeper {
  public:
    PromiseKeeper(Store& store, const WallClock& clock);
    /// Stops and waits for what was asked of the store.
    ~PromiseKeeper();

    /// Why promises do not keep themselves now; empty when they do. Thread-safe.
    [[nodiscard]] std::string why_held() const;

  private:
    void run();
    [[nodiscard]] bool clocks_agree();
    void honour_due();

    Store& store_;
    const WallClock& clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;                 // guarded
    bool is_reading_ = false;               // guarded
    std::size_t in_flight_ = 0;             // guarded
    std::atomic<std::int64_t> drift_s_{0};  ///< beyond what is tolerated, from then on; 0: never so far
    const Instant wall_start_;
    const std::chrono::steady_clock::time_point steady_start_;
    std::thread thread_;
};

}  // namespace makegood::app
