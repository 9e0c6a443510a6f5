#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace makegood {

/// Red, green and blue, 0 to 255 each.
struct Colour {
    std::uint8_t red, green, blue;
    bool operator==(const Colour&) const = default;
};

/// Who signs for the company.
struct Signatory {
    std::string name;
    std::optional<std::string> title;
};

/// How the company's letters look and how they close: the same on every one. The words are the company's own.
struct Letterhead {
    Colour accent{31, 78, 121};  ///< of names, titles and totals; dark enough to be read on white paper
    std::string thanks;          ///< a sentence or a few, under the figures; "" for none
    std::optional<Signatory> signatory;
    std::vector<std::string> footer;  ///< lines at the foot of every page
};

}  // namespace makegood
