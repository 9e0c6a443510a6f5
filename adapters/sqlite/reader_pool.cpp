#include "adapters/sqlite/reader_pool.hpp"

namespace makegood::sqlite {

ReaderPool::ReaderPool(const Options& options, Crypto& crypto) : queue_max_(options.read_queue_max) {
    for (std::size_t i = 0; i < options.reader_threads; ++i)
        readers_.push_back(std::make_unique<SqliteReader>(options, crypto));
    for (const auto& reader : readers_) threads_.emplace_back([this, &reader = *reader] { work(reader); });
}

void ReaderPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void ReaderPool::read(Use use, Failed failed) {
    std::string_view refusal;
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) refusal = "the store is stopping";
        if (wishes_.size() >= queue_max_) refusal = "too many reads are waiting";
        if (refusal.empty()) wishes_.push_back({std::move(use), std::move(failed)});
    }
    if (refusal.empty())
        wake_.notify_one();
    else
        failed(refusal);
}

void ReaderPool::work(SqliteReader& reader) {
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [&] { return !wishes_.empty() || is_closed_; });
        if (wishes_.empty()) return;
        const Wish wish = std::move(wishes_.front());
        wishes_.pop_front();
        lock.unlock();
        serve(reader, wish);
        lock.lock();
    }
}

void ReaderPool::serve(SqliteReader& reader, const Wish& wish) {
    try {
        reader.begin();
        wish.use(reader);
        reader.end();
    } catch (const std::exception& failure) {
        reader.end();
        wish.failed(failure.what());
    }
}

}  // namespace makegood::sqlite
