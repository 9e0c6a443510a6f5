#include "adapters/sqlite/checkpointer.hpp"

#include <chrono>

#include <sqlite3.h>

namespace makegood::sqlite {

namespace {

constexpr int pause_pages_max = 512;
constexpr int rounds_max = 8;
constexpr int long_log = 4;  // times checkpoint_pages

}  // namespace

Checkpointer::Checkpointer(const Options& options, sqlite3* writer)
    : checkpoint_pages_(options.checkpoint_pages), database_(connect(options, Access::read_write)), writer_(writer) {
    // Called by the writer's thread after each commit.
    sqlite3_wal_hook(
        writer_,
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<Checkpointer*>(self)->note_pages(pages);
            return SQLITE_OK;
        },
        this);
    thread_ = std::thread([this] { work(); });
}

Checkpointer::~Checkpointer() {
    sqlite3_wal_hook(writer_, nullptr, nullptr);
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

std::unique_lock<std::mutex> Checkpointer::take_turn() {
    std::unique_lock lock(turn_);
    turn_over_.wait(lock, [&] { return !wants_turn_.load(); });
    return lock;
}

void Checkpointer::note_pages(int pages) {
    const int before = pages_.exchange(pages);
    if (pages < checkpoint_pages_ || before / checkpoint_pages_ == pages / checkpoint_pages_) return;
    const std::lock_guard lock(mutex_);
    wake_.notify_one();
}

void Checkpointer::work() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        wake_.wait_for(lock, std::chrono::seconds(1));
        if (is_stopping_ || pages_.load() < checkpoint_pages_) continue;
        lock.unlock();
        try {
            copy();
        } catch (const SQLite::Exception&) {
            // A full disk: the log keeps everything, and the next round tries again.
        }
        lock.lock();
    }
}

void Checkpointer::copy() {
    run_round();
    if (pages_.load() < long_log * checkpoint_pages_) return;
    for (int round = 0; round < rounds_max; ++round)
        if (run_round() < pause_pages_max) break;
    copy_to_the_end();
}

void Checkpointer::copy_to_the_end() {
    wants_turn_ = true;
    {
        const std::lock_guard turn(turn_);
        try {
            run_round();
        } catch (const SQLite::Exception&) {
            // As above; the turn must be given back whatever happens.
        }
        wants_turn_ = false;
    }
    turn_over_.notify_one();
}

int Checkpointer::run_round() {
    int in_log = 0;
    int copied = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(database_.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
    if (code != SQLITE_OK && code != SQLITE_BUSY) throw SQLite::Exception(database_.getHandle(), code);
    return in_log - copied;
}

}  // namespace makegood::sqlite
