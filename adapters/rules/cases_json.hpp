#pragma once

#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/rules/cases.hpp"

namespace makegood::rule_files {

/// Reads a document of cases:
///
///     {"base": {facts, all that are not optional},
///      "cases": [{"name": "…", "facts": {what differs}, "expect": {"priority": …, "flags": […], "fired": […], …}}]}
///
/// A case's facts are laid over the base: groups or dotted names; null makes an optional fact absent; lines take the
/// place of the base's, and what a line does not say is as in the base's first line. All findings at once.
[[nodiscard]] Result<std::vector<RuleCase>, Findings> read_cases(std::string_view json);

}  // namespace makegood::rule_files
