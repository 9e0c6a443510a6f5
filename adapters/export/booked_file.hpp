#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/export/date_format.hpp"
#include "adapters/export/layout.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace makegood::exports {

/// What the columns of another system's CSV mean, one row a document. What has no column is not compared. The file
/// format is documented in config/export/README.md.
struct BookedMapping {
    char delimiter = ',';
    char decimal_sign = '.';
    std::optional<char> digit_grouping;  ///< between groups of three digits: "1,234.50"
    DateFormat date_format = DateFormat::year_month_day;
    Sign sign = Sign::positive;
    /// Rows whose number begins otherwise are other people's documents; none: every row is held to be ours.
    std::vector<std::string> number_prefixes;
    std::string number = "number";
    std::optional<std::string> issued_on, currency, net, tax, gross, batch;

    /// Our own CSV (export_adjustments), so that it fed back matches whole.
    [[nodiscard]] static BookedMapping plain();
};

/// Everything that is wrong with the file at once; pointers are JSON Pointers.
[[nodiscard]] Result<BookedMapping, Findings> read_booked_mapping(std::string_view json);

/// One row, as it is written. Texts are valid while it is handed over; those without a column are nothing.
struct BookedRow {
    std::uint64_t line;
    std::string_view number;
    std::optional<std::string_view> issued_on, currency, net, tax, gross, batch;
};

/// A row that cannot be taken apart.
struct BookedFault {
    std::uint64_t line;
    std::string found;
    std::string expected;
};

/// Hands over row after row, in flat memory: blanks at the ends of cells and the apostrophe before a neutralised
/// formula are gone. Findings, with the pointer "" or "/columns/...": the file is empty or its first row cannot be
/// read, or a column of the mapping is not in it, or twice.
[[nodiscard]] Findings read_booked(std::istream& in, const BookedMapping& mapping,
                                   const std::function<void(const BookedRow&)>& take_row,
                                   const std::function<void(const BookedFault&)>& take_fault);

/// Why an amount cannot be taken, in the words of a Finding.
struct AmountFault {
    std::string found;
    std::string expected;
};

/// Reads "1,234.5", "+12" and "-0.00" besides the plain forms, by the mapping's signs, and only when it is exact in the
/// currency: in EUR 10.505 is a fault and 10.500 is none. Groups are whole: "12,34" is a fault.
[[nodiscard]] Result<Money, AmountFault> read_booked_amount(std::string_view text, Currency currency,
                                                            const BookedMapping& mapping);

}  // namespace makegood::exports
