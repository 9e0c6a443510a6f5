#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>
#include <unistd.h>

#include "adapters/sqlite/tokens.hpp"
#include "tests/adapters/sqlite/place.hpp"
#include "tests/contract/desk.hpp"

namespace makegood::sqlite {

using Catch::Matchers::Contains;
using contract::HandClock;
using contract::monday_morning;

TEST_CASE("a file that is not ours is refused in words and stays as it is") {
    struct Row {
        void (*make)(const std::string& path);
        const char* said;
        const char* why;
    };
    const Row rows[] = {
        {[](const std::string& path) { write_file(path, "Dear diary, today I learnt about file formats at length."); },
         "not a SQLite database", "it is a text"},
        {[](const std::string& path) {
             SQLite::Database other(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
             other.exec("CREATE TABLE poems (line TEXT)");
         },
         "another program", "it is a database, but somebody else's"},
        {[](const std::string& path) {
             SQLite::Database ours(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
             ours.exec("PRAGMA application_id = 0x4D4B4744; CREATE TABLE x (y); PRAGMA user_version = 999");
         },
         "newer makegood (schema 999", "a later program wrote it"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        SqlitePlace place;
        row.make(place.path());
        const std::string before = read_file(place.path());
        CHECK_THAT(place.refusal_to_open(), Contains(row.said) && Contains("nothing was changed"));
        CHECK(read_file(place.path()) == before);
        CHECK(!std::filesystem::exists(place.path() + ".writer"));
    }
}

TEST_CASE("a journal with events of a newer program is refused") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    place.open_store(clock).reset();
    {
        SQLite::Database database(place.path(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE meta SET value = CAST('99' AS BLOB) WHERE name = 'event_schema'");
    }
    CHECK_THAT(place.refusal_to_open(), Contains("events of a newer makegood"));
}

TEST_CASE("a file of the first schema is brought up to date when it is opened, and shows what it showed") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    {
        const auto store = place.open_store(clock);
        (void)contract::submit_and_wait(*store, contract::record("R-1"));
        (void)contract::submit_and_wait(*store, contract::record("R-2", "180.00"));
        const auto said = contract::submit_and_wait(*store, contract::invoke("R-1", contract::worth_of_whole("10.00")));
        (void)contract::submit_and_wait(*store, Approve{said.claim()});
        (void)contract::submit_and_wait(*store, contract::invoke("R-2", contract::worth_of_whole("10.00")));
    }
    const std::string before = place.dump_projections();
    {
        SQLite::Database database(place.path(), SQLite::OPEN_READWRITE);
        database.exec(
            "DROP TABLE invoices; DROP TABLE claims; CREATE TABLE invoices (stream_id INTEGER PRIMARY KEY, "
            "customer_name TEXT, currency TEXT); CREATE TABLE claims (opened_sequence INTEGER PRIMARY KEY, "
            "id BLOB); INSERT INTO claims VALUES (1, x'00'); DELETE FROM meta WHERE name = 'projections'; "
            "PRAGMA user_version = 1");
    }
    place.open_store(clock).reset();
    CHECK(place.dump_projections() == before);
}

TEST_CASE("a place where no file can be made is refused in words") {
    SqlitePlace place;
    std::filesystem::create_directory(place.path());
    CHECK_THAT(place.refusal_to_open(), Contains(place.path()));
}

TEST_CASE("a second writer is refused and told who the first one is") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto first = place.open_store(clock);
    CHECK_THAT(place.refusal_to_open(), Contains("process " + std::to_string(getpid())) && Contains(".writer"));
    first.reset();
    CHECK_NOTHROW(place.open_store(clock));
}

TEST_CASE("opening a file again changes nothing in it") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    place.open_store(clock).reset();
    const std::string before = place.dump("SELECT * FROM journal") + place.dump("SELECT * FROM meta");
    place.open_store(clock).reset();
    CHECK(place.dump("SELECT * FROM journal") + place.dump("SELECT * FROM meta") == before);
}

TEST_CASE("a changed configuration is an event, an unchanged one is none") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    place.options.configuration_content = R"({"a":1})";
    Company next = contract::company();
    next.configuration = "configuration-2";
    next.prefixes[0] = "CASE";
    {
        auto store = place.open_store(clock);
        CHECK(contract::whole_journal(*store).size() == 1);
        REQUIRE(store->activate(next, R"({"a":2})").has_value());
        REQUIRE(store->activate(next, R"({"a":2})").has_value());
        CHECK(contract::whole_journal(*store).size() == 2);
        (void)contract::submit_and_wait(*store, contract::record("R-1"));
        const auto reply = contract::submit_and_wait(*store, contract::invoke("R-1", Saying{}));
        const auto& opened = std::get<ClaimOpened>(reply.events.at(0).recorded.event);
        CHECK(opened.number.text() == "CASE-2026-000001");
        CHECK(opened.configuration == "configuration-2");
    }
    auto store = place.open_store(clock);  // with the first one again
    CHECK(contract::whole_journal(*store).size() == 5);
}

TEST_CASE("tokens are told once, found by anybody who bears them, and stored only as hashes") {
    SqlitePlace place;
    Options options;
    options.path = place.path();
    auto opened = Tokens::open(options, place.crypto);
    REQUIRE(opened.has_value());
    Tokens& tokens = **opened;
    const std::string token = tokens.create(Role::finance, "Frieda", monday_morning()).value();
    CHECK(token.starts_with("mg_"));
    CHECK(token.size() == 46);
    CHECK(tokens.find(token) == Actor{"Frieda", Role::finance, {}});
    CHECK(!tokens.find("mg_guessed"));
    CHECK(!tokens.find(""));
    CHECK(place.bytes().find(token) == std::string::npos);

    HandClock clock(monday_morning());
    auto store = place.open_store(clock);  // the file is one for a store, too
    auto others = Tokens::open(options, place.crypto);
    REQUIRE(others.has_value());
    const std::string second = (*others)->create(Role::admin, "Ada", monday_morning()).value();
    CHECK(tokens.find(second) == Actor{"Ada", Role::admin, {}});
    const auto rows = tokens.list().value();
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].name == "Ada");
    CHECK(tokens.revoke(rows[1].id, monday_morning()).value());
    CHECK(!tokens.revoke(rows[1].id, monday_morning()).value());
    CHECK(!tokens.find(second));
    CHECK(tokens.list().value()[1].revoked_at == monday_morning());
}

}  // namespace makegood::sqlite
