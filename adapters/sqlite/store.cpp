#include "adapters/sqlite/store.hpp"

#include "adapters/sqlite/reader_pool.hpp"
#include "adapters/sqlite/rebuild.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/writer.hpp"
#include "adapters/sqlite/writer_lock.hpp"

namespace makegood::sqlite {

/// Both stop before either is gone: what ends a read may submit, what completes a command may read.
struct SqliteStore::Parts {
    Parts(WriterLock held, const Options& options, std::unique_ptr<Clerk> clerk, Crypto& crypto)
        : lock(std::move(held)), writer(options, std::move(clerk), crypto), readers(options, crypto) {}
    ~Parts() {
        readers.stop();
        writer.stop();
    }

    WriterLock lock;
    Writer writer;
    ReaderPool readers;
};

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open(const Options& options, Crypto& crypto,
                                                                    WallClock& clock, const Company& company) {
    if (std::string reason = objection(options); !reason.empty()) return Failure{std::move(reason)};
    auto lock = WriterLock::take(options.path);
    if (!lock) return Failure{lock.error()};
    auto checkpoint = CheckpointFile::open(options.path);
    if (!checkpoint) return Failure{checkpoint.error()};
    auto journal = prepare(options, crypto);
    if (!journal) return Failure{journal.error()};
    try {
        bring_projections_up_to_date(options);
        auto held = std::make_shared<const Company>(company);
        auto clerk = std::make_unique<Clerk>(options, *journal, crypto, clock, held, std::move(checkpoint).value());
        SeriesMark drawn = clerk->settle_series();
        clerk->activate(held, options.configuration_content);
        auto parts = std::make_unique<Parts>(std::move(lock).value(), options, std::move(clerk), crypto);
        std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(parts)));
        store->restarted_ = std::move(drawn);
        return store;
    } catch (const std::exception& failure) {
        return Failure{"\"" + options.path + "\" cannot be opened: " + failure.what()};
    }
}

void SqliteStore::submit(Submission submission, Completion completion) {
    parts_->writer.submit(std::move(submission), std::move(completion));
}

void SqliteStore::read(std::function<void(Reader&)> use, std::function<void(std::string_view)> failed) {
    parts_->readers.read(std::move(use), std::move(failed));
}

void SqliteStore::count_refusal(std::string_view kind) {
    parts_->writer.count_refusal(kind);
}

bool SqliteStore::is_writable() const {
    return parts_->writer.is_writable();
}

Result<bool, std::string> SqliteStore::activate(const Company& company, const std::string& content) {
    const auto held = std::make_shared<const Company>(company);
    try {
        if (!parts_->writer.run_task([&](Clerk& clerk) { clerk.activate(held, content); }))
            return Failure{std::string("the store is stopping")};
        return true;
    } catch (const std::exception& failure) {
        return Failure{std::string(failure.what())};
    }
}

Result<SeriesMark, std::string> SqliteStore::resume_series(std::uint64_t sequence, const std::string& hash) {
    Result<SeriesMark, std::string> resumed = Failure{std::string("the store is stopping")};
    try {
        (void)parts_->writer.run_task([&](Clerk& clerk) { resumed = clerk.resume_series(sequence, hash); });
    } catch (const std::exception& failure) {
        return Failure{std::string(failure.what())};
    }
    return resumed;
}

Result<bool, std::string> SqliteStore::destroy_key(const CustomerId& customer) {
    bool existed = false;
    try {
        if (!parts_->writer.run_task([&](Clerk& clerk) { existed = clerk.destroy_key(customer.text()); }))
            return Failure{std::string("the store is stopping")};
        return existed;
    } catch (const std::exception& failure) {
        return Failure{std::string(failure.what())};
    }
}

}  // namespace makegood::sqlite
