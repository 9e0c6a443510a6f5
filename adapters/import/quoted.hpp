#pragma once

#include <string>
#include <string_view>

namespace makegood::import {

/// What stood there, for a finding: in quotes, cut between characters when it is long; "nothing" for "".
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace makegood::import
