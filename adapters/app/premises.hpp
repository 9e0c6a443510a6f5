#pragma once

#include <optional>
#include <string>

#include "adapters/config/configuration.hpp"
#include "adapters/sqlite/options.hpp"
#include "adapters/vault/vault.hpp"
#include "engine/desk/command.hpp"
#include "engine/port/clock.hpp"

namespace makegood::app {

/// The machine's clock.
class SystemClock : public WallClock {
  public:
    [[nodiscard]] Instant now() const override;
};

/// What every command stands on: the configuration, as the engine reads it, and what comes from the machine.
struct Premises {
    config::Configuration configuration;
    Company company;
};

/// Loads the configuration and the company's zone. What is wrong is told on standard error, all of it.
[[nodiscard]] std::optional<Premises> load_premises(const std::string& config_directory, const Crypto& crypto);

[[nodiscard]] sqlite::Options store_options(const std::string& database, const config::Configuration& configuration);

/// Tells a person on standard error why a command ends.
int fail(const std::string& reason);

}  // namespace makegood::app
