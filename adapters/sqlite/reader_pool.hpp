#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/sqlite/sqlite_reader.hpp"

namespace makegood::sqlite {

/// Threads that read, each with a connection of its own, and a bounded queue in front of them. Thread-safe.
class ReaderPool {
  public:
    using Use = std::function<void(Reader&)>;
    using Failed = std::function<void(std::string_view)>;

    ReaderPool(const Options& options, Crypto& crypto);
    ~ReaderPool() { stop(); }

    /// Does what is queued, and refuses what comes later.
    void stop();
    void read(Use use, Failed failed);

  private:
    struct Wish {
        Use use;
        Failed failed;
    };

    void work(SqliteReader& reader);
    static void serve(SqliteReader& reader, const Wish& wish);

    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Wish> wishes_;
    bool is_closed_ = false;
    std::vector<std::unique_ptr<SqliteReader>> readers_;
    std::vector<std::thread> threads_;
};

}  // namespace makegood::sqlite
