#pragma once

#include <memory>
#include <string>

#include "adapters/app/premises.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

/// Opens the journal to write to it. Tells on standard error when numbers begin anew, and what can be done about it.
[[nodiscard]] Result<std::unique_ptr<sqlite::SqliteStore>, std::string> open_store(
    const std::string& database, const config::Configuration& configuration, const Company& company, Crypto& crypto,
    WallClock& clock);

}  // namespace makegood::app
