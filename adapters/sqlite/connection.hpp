#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

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

/// One run of a prepared statement, which is reset when the run goes out of scope. What is bound is not copied.
class Run {
  public:
    template <class... Values>
    explicit Run(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
        int index = 0;
        (bind(++index, values), ...);
    }
    ~Run() { statement_.tryReset(); }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// Whether there is a (further) row.
    [[nodiscard]] bool next() { return statement_.executeStep(); }
    /// Runs to the end a statement that gives no rows. How many it changed.
    int finish() { return statement_.exec(); }

    [[nodiscard]] std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
    [[nodiscard]] std::uint64_t counter(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    [[nodiscard]] std::string text(int column) const { return statement_.getColumn(column).getString(); }
    [[nodiscard]] bool is_null(int column) const { return statement_.getColumn(column).isNull(); }
    /// Valid until the next row.
    [[nodiscard]] std::string_view view(int column) const;
    /// Breaks an invariant when it has another length.
    template <std::size_t N>
    [[nodiscard]] std::array<std::uint8_t, N> bytes(int column) const {
        std::array<std::uint8_t, N> out;
        copy_exactly(column, out.data(), N);
        return out;
    }

  private:
    void bind(int index, std::int64_t value) { statement_.bind(index, value); }
    void bind(int index, std::uint64_t value) { statement_.bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { statement_.bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, const std::string& value) { statement_.bindNoCopy(index, value); }
    void bind(int index, const Blob& value) {
        statement_.bindNoCopy(index, value.bytes.data(), static_cast<int>(value.bytes.size()));
    }
    template <class Value>
    void bind(int index, const std::optional<Value>& value) {
        if (value)
            bind(index, *value);
        else
            statement_.bind(index);
    }
    void copy_exactly(int column, std::uint8_t* out, std::size_t size) const;

    SQLite::Statement& statement_;
};

}  // namespace makegood::sqlite
