#pragma once

#include <string>

namespace makegood::scenario {

/// Holds `actual` to the file at `path` below this folder, which a person approved. When they differ, the difference is
/// shown and the test fails; with MAKEGOOD_APPROVE=1 the file is changed instead:
///     MAKEGOOD_APPROVE=1 ctest -R scenario --verbose
void require_approved(const std::string& path, const std::string& actual);

}  // namespace makegood::scenario
