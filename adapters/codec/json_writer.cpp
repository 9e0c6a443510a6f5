#include "adapters/codec/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::codec {
namespace {

constexpr unsigned depth_max = 63;

/// 0: as it is; 'u': by its number; otherwise the letter after the backslash (RFC 8259, 7).
constexpr std::array<char, 256> escapes = [] {
    std::array<char, 256> table{};
    for (std::size_t code = 0; code < 0x20; ++code) table[code] = 'u';
    table['"'] = '"';
    table['\\'] = '\\';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    return table;
}();

/// How many bytes at the start go out as they are: ASCII without quotes, backslashes and control characters. Eight at
/// a time: a byte below n lends from its top bit when n is taken from it (Warren, Hacker's Delight, 6-1).
std::size_t plain_ascii(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof(word) <= text.size(); at += sizeof(word)) {
        std::memcpy(&word, text.data() + at, sizeof(word));
        const std::uint64_t quote = word ^ (ones * '"');
        const std::uint64_t backslash = word ^ (ones * '\\');
        const std::uint64_t odd = word | (word - ones * 0x20) | (quote - ones) | (backslash - ones);
        if ((odd & tops) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80 &&
           escapes[static_cast<unsigned char>(text[at])] == 0)
        ++at;
    return at;
}

template <class Number>
void append_number(std::string& out, Number value) {
    std::array<char, 32> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

}  // namespace

void JsonWriter::before_value() {
    const bool is_in_object = depth_ > 0 && (objects_ & 1) != 0;
    invariant(is_in_object == has_key_, "in an object, and only there, a key stands before each value");
    invariant(depth_ > 0 || !needs_comma_, "a JSON text is one value");
    if (needs_comma_ && !has_key_) out_ += ',';
    has_key_ = false;
    needs_comma_ = true;
}

JsonWriter& JsonWriter::begin(char bracket, std::uint64_t is_object) {
    before_value();
    invariant(depth_ < depth_max, "JSON that we write is at most 63 levels deep");
    objects_ = objects_ << 1 | is_object;
    ++depth_;
    out_ += bracket;
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end(char bracket, std::uint64_t is_object) {
    invariant(depth_ > 0 && (objects_ & 1) == is_object && !has_key_, "an end closes what was begun last");
    objects_ >>= 1;
    --depth_;
    out_ += bracket;
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    invariant(depth_ > 0 && (objects_ & 1) != 0 && !has_key_, "a key stands in an object, before its value");
    if (needs_comma_) out_ += ',';
    quote(name);
    out_ += ':';
    has_key_ = true;
    return *this;
}

void JsonWriter::quote(std::string_view text) {
    const std::size_t plain = plain_ascii(text);
    out_.reserve(out_.size() + text.size() + 2);
    out_ += '"';
    out_.append(text, 0, plain);
    if (plain < text.size()) [[unlikely]]
        escape(text.substr(plain));
    out_ += '"';
}

void JsonWriter::escape(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned code = static_cast<unsigned char>(text[at]);
        const char escape = escapes[code];
        if (escape == 0) [[likely]]
            continue;
        out_.append(text, plain, at - plain);
        plain = at + 1;
        out_ += '\\';
        out_ += escape;
        if (escape == 'u') {
            out_ += "00";
            out_ += hex[code >> 4];
            out_ += hex[code & 15];
        }
    }
    invariant(is_utf8(text), "what goes out as JSON is UTF-8");
    out_.append(text, plain);
}

JsonWriter& JsonWriter::text(std::string_view value) {
    before_value();
    quote(value);
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    before_value();
    append_number(out_, value);
    return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
    before_value();
    append_number(out_, value);
    return *this;
}

JsonWriter& JsonWriter::fraction(double value) {
    invariant(std::isfinite(value), "JSON has no word for what is not a finite number");
    before_value();
    const std::size_t begin = out_.size();
    append_number(out_, value);
    if (out_.find_first_of(".e", begin) == std::string::npos) out_ += ".0";
    return *this;
}

JsonWriter& JsonWriter::flag(bool value) {
    before_value();
    out_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    before_value();
    out_ += "null";
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    before_value();
    out_ += json;
    return *this;
}

}  // namespace makegood::codec
