#include "adapters/http/api/long_work.hpp"

#include <memory>

namespace makegood::http {

LongWork::~LongWork() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return !is_busy_; });
}

void LongWork::run(Work work, Failed failed) {
    bool is_taken = false;
    {
        const std::lock_guard lock(mutex_);
        is_taken = waiting_.size() < waiting_max;
        if (is_taken) {
            waiting_.push_back({std::move(work), std::move(failed)});
            if (is_busy_) return;
            is_busy_ = true;
        }
    }
    if (is_taken)
        start_next();
    else
        failed("too much long work is waiting");
}

void LongWork::start_next() {
    std::shared_ptr<Wish> wish;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) {
            is_busy_ = false;
            idle_.notify_all();
            return;
        }
        wish = std::make_shared<Wish>(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    store_.read(
        [this, wish](Reader& reader) {
            wish->work(reader);
            start_next();
        },
        [this, wish](std::string_view reason) {
            wish->failed(reason);
            start_next();
        });
}

}  // namespace makegood::http
