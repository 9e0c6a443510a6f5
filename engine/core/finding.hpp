#pragma once

#include <string>
#include <vector>

namespace makegood {

/// One thing wrong with what came in: where, what was found there, and what would be accepted.
struct Finding {
    std::string pointer;   ///< RFC 6901 JSON Pointer into the document; "" is the whole of it
    std::string found;     ///< in plain words
    std::string expected;  ///< in plain words
    bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

}  // namespace makegood
