#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "adapters/sqlite/rebuild.hpp"
#include "tests/adapters/sqlite/place.hpp"
#include "tests/contract/desk.hpp"

namespace makegood::sqlite {

using Catch::Matchers::Contains;
using contract::HandClock;
using contract::monday_morning;
using contract::submit_and_wait;
namespace fs = std::filesystem;

namespace {

/// Credits an invoice of its own, and answers with the note's number.
std::string credit(Store& store, const std::string& invoice) {
    (void)submit_and_wait(store, contract::record(invoice, "180.00"));
    const auto said = submit_and_wait(store, contract::invoke(invoice, contract::worth_of_whole("10.00")));
    const auto approved = submit_and_wait(store, Approve{said.claim()});
    for (const Journaled& journaled : approved.events)
        if (const auto* issued = std::get_if<AdjustmentIssued>(&journaled.recorded.event))
            return issued->adjustment.number.text();
    return "none";
}

struct Head {
    std::uint64_t sequence = 0;
    std::string hash;
};

Head head_of(Store& store) {
    Head head;
    contract::read(store, [&](Reader& reader) {
        const JournalHead at = reader.head();
        head.sequence = at.sequence;
        for (std::uint8_t byte : at.hash) {
            constexpr const char* digits = "0123456789abcdef";
            head.hash += digits[byte >> 4U];
            head.hash += digits[byte & 15U];
        }
    });
    return head;
}

/// The file alone, as a backup would keep it: all of the log is in it.
void back_up(const std::string& from, const std::string& to) {
    SQLite::Database database(from, SQLite::OPEN_READWRITE);
    (void)database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
    fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

/// In place of what was there, into the same file: as `cp backup makegood.db` does.
void restore(const std::string& from, const std::string& to) {
    for (const char* beside : {"-wal", "-shm"}) fs::remove(to + beside);
    write_file(to, read_file(from));
}

}  // namespace

TEST_CASE("law 9: a file that is opened again and again, also after a crash, goes on with its numbers") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    {
        const auto store = place.open_store(clock);
        CHECK(store->restarted().empty());
        CHECK(credit(*store, "R-1") == "CN-2026-000001");
    }
    const std::string at_stop = read_file(place.path() + ".checkpoint");
    {
        const auto store = place.open_store(clock);
        CHECK(store->restarted().empty());
        CHECK(credit(*store, "R-2") == "CN-2026-000002");
    }
    // A power cut took back what the checkpoint said last: the journal is ahead of it.
    write_file(place.path() + ".checkpoint", at_stop);
    const auto store = place.open_store(clock);
    CHECK(store->restarted().empty());
    CHECK(credit(*store, "R-3") == "CN-2026-000003");
}

TEST_CASE("law 9: a file restored from a backup cannot give a number that the lost one may have given") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    const std::string backup = place.path() + ".backup";
    Head head;
    {
        const auto store = place.open_store(clock);
        CHECK(credit(*store, "R-1") == "CN-2026-000001");
    }
    back_up(place.path(), backup);
    {
        const auto store = place.open_store(clock);
        CHECK(credit(*store, "R-2") == "CN-2026-000002");
        head = head_of(*store);
    }
    restore(backup, place.path());
    SeriesMark mark;
    {
        const auto store = place.open_store(clock);
        mark = store->restarted();
        REQUIRE(is_series_mark(mark));
        CHECK(credit(*store, "R-3") == "CN-" + mark + "-2026-000001");
        // It does not hold the last event, so nothing proves that it does.
        const auto resumed = store->resume_series(head.sequence, head.hash);
        REQUIRE_FALSE(resumed);
        CHECK_THAT(resumed.error(), Contains("no event " + std::to_string(head.sequence)));
        const auto older = store->resume_series(1, head_of(*store).hash);
        CHECK_FALSE(older);
    }
    {
        const auto store = place.open_store(clock);
        CHECK(store->restarted().empty());
        CHECK(credit(*store, "R-4") == "CN-" + mark + "-2026-000002");
    }
    restore(backup, place.path());
    const auto store = place.open_store(clock);
    CHECK_FALSE(store->restarted().empty());
    CHECK(store->restarted() != mark);
    CHECK(credit(*store, "R-5") == "CN-" + store->restarted() + "-2026-000001");
}

TEST_CASE("law 9: a copy begins a series of its own until it is proven to hold the last checkpoint") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    Head head;
    {
        const auto store = place.open_store(clock);
        CHECK(credit(*store, "R-1") == "CN-2026-000001");
        head = head_of(*store);
    }
    SqlitePlace copy;
    SECTION("of the database alone") {
        back_up(place.path(), copy.path());
    }
    SECTION("with the checkpoint beside it") {
        back_up(place.path(), copy.path());
        fs::copy_file(place.path() + ".checkpoint", copy.path() + ".checkpoint");
    }
    const auto store = copy.open_store(clock);
    const SeriesMark mark = store->restarted();
    REQUIRE_FALSE(mark.empty());
    CHECK(credit(*store, "R-2") == "CN-" + mark + "-2026-000001");

    CHECK_THAT(store->resume_series(head.sequence, std::string(64, '0')).error(), Contains("no event"));
    CHECK_THAT(store->resume_series(head.sequence, "no hash").error(), Contains("no event"));
    CHECK_THAT(store->resume_series(0, head.hash).error(), Contains("no event"));
    const auto resumed = store->resume_series(head.sequence, head.hash);
    REQUIRE(resumed);
    CHECK(resumed->empty());
    CHECK(credit(*store, "R-3") == "CN-2026-000002");
    CHECK_THAT(store->resume_series(head.sequence, head.hash).error(), Contains("nothing to go back to"));
}

TEST_CASE("a file without a number of its own, and one that an older program wrote, need no mark") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    place.open_store(clock).reset();
    SqlitePlace copy;
    back_up(place.path(), copy.path());
    CHECK(copy.open_store(clock)->restarted().empty());

    (void)credit(*place.open_store(clock), "R-1");
    SqlitePlace older;
    back_up(place.path(), older.path());
    {
        SQLite::Database database(older.path(), SQLite::OPEN_READWRITE);
        database.exec("DELETE FROM meta WHERE name = 'has_checkpoint'");
    }
    CHECK(older.open_store(clock)->restarted().empty());
}

TEST_CASE("rebuilt projections know the series of every mark") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    (void)credit(*place.open_store(clock), "R-1");
    SqlitePlace copy;
    back_up(place.path(), copy.path());
    Head head;
    {
        const auto store = copy.open_store(clock);
        (void)credit(*store, "R-2");
        head = head_of(*store);
    }
    SqlitePlace third;
    back_up(copy.path(), third.path());
    {
        const auto store = third.open_store(clock);
        (void)credit(*store, "R-3");
        REQUIRE(store->resume_series(head.sequence, head.hash));
        (void)credit(*store, "R-4");
    }
    const std::string before = third.dump_projections();
    CHECK_THAT(before, Contains("CN-R"));
    Options options;
    options.path = third.path();
    REQUIRE(rebuild_projections(options, [](std::uint64_t, std::uint64_t) {}));
    CHECK(third.dump_projections() == before);
}

TEST_CASE("a checkpoint that cannot be written beside the file keeps it from being opened, by its name") {
    SqlitePlace place;
    fs::create_directory(place.path() + ".checkpoint");
    CHECK_THAT(place.refusal_to_open(), Contains("makegood.db.checkpoint"));
}

}  // namespace makegood::sqlite
