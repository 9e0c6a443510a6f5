#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/sqlite/connection.hpp"

namespace makegood::sqlite {

/// Copies the write-ahead log into the file, on a thread and a connection of its own, so that no answer waits for it.
///
/// A passive checkpoint runs beside the writer once the log has `checkpoint_pages`. Under steady load it never gets to
/// the end of the log, which would then grow for ever. So, when the log is four times as long, passive rounds run until
/// little is left, and the writer pauses between two commits while a last one copies that: its next commit starts the
/// log anew. The pause is two syncs and at most `pause_pages_max` pages, a few ms on a common disk. A reader with an
/// old snapshot delays the new start until the next round.
class Checkpointer {
  public:
    /// Watches the commits of `writer`, whose thread calls pause_point() between two of them.
    Checkpointer(const Options& options, sqlite3* writer);
    ~Checkpointer();

    /// Writer's thread: holds the turn of writing for as long as the returned lock lives.
    [[nodiscard]] std::unique_lock<std::mutex> take_turn();

  private:
    void note_pages(int pages);
    void work();
    void copy();
    void copy_to_the_end();
    /// Pages of the log that are not copied yet.
    int run_round();

    const int checkpoint_pages_;
    SQLite::Database database_;
    sqlite3* writer_;
    std::atomic<int> pages_{0};
    std::atomic<bool> wants_turn_{false};
    std::mutex turn_;
    std::condition_variable turn_over_;

    std::mutex mutex_;
    std::condition_variable wake_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace makegood::sqlite
