#pragma once

#include <optional>
#include <string>

#include "engine/core/id.hpp"

namespace makegood {

using TeamName = Name<struct TeamTag>;

/// Why it went wrong: the explanation ("the faulty screen at the quarry"), not a label ("dirty rock"), with the team
/// that owns it and what was mended. It may be named at any time, before or after the money (law 13).
struct Cause {
    TeamName owner;
    std::string explanation;
    std::optional<std::string> fix_for_customer;
    std::optional<std::string> fix_for_good;
};

}  // namespace makegood
