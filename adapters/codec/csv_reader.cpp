#include "adapters/codec/csv_reader.hpp"

#include <algorithm>
#include <cstring>

#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::codec {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;

std::string fields_in_words(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " field" : " fields");
}

}  // namespace

std::string in_words(const CsvFault& fault) {
    return "row " + std::to_string(fault.row) + ", line " + std::to_string(fault.line) + ": found " + fault.found +
           ", expected " + fault.expected;
}

CsvReader::CsvReader(std::istream& in, CsvFormat format) : in_(in), format_(format), buffer_(2 * block_bytes) {
    const std::string_view special = "\"\r\n";
    invariant(special.find(format.delimiter) == special.npos && static_cast<unsigned char>(format.delimiter) < 0x80,
              "a delimiter is one ASCII character, neither a quote nor a line end");
    if (has(2) && std::string_view(row_bytes(), 3) == "\xEF\xBB\xBF") row_begin_ += 3;
}

/// One more block behind what is there. False at the end, or when the row has no right to more.
bool CsvReader::fill() {
    if (is_at_end_ || available() > format_.row_bytes_max) return false;
    if (row_begin_ > 0) std::memmove(buffer_.data(), row_bytes(), available());
    buffer_end_ -= row_begin_;
    row_begin_ = 0;
    if (buffer_.size() - buffer_end_ < block_bytes) buffer_.resize(2 * buffer_.size());
    try {
        in_.read(buffer_.data() + buffer_end_, block_bytes);
    } catch (const std::ios_base::failure&) {
        // The stream's own state says the same, and is asked below.
    }
    buffer_end_ += static_cast<std::size_t>(in_.gcount());
    is_at_end_ = in_.gcount() < static_cast<std::streamsize>(block_bytes);
    is_broken_ = in_.bad();
    return in_.gcount() > 0;
}

std::optional<Result<CsvRow, CsvFault>> CsvReader::next() {
    row_begin_ += at_;
    at_ = 0;
    if (!skip_blank_lines()) {
        if (!is_broken_) return std::nullopt;
        is_broken_ = false;
        ++row_;
        return Failure{CsvFault{row_, line_, line_, "a stream that fails before its end", "to read on"}};
    }
    ++row_;
    line_first_ = line_;
    fields_.clear();
    Step step = Step::field;
    while (step == Step::field) step = read_field();
    if (step == Step::row_end && check_row()) return finished_row();
    return Failure{finished_fault()};
}

bool CsvReader::skip_blank_lines() {
    while (width_ != 1 && has(0)) {
        const std::size_t line_end = row_bytes()[0] == '\n'                                       ? 1
                                     : row_bytes()[0] == '\r' && has(1) && row_bytes()[1] == '\n' ? 2
                                                                                                  : 0;
        if (line_end == 0) return true;
        row_begin_ += line_end;
        ++line_;
    }
    return has(0);
}

CsvReader::Step CsvReader::read_field() {
    return has(at_) && row_bytes()[at_] == '"' ? read_quoted() : read_plain();
}

CsvReader::Step CsvReader::read_plain() {
    const std::size_t begin = at_;
    const char delimiter = format_.delimiter;
    while (has(at_)) {
        const char* const first = row_bytes() + at_;
        const char* const last = row_bytes() + available();
        const char* byte = first;
        while (byte != last && *byte != delimiter && *byte != '\n' && *byte != '\r' && *byte != '"') ++byte;
        at_ += static_cast<std::size_t>(byte - first);
        if (byte == last) continue;
        if (*byte == '"')
            return refuse("a quote inside a field", "quotes around the whole field, and doubled inside it");
        break;
    }
    fields_.push_back({begin, at_});
    return after_field();
}

CsvReader::Step CsvReader::read_quoted() {
    Field field{at_ + 1, 0};
    for (++at_; has(at_); ++at_) {
        const char* const first = row_bytes() + at_;
        const char* const last = row_bytes() + available();
        const char* const quote =
            static_cast<const char*>(std::memchr(first, '"', static_cast<std::size_t>(last - first)));
        const char* const stop = quote == nullptr ? last : quote;
        line_ += static_cast<std::uint64_t>(std::count(first, stop, '\n'));
        at_ += static_cast<std::size_t>(stop - first);
        if (quote == nullptr) {
            --at_;
            continue;
        }
        if (!has(at_ + 1) || row_bytes()[at_ + 1] != '"') {
            field.end = at_++;
            fields_.push_back(field);
            return after_field();
        }
        field.has_doubled_quotes = true;
        ++at_;
    }
    return refuse_end_of_bytes("a quoted field without its closing quote", "a closing quote before the end");
}

