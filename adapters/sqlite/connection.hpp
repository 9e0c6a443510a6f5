#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "adapters/sqlite/options.hpp"
#include "engine/core/id.hpp"

namespace makegood::sqlite {

enum class Access { read_only, read_write };

/// A connection as this store uses them: no checkpoints of its own, temporary tables in memory. Throws
/// SQLite::Exception. One thread at a time.
[[nodiscard]] SQLite::Database connect(const Options& options, Access access);

/// The disk, the file or the memory failed, and not the statement: whatever was under way is lost with its batch.
[[nodiscard]] bool is_host_failure(const SQLite::Exception& failure);

/// What a projection keeps as one text, a line each.
[[nodiscard]] std::vector<std::string> split_lines(std::string_view joined);

/// Bytes to bind; they outlive the statement's run.
struct Blob {
    std::string_view bytes;

    explicit Blob(std::string_view held) : bytes(held) {}
    template <std::size_t N>
    explicit Blob(const std::array<std::uint8_t, N>& held) : bytes(reinterpret_cast<const char*>(held.data()), N) {}
    explicit Blob(const Uuid& id) : Blob(id.bytes) {}
};

/// A prepared statement, for Run. SQLiteCpp's own counts an owner up and down for every look at a column, which is a
/// tenth of the time of reading a table. Throws SQLite::Exception when the SQL is wrong. The database outlives it.
class Prepared {
  public:
    Prepared(SQLite::Database& database, const std::string& sql);

  private:
    friend class Run;
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// One run of a prepared statement, which is reset when the run goes out of scope. What is bound is not copied. Throws
/// SQLite::Exception.
class Run {
  public:
    template <class... Values>
    explicit Run(Prepared& statement, const Values&... values) : statement_(statement.handle_.get()) {
        int index = 0;
        (bind(++index, values), ...);
    }
    ~Run() { sqlite3_reset(statement_); }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// Whether there is a (further) row; not to be asked again after there was none.
    [[nodiscard]] bool next() {
        const int result = sqlite3_step(statement_);
        if (result != SQLITE_ROW && result != SQLITE_DONE) fail(result);
        return result == SQLITE_ROW;
    }
    /// Runs to the end a statement that gives no rows. How many it changed.
    int finish();

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::uint64_t counter(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
    [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    /// Valid until the next row.
    [[nodiscard]] std::string_view view(int column) const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    /// Breaks an invariant when it has another length.
    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> bytes(int column) const {
        std::array<std::uint8_t, N> out;
        copy_exactly(column, out.data(), N);
        return out;
    }

  private:
    void bind(int index, std::int64_t value) { check(sqlite3_bind_int64(statement_, index, value)); }
    void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, const std::string& value) {
        check(sqlite3_bind_text64(statement_, index, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
    }
    void bind(int index, const Blob& value) {
        check(sqlite3_bind_blob64(statement_, index, value.bytes.data(), value.bytes.size(), SQLITE_STATIC));
    }
    template <class Value>
    void bind(int index, const std::optional<Value>& value) {
        if (value)
            bind(index, *value);
        else
            check(sqlite3_bind_null(statement_, index));
    }
    void check(int result) const {
        if (result != SQLITE_OK) fail(result);
    }
    [[noreturn]] void fail(int result) const;
    void copy_exactly(int column, std::uint8_t* out, std::size_t size) const;

    sqlite3_stmt* statement_;
};

}  // namespace makegood::sqlite
