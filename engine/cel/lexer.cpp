#include "engine/cel/lexer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

#include "engine/cel/text_literal.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool continues_name(char c) {
    return begins_name(c) || is_digit(c);
}
constexpr bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

struct Mark {
    std::string_view text;
    TokenKind kind;
};
/// Longer marks first.
constexpr std::array marks{
    Mark{"&&", TokenKind::logical_and},
    Mark{"||", TokenKind::logical_or},
    Mark{"<=", TokenKind::less_or_equal},
    Mark{">=", TokenKind::greater_or_equal},
    Mark{"==", TokenKind::equal},
    Mark{"!=", TokenKind::not_equal},
    Mark{".", TokenKind::dot},
    Mark{",", TokenKind::comma},
    Mark{":", TokenKind::colon},
    Mark{"?", TokenKind::question},
    Mark{"(", TokenKind::open_parenthesis},
    Mark{")", TokenKind::close_parenthesis},
    Mark{"[", TokenKind::open_bracket},
    Mark{"]", TokenKind::close_bracket},
    Mark{"{", TokenKind::open_brace},
    Mark{"}", TokenKind::close_brace},
    Mark{"+", TokenKind::plus},
    Mark{"-", TokenKind::minus},
    Mark{"*", TokenKind::times},
    Mark{"/", TokenKind::divide},
    Mark{"%", TokenKind::remainder},
    Mark{"!", TokenKind::logical_not},
    Mark{"<", TokenKind::less},
    Mark{">", TokenKind::greater},
};

