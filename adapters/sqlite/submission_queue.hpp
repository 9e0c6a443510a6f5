#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/scout.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// A command on its way to the writer.
struct Job {
    Submission submission;
    Completion completion;
    std::optional<AnswerKey> key;
    std::shared_ptr<FoldedAhead> ahead{};  ///< may be null
};
using Jobs = std::vector<std::unique_ptr<Job>>;

/// Between those who submit and the writer: bounded, in order, each idempotency key at most once. Thread-safe.
class SubmissionQueue {
  public:
    using Task = std::function<void()>;

    explicit SubmissionQueue(std::size_t queue_max) : queue_max_(queue_max) {}

    /// Takes the job, or says why it does not and leaves it alone.
    [[nodiscard]] std::optional<SubmissionStatus> push(std::unique_ptr<Job>& job);
    /// Something for the writer's thread to do between two commits. False once the queue is closed.
    [[nodiscard]] bool push_task(Task task);

    struct Taken {
        Jobs jobs;
        std::vector<Task> tasks;
        bool is_closed = false;  ///< and nothing is left
    };
    /// Waits for something to do, at most for `patience`.
    [[nodiscard]] Taken take(std::size_t jobs_max, std::chrono::milliseconds patience);
    /// Their answers are durable, or they were not done: the keys may come again.
    void finished(const Jobs& jobs);

    /// Takes nothing more; what is queued is still given out.
    void close();
    /// What is left, for whoever ran out of time.
    [[nodiscard]] Jobs abandon();

  private:
    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable work_;
    bool is_waiting_ = false;
    bool is_closed_ = false;
    std::deque<std::unique_ptr<Job>> jobs_;
    std::vector<Task> tasks_;
    std::unordered_set<AnswerKey, AnswerKeyHash> in_flight_;
};

}  // namespace makegood::sqlite
