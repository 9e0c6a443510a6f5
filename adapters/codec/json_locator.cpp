#include "adapters/codec/json_locator.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string>

#include "adapters/codec/utf8.hpp"

namespace makegood::codec {
namespace {

/// Walks the grammar of RFC 8259 and stops where it is broken.
class Locator {
  public:
    Locator(std::string_view bytes, std::size_t depth_max) : bytes_(bytes), depth_max_(depth_max) {}

    Fault find() {
        if (bytes_.starts_with("\xEF\xBB\xBF")) return {"", "a byte order mark", "JSON in UTF-8 without one"};
        if (!is_utf8(bytes_)) return broken_utf8();
        skip_space();
        if (value(0)) {
            skip_space();
            if (at_ == bytes_.size()) return {"", "a text that cannot be read", "JSON (RFC 8259) in UTF-8"};
            stop("nothing after the document");
        }
        return {"", found_.empty() ? here() : found_ + place(), expected_};
    }

  private:
    std::string_view bytes_;
    std::size_t depth_max_;
    std::size_t at_ = 0;
    std::string found_;
    std::string expected_;

    bool stop(std::string expected, std::string found = {}) {
        expected_ = std::move(expected);
        found_ = std::move(found);
        return false;
    }

    [[nodiscard]] char peek() const { return at_ < bytes_.size() ? bytes_[at_] : '\0'; }
    bool take(char byte) {
        if (at_ == bytes_.size() || bytes_[at_] != byte) return false;
        ++at_;
        return true;
    }
    void skip_space() {
        while (at_ < bytes_.size() && std::string_view(" \t\r\n").find(bytes_[at_]) != std::string_view::npos) ++at_;
    }
    static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

    [[nodiscard]] std::string place() const {
        const std::string_view before = bytes_.substr(0, at_);
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const std::size_t line_begin = before.rfind('\n') + 1;
        const std::size_t column = characters_in(before.substr(line_begin)) + 1;
        return " at line " + std::to_string(line) + ", column " + std::to_string(column);
    }

    [[nodiscard]] std::string here() const {
        if (at_ == bytes_.size()) return "the end of the text";
        if (static_cast<std::uint8_t>(bytes_[at_]) < 0x20 || bytes_[at_] == 0x7F) {
            char code[32];
            std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(bytes_[at_]));
            return code + place();
        }
        return "`" + std::string(bytes_.substr(at_, character_bytes(bytes_, at_))) + "`" + place();
    }

    Fault broken_utf8() {
        for (std::size_t length = 0; (length = character_bytes(bytes_, at_)) != 0;) at_ += length;
        char byte[16];
        std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned>(static_cast<std::uint8_t>(bytes_[at_])));
        return {"", "the byte " + std::string(byte) + place(), "UTF-8"};
    }

    bool value(std::size_t depth) {
        switch (peek()) {
            case '{': return container(depth, '}');
            case '[': return container(depth, ']');
            case '"': return text();
            case 't': return literal("true");
            case 'f': return literal("false");
            case 'n': return literal("null");
            default: return is_digit(peek()) || peek() == '-' ? number() : stop("a value");
        }
    }

    bool container(std::size_t depth, char close) {
        if (depth == depth_max_)
            return stop("at most " + std::to_string(depth_max_) + " levels", "a deeper level of nesting");
        ++at_;
        skip_space();
        if (take(close)) return true;
        do {
            skip_space();
            if (close == '}' && !name()) return false;
            if (!value(depth + 1)) return false;
            skip_space();
        } while (take(','));
        return take(close) || stop(std::string("`,` or `") + close + "`");
    }

    bool name() {
        if (peek() != '"') return stop("the name of a field in double quotes");
        if (!text()) return false;
        skip_space();
        if (!take(':')) return stop("`:` after the name of a field");
        skip_space();
        return true;
    }

    bool text() {
        for (++at_; at_ < bytes_.size();) {
            if (take('"')) return true;
            if (static_cast<std::uint8_t>(peek()) < 0x20)
                return stop("control characters escaped, as in \\n or \\u0000");
            if (take('\\')) {
                if (!escape()) return false;
            } else {
                ++at_;
            }
        }
        return stop("a closing `\"`");
    }

    bool escape() {
        if (at_ < bytes_.size() && std::string_view("\"\\/bfnrt").find(peek()) != std::string_view::npos) {
            ++at_;
            return true;
        }
        if (!take('u')) return stop("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u after a backslash");
        std::uint32_t code = 0;
        if (!four_digits(code)) return false;
        if (code < 0xD800 || code > 0xDFFF) return true;
        const bool is_high = code < 0xDC00;
        std::uint32_t low = 0;
        if (is_high && take('\\') && take('u') && four_digits(low) && low >= 0xDC00 && low <= 0xDFFF) return true;
        return stop("both halves of a surrogate pair, high before low", "half of a surrogate pair");
    }

    bool four_digits(std::uint32_t& code) {
        const std::string_view digits = bytes_.substr(at_, 4);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (error != std::errc() || end != digits.data() + 4) return stop("four hexadecimal digits after \\u");
        at_ += 4;
        return true;
    }

    bool literal(std::string_view word) {
        if (!bytes_.substr(at_).starts_with(word)) return stop("a value");
        at_ += word.size();
        return true;
    }

    bool digits() {
        if (!is_digit(peek())) return stop("a digit");
        while (is_digit(peek())) ++at_;
        return true;
    }

    bool number() {
        const std::size_t begin = at_;
        take('-');
        if (take('0')) {
            if (is_digit(peek())) return stop("a number without leading zeros");
        } else if (!digits()) {
            return false;
        }
        const bool is_whole = peek() != '.' && peek() != 'e' && peek() != 'E';
        if (take('.') && !digits()) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        if (fits(bytes_.substr(begin, at_ - begin), is_whole)) return true;
        at_ = begin;
        return stop("a number of at most 64 bits", "a larger number");
    }

    static bool fits(std::string_view number, bool is_whole) {
        const char* const end = number.data() + number.size();
        if (!is_whole) {
            double value = 0;
            const bool is_small = number.find("e-") != number.npos || number.find("E-") != number.npos;
            return is_small || std::from_chars(number.data(), end, value).ec == std::errc();
        }
        std::int64_t value = 0;
        std::uint64_t large = 0;
        return std::from_chars(number.data(), end, value).ec == std::errc() ||
               std::from_chars(number.data(), end, large).ec == std::errc();
    }
};

}  // namespace

Fault locate_json_error(std::string_view bytes, std::size_t depth_max) {
    return Locator(bytes, depth_max).find();
}

}  // namespace makegood::codec
