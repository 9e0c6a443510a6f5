#include "engine/cel/text_literal.hpp"

#include <utility>

#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

struct Opening {
    bool is_bytes = false;
    bool is_raw = false;
    std::uint32_t quote = 0;  ///< where the first quote stands
};

bool is_one_of(std::string_view source, std::uint32_t at, std::string_view accepted) {
    return at < source.size() && accepted.find(source[at]) != std::string_view::npos;
}

std::optional<Opening> read_opening(std::string_view source, std::uint32_t at) {
    Opening opening;
    if (is_one_of(source, at, "bB")) {
        opening.is_bytes = true;
        ++at;
    }
    if (is_one_of(source, at, "rR")) {
        opening.is_raw = true;
        ++at;
    }
    if (!is_one_of(source, at, "\"'")) return std::nullopt;
    opening.quote = at;
    return opening;
}

std::optional<std::uint32_t> digit_value(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
    return std::nullopt;
}

/// What a one-letter escape stands for.
std::optional<char> simple_escape(char c) {
    switch (c) {
        case 'a': return '\a';
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'v': return '\v';
        case '\\':
        case '?':
        case '"':
        case '\'':
        case '`': return c;
        default: return std::nullopt;
    }
}

class Reader {
  public:
    Reader(std::string_view source, Opening opening)
        : source_(source), opening_(opening), quote_(source[opening.quote]), at_(opening.quote) {
        is_triple_ = source.substr(at_, 3) == std::string(3, quote_);
        at_ += is_triple_ ? 3 : 1;
    }

    TextLiteral read() {
        while (!is_at_close()) {
            if (at_ >= source_.size() || (!is_triple_ && (source_[at_] == '\n' || source_[at_] == '\r'))) {
                return unclosed();
            }
            if (source_[at_] == '\\' && !opening_.is_raw) {
                read_escape();
            } else {
                text_ += source_[at_++];
            }
        }
        at_ += is_triple_ ? 3 : 1;
        Literal value;
        if (opening_.is_bytes) {
            value = Bytes{std::move(text_)};
        } else {
            value = std::move(text_);
        }
        return {std::move(value), at_, std::move(finding_)};
    }

  private:
    bool is_at_close() const {
        return is_triple_ ? source_.substr(at_, 3) == std::string(3, quote_)
                          : at_ < source_.size() && source_[at_] == quote_;
    }

    TextLiteral unclosed() {
        const std::string closing(is_triple_ ? 3 : 1, quote_);
        finding_ = SourceFinding{place_at(source_, opening_.quote), "text whose quote is never closed",
                                 closing + (is_triple_ ? " behind it" : " behind it, in the same line")};
        return {std::string(), at_, std::move(finding_)};
    }

    void read_escape() {
        const std::uint32_t start = at_++;
        if (at_ >= source_.size()) return;
        const char c = source_[at_];
        if (const auto simple = simple_escape(c)) {
            text_ += *simple;
            ++at_;
        } else if (c == 'x' || c == 'X') {
            read_number(start, at_ + 1, 2, 16, opening_.is_bytes);
        } else if (c == 'u' && !opening_.is_bytes) {
            read_number(start, at_ + 1, 4, 16, false);
        } else if (c == 'U' && !opening_.is_bytes) {
            read_number(start, at_ + 1, 8, 16, false);
        } else if (c >= '0' && c <= '3') {
            read_number(start, at_, 3, 8, opening_.is_bytes);
        } else {
            refuse(start, code_point_length(source_, at_));
        }
    }

    void read_number(std::uint32_t start, std::uint32_t first, std::uint32_t digits, std::uint32_t base, bool octet) {
        std::uint32_t value = 0;
        for (std::uint32_t i = first; i < first + digits; ++i) {
            const auto digit = i < source_.size() ? digit_value(source_[i]) : std::nullopt;
            if (!digit || *digit >= base) return refuse(start, i - start - 1);
            value = value * base + *digit;
        }
        at_ = first + digits;
        if (octet) {
            text_ += static_cast<char>(value);
        } else if (is_scalar(value)) {
            append_utf8(text_, value);
        } else {
            note(start, at_ - start, "is no Unicode character", "U+0000 to U+D7FF, or U+E000 to U+10FFFF");
        }
    }

    /// The backslash at `start` and `length` bytes behind it are no escape.
    void refuse(std::uint32_t start, std::size_t length) {
        at_ = start + 1 + static_cast<std::uint32_t>(length);
        note(start, at_ - start, "is no escape",
             opening_.is_bytes ? R"(one of \\ \" \' \` \? \a \b \f \n \r \t \v, \xFF, \377, or an r before the quote)"
                               : R"(one of \\ \" \' \` \? \a \b \f \n \r \t \v, \xFF, \377, \uFFFF, \UFFFFFFFF, )"
                                 "or an r before the quote");
    }

    void note(std::uint32_t start, std::size_t length, std::string_view what, std::string_view expected) {
        if (finding_) return;
        finding_ = SourceFinding{place_at(source_, start),
                                 "`" + std::string(source_.substr(start, length)) + "` " + std::string(what),
                                 std::string(expected)};
    }

    std::string_view source_;
    Opening opening_;
    char quote_;
    std::uint32_t at_;
    bool is_triple_ = false;
    std::string text_;
    std::optional<SourceFinding> finding_;
};

}  // namespace

bool begins_text_literal(std::string_view source, std::uint32_t at) {
    return read_opening(source, at).has_value();
}

TextLiteral read_text_literal(std::string_view source, std::uint32_t at) {
    const auto opening = read_opening(source, at);
    if (!opening) return {std::string(), at, std::nullopt};
    return Reader(source, *opening).read();
}

}  // namespace makegood::cel
