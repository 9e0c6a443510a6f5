#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace makegood::scenario {

/// One row of well-formed CSV (RFC 4180), beginning at `at`, which moves behind it. It shares nothing with the readers
/// and writers that it judges.
[[nodiscard]] std::vector<std::string> next_csv_row(const std::string& csv, std::size_t& at);

}  // namespace makegood::scenario
