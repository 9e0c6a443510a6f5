#pragma once

#include <optional>
#include <string_view>

#include "adapters/cel/zone_cache.hpp"
#include "adapters/zones/zones.hpp"

namespace makegood::app {

/// The machine's zones, for expressions that name them. One thread at a time.
[[nodiscard]] inline cel_json::ZoneCache machine_zones() {
    return cel_json::ZoneCache([](std::string_view name) {
        auto zone = zones::load_zone(name);
        return zone ? std::optional(std::move(zone).value()) : std::nullopt;
    });
}

}  // namespace makegood::app
