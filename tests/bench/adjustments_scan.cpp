/// SQLite's own C API over the rows that `makegood export adjustments` needs: every column read as what it is, nothing
/// done with it.
/// bench_adjustments_scan FILE    prints rows, bytes and milliseconds
#include <chrono>
#include <cstdint>
#include <iostream>

#include <sqlite3.h>

namespace {

constexpr const char* query =
    "SELECT a.*, s.name FROM adjustments a JOIN streams s ON s.id = a.stream_id ORDER BY a.sequence";

}  // namespace

int main(int count, char** words) {
    sqlite3* database = nullptr;
    if (count != 2 || sqlite3_open_v2(words[1], &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) return 2;
    const auto begin = std::chrono::steady_clock::now();
    sqlite3_stmt* rows = nullptr;
    if (sqlite3_prepare_v2(database, query, -1, &rows, nullptr) != SQLITE_OK) return 1;
    std::uint64_t seen = 0, bytes = 0;
    const int columns = sqlite3_column_count(rows);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        ++seen;
        for (int i = 0; i < columns; ++i) {
            if (sqlite3_column_type(rows, i) == SQLITE_INTEGER) {
                (void)sqlite3_column_int64(rows, i);
                bytes += sizeof(sqlite3_int64);
                continue;
            }
            (void)sqlite3_column_blob(rows, i);
            bytes += static_cast<std::uint64_t>(sqlite3_column_bytes(rows, i));
        }
    }
    sqlite3_finalize(rows);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    std::cout << seen << " " << bytes << " " << took.count() << "\n";
    sqlite3_close(database);
}