/// Whether a decimal that from_chars could not hold is too large, rather than too close to zero.
bool is_huge(std::string_view decimal) {
    const std::size_t e = decimal.find_first_of("eE");
    const std::string_view digits = decimal.substr(0, e);
    long exponent = 0;
    if (e != std::string_view::npos) {
        const std::size_t sign = decimal[e + 1] == '+' ? 1 : 0;
        const auto read = std::from_chars(decimal.data() + e + 1 + sign, decimal.data() + decimal.size(), exponent);
        if (read.ec != std::errc()) return decimal[e + 1] != '-';
    }
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.find_first_not_of("0.");
    if (first == std::string_view::npos) return false;
    constexpr long beyond_any_double = 100'000;  // and far from the limits of long
    exponent = std::clamp(exponent, -beyond_any_double, beyond_any_double);
    return static_cast<long>(point) - static_cast<long>(first) + exponent > 0;
}

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Tokens read() && {
        while (read_one() && tokens_.findings.size() < findings_max) {
        }
        put(TokenKind::end, static_cast<std::uint32_t>(source_.size()), static_cast<std::uint32_t>(source_.size()));
        return std::move(tokens_);
    }

  private:
    char peek(std::uint32_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

    void skip_space() {
        while (at_ < source_.size()) {
            if (is_space(source_[at_])) {
                ++at_;
            } else if (source_.substr(at_, 2) == "//") {
                at_ = static_cast<std::uint32_t>(std::min(source_.find('\n', at_), source_.size()));
            } else {
                return;
            }
        }
    }

    /// Reads a token, or steps over what is none; false at the end.
    bool read_one() {
        skip_space();
        if (at_ >= source_.size()) return false;
        if (begins_text_literal(source_, at_)) {
            read_text();
        } else if (begins_name(peek())) {
            read_name();
        } else if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
            read_number();
        } else if (peek() == '`') {
            read_quoted_name();
        } else {
            read_mark();
        }
        return true;
    }

    void read_text() {
        TextLiteral text = read_text_literal(source_, at_);
        if (text.finding) tokens_.findings.push_back(std::move(*text.finding));
        put_literal(TokenKind::literal, at_, text.end, std::move(text.value));
        at_ = text.end;
    }

    void read_name() {
        const std::uint32_t begin = at_;
        while (continues_name(peek())) ++at_;
        const std::string_view word = source_.substr(begin, at_ - begin);
        if (word == "true" || word == "false") {
            put_literal(TokenKind::literal, begin, at_, word == "true");
        } else if (word == "null") {
            put_literal(TokenKind::literal, begin, at_, nullptr);
        } else {
            put(word == "in" ? TokenKind::in : TokenKind::name, begin, at_);
        }
    }

    void read_quoted_name() {
        const std::uint32_t begin = at_++;
        while (continues_name(peek()) ||
               (peek() != '\0' && std::string_view(".-/ ").find(peek()) != std::string_view::npos)) {
            ++at_;
        }
        if (peek() == '`' && at_ > begin + 1) {
            put(TokenKind::quoted_name, begin, ++at_);
            return;
        }
        note(begin, peek() == '`' ? "back quotes around nothing" : "a field in back quotes that " + what_stops_it(),
             "letters, digits, _ . - / and spaces between back quotes");
        const auto close = std::min(source_.find_first_of("`\n", at_), source_.size());
        at_ = static_cast<std::uint32_t>(close < source_.size() && source_[close] == '`' ? close + 1 : close);
        put(TokenKind::quoted_name, begin, at_);
    }

    std::string what_stops_it() const {
        if (at_ >= source_.size() || peek() == '\n') return "is never closed";
        return "has " + quote_source(source_.substr(at_, code_point_length(source_, at_)));
    }

    void read_number() {
        const std::uint32_t begin = at_;
        if (peek() == '0' && peek(1) == 'x' && is_hex_digit(peek(2))) {
            at_ += 2;
            while (is_hex_digit(peek())) ++at_;
            return read_whole(begin, 16);
        }
        while (is_digit(peek())) ++at_;
        const bool has_point = peek() == '.' && is_digit(peek(1));
        if (has_point) {
            ++at_;
            while (is_digit(peek())) ++at_;
        }
        const std::uint32_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        const bool has_exponent = (peek() == 'e' || peek() == 'E') && is_digit(peek(1 + sign));
        if (has_exponent) {
            at_ += 1 + sign;
            while (is_digit(peek())) ++at_;
        }
        if (has_point || has_exponent) {
            read_fraction(begin);
        } else {
            read_whole(begin, 10);
        }
    }

    void read_whole(std::uint32_t begin, int base) {
        const std::string_view digits =
            source_.substr(begin + (base == 16 ? 2 : 0), at_ - begin - (base == 16 ? 2 : 0));
        const bool is_unsigned = peek() == 'u' || peek() == 'U';
        if (is_unsigned) ++at_;
        std::uint64_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
        if (read.ec != std::errc()) {
            note(begin, "a number too large: " + quote_source(source_.substr(begin, at_ - begin)),
                 is_unsigned ? "at most 18446744073709551615u" : "at most 9223372036854775807");
            value = 0;
        }
        put_literal(is_unsigned ? TokenKind::literal : TokenKind::whole_number, begin, at_, value);
        expect_end_of_number(begin);
    }

    void read_fraction(std::uint32_t begin) {
        const std::string_view decimal = source_.substr(begin, at_ - begin);
        double value = 0;
        const auto read = std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
        if (read.ec == std::errc::result_out_of_range) {
            value = 0;
            if (is_huge(decimal)) {
                note(begin, "a number too large for a double: " + quote_source(decimal), "at most 1.797e308");
            }
        }
        put_literal(TokenKind::fraction, begin, at_, value);
        expect_end_of_number(begin);
    }

    void expect_end_of_number(std::uint32_t begin) {
        if (!begins_name(peek())) return;
        const std::uint32_t tail = at_;
        std::uint32_t end = at_;
        while (end < source_.size() && continues_name(source_[end])) ++end;
        if (source_.substr(tail, end - tail) == "in") return;
        at_ = end;
        note(begin, quote_source(source_.substr(begin, end - begin)) + " is no number",
             "digits, as in 12, 12u, 0x1F, 1.5 or 1.5e3");
    }

    void read_mark() {
        for (const Mark& mark : marks) {
            if (source_.substr(at_, mark.text.size()) != mark.text) continue;
            put(mark.kind, at_, at_ + static_cast<std::uint32_t>(mark.text.size()));
            at_ += static_cast<std::uint32_t>(mark.text.size());
            return;
        }
        const std::uint32_t begin = at_;
        at_ += static_cast<std::uint32_t>(code_point_length(source_, at_));
        note(begin, describe(begin), instead_of(code_point_at(source_, begin)));
    }

    /// A character that is no mark; by its number too, where it may look like another or like nothing.
    std::string describe(std::uint32_t at) const {
        const std::uint32_t point = code_point_at(source_, at);
        if (point > ' ' && point < 0x7F) return quote_source(source_.substr(at, 1));
        std::string number;
        for (int shift = point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
            number += "0123456789ABCDEF"[point >> shift & 0xF];
        }
        const bool is_visible = point > 0xA0;
        return (is_visible ? quote_source(source_.substr(at, at_ - at)) + ", " : "") + "the character U+" + number;
    }

    static std::string instead_of(std::uint32_t point) {
        switch (point) {
            case '&': return "`&&` for \"and\"";
            case '|': return "`||` for \"or\"";
            case '=': return "`==` to compare";
            case 0x2018:  // the quotes of word processors
            case 0x2019:
            case 0x201A:
            case 0x201C:
            case 0x201D:
            case 0x201E: return "a straight quote: ' or \"";
            case 0xA0: return "a space";
            default: return "a name, a value, an operator or a bracket";
        }
    }

    void note(std::uint32_t at, std::string found, std::string expected) {
        tokens_.findings.push_back({place_at(source_, at), std::move(found), std::move(expected)});
    }

    void put(TokenKind kind, std::uint32_t begin, std::uint32_t end) {
        tokens_.tokens.push_back({kind, begin, end, 0});
    }

    void put_literal(TokenKind kind, std::uint32_t begin, std::uint32_t end, Literal literal) {
        tokens_.tokens.push_back({kind, begin, end, static_cast<std::uint32_t>(tokens_.literals.size())});
        tokens_.literals.push_back(std::move(literal));
    }

    std::string_view source_;
    std::uint32_t at_ = 0;
    Tokens tokens_;
};

}  // namespace

Tokens read_tokens(std::string_view source) {
    return Lexer(source).read();
}

std::string quote_source(std::string_view piece) {
    constexpr std::size_t bytes_max = 60;
    if (piece.size() <= bytes_max) return "`" + std::string(piece) + "`";
    std::size_t cut = bytes_max;
    while (cut > 0 && !begins_code_point(piece[cut])) --cut;
    return "`" + std::string(piece.substr(0, cut)) + "...`";
}

}  // namespace makegood::cel
