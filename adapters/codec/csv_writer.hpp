#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace makegood::codec {

/// Whether a spreadsheet would take the text for a formula: its first character is = + - @ tab or CR.
[[nodiscard]] bool is_formula(std::string_view text);

/// Appends RFC 4180 rows to a string, lines ending in CR LF. A text that a spreadsheet would take for a formula
/// (is_formula) gets a leading apostrophe; numbers are written as they are. Between rows the string may be emptied.
///
/// Breaks an invariant on rows of different lengths, on a row without cells, and on a number that is not
/// an optional minus, digits and at most one point between digits.
class CsvWriter {
  public:
    explicit CsvWriter(std::string& out, char delimiter = ',');

    CsvWriter& text(std::string_view value);
    CsvWriter& number(std::string_view value);
    /// An amount or a date that is not known.
    CsvWriter& empty();
    void row_end();

  private:
    void before_cell();
    void append_quoted(std::string_view value);

    std::string& out_;
    char delimiter_;
    std::size_t row_begin_ = 0;  // of the row's first cell
    std::size_t cells_ = 0;
    std::size_t width_ = 0;  // 0 before the first row has ended
};

}  // namespace makegood::codec
