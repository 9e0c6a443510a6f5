#include "adapters/codec/csv_writer.hpp"

#include <algorithm>

#include "engine/core/invariant.hpp"

namespace makegood::codec {
namespace {

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
    std::size_t points = 0;
    for (char byte : text) {
        if (byte == '.')
            ++points;
        else if (!is_digit(byte))
            return false;
    }
    return points <= 1;
}

}  // namespace

bool is_formula(std::string_view text) {
    if (text.empty()) return false;
    switch (text.front()) {
        case '=':
        case '+':
        case '-':
        case '@':
        case '\t':
        case '\r': return true;
        default: return false;
    }
}

CsvWriter::CsvWriter(std::string& out, char delimiter) : out_(out), delimiter_(delimiter) {
    constexpr std::string_view special = "\"\r\n.-0123456789";
    invariant(special.find(delimiter) == special.npos, "a delimiter is no part of a number, a quote or a line end");
}

void CsvWriter::before_cell() {
    if (cells_ == 0)
        row_begin_ = out_.size();
    else
        out_ += delimiter_;
    ++cells_;
}

CsvWriter& CsvWriter::text(std::string_view value) {
    before_cell();
    const bool is_quoted = std::any_of(value.begin(), value.end(), [this](char byte) {
        return byte == '"' || byte == '\r' || byte == '\n' || byte == delimiter_;
    });
    if (is_quoted) out_ += '"';
    if (is_formula(value)) out_ += '\'';
    if (is_quoted)
        append_quoted(value);
    else
        out_ += value;
    return *this;
}

void CsvWriter::append_quoted(std::string_view value) {
    for (char byte : value) {
        if (byte == '"') out_ += '"';
        out_ += byte;
    }
    out_ += '"';
}

CsvWriter& CsvWriter::number(std::string_view value) {
    invariant(is_number(value), "a number column holds numbers");
    before_cell();
    out_ += value;
    return *this;
}

CsvWriter& CsvWriter::empty() {
    before_cell();
    return *this;
}

void CsvWriter::row_end() {
    invariant(cells_ > 0 && (width_ == 0 || cells_ == width_), "every row has as many cells as the first");
    if (out_.size() == row_begin_) out_ += "\"\"";  // a single empty cell would read as a blank line
    out_ += "\r\n";
    width_ = cells_;
    cells_ = 0;
}

}  // namespace makegood::codec
