#include "adapters/verify/database.hpp"

#include <algorithm>
#include <filesystem>

#include <sqlite3.h>

#include "adapters/verify/findings.hpp"

namespace makegood::verify {

namespace {

constexpr std::int64_t application_id = 0x4D4B4744;  // "MKGD"
constexpr std::int64_t schema_known = 3;
constexpr std::int64_t event_schema_known = 1;
constexpr int busy_ms_max = 5'000;

/// The path as SQLite's URI, so that no letter of it is taken for a parameter.
std::string immutable_uri(const std::string& path) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const unsigned char byte : std::filesystem::absolute(path).string()) {
        uri += '%';
        uri += hex[byte >> 4];
        uri += hex[byte & 15];
    }
    return uri + "?immutable=1";
}

/// Whether nothing waits in a write-ahead log, so that the file alone is the whole of it.
bool has_no_log(const std::string& path) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(path + "-wal", ignored);
    return ignored || size == 0;
}

std::int64_t integer_of(sqlite3* database, const char* question) {
    Rows rows(database, question);
    return rows.next() ? rows.integer(0) : 0;
}

std::string objection(sqlite3* database) {
    if (integer_of(database, "PRAGMA application_id") != application_id)
        return "is a SQLite database of another program";
    const std::int64_t schema = integer_of(database, "PRAGMA user_version");
    if (schema > schema_known)
        return "was written by a newer makegood (schema " + std::to_string(schema) + ", this one knows " +
               std::to_string(schema_known) + ")";
    if (schema < 1) return "has no journal in it yet";
    if (const auto events = integer_of(database, "SELECT value FROM meta WHERE name = 'event_schema'");
        events > event_schema_known)
        return "holds events of a newer makegood (schema " + std::to_string(events) + ", this one knows " +
               std::to_string(event_schema_known) + ")";
    return {};
}

std::string words_of(sqlite3* database) {
    return std::string("cannot be read: ") + sqlite3_errmsg(database);
}

}  // namespace

void Rows::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Rows::Rows(sqlite3* database, const char* question) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, question, -1, &statement, nullptr) != SQLITE_OK)
        throw Unreadable{words_of(database)};
    statement_.reset(statement);
}

bool Rows::next() {
    const int result = sqlite3_step(statement_.get());
    if (result != SQLITE_ROW && result != SQLITE_DONE) throw Unreadable{words_of(database_)};
    return result == SQLITE_ROW;
}

void Rows::restart(std::int64_t argument) {
    sqlite3_reset(statement_.get());
    sqlite3_bind_int64(statement_.get(), 1, argument);
}

std::int64_t Rows::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Rows::bytes(int column) const {
    const void* bytes = sqlite3_column_blob(statement_.get(), column);
    const int size = sqlite3_column_bytes(statement_.get(), column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(bytes == nullptr ? 0 : size)};
}

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Database::Handle Database::connect(const std::string& path) {
    const auto open_as = [](const std::string& name, int flags) {
        sqlite3* database = nullptr;
        const int result = sqlite3_open_v2(name.c_str(), &database, SQLITE_OPEN_READONLY | flags, nullptr);
        Handle handle(database);
        if (result != SQLITE_OK) throw Unreadable{"cannot be opened: " + std::string(sqlite3_errstr(result))};
        sqlite3_busy_timeout(database, busy_ms_max);
        return handle;
    };
    Handle handle = open_as(path, 0);
    const int result = sqlite3_exec(handle.get(), "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    const bool needs_neighbours = result == SQLITE_CANTOPEN || result == SQLITE_READONLY;
    // On a medium that cannot be written, SQLite finds no place for the index of a log; without a log it needs none.
    if (needs_neighbours && has_no_log(path)) return open_as(immutable_uri(path), SQLITE_OPEN_URI);
    return handle;
}

Result<Database, std::string> Database::open(const std::string& path) {
    try {
        if (std::error_code ignored; !std::filesystem::is_regular_file(path, ignored))
            return Failure{verify::quoted(path) + " is not a file"};
        Handle handle = connect(path);
        // From the first question on, all are answered as of one moment.
        if (sqlite3_exec(handle.get(), "PRAGMA query_only = ON; PRAGMA cache_size = -16384; BEGIN", nullptr, nullptr,
                         nullptr) != SQLITE_OK)
            throw Unreadable{words_of(handle.get())};
        if (std::string reason = objection(handle.get()); !reason.empty())
            return Failure{verify::quoted(path) + " " + reason};
        Rows rows(handle.get(), "SELECT value FROM meta WHERE name = 'journal'");
        Uuid journal;
        if (!rows.next() || rows.bytes(0).size() != journal.bytes.size())
            return Failure{verify::quoted(path) + " does not say which journal it holds"};
        std::copy_n(rows.bytes(0).begin(), journal.bytes.size(), reinterpret_cast<char*>(journal.bytes.data()));
        const std::int64_t schema = integer_of(handle.get(), "PRAGMA user_version");
        return Database(std::move(handle), journal, schema);
    } catch (const Unreadable& failure) {
        return Failure{verify::quoted(path) + " " + failure.words};
    }
}

}  // namespace makegood::verify
