#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/sqlite/checkpointer.hpp"
#include "adapters/sqlite/clerk.hpp"
#include "adapters/sqlite/submission_queue.hpp"

namespace makegood::sqlite {

/// The one thread that writes: it takes what is queued, has the clerk do it in one transaction, and gives the answers
/// once that is on the disk. When a commit fails, all of the batch are told `unavailable`, and it tries again with the
/// next, or by itself once a second.
class Writer {
  public:
    Writer(const Options& options, std::unique_ptr<Clerk> clerk, Crypto& crypto);
    ~Writer() { stop(); }

    /// Does what is queued for at most `drain_max`, then tells the rest, and what comes later, `stopping`.
    void stop();
    void submit(Submission submission, Completion completion);
    /// Thread-safe; durable with the next commit, at the latest after some seconds of quiet.
    void count_refusal(std::string_view kind) { clerk_->count_refusal(kind); }
    [[nodiscard]] bool is_writable() const { return is_writable_.load(); }
    /// Runs on the writer's thread between two commits; waits for it. False when the store is stopping.
    [[nodiscard]] bool run_task(const std::function<void(Clerk&)>& task);

  private:
    void work();
    void run_batch(const Jobs& jobs);
    [[nodiscard]] std::vector<Completed> commit_batch(const Jobs& jobs);
    [[nodiscard]] std::vector<Completed> do_batch(const Jobs& jobs, Care care);
    void run_idle();
    [[nodiscard]] std::shared_ptr<FoldedAhead> go_ahead(const Command& command);

    const Options options_;
    Crypto& crypto_;
    std::unique_ptr<Clerk> clerk_;
    Checkpointer checkpointer_;
    Scout scout_;
    SubmissionQueue queue_;
    std::atomic<bool> is_writable_{true};
    std::atomic<bool> is_out_of_time_{false};
    std::mutex end_mutex_;
    std::condition_variable end_;
    bool has_ended_ = false;
    std::thread thread_;
};

}  // namespace makegood::sqlite
