#include "adapters/sqlite/scout.hpp"

#include <exception>
#include <utility>

namespace makegood::sqlite {

namespace {

constexpr std::size_t errands_max = 512;
constexpr std::size_t cached_keys_max = 10'000;

}  // namespace

void FoldedAhead::put(HeldStream stream) {
    const std::lock_guard lock(mutex_);
    stream_.emplace(std::move(stream));
}

std::optional<HeldStream> FoldedAhead::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(stream_, std::nullopt);
}

Scout::Scout(const Options& options, Crypto& crypto)
    : database_(connect(options, Access::read_only)),
      keys_(database_, crypto, cached_keys_max),
      folder_(database_, &keys_),
      thread_([this] { work(); }) {}

Scout::~Scout() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

std::shared_ptr<FoldedAhead> Scout::send(const InvoiceNumber& number, std::uint64_t erasures) {
    auto ahead = std::make_shared<FoldedAhead>(erasures);
    {
        const std::lock_guard lock(mutex_);
        if (errands_.size() >= errands_max) return nullptr;
        errands_.push_back({number, ahead});
        if (errands_.size() > 1) return ahead;  // it is awake, or was woken
    }
    wake_.notify_one();
    return ahead;
}

void Scout::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return is_stopping_ || !errands_.empty(); });
        if (is_stopping_) return;
        std::deque<Errand> errands;
        errands.swap(errands_);
        lock.unlock();
        run(errands);
        lock.lock();
    }
}

void Scout::run(std::deque<Errand>& errands) {
    try {
        database_.exec("BEGIN");
        for (const Errand& errand : errands)
            if (errand.ahead.use_count() > 1) fold(errand);  // else the writer was faster
    } catch (const std::exception&) {
        // The writer meets the same trouble, and is the one to tell it.
    }
    database_.tryExec("ROLLBACK");
    keys_.forget();
}

void Scout::fold(const Errand& errand) {
    const auto id = folder_.find(errand.number);
    if (id) errand.ahead->put({*id, errand.number, folder_.fold(*id)});
}

}  // namespace makegood::sqlite
