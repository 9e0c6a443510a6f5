#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "adapters/sqlite/connection.hpp"
#include "engine/time/date.hpp"

namespace makegood::sqlite {

/// Refusals are counted (law 6), by UTC day and kind, in an operational table. Counting only remembers; the counts ride
/// on the next commit, and go back when that fails. add() is thread-safe; the rest is the writer's.
class RefusalCounts {
  public:
    explicit RefusalCounts(SQLite::Database& database);

    void add(std::string_view kind);
    [[nodiscard]] bool is_pending();
    /// Inside a transaction.
    void write(Date day);
    void committed() { written_.clear(); }
    void rolled_back();

  private:
    using Counts = std::map<std::string, std::int64_t, std::less<>>;
    Prepared upsert_;
    std::mutex mutex_;
    Counts pending_;  // guarded
    Counts written_;
};

}  // namespace makegood::sqlite
