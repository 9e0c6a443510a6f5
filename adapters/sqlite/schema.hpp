#pragma once

#include <string>

#include "adapters/sqlite/connection.hpp"
#include "engine/core/result.hpp"
#include "engine/port/crypto.hpp"

namespace makegood::sqlite {

/// Brings the file to this program's schema: a missing or empty file is created, an older one migrated, one numbered
/// migration in one transaction at a time. Anything else (no SQLite, not ours, newer) is refused in words, before a
/// byte of it is written. The caller holds the writer lock.
[[nodiscard]] Result<Uuid, std::string> prepare(const Options& options, Crypto& crypto);

/// Says in words what keeps this program from using the file, without writing to it; empty when nothing does, or when
/// there is no file yet.
[[nodiscard]] std::string objection(const Options& options);

/// Whether the file is there and needs no migration.
[[nodiscard]] bool is_prepared(const Options& options);

/// The journal's identity, random, made with the file.
[[nodiscard]] Uuid journal_id(SQLite::Database& database);

/// Empties every projection; what is left is the journal and what is operational.
/// Whether the projections hold what the journal says, in this program's form; a migration may have emptied them.
[[nodiscard]] bool are_projections_current(SQLite::Database& database);
void note_projections(SQLite::Database& database);

void clear_projections(SQLite::Database& database);

}  // namespace makegood::sqlite
