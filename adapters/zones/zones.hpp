#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/time/zone.hpp"

namespace makegood::zones {

/// Reads a zone from the machine's IANA database, with every transition from 1970 to 2100. The error says, in words,
/// that there is no such zone.
[[nodiscard]] Result<Zone, std::string> load_zone(std::string_view name);

}  // namespace makegood::zones
