#include "adapters/sqlite/writer.hpp"

#include <exception>
#include <future>

namespace makegood::sqlite {

namespace {

constexpr std::chrono::milliseconds between_probes{1'000};
constexpr std::chrono::milliseconds idle_patience{2'000};

std::vector<Completed> all(const Jobs& jobs, SubmissionStatus status, const std::string& detail) {
    return std::vector<Completed>(jobs.size(), Completed{status, {}, detail});
}

void complete(const Jobs& jobs, std::vector<Completed> completed) {
    for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->completion(std::move(completed[i]));
}

}  // namespace

Writer::Writer(const Options& options, std::unique_ptr<Clerk> clerk, Crypto& crypto)
    : options_(options),
      crypto_(crypto),
      clerk_(std::move(clerk)),
      checkpointer_(options, clerk_->handle()),
      scout_(options, crypto),
      queue_(options.queue_max),
      thread_([this] { work(); }) {}

void Writer::stop() {
    if (!thread_.joinable()) return;
    queue_.close();
    std::unique_lock lock(end_mutex_);
    if (!end_.wait_for(lock, options_.drain_max, [&] { return has_ended_; })) is_out_of_time_ = true;
    lock.unlock();
    thread_.join();
    const Jobs left = queue_.abandon();
    complete(left, all(left, SubmissionStatus::stopping, {}));
}

void Writer::submit(Submission submission, Completion completion) {
    std::optional<AnswerKey> key;
    if (submission.idempotency) key = answer_key(crypto_, *submission.idempotency);
    auto job = std::make_unique<Job>(Job{std::move(submission), std::move(completion), key});
    if (const auto* command = std::get_if<Command>(&job->submission.command)) job->ahead = go_ahead(*command);
    if (const auto refused = queue_.push(job)) job->completion({*refused});
}

/// Only for commands on an invoice that should be there, and is not held.
std::shared_ptr<FoldedAhead> Writer::go_ahead(const Command& command) {
    const auto* invoke = std::get_if<Invoke>(&command);
    if (!invoke || clerk_->holds(invoke->invoice)) return nullptr;
    return scout_.send(invoke->invoice, clerk_->erasures());
}

bool Writer::run_task(const std::function<void(Clerk&)>& task) {
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> ended = done->get_future();
    const bool queued = queue_.push_task([this, &task, done] {
        try {
            task(*clerk_);
            done->set_value();
        } catch (...) {
            done->set_exception(std::current_exception());
        }
    });
    if (queued) ended.get();
    return queued;
}

void Writer::work() {
    while (!is_out_of_time_) {
        const auto taken = queue_.take(options_.batch_max, is_writable_ ? idle_patience : between_probes);
        if (taken.is_closed) break;
        const auto turn = checkpointer_.take_turn();
        for (const auto& task : taken.tasks) task();
        if (!taken.jobs.empty())
            run_batch(taken.jobs);
        else if (taken.tasks.empty())
            run_idle();
    }
    run_idle();
    const std::lock_guard lock(end_mutex_);
    has_ended_ = true;
    end_.notify_one();
}

void Writer::run_batch(const Jobs& jobs) {
    std::vector<Completed> completed = commit_batch(jobs);
    queue_.finished(jobs);
    complete(jobs, std::move(completed));
}

std::vector<Completed> Writer::do_batch(const Jobs& jobs, Care care) {
    std::vector<Completed> completed;
    completed.reserve(jobs.size());
    clerk_->begin(care);
    for (const auto& job : jobs) completed.push_back(clerk_->run(job->submission, job->key, job->ahead.get()));
    clerk_->commit();
    is_writable_ = true;
    return completed;
}

std::vector<Completed> Writer::commit_batch(const Jobs& jobs) {
    try {
        try {
            return do_batch(jobs, Care::together);
        } catch (const CommandBroke&) {
            clerk_->rollback();
        }
        return do_batch(jobs, Care::each_alone);
    } catch (const std::exception& failure) {
        clerk_->rollback();
        is_writable_ = false;
        return all(jobs, SubmissionStatus::unavailable, failure.what());
    }
}

void Writer::run_idle() {
    try {
        if (!is_writable_) {
            clerk_->probe();
            is_writable_ = true;
        } else if (clerk_->is_trim_due() || clerk_->has_refusals_to_write()) {
            clerk_->tidy();
        }
    } catch (const std::exception&) {
        is_writable_ = false;
    }
}

}  // namespace makegood::sqlite
