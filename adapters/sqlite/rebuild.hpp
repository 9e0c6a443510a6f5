#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "adapters/sqlite/options.hpp"
#include "engine/core/result.hpp"

namespace makegood::sqlite {

/// Told now and then how far it is.
using RebuildProgress = std::function<void(std::uint64_t events_done, std::uint64_t events_in_all)>;

/// Drops every projection and replays the journal into it, in one transaction: identical content, or nothing changed.
/// Sends nothing, opens nothing that is sealed, leaves what is operational alone. Only while no store has the file
/// open. The number of events; in words why not.
[[nodiscard]] Result<std::uint64_t, std::string> rebuild_projections(const Options& options,
                                                                     const RebuildProgress& progress);

/// The same for whoever holds the file's lock. Throws SQLite::Exception, and then nothing was changed.
std::uint64_t rebuild(const Options& options, const RebuildProgress& progress);

/// Rebuilds after a migration that gave projections another form; else does nothing. As rebuild().
void bring_projections_up_to_date(const Options& options);

}  // namespace makegood::sqlite
