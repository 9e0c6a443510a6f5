#include "adapters/sqlite/submission_queue.hpp"

namespace makegood::sqlite {

std::optional<SubmissionStatus> SubmissionQueue::push(std::unique_ptr<Job>& job) {
    bool wakes = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) return SubmissionStatus::stopping;
        if (job->key && in_flight_.contains(*job->key)) return SubmissionStatus::key_in_flight;
        if (jobs_.size() >= queue_max_) return SubmissionStatus::queue_full;
        if (job->key) in_flight_.insert(*job->key);
        jobs_.push_back(std::move(job));
        wakes = is_waiting_;
    }
    if (wakes) work_.notify_one();
    return std::nullopt;
}

bool SubmissionQueue::push_task(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) return false;
        tasks_.push_back(std::move(task));
    }
    work_.notify_one();
    return true;
}

SubmissionQueue::Taken SubmissionQueue::take(std::size_t jobs_max, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    is_waiting_ = true;
    work_.wait_for(lock, patience, [&] { return !jobs_.empty() || !tasks_.empty() || is_closed_; });
    is_waiting_ = false;
    Taken taken;
    taken.jobs.reserve(std::min(jobs_max, jobs_.size()));
    while (!jobs_.empty() && taken.jobs.size() < jobs_max) {
        taken.jobs.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
    }
    taken.tasks.swap(tasks_);
    taken.is_closed = is_closed_ && taken.jobs.empty() && taken.tasks.empty();
    return taken;
}

void SubmissionQueue::finished(const Jobs& jobs) {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs)
        if (job->key) in_flight_.erase(*job->key);
}

void SubmissionQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    work_.notify_one();
}

Jobs SubmissionQueue::abandon() {
    const std::lock_guard lock(mutex_);
    Jobs left;
    while (!jobs_.empty()) {
        left.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
    }
    return left;
}

}  // namespace makegood::sqlite
