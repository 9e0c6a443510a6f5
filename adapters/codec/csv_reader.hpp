#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace makegood::codec {

struct CsvFormat {
    char delimiter = ',';
    /// A longer row is a fault. It also bounds the reader's memory.
    std::size_t row_bytes_max = 1024 * 1024;
};

/// Rows and lines count from 1, the header included.
struct CsvRow {
    std::uint64_t row = 0;
    std::uint64_t line_first = 0;
    std::uint64_t line_last = 0;  ///< later than the first when a quoted field holds line ends
    std::span<const std::string_view> fields;
};

struct CsvFault {
    std::uint64_t row = 0;
    std::uint64_t line_first = 0;  ///< where the row begins
    std::uint64_t line = 0;        ///< where it is wrong
    std::string found;
    std::string expected;
};

/// "row 12, line 14: found 7 fields, expected 8 fields, as in the first row"
[[nodiscard]] std::string in_words(const CsvFault& fault);

/// RFC 4180, row by row from a stream: quoted fields, doubled quotes, line ends inside quotes, CRLF or LF, with or
/// without a byte order mark. Lines with nothing on them are skipped, unless the first row has a single field.
///
///     while (auto row = csv.next()) {
///         if (*row) use((*row)->fields);
///         else reject(row->error());
///     }
///
/// A row is a fault, and reading goes on after it, when it has another number of fields than the first row, is not
/// UTF-8, holds NUL, or is longer than `row_bytes_max`. After a quote that does not belong where it stands, or is never
/// closed, reading goes on in the line after the one where the row began, so that no row is lost to a quote.
/// Memory is flat: one row and a block of 64 KiB. Threads: one at a time.
class CsvReader {
  public:
    /// The stream outlives the reader and should be opened as binary.
    explicit CsvReader(std::istream& in, CsvFormat format = {});

    /// Nothing at the end. Fields are valid until the next call.
    [[nodiscard]] std::optional<Result<CsvRow, CsvFault>> next();

  private:
    struct Field {
        std::size_t begin = 0;  // offsets from the row's first byte
        std::size_t end = 0;
        bool has_doubled_quotes = false;
    };
    enum class Step : std::uint8_t { field, row_end, fault };

    [[nodiscard]] const char* row_bytes() const { return buffer_.data() + row_begin_; }
    [[nodiscard]] std::size_t available() const { return buffer_end_ - row_begin_; }
    [[nodiscard]] bool has(std::size_t offset) { return offset < available() || (fill() && offset < available()); }
    bool fill();
    bool skip_blank_lines();
    Step read_field();
    Step read_plain();
    Step read_quoted();
    Step after_field();
    Step refuse(std::string found, std::string expected);
    Step refuse_end_of_bytes(std::string found, std::string expected);
    bool check_row();
    std::string_view unescape(const Field& field);
    CsvRow finished_row();
    CsvFault finished_fault();
    void resume_at_next_line();

    std::istream& in_;
    CsvFormat format_;
    std::vector<char> buffer_;
    std::size_t row_begin_ = 0;
    std::size_t buffer_end_ = 0;
    bool is_at_end_ = false;
    bool is_broken_ = false;  // the stream failed, which is not its end

    std::size_t at_ = 0;      // next byte to look at, from the row's first
    std::uint64_t row_ = 0;   // the current row's number
    std::uint64_t line_ = 1;  // of the byte at `at_`
    std::uint64_t line_first_ = 1;
    std::size_t width_ = 0;  // fields of the first row; 0 before it
    bool resumes_ = false;   // the fault leaves the row's end unknown
    std::vector<Field> fields_;
    std::vector<std::string_view> texts_;
    CsvFault fault_;
};

}  // namespace makegood::codec
