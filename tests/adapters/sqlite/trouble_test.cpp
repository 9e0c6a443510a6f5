#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "adapters/sqlite/clerk.hpp"
#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/schema.hpp"
#include "tests/adapters/sqlite/place.hpp"
#include "tests/contract/desk.hpp"

namespace makegood::sqlite {

using contract::HandClock;
using contract::monday_morning;
using contract::record;
using contract::submit;
using contract::submit_and_wait;

namespace {

/// Another process that writes, for as long as it lives.
class OtherWriter {
  public:
    explicit OtherWriter(const std::string& path) : database_(path, SQLite::OPEN_READWRITE) {
        database_.exec("BEGIN IMMEDIATE");
    }

  private:
    SQLite::Database database_;
};

bool becomes_writable(const Store& store) {
    for (int i = 0; i < 500 && !store.is_writable(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return store.is_writable();
}

}  // namespace

TEST_CASE("law 11: a commit that fails tells all of its commands so, keeps nothing, and is got over") {
    SqlitePlace place;
    place.options.busy_max = std::chrono::milliseconds(20);
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    REQUIRE(submit_and_wait(*store, record("R-1"), "first", "body").was_accepted());
    {
        OtherWriter other(place.path());
        auto one = submit(*store, record("R-2"), "second", "body");
        auto two = submit(*store, contract::invoke("R-1", contract::worth_of_whole("120.00")));
        CHECK(one.get().completed.status == SubmissionStatus::unavailable);
        CHECK(two.get().completed.status == SubmissionStatus::unavailable);
        CHECK(!store->is_writable());
        CHECK(contract::whole_journal(*store).size() == 2);
    }
    CHECK(becomes_writable(*store));
    const auto again = submit_and_wait(*store, record("R-2"), "second", "body");
    CHECK(again.was_accepted());
    CHECK(again.events.at(0).sequence == 3);
    CHECK(submit_and_wait(*store, record("R-1"), "first", "body").completed.status == SubmissionStatus::replayed);
}

TEST_CASE("law 11: when the file can grow no more, what was told done is kept, and the rest is told unavailable") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    Options options = place.options;
    options.path = place.path();
    const Uuid journal = prepare(options, place.crypto).value();
    Clerk clerk(options, journal, place.crypto, clock, std::make_shared<const Company>(contract::company()),
                CheckpointFile::open(options.path).value());
    clerk.activate(std::make_shared<const Company>(contract::company()), "{}");
    const auto limit = [&](int pages) {
        sqlite3_exec(clerk.handle(), ("PRAGMA max_page_count = " + std::to_string(pages)).c_str(), nullptr, nullptr,
                     nullptr);
    };
    limit(60);
    int accepted = 0;
    int batch = 0;
    const auto commit_batch = [&] {
        clerk.begin(Care::each_alone);
        for (int i = 0; i < 10; ++i) {
            const std::string key = std::to_string(batch) + "-" + std::to_string(i);
            const IdempotencyKey idempotency{"office", "route", key, {}};
            Submission submission{record(key), contract::office(), {}, idempotency, [](const Outcome&) {
                                      return Answer{201, std::string(500, 'x'), {}, {}};
                                  }};
            const Completed completed = clerk.run(submission, answer_key(place.crypto, idempotency), nullptr);
            REQUIRE(completed.status == SubmissionStatus::done);
        }
        clerk.commit();
        accepted += 10;
    };
    bool is_full = false;
    for (; batch < 100 && !is_full; ++batch) {
        try {
            commit_batch();
        } catch (const SQLite::Exception& failure) {
            REQUIRE(is_host_failure(failure));
            clerk.rollback();
            is_full = true;
        }
    }
    REQUIRE(is_full);
    REQUIRE(accepted > 0);
    CHECK(place.dump("SELECT count(*), max(sequence) FROM journal") ==
          std::to_string(accepted + 1) + "|" + std::to_string(accepted + 1) + "|\n");
    limit(100'000);
    --batch;  // the very commands that were told unavailable
    commit_batch();
    CHECK(place.dump("SELECT count(*), max(sequence) FROM journal") ==
          std::to_string(accepted + 1) + "|" + std::to_string(accepted + 1) + "|\n");
}

TEST_CASE("a snapshot that grows too old is interrupted, and the next one is fresh") {
    SqlitePlace place;
    place.options.reader_age_max = std::chrono::milliseconds(50);
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    CHECK_THROWS_WITH(contract::read(*store,
                                     [](Reader& reader) {
                                         std::this_thread::sleep_for(std::chrono::milliseconds(80));
                                         (void)reader.journal(0, 10);
                                     }),
                      Catch::Matchers::Contains("older than a reader may"));
    CHECK(contract::whole_journal(*store).size() == 1);
}

TEST_CASE("a full queue of reads turns away what comes") {
    SqlitePlace place;
    place.options.reader_threads = 1;
    place.options.read_queue_max = 1;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    std::promise<void> started;
    std::promise<void> release;
    std::atomic<int> used{0};
    std::atomic<int> failed{0};
    const auto fail = [&](std::string_view) { ++failed; };
    store->read(
        [&](Reader&) {
            started.set_value();
            release.get_future().wait();
            ++used;
        },
        fail);
    started.get_future().wait();
    store->read([&](Reader&) { ++used; }, fail);
    store->read([&](Reader&) { ++used; }, fail);
    CHECK(failed == 1);
    release.set_value();
    store.reset();
    CHECK(used == 2);
}

TEST_CASE("the write-ahead log does not grow for ever under steady load") {
    SqlitePlace place;
    place.options.checkpoint_pages = 64;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    std::uintmax_t largest = 0;
    std::vector<std::future<contract::Reply>> replies;
    for (int i = 0; i < 3'000; ++i) {
        replies.push_back(submit(*store, record("R-" + std::to_string(i))));
        if (replies.size() == 16) {
            for (auto& reply : replies) REQUIRE(reply.get().was_accepted());
            replies.clear();
            largest = std::max(largest, std::filesystem::file_size(place.path() + "-wal"));
        }
    }
    CHECK(largest < 64 * 4 * 4'096 * 8);  // it was written through many times over
}

TEST_CASE("stored answers are trimmed at their old end, by number and by age") {
    SqlitePlace place;
    place.options.answers_max = 10;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    for (int i = 0; i < 30; ++i)
        (void)submit_and_wait(*store, record("R-" + std::to_string(i)), "key-" + std::to_string(i), "body");
    (void)submit_and_wait(*store, record("R-x"));
    CHECK(place.dump("SELECT count(*) FROM answers") == "10|\n");
    CHECK(place.dump("SELECT count(*) FROM answer_keys") == "10|\n");
    CHECK(submit_and_wait(*store, record("R-29"), "key-29", "body").completed.status == SubmissionStatus::replayed);
    CHECK(submit_and_wait(*store, record("R-1"), "key-1", "body").completed.status == SubmissionStatus::done);
    clock.advance(std::chrono::hours(24 * 8));
    (void)submit_and_wait(*store, record("R-y"));
    CHECK(place.dump("SELECT count(*) FROM answers") == "0|\n");
}

TEST_CASE("a store that cannot drain in time tells the rest that it is stopping") {
    SqlitePlace place;
    place.options.drain_max = std::chrono::milliseconds(50);
    place.options.batch_max = 1;
    HandClock clock(monday_morning());
    std::vector<std::future<contract::Reply>> replies;
    {
        auto store = place.open_store(clock);
        Submission slow{record("R-slow"), contract::office(), {}, {}, [](const Outcome&) {
                            std::this_thread::sleep_for(std::chrono::milliseconds(200));
                            return Answer{};
                        }};
        store->submit(std::move(slow), [](const Completed&) {});
        for (int i = 0; i < 20; ++i) replies.push_back(submit(*store, record("R-" + std::to_string(i))));
    }
    int stopping = 0;
    for (auto& reply : replies) stopping += reply.get().completed.status == SubmissionStatus::stopping;
    CHECK(stopping > 0);
}

}  // namespace makegood::sqlite
