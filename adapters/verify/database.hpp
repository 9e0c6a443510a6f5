#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/id.hpp"
#include "engine/core/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace makegood::verify {

/// Rows of one question, one after another. What a view points to lives until the next row.
class Rows {
  public:
    Rows(sqlite3* database, const char* question);
    [[nodiscard]] bool next();
    void restart(std::int64_t argument);
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view bytes(int column) const;

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// The file cannot be read on; caught where the verification ends.
struct Unreadable {
    std::string words;
};

/// A journal's database, open to read, at the one moment at which it was opened.
class Database {
  public:
    /// Fails in words when there is no journal of ours, or one of a newer program.
    [[nodiscard]] static Result<Database, std::string> open(const std::string& path);

    [[nodiscard]] const Uuid& journal() const { return journal_; }
    /// Of the tables: how far the program that wrote it last had got.
    [[nodiscard]] std::int64_t schema() const { return schema_; }
    /// Throws Unreadable, as its rows do.
    [[nodiscard]] Rows ask(const char* question) const { return {handle_.get(), question}; }

  private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    using Handle = std::unique_ptr<sqlite3, Close>;
    static Handle connect(const std::string& path);
    Database(Handle handle, const Uuid& journal, std::int64_t schema)
        : handle_(std::move(handle)), journal_(journal), schema_(schema) {}

    Handle handle_;
    Uuid journal_;
    std::int64_t schema_;
};

}  // namespace makegood::verify
