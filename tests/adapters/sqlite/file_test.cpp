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

namespace {

/// Takes the third schema back out of a file.
constexpr const char* to_second =
    "DROP TABLE payments; DROP TABLE refunds; DROP TABLE refund_instructions; DROP TABLE make_goods; "
    "DROP TABLE account_days; ALTER TABLE invoices DROP COLUMN open_minor; "
    "ALTER TABLE entries DROP COLUMN debit_role; ALTER TABLE entries DROP COLUMN credit_role; "
    "ALTER TABLE claims DROP COLUMN closed_sequence; DROP TABLE series; CREATE TABLE series (series INTEGER PRIMARY "
    "KEY, "
    "last_date INTEGER, last_ordinal INTEGER); DELETE FROM meta WHERE name = 'has_checkpoint'; "
    "UPDATE meta SET value = CAST('2' AS BLOB) WHERE name = 'projections'; PRAGMA user_version = 2;";
constexpr const char* to_first =
    "DROP TABLE invoices; DROP TABLE claims; CREATE TABLE invoices (stream_id INTEGER PRIMARY KEY, "
    "customer_name TEXT, currency TEXT); CREATE TABLE claims (opened_sequence INTEGER PRIMARY KEY, "
    "id BLOB); INSERT INTO claims VALUES (1, x'00'); DELETE FROM meta WHERE name = 'projections'; "
    "PRAGMA user_version = 1";

}  // namespace

TEST_CASE("a file of an older schema is brought up to date when it is opened, and shows what it showed") {
    const std::string take_back = GENERATE(std::string(to_second), std::string(to_second) + to_first);
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
        database.exec(take_back);
    }
    place.open_store(clock).reset();
    CHECK(place.dump_projections() == before);
}

TEST_CASE("a prefix is fixed from its first number on, and is no prefix that an imported document carries") {
    struct Row {
        Series series;
        const char* prefix;
        const char* said;  ///< "": it is taken
        const char* why;
    };
    const Row rows[] = {
        {Series::credit_note, "CN", "", "the one that it has"},
        {Series::credit_note, "GS", "its numbers began with \"CN\"", "notes were numbered already"},
        {Series::claim, "CASE", "its numbers began with \"CL\"", "so were claims"},
        {Series::refund, "PAY", "its numbers began with \"RF\"", "so were refunds"},
        {Series::supplementary_invoice, "NR", "", "none was issued yet"},
        {Series::supplementary_invoice, "RE", "carried already by an imported document, \"RE-2026-17\"",
         "an invoice has it"},
        {Series::make_good, "RE", "carried already by an imported document, \"RE-2026-17\"", "of letters too"},
        {Series::supplementary_invoice, "RG", "", "RG-2026-17a is no number of ours"},
        {Series::supplementary_invoice, "[RE]*", "", "a prefix is a text, no pattern"},
        {Series::supplementary_invoice, "R", "", "only a part of it"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        SqlitePlace place;
        HandClock clock(monday_morning());
        auto store = place.open_store(clock);
        (void)contract::submit_and_wait(*store, contract::record("RE-2026-17", "180.00"));
        (void)contract::submit_and_wait(*store, contract::record("RG-2026-17a"));
        const auto said =
            contract::submit_and_wait(*store, contract::invoke("RE-2026-17", contract::worth_of_whole("10.00")));
        REQUIRE(contract::submit_and_wait(*store, Approve{said.claim()}).was_accepted());
        Company next = contract::company();
        next.prefixes[static_cast<std::size_t>(row.series)] = row.prefix;
        const auto activated = store->activate(next, "{}");
        CHECK(activated.has_value() == (*row.said == '\0'));
        if (!activated) CHECK_THAT(activated.error(), Contains(row.said));
        CHECK(contract::submit_and_wait(*store, contract::record("R-2")).was_accepted());
    }
}

TEST_CASE("a number of one of our own series is nobody else's") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    for (const char* number : {"CN-2026-000001", "SI-2027-9", "MG-2026-000001"}) {
        INFO(number);
        CHECK(contract::submit_and_wait(*store, contract::record(number)).refusal == RefusalReason::number_reserved);
    }
    for (const char* number : {"CN-2026-1a", "CN-1", "CNX-2026-1", "RF-2026-1", "cn-2026-1"}) {
        INFO(number);
        CHECK(contract::submit_and_wait(*store, contract::record(number)).was_accepted());
    }
    const Money net = parse_money("10.00", *Currency::find("EUR")).value();
    const Money tax = parse_money("2.00", *Currency::find("EUR")).value();
    const auto credit = [&](const char* number) {
        return RecordCreditElsewhere{
            InvoiceNumber("CN-1"), *Currency::find("EUR"), {number, {net, tax, net + tax}, {}}};
    };
    CHECK(contract::submit_and_wait(*store, credit("CN-2026-000001")).refusal == RefusalReason::number_reserved);
    CHECK(contract::submit_and_wait(*store, credit("ERP-2026-000001")).was_accepted());
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
    next.prefixes[static_cast<std::size_t>(Series::supplementary_invoice)] = "NR";
    {
        auto store = place.open_store(clock);
        CHECK(contract::whole_journal(*store).size() == 1);
        REQUIRE(store->activate(next, R"({"a":2})").has_value());
        REQUIRE(store->activate(next, R"({"a":2})").has_value());
        CHECK(contract::whole_journal(*store).size() == 2);
        (void)contract::submit_and_wait(*store, contract::record("R-1"));
        const auto reply = contract::submit_and_wait(*store, contract::invoke("R-1", Saying{}));
        const auto& opened = std::get<ClaimOpened>(reply.events.at(0).recorded.event);
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
