#include "adapters/sqlite/schema.hpp"

#include <array>
#include <filesystem>

#include <sqlite3.h>

#include "adapters/codec/event_json.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::int64_t application_id = 0x4D4B4744;  // "MKGD"

/// Three kinds of table (DESIGN.md 5). Projections are a function of the journal alone. Ids ascend with time and
/// indexes follow them, so that writing appends; what has random keys (a customer, a team) is small.
constexpr std::array migrations = {
    // 1: the first schema
    R"sql(
    -- journal
    CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE journal (
        sequence  INTEGER PRIMARY KEY,
        stream_id INTEGER NOT NULL,
        version   INTEGER NOT NULL,
        envelope  BLOB NOT NULL,
        hash      BLOB NOT NULL,
        UNIQUE (stream_id, version)
    ) STRICT;

    -- projections
    CREATE TABLE invoices (
        stream_id     INTEGER PRIMARY KEY,
        customer_name TEXT NOT NULL,
        currency      TEXT NOT NULL
    ) STRICT;
    CREATE TABLE claims (
        opened_sequence INTEGER PRIMARY KEY,
        id        BLOB NOT NULL UNIQUE,
        number    TEXT NOT NULL,
        stream_id INTEGER NOT NULL,
        state     INTEGER NOT NULL,
        rank      INTEGER NOT NULL,  -- 0 is the most urgent
        flags     TEXT NOT NULL,
        opened_at INTEGER NOT NULL,  -- ms
        opened_on INTEGER NOT NULL,  -- days since 1970-01-01
        promise   INTEGER,           -- ms, of the next step; null: not in the queue
        target    INTEGER,           -- ms, of the same step
        honour_at INTEGER,           -- ms, when the adjust promise keeps itself; null: it cannot
        cause     TEXT               -- explanation; null: none named
    ) STRICT;
    CREATE INDEX claims_queue ON claims (promise, rank, opened_sequence) WHERE promise IS NOT NULL;
    CREATE INDEX claims_due ON claims (honour_at) WHERE honour_at IS NOT NULL;
    CREATE TABLE adjustments (sequence INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE entries (
        id        INTEGER PRIMARY KEY,  -- journal sequence × 65536 + place in the event
        stream_id INTEGER NOT NULL,
        posted_on INTEGER NOT NULL,     -- days since 1970-01-01
        debit     TEXT NOT NULL,
        credit    TEXT NOT NULL,
        currency  TEXT NOT NULL,
        amount_minor INTEGER NOT NULL,
        document  TEXT NOT NULL,
        origin    INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE balances (
        account      TEXT NOT NULL,
        currency     TEXT NOT NULL,
        debit_minor  INTEGER NOT NULL,
        credit_minor INTEGER NOT NULL,
        PRIMARY KEY (account, currency)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outcome_days (
        grouping       INTEGER NOT NULL,  -- by month, service or cause
        day            INTEGER NOT NULL,  -- since 1970-01-01
        key            TEXT NOT NULL,
        currency       TEXT NOT NULL,
        claims         INTEGER NOT NULL,
        credited_minor INTEGER NOT NULL,
        billed_minor   INTEGER NOT NULL,
        acknowledged    INTEGER NOT NULL,
        acknowledged_ms INTEGER NOT NULL,  -- sum
        adjusted        INTEGER NOT NULL,
        adjusted_ms     INTEGER NOT NULL,  -- sum
        PRIMARY KEY (grouping, day, key, currency)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE series (
        series       INTEGER PRIMARY KEY,
        last_date    INTEGER NOT NULL,  -- days since 1970-01-01
        last_ordinal INTEGER NOT NULL
    ) STRICT;

    -- operational
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE keys (customer TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE answer_keys (id INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
    CREATE TABLE answers (
        id        INTEGER PRIMARY KEY,
        at        INTEGER NOT NULL,  -- ms
        body_hash BLOB NOT NULL,
        status    INTEGER NOT NULL,
        etag      TEXT NOT NULL,
        location  TEXT NOT NULL,
        body      TEXT NOT NULL
    ) STRICT;
    CREATE TABLE refusals (
        day     INTEGER NOT NULL,  -- UTC, since 1970-01-01
        kind    TEXT NOT NULL,
        refused INTEGER NOT NULL,
        PRIMARY KEY (day, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tokens (
        id         INTEGER PRIMARY KEY,
        hash       BLOB NOT NULL UNIQUE,
        role       TEXT NOT NULL,
        name       TEXT NOT NULL,
        created_at INTEGER NOT NULL,  -- ms
        revoked_at INTEGER            -- ms
    ) STRICT;
    )sql",
    // 2: what rules may ask about a customer's past
    R"sql(
    DROP TABLE invoices;
    DROP TABLE claims;
    CREATE TABLE invoices (
        stream_id     INTEGER PRIMARY KEY,
        customer      TEXT NOT NULL,
        customer_name TEXT NOT NULL,
        currency      TEXT NOT NULL,
        issued_on     INTEGER NOT NULL,  -- days since 1970-01-01
        gross_minor   INTEGER NOT NULL,  -- payable, as billed
        is_paid       INTEGER NOT NULL   -- nothing is open
    ) STRICT;
    CREATE INDEX invoices_customer ON invoices (customer, issued_on, currency, gross_minor, is_paid);
    CREATE TABLE claims (
        opened_sequence INTEGER PRIMARY KEY,
        id        BLOB NOT NULL UNIQUE,
        number    TEXT NOT NULL,
        stream_id INTEGER NOT NULL,
        customer  TEXT NOT NULL,
        state     INTEGER NOT NULL,
        rank      INTEGER NOT NULL,  -- 0 is the most urgent
        flags     TEXT NOT NULL,     -- one a line
        routed_sequence INTEGER NOT NULL,  -- of the event that routed it last
        services  TEXT NOT NULL,     -- that a worth was stated of, one a line
        opened_at INTEGER NOT NULL,  -- ms
        opened_on INTEGER NOT NULL,  -- days since 1970-01-01
        promise   INTEGER,           -- ms, of the next step; null: not in the queue
        target    INTEGER,           -- ms, of the same step
        honour_at INTEGER,           -- ms, when the adjust promise keeps itself; null: it cannot
        currency  TEXT NOT NULL,
        credited_minor INTEGER NOT NULL DEFAULT 0,  -- gross, credit notes less supplements
        cause     TEXT               -- explanation; null: none named
    ) STRICT;
    CREATE INDEX claims_customer ON claims (customer, opened_at);
    CREATE INDEX claims_queue ON claims (promise, rank, opened_sequence) WHERE promise IS NOT NULL;
    CREATE INDEX claims_due ON claims (honour_at) WHERE honour_at IS NOT NULL;
    )sql",
    // 3: payments, refunds, make-goods, accounts by day, and what was open when a period was closed
    R"sql(
    DROP TABLE series;
    CREATE TABLE series (
        series       INTEGER NOT NULL,
        prefix       TEXT NOT NULL,     -- fixed from the first number on, but for the mark that it may have
        last_date    INTEGER NOT NULL,  -- days since 1970-01-01
        last_ordinal INTEGER NOT NULL,
        PRIMARY KEY (series, prefix)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE invoices ADD COLUMN open_minor INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE claims ADD COLUMN closed_sequence INTEGER;  -- of the event that closed it; null: it is open
    ALTER TABLE entries ADD COLUMN debit_role INTEGER NOT NULL DEFAULT 0;   -- what the account is for
    ALTER TABLE entries ADD COLUMN credit_role INTEGER NOT NULL DEFAULT 0;
    DROP TABLE adjustments;
    CREATE TABLE adjustments (
        sequence          INTEGER PRIMARY KEY,
        number            TEXT NOT NULL UNIQUE,
        stream_id         INTEGER NOT NULL,
        type              INTEGER NOT NULL,
        issued_on         INTEGER NOT NULL,  -- days since 1970-01-01
        invoice_issued_on INTEGER NOT NULL,
        claim             BLOB NOT NULL,
        currency          TEXT NOT NULL,
        net_minor         INTEGER NOT NULL,
        tax_minor         INTEGER NOT NULL,
        rounding_minor    INTEGER NOT NULL,
        gross_minor       INTEGER NOT NULL,
        offset_minor      INTEGER NOT NULL,
        refund_minor      INTEGER NOT NULL,
        balance_minor     INTEGER NOT NULL,
        out_of_band_minor INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE payments (
        sequence  INTEGER PRIMARY KEY,  -- when it was recorded
        id        TEXT NOT NULL UNIQUE,
        stream_id INTEGER NOT NULL,
        shortfall INTEGER               -- null: it paid all that was open
    ) STRICT;
    CREATE TABLE refunds (
        sequence  INTEGER PRIMARY KEY,  -- when it was recorded
        number    TEXT NOT NULL UNIQUE,
        stream_id INTEGER NOT NULL,
        state     INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE refund_instructions (sequence INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL) STRICT;
    CREATE TABLE make_goods (sequence INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE account_days (
        account      TEXT NOT NULL,
        currency     TEXT NOT NULL,
        day          INTEGER NOT NULL,  -- since 1970-01-01
        debit_minor  INTEGER NOT NULL,
        credit_minor INTEGER NOT NULL,
        PRIMARY KEY (account, currency, day)
    ) STRICT, WITHOUT ROWID;
    )sql",
};

constexpr std::array projections = {"invoices",     "claims",      "adjustments", "entries", "balances",
                                    "outcome_days", "series",      "payments",    "refunds", "refund_instructions",
                                    "make_goods",   "account_days"};

std::int64_t pragma(SQLite::Database& database, const char* question) {
    return database.execAndGet(question).getInt64();
}

std::string quoted(const std::string& path) {
    return "\"" + path + "\"";
}

bool is_missing_or_empty(const std::string& path) {
    std::error_code ignored;
    return !std::filesystem::exists(path, ignored) || std::filesystem::file_size(path, ignored) == 0;
}

std::string judge(SQLite::Database& database, const std::string& path) {
    // A power cut before the first page was there leaves a file that holds nothing: it may become ours.
    if (pragma(database, "PRAGMA page_count") == 0) return {};
    if (pragma(database, "PRAGMA application_id") != application_id)
        return quoted(path) + " is a SQLite database of another program; nothing was changed";
    const std::int64_t version = pragma(database, "PRAGMA user_version");
    const auto known = static_cast<std::int64_t>(migrations.size());
    if (version > known)
        return quoted(path) + " was written by a newer makegood (schema " + std::to_string(version) +
               ", this one knows " + std::to_string(known) + "); nothing was changed";
    if (version == 0) return {};
    const std::int64_t schema = pragma(database, "SELECT value FROM meta WHERE name = 'event_schema'");
    if (schema > codec::event_schema_version)
        return quoted(path) + " holds events of a newer makegood (schema " + std::to_string(schema) +
               "); nothing was changed";
    return {};
}

void create_journal_id(SQLite::Database& database, Crypto& crypto) {
    Uuid id;
    crypto.fill_random(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);  // RFC 9562, 5.4: a random UUID
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    Prepared insert(database, "INSERT INTO meta (name, value) VALUES ('journal', ?)");
    Run(insert, Blob(id)).finish();
}

/// Every event written from here on may have this program's schema version, so an older one must not read them.
void note_event_schema(SQLite::Database& database) {
    Prepared upsert(database,
                    "INSERT INTO meta (name, value) VALUES ('event_schema', CAST(?1 AS BLOB)) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value");
    Run(upsert, std::to_string(codec::event_schema_version)).finish();
}

void migrate(SQLite::Database& database, Crypto& crypto) {
    for (auto next = static_cast<std::size_t>(pragma(database, "PRAGMA user_version")); next < migrations.size();
         ++next) {
        database.exec("BEGIN IMMEDIATE");
        database.exec(migrations[next]);
        if (next == 0) create_journal_id(database, crypto);
        note_event_schema(database);
        database.exec("PRAGMA user_version = " + std::to_string(next + 1));
        database.exec("COMMIT");
    }
}

/// Reads only, unless the file was cut off in its very first change: what SQLite began then must be taken back before
/// anybody can read it, which needs writing.
std::string judge_file(const Options& options) {
    try {
        SQLite::Database database = connect(options, Access::read_only);
        return judge(database, options.path);
    } catch (const SQLite::Exception& failure) {
        if (failure.getExtendedErrorCode() != SQLITE_READONLY_ROLLBACK) throw;
    }
    SQLite::Database database = connect(options, Access::read_write);
    return judge(database, options.path);
}

}  // namespace

std::string objection(const Options& options) {
    if (is_missing_or_empty(options.path)) return {};
    try {
        return judge_file(options);
    } catch (const SQLite::Exception& failure) {
        if ((failure.getErrorCode() & 0xff) == SQLITE_NOTADB)
            return quoted(options.path) + " is not a SQLite database; nothing was changed";
        return quoted(options.path) + " cannot be read: " + failure.what();
    }
}

bool is_prepared(const Options& options) {
    if (is_missing_or_empty(options.path)) return false;
    SQLite::Database database = connect(options, Access::read_only);
    return pragma(database, "PRAGMA user_version") == static_cast<std::int64_t>(migrations.size());
}

Result<Uuid, std::string> prepare(const Options& options, Crypto& crypto) {
    if (std::string reason = objection(options); !reason.empty()) return Failure{std::move(reason)};
    try {
        SQLite::Database database = connect(options, Access::read_write);
        // Before the write-ahead log begins, so that the file itself says from its first page whose it is.
        if (pragma(database, "PRAGMA application_id") == 0)
            database.exec("PRAGMA application_id = " + std::to_string(application_id));
        if (database.execAndGet("PRAGMA journal_mode = WAL").getString() != "wal")
            return Failure{quoted(options.path) + " lies where no write-ahead log can be kept"};
        migrate(database, crypto);
        note_event_schema(database);
        return journal_id(database);
    } catch (const SQLite::Exception& failure) {
        return Failure{quoted(options.path) + " cannot be opened for writing: " + failure.what()};
    }
}

bool are_projections_current(SQLite::Database& database) {
    return pragma(database, "SELECT coalesce((SELECT value FROM meta WHERE name = 'projections'), 0)") ==
           static_cast<std::int64_t>(migrations.size());
}

void note_projections(SQLite::Database& database) {
    Prepared upsert(database,
                    "INSERT INTO meta (name, value) VALUES ('projections', CAST(?1 AS BLOB)) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    Run(upsert, std::to_string(migrations.size())).finish();
}

Uuid journal_id(SQLite::Database& database) {
    Prepared query(database, "SELECT value FROM meta WHERE name = 'journal'");
    Run run(query);
    invariant(run.next(), "a journal has an id");
    return Uuid{run.bytes<16>(0)};
}

void clear_projections(SQLite::Database& database) {
    for (const char* table : projections) database.exec(std::string("DELETE FROM ") + table);
}

}  // namespace makegood::sqlite
