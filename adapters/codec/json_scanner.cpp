#include "adapters/codec/json_scanner.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace makegood::codec {

namespace {

const char* find(const char* from, const char* end, char wanted) {
    const void* found = std::memchr(from, wanted, static_cast<std::size_t>(end - from));
    return found ? static_cast<const char*>(found) : end;
}

bool is_of_number(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

}  // namespace

bool JsonScanner::take_if(std::string_view expected) {
    if (static_cast<std::size_t>(end_ - at_) < expected.size() ||
        std::memcmp(at_, expected.data(), expected.size()) != 0)
        return false;
    at_ += expected.size();
    return true;
}

std::string_view JsonScanner::text() {
    take('"');
    const char* quote = at_;
    while (quote != end_ && *quote != '"' && *quote != '\\') ++quote;  // most texts are short
    if (quote == end_ || *quote == '\\') {
        give_up();
        return {};
    }
    const std::string_view text(at_, static_cast<std::size_t>(quote - at_));
    at_ = quote + 1;
    return text;
}

std::string_view JsonScanner::number() {
    const char* behind = std::find_if_not(at_, end_, is_of_number);
    const std::string_view digits(at_, static_cast<std::size_t>(behind - at_));
    if (digits.empty()) give_up();
    at_ = has_given_up_ ? end_ : behind;
    return digits;
}

std::int64_t JsonScanner::integer() {
    const std::string_view digits = number();
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) give_up();
    return value;
}

bool JsonScanner::flag() {
    if (take_if("true")) return true;
    if (!take_if("false")) give_up();
    return false;
}

void JsonScanner::pass_over() {
    if (at_ == end_) return give_up();
    if (*at_ == '"') return pass_over_text();
    if (*at_ == '{' || *at_ == '[') return pass_over_nested();
    at_ = std::find_if(at_, end_, [](char c) { return c == ',' || c == '}' || c == ']'; });
}

void JsonScanner::pass_over_text() {
    ++at_;
    const char* quote = find(at_, end_, '"');
    while (quote != end_ && find(at_, quote, '\\') != quote) {
        at_ = find(at_, quote, '\\') + 2;  // what is escaped may be the quote itself
        quote = at_ < end_ ? find(at_, end_, '"') : end_;
    }
    if (quote == end_) return give_up();
    at_ = quote + 1;
}

void JsonScanner::pass_over_nested() {
    std::size_t depth = 0;
    do {
        if (at_ == end_) return give_up();
        const char c = *at_;
        if (c == '"') {
            pass_over_text();
            continue;
        }
        depth += c == '{' || c == '[' ? 1 : 0;
        depth -= c == '}' || c == ']' ? 1 : 0;
        ++at_;
    } while (depth > 0);
}

}  // namespace makegood::codec
