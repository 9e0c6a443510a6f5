#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string_view>

#include "engine/port/store.hpp"

namespace makegood::http {

/// Work that may take minutes, one at a time: it has one of the store's reader threads and leaves the others to
/// whoever only wants to look. The rest waits in the order in which it came. Thread-safe.
class LongWork {
  public:
    using Work = std::function<void(Reader&)>;
    using Failed = std::function<void(std::string_view reason)>;

    explicit LongWork(Store& store) : store_(store) {}
    /// Waits for what has begun.
    ~LongWork();
    LongWork(const LongWork&) = delete;
    LongWork& operator=(const LongWork&) = delete;

    /// Exactly one of the two comes to its end: when too many wait, when nothing can be read, or when `work` throws,
    /// `failed` is called and says why.
    void run(Work work, Failed failed);

  private:
    struct Wish {
        Work work;
        Failed failed;
    };
    void start_next();

    static constexpr std::size_t waiting_max = 64;
    Store& store_;
    std::mutex mutex_;
    std::condition_variable idle_;
    std::deque<Wish> waiting_;
    bool is_busy_ = false;
};

}  // namespace makegood::http
