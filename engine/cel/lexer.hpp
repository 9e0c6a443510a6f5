#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/ast.hpp"
#include "engine/cel/place.hpp"

namespace makegood::cel {

enum class TokenKind : std::uint8_t {
    end,  ///< of the expression; the last token
    name,
    quoted_name,   ///< `between back quotes`, without them in Tokens::text_of
    whole_number,  ///< an int without its sign: its literal is a uint64
    fraction,      ///< a double without its sign
    literal,       ///< any other: uint, string, bytes, bool, null
    in,
    dot,
    comma,
    colon,
    question,
    open_parenthesis,
    close_parenthesis,
    open_bracket,
    close_bracket,
    open_brace,
    close_brace,
    plus,
    minus,
    times,
    divide,
    remainder,
    logical_not,
    logical_and,
    logical_or,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    equal,
    not_equal,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::uint32_t begin = 0;    ///< bytes of the source: first
    std::uint32_t end = 0;      ///< one behind the last
    std::uint32_t literal = 0;  ///< into Tokens::literals, where the kind has one
};

/// The words of an expression, without white space and comments. What is no word is left out and is a finding.
struct Tokens {
    std::vector<Token> tokens;
    std::vector<Literal> literals;
    SourceFindings findings;
};

/// Source: langdef.md, "Syntax" (the lexis) and "String and Bytes Values". `source` is valid UTF-8.
[[nodiscard]] Tokens read_tokens(std::string_view source);

/// At most so many findings are told of one expression: the first ones matter.
inline constexpr std::size_t findings_max = 20;

/// A piece of source as a finding quotes it: between back quotes, cut where it is long.
[[nodiscard]] std::string quote_source(std::string_view piece);

}  // namespace makegood::cel
