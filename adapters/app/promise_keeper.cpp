#include "adapters/app/promise_keeper.hpp"

#include <iostream>

namespace makegood::app {

namespace {

constexpr std::size_t claims_at_once = 100;
constexpr std::chrono::seconds tick{1};
constexpr std::chrono::minutes drift_max{1};

}  // namespace

PromiseKeeper::PromiseKeeper(Store& store, const WallClock& clock)
    : store_(store),
      clock_(clock),
      wall_start_(clock.now()),
      steady_start_(std::chrono::steady_clock::now()),
      thread_([this] { run(); }) {}

PromiseKeeper::~PromiseKeeper() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return in_flight_ == 0 && !is_reading_; });
}

void PromiseKeeper::run() {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, tick, [&] { return stopping_; })) {
        if (in_flight_ > 0 || is_reading_) continue;
        lock.unlock();
        if (clocks_agree()) honour_due();
        lock.lock();
    }
}

bool PromiseKeeper::clocks_agree() {
    const auto wall = clock_.now() - wall_start_;
    const auto steady = std::chrono::steady_clock::now() - steady_start_;
    const auto drift = std::chrono::duration_cast<std::chrono::milliseconds>(wall - steady);
    if (drift_s_ == 0 && std::chrono::abs(drift) <= drift_max) return true;
    if (drift_s_ == 0) {
        drift_s_ = drift.count() / 1000;
        std::cerr << "makegood: " << why_held() << "\n";
    }
    return false;
}

std::string PromiseKeeper::why_held() const {
    if (drift_s_ == 0) return {};
    return "the wall clock moved by " + std::to_string(drift_s_) +
           " s against the steady clock; promises do not keep themselves until a restart confirms the time";
}

void PromiseKeeper::honour_due() {
    {
        const std::lock_guard lock(mutex_);
        is_reading_ = true;
    }
    const auto done_reading = [this] {
        const std::lock_guard lock(mutex_);
        is_reading_ = false;
        changed_.notify_all();
    };
    const auto submit = [this](const ClaimId& claim) {
        {
            const std::lock_guard lock(mutex_);
            ++in_flight_;
        }
        store_.submit({KeepPromise{claim}, Actor{"promise keeper", Role::system, std::nullopt}}, [this](Completed) {
            const std::lock_guard lock(mutex_);
            --in_flight_;
            changed_.notify_all();
        });
    };
    store_.read(
        [=, this](Reader& reader) {
            for (const ClaimId& claim : reader.promises_due(clock_.now(), claims_at_once)) submit(claim);
            done_reading();
        },
        [done_reading](std::string_view) { done_reading(); });
}

}  // namespace makegood::app