/// What follows a field: the delimiter, a line end or the end.
CsvReader::Step CsvReader::after_field() {
    if (!has(at_)) {
        if (is_at_end_ && !is_broken_) return Step::row_end;
        return refuse_end_of_bytes("", "");
    }
    const char byte = row_bytes()[at_];
    if (byte == format_.delimiter) {
        ++at_;
        return Step::field;
    }
    if (byte == '\r' && (!has(at_ + 1) || row_bytes()[at_ + 1] != '\n'))
        return refuse("a carriage return without a line feed", "line ends of CR LF or LF");
    if (byte != '\r' && byte != '\n')
        return refuse("a character after a closing quote", "the delimiter or the end of the line");
    at_ += byte == '\r' ? 2 : 1;
    return Step::row_end;
}

CsvReader::Step CsvReader::refuse(std::string found, std::string expected) {
    fault_ = {row_, line_first_, line_, std::move(found), std::move(expected)};
    resumes_ = true;
    return Step::fault;
}

CsvReader::Step CsvReader::refuse_end_of_bytes(std::string found, std::string expected) {
    if (is_broken_) return refuse("a stream that fails inside a row", "to read on");
    if (is_at_end_) {
        line_ = line_first_;
        return refuse(std::move(found), std::move(expected));
    }
    line_ = line_first_;
    return refuse("a row of more than " + std::to_string(format_.row_bytes_max) + " bytes",
                  "a shorter row, or the closing quote of a field that began here");
}

/// The rules that need the whole row.
bool CsvReader::check_row() {
    const std::string_view bytes(row_bytes(), at_);
    fault_ = {row_, line_first_, line_first_, {}, {}};
    if (bytes.size() > format_.row_bytes_max) {
        fault_.found = "a row of " + std::to_string(bytes.size()) + " bytes";
        fault_.expected = "at most " + std::to_string(format_.row_bytes_max) + " bytes";
    } else if (!is_utf8(bytes)) {
        fault_.found = "bytes that are not UTF-8";
        fault_.expected = "UTF-8";
    } else if (bytes.find('\0') != bytes.npos) {
        fault_.found = "a NUL character";
        fault_.expected = "text";
    } else if (width_ != 0 && fields_.size() != width_) {
        fault_.found = fields_in_words(fields_.size());
        fault_.expected = fields_in_words(width_) + ", as in the first row";
    } else {
        return true;
    }
    return false;
}

/// Takes the doubled quotes apart in place: the row is accepted and will not be read again.
std::string_view CsvReader::unescape(const Field& field) {
    char* const begin = buffer_.data() + row_begin_ + field.begin;
    const char* const end = buffer_.data() + row_begin_ + field.end;
    if (!field.has_doubled_quotes) return {begin, end};
    char* to = begin;
    for (const char* from = begin; from != end; ++from) {
        *to++ = *from;
        if (*from == '"') ++from;
    }
    return {begin, to};
}

CsvRow CsvReader::finished_row() {
    texts_.clear();
    for (const Field& field : fields_) texts_.push_back(unescape(field));
    if (width_ == 0) width_ = fields_.size();
    const bool has_line_end = row_bytes()[at_ - (at_ > 0 ? 1 : 0)] == '\n';
    const CsvRow result{row_, line_first_, line_, texts_};
    if (has_line_end) ++line_;
    return result;
}

CsvFault CsvReader::finished_fault() {
    if (resumes_) {
        resume_at_next_line();
    } else {
        ++line_;
    }
    resumes_ = false;
    return std::move(fault_);
}

void CsvReader::resume_at_next_line() {
    for (at_ = 0; has(at_) || !is_at_end_;) {
        if (!has(at_)) {  // a line longer than a row may be: let go of it piece by piece
            row_begin_ += at_;
            at_ = 0;
            continue;
        }
        const void* const found = std::memchr(row_bytes() + at_, '\n', available() - at_);
        if (found != nullptr) {
            at_ = static_cast<std::size_t>(static_cast<const char*>(found) - row_bytes()) + 1;
            break;
        }
        at_ = available();
    }
    line_ = line_first_ + 1;
}

}  // namespace makegood::codec
