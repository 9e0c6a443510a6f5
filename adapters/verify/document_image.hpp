#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/verify/levels.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// What is kept of a document of ours, so that its reversal and its replacement can be held to it.
struct DocumentImage {
    struct Line {
        std::size_t line = 0;  ///< index into Levels::lines
        Wide fall = 0;         ///< before less after
        bool operator==(const Line&) const = default;
    };
    struct Tax {
        std::size_t group = 0;  ///< index into Levels::groups
        Wide base = 0;
        Wide amount = 0;
        bool operator==(const Tax&) const = default;
    };

    std::string number;
    std::string claim;  ///< id
    std::int64_t stated_at_ms = 0;
    bool is_credit = true;
    bool is_reversal = false;
    bool is_reversed = false;
    std::vector<Line> lines{};
    std::vector<Tax> tax{};
    Totals totals{};
    Wide rounding = 0;
    std::string tax_point{};            ///< as written; empty: the day of issue
    std::string accounting_currency{};  ///< that the tax is said in once more; empty: it is not
    Wide accounting_tax = 0;
    Wide returned = 0;  ///< to its claim, of rounding and of tax that no line carries

    [[nodiscard]] Wide down(Wide amount) const { return is_credit ? amount : -amount; }
};

/// In minor units of its own currency, whose digits are not the event's.
[[nodiscard]] Wide read_accounting_tax(const Value& tax);

/// Lines and tax that the invoice does not have are left out: whoever judges the document finds them.
[[nodiscard]] DocumentImage read_image(const Value& document, Levels& levels);

/// Where the two do not say the same, in words: "line \"1\"", "the tax", …; empty: they do. A reversal says the same
/// turned around.
[[nodiscard]] std::string difference(const DocumentImage& document, const DocumentImage& other, const Levels& levels);

}  // namespace makegood::verify
