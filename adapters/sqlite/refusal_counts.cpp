#include "adapters/sqlite/refusal_counts.hpp"

namespace makegood::sqlite {

RefusalCounts::RefusalCounts(SQLite::Database& database)
    : upsert_(database,
              "INSERT INTO refusals (day, kind, refused) VALUES (?, ?, ?) "
              "ON CONFLICT (day, kind) DO UPDATE SET refused = refused + excluded.refused") {}

void RefusalCounts::add(std::string_view kind) {
    const std::lock_guard lock(mutex_);
    const auto found = pending_.find(kind);
    if (found == pending_.end())
        pending_.emplace(kind, 1);
    else
        ++found->second;
}

bool RefusalCounts::is_pending() {
    const std::lock_guard lock(mutex_);
    return !pending_.empty();
}

void RefusalCounts::write(Date day) {
    {
        const std::lock_guard lock(mutex_);
        written_.swap(pending_);
    }
    for (const auto& [kind, refused] : written_) Run(upsert_, day.unix_days(), kind, refused).finish();
}

void RefusalCounts::rolled_back() {
    const std::lock_guard lock(mutex_);
    for (const auto& [kind, refused] : written_) pending_[kind] += refused;
    written_.clear();
}

}  // namespace makegood::sqlite
