#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "tests/crash/disk_vfs.hpp"
#include "tests/crash/folder.hpp"
#include "tests/crash/seed.hpp"

namespace makegood::crash {

namespace {

constexpr std::size_t tries = 60;

bool does() {
    return true;
}

/// What is left of the file "f" after `act` and a cut; nothing when there is no file. Another disk for each seed.
template <class Act>
std::optional<std::string> left_of(std::uint64_t seed, FileKind kind, const std::string& before, Act act) {
    const Folder folder;
    const bool is_new = before.empty();
    if (!is_new) std::ofstream(folder.path("f")) << before;
    Disk disk(seed);
    act(disk, disk.open(folder.path("f"), kind, is_new), folder.path("f"));
    disk.cut_now();
    const Folder after;
    disk.materialise(after.path());
    std::ifstream file(after.path("f"), std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("a disk keeps what was synced, whatever was written later beside it") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + tries; ++seed) {
        INFO("MAKEGOOD_SEED=" << seed);
        const auto left = left_of(seed, FileKind::log, "", [](Disk& disk, const Disk::Handle& file, const auto&) {
            REQUIRE(disk.write(*file, 0, std::string(5'000, 'a'), does) == Verdict::ok);
            REQUIRE(disk.sync(*file) == Verdict::ok);
            REQUIRE(disk.write(*file, 5'000, std::string(5'000, 'b'), does) == Verdict::ok);
        });
        REQUIRE(left);
        REQUIRE(left->substr(0, 5'000) == std::string(5'000, 'a'));
    }
}

TEST_CASE("a disk can lose, keep and tear what was not synced, and tears at sectors") {
    std::size_t lost = 0;
    std::size_t kept = 0;
    std::size_t torn = 0;
    const std::string before(2'048, 'a');
    for (std::uint64_t seed = 1; seed <= tries; ++seed) {
        const auto left =
            left_of(seed, FileKind::database, before, [](Disk& disk, const Disk::Handle& file, const auto&) {
                REQUIRE(disk.write(*file, 0, std::string(2'048, 'b'), does) == Verdict::ok);
            });
        REQUIRE(left);
        REQUIRE(left->size() == before.size());
        for (std::size_t sector = 0; sector < 4; ++sector)
            REQUIRE(left->substr(sector * 512, 512) == std::string(512, (*left)[sector * 512]));
        const auto changed = std::count(left->begin(), left->end(), 'b');
        ++(changed == 0 ? lost : changed == 2'048 ? kept : torn);
    }
    CHECK(lost > 0);
    CHECK(kept > 0);
    CHECK(torn > 0);
}

TEST_CASE("a file is surely there, and surely gone, only once its folder was synced") {
    struct Row {
        FileKind kind;
        bool was_there;
        bool is_synced;
        bool is_deleted;
        bool deletes_with_sync;
        bool may_be_there;
        bool may_be_missing;
        const char* why;
    };
    const Row rows[] = {
        {FileKind::log, false, true, false, false, true, false, "a new log's first sync is one of its folder"},
        {FileKind::log, false, false, false, false, true, true, "nobody synced its folder"},
        {FileKind::database, false, true, false, false, true, true, "a database's sync is none of its folder"},
        {FileKind::log, true, false, false, false, true, false, "it was there before"},
        {FileKind::log, true, false, true, false, true, true, "a deletion may come undone"},
        {FileKind::log, true, false, true, true, false, true, "a deletion with a sync of the folder"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        std::size_t there = 0;
        for (std::uint64_t seed = 1; seed <= tries; ++seed) {
            const auto left = left_of(seed, row.kind, row.was_there ? "a" : "",
                                      [&](Disk& disk, const Disk::Handle& file, const std::string& path) {
                                          if (row.is_synced) REQUIRE(disk.sync(*file) == Verdict::ok);
                                          if (row.is_deleted)
                                              REQUIRE(disk.remove(path, row.deletes_with_sync, does) == Verdict::ok);
                                      });
            there += left.has_value();
        }
        CHECK((there > 0) == row.may_be_there);
        CHECK((there < tries) == row.may_be_missing);
    }
}

TEST_CASE("after the cut nothing can be written, read or opened, and SQLite is told so") {
    const Folder folder;
    Disk disk(first_seed());
    const DiskVfs vfs(disk);
    SQLite::Database database(folder.path("t.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 0, vfs.name());
    database.exec("PRAGMA journal_mode = WAL; PRAGMA cache_size = 0; CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    disk.cut_now();
    CHECK_THROWS_AS(database.exec("INSERT INTO t VALUES (2)"), SQLite::Exception);
    CHECK_THROWS_AS(database.execAndGet("SELECT x FROM t"), SQLite::Exception);
    CHECK_THROWS_AS(SQLite::Database(folder.path("t.db"), SQLite::OPEN_READONLY, 0, vfs.name()), SQLite::Exception);
}

TEST_CASE("a sync that fails may lose what it was to keep, for good") {
    std::size_t lost = 0;
    for (std::uint64_t seed = 1; seed <= tries; ++seed) {
        const auto left = left_of(seed, FileKind::log, "a", [](Disk& disk, const Disk::Handle& file, const auto&) {
            REQUIRE(disk.write(*file, 0, "b", does) == Verdict::ok);
            disk.set_trouble(Trouble::sync_fails);
            REQUIRE(disk.sync(*file) == Verdict::sync_failed);
            disk.set_trouble(Trouble::none);
            REQUIRE(disk.sync(*file) == Verdict::ok);
        });
        lost += left == "a";
    }
    CHECK(lost > 0);
    CHECK(lost < tries);
}

}  // namespace makegood::crash
