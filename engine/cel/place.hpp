#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace makegood::cel {

/// Where something stands in an expression.
struct Place {
    std::uint32_t offset = 0;  ///< bytes from the start of the source
    std::uint32_t line = 1;    ///< from 1
    std::uint32_t column = 1;  ///< from 1, in code points
    bool operator==(const Place&) const = default;
};

[[nodiscard]] Place place_at(std::string_view source, std::uint32_t offset);

/// One thing wrong with an expression, found before it runs: where, what stands there, what would be accepted.
struct SourceFinding {
    Place place;
    std::string found;     ///< in plain words
    std::string expected;  ///< in plain words
    bool operator==(const SourceFinding&) const = default;
};

using SourceFindings = std::vector<SourceFinding>;

}  // namespace makegood::cel
