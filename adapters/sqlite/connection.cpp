#include "adapters/sqlite/connection.hpp"

#include <algorithm>
#include <cstring>

#include "engine/core/invariant.hpp"

namespace makegood::sqlite {

SQLite::Database connect(const Options& options, Access access) {
    const bool writes = access == Access::read_write;
    const int flags = writes ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
    SQLite::Database database(options.path, flags | SQLITE_OPEN_NOMUTEX, static_cast<int>(options.busy_max.count()),
                              options.vfs);
    sqlite3_extended_result_codes(database.getHandle(), 1);
    // What an erased customer's key was must not stay legible in free pages.
    database.exec("PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = FAST");
    if (!writes) {
        database.exec("PRAGMA query_only = ON; PRAGMA cache_size = -16384");
        return database;
    }
    database.exec("PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 134217728");
    database.exec(options.synchronous == Synchronous::full ? "PRAGMA synchronous = FULL"
                                                           : "PRAGMA synchronous = NORMAL");
    return database;
}

bool is_host_failure(const SQLite::Exception& failure) {
    switch (failure.getErrorCode() & 0xff) {
        case SQLITE_PERM:
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
        case SQLITE_READONLY:
        case SQLITE_INTERRUPT:
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL:
        case SQLITE_SCHEMA:
        case SQLITE_NOTADB: return true;
        default: return false;
    }
}

std::vector<std::string> split_lines(std::string_view joined) {
    std::vector<std::string> lines;
    while (!joined.empty()) {
        const std::size_t end = std::min(joined.find('\n'), joined.size());
        lines.emplace_back(joined.substr(0, end));
        joined.remove_prefix(std::min(end + 1, joined.size()));
    }
    return lines;
}

Prepared::Prepared(SQLite::Database& database, const std::string& sql) {
    sqlite3_stmt* handle = nullptr;
    const int result = sqlite3_prepare_v3(database.getHandle(), sql.c_str(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
    handle_.reset(handle);
}

int Run::finish() {
    const bool has_row = next();
    invariant(!has_row, "a statement that is run to its end gives no rows");
    return sqlite3_changes(sqlite3_db_handle(statement_));
}

void Run::fail(int result) const {
    throw SQLite::Exception(sqlite3_db_handle(statement_), result);
}

void Run::copy_exactly(int column, std::uint8_t* out, std::size_t size) const {
    const std::string_view held = view(column);
    invariant(held.size() == size, "a column of fixed length has this length");
    std::memcpy(out, held.data(), size);
}

}  // namespace makegood::sqlite
