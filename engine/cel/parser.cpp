#include "engine/cel/parser.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "engine/cel/lexer.hpp"
#include "engine/cel/macros.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

constexpr NodeIndex no_node = std::numeric_limits<NodeIndex>::max();  ///< what could not be read, and is a finding

constexpr std::array<std::string_view, 17> reserved_words{
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

struct Operator {
    TokenKind token;
    int level;  ///< binds the tighter the higher
    std::string_view name;
};
constexpr std::array operators{
    Operator{TokenKind::logical_or, 0, "_||_"}, Operator{TokenKind::logical_and, 1, "_&&_"},
    Operator{TokenKind::less, 2, "_<_"},        Operator{TokenKind::less_or_equal, 2, "_<=_"},
    Operator{TokenKind::greater, 2, "_>_"},     Operator{TokenKind::greater_or_equal, 2, "_>=_"},
    Operator{TokenKind::equal, 2, "_==_"},      Operator{TokenKind::not_equal, 2, "_!=_"},
    Operator{TokenKind::in, 2, "@in"},          Operator{TokenKind::plus, 3, "_+_"},
    Operator{TokenKind::minus, 3, "_-_"},       Operator{TokenKind::times, 4, "_*_"},
    Operator{TokenKind::divide, 4, "_/_"},      Operator{TokenKind::remainder, 4, "_%_"},
};

const Operator* find_operator(TokenKind token) {
    const auto* found =
        std::find_if(operators.begin(), operators.end(), [&](const Operator& o) { return o.token == token; });
    return found == operators.end() ? nullptr : found;
}

bool is_closing(TokenKind kind) {
    return kind == TokenKind::close_parenthesis || kind == TokenKind::close_bracket || kind == TokenKind::close_brace;
}

bool is_opening(TokenKind kind) {
    return kind == TokenKind::open_parenthesis || kind == TokenKind::open_bracket || kind == TokenKind::open_brace;
}

class Parser {
  public:
    Parser(std::string_view source, Tokens tokens, const ParseLimits& limits)
        : limits_(limits), tokens_(std::move(tokens)) {
        ast_.source = source;
    }

    Result<Ast, SourceFindings> read() && {
        ast_.root = read_expression();
        if (ast_.root != no_node && peek() != TokenKind::end) {
            refuse(peek() == TokenKind::in || find_operator(peek()) ? "a value" : "an operator, or the end");
        }
        if (findings_.empty()) return std::move(ast_);
        if (findings_.size() > findings_max) findings_.resize(findings_max);
        return Failure{std::move(findings_)};
    }

  private:
    // Tokens.

    [[nodiscard]] const Token& token() const { return tokens_.tokens[at_]; }
    [[nodiscard]] TokenKind peek(std::size_t ahead = 0) const {
        return tokens_.tokens[std::min(at_ + ahead, tokens_.tokens.size() - 1)].kind;
    }
    [[nodiscard]] bool is_number(std::size_t ahead) const {
        return peek(ahead) == TokenKind::whole_number || peek(ahead) == TokenKind::fraction;
    }
    [[nodiscard]] std::uint32_t end_of_last() const { return at_ == 0 ? 0 : tokens_.tokens[at_ - 1].end; }
    [[nodiscard]] std::string_view text_of(const Token& token) const {
        const bool is_quoted = token.kind == TokenKind::quoted_name;
        return std::string_view(ast_.source)
            .substr(token.begin + (is_quoted ? 1 : 0), token.end - token.begin - (is_quoted ? 2 : 0));
    }

    void step() {
        if (token().kind != TokenKind::end) ++at_;
    }

    bool accept(TokenKind kind) {
        if (peek() != kind) return false;
        step();
        return true;
    }

    // Findings.

    void note(std::uint32_t at, std::string found, std::string expected) {
        if (gave_up_ || findings_.size() >= findings_max) return;
        findings_.push_back({ast_.place_at(at), std::move(found), std::move(expected)});
    }

    /// The next token is none that can stand here.
    NodeIndex refuse(std::string expected) {
        note(token().begin, peek() == TokenKind::end ? "the end of the expression" : quote_source(quoted()),
             std::move(expected));
        return no_node;
    }

    [[nodiscard]] std::string_view quoted() const {
        return std::string_view(ast_.source).substr(token().begin, token().end - token().begin);
    }

    /// A limit is reached: nothing more is read.
    NodeIndex give_up(std::uint32_t at, std::string found, std::string expected) {
        note(at, std::move(found), std::move(expected));
        gave_up_ = true;
        at_ = tokens_.tokens.size() - 1;
        return no_node;
    }

    NodeIndex refuse_depth(std::uint32_t at) {
        return give_up(at, "an expression nested more than " + std::to_string(limits_.depth_max) + " deep",
                       "at most " + std::to_string(limits_.depth_max) + "; parts of it may become rules of their own");
    }

    /// Behind an element that could not be read: on to the comma or the bracket that ends it.
    void skip_element() {
        for (std::size_t open = 0; peek() != TokenKind::end; step()) {
            if (open == 0 && (peek() == TokenKind::comma || is_closing(peek()))) return;
            if (is_opening(peek())) ++open;
            if (is_closing(peek())) --open;
        }
    }

    // Nodes.

    NodeIndex add(Node node) {
        if (ast_.nodes.size() >= limits_.nodes_max) {
            return give_up(node.begin, "an expression of more than " + std::to_string(limits_.nodes_max) + " parts",
                           "a shorter one");
        }
        std::uint32_t depth = 0;
        for (const NodeIndex child : node.children) depth = std::max(depth, depths_[child]);
        if (depth >= limits_.depth_max) return refuse_depth(node.place);
        depths_.push_back(depth + 1);
        ast_.nodes.push_back(std::move(node));
        return static_cast<NodeIndex>(ast_.nodes.size() - 1);
    }

    Node node_at(NodeKind kind, std::uint32_t begin, std::uint32_t place) const {
        Node node;
        node.kind = kind;
        node.begin = begin;
        node.place = place;
        return node;
    }

    /// Ends at the last token read.
    NodeIndex finish(Node node) {
        node.end = end_of_last();
        return add(std::move(node));
    }

    // Grammar: langdef.md, "Syntax".

    NodeIndex read_expression() {
        if (nesting_ >= limits_.depth_max) return refuse_depth(token().begin);
        ++nesting_;
        const NodeIndex node = read_conditional();
        --nesting_;
        return node;
    }

    NodeIndex read_conditional() {
        const std::uint32_t begin = token().begin;
        const NodeIndex condition = read_binary(0);
        if (condition == no_node || peek() != TokenKind::question) return condition;
        Node node = node_at(NodeKind::conditional, begin, token().begin);
        step();
        const NodeIndex then = read_binary(0);
        if (then == no_node) return no_node;
        if (!accept(TokenKind::colon)) return refuse("`:` and what holds otherwise");
        const NodeIndex otherwise = read_expression();
        if (otherwise == no_node) return no_node;
        node.children = {condition, then, otherwise};
        return finish(std::move(node));
    }

    /// Operators that bind at least as tight as `level`.
    NodeIndex read_binary(int level) {
        const std::uint32_t begin = token().begin;
        NodeIndex left = read_unary();
        while (left != no_node) {
            const Operator* next = find_operator(peek());
            if (next == nullptr || next->level < level) return left;
            left = next->level < 2 ? read_chain(*next, begin, left) : read_pair(*next, begin, left);
        }
        return no_node;
    }

    NodeIndex read_pair(const Operator& op, std::uint32_t begin, NodeIndex left) {
        Node node = node_at(NodeKind::binary, begin, token().begin);
        step();
        const NodeIndex right = read_binary(op.level + 1);
        if (right == no_node) return no_node;
        node.text = op.name;
        node.children = {left, right};
        return finish(std::move(node));
    }

    /// a && b && c is one node.
    NodeIndex read_chain(const Operator& op, std::uint32_t begin, NodeIndex first) {
        const NodeKind kind = op.token == TokenKind::logical_or ? NodeKind::logical_or : NodeKind::logical_and;
        Node node = node_at(kind, begin, token().begin);
        node.text = op.name;
        node.children = {first};
        while (accept(op.token)) {
            const NodeIndex next = read_binary(op.level + 1);
            if (next == no_node) return no_node;
            node.children.push_back(next);
        }
        return finish(std::move(node));
    }

    NodeIndex read_unary() {
        const TokenKind sign = peek();
        std::vector<std::uint32_t> signs;
        while (peek() == sign && (sign == TokenKind::logical_not || (sign == TokenKind::minus && !is_number(1)))) {
            signs.push_back(token().begin);
            step();
        }
        NodeIndex operand = read_member();
        for (; operand != no_node && !signs.empty(); signs.pop_back()) {
            const NodeKind kind = sign == TokenKind::minus ? NodeKind::negate : NodeKind::logical_not;
            Node node = node_at(kind, signs.back(), signs.back());
            node.text = sign == TokenKind::minus ? "-_" : "!_";
            node.children = {operand};
            operand = finish(std::move(node));
        }
        return operand;
    }

    NodeIndex read_member() {
        const std::uint32_t begin = token().begin;
        is_path_ = false;
        NodeIndex node = read_primary();
        bool is_path = is_path_;
        while (node != no_node) {
            if (peek() == TokenKind::dot) {
                is_path = is_path && peek(1) == TokenKind::name && peek(2) != TokenKind::open_parenthesis;
                node = read_selection(begin, node);
            } else if (peek() == TokenKind::open_bracket) {
                is_path = false;
                node = read_index(begin, node);
            } else if (peek() == TokenKind::open_brace && is_path) {
                is_path = false;
                node = read_message(begin, node);
            } else {
                return node;
            }
        }
        return no_node;
    }

    /// Behind a dot: a field, or a call.
    NodeIndex read_selection(std::uint32_t begin, NodeIndex operand) {
        step();
        const bool is_optional = accept(TokenKind::question);
        if (peek() != TokenKind::name && peek() != TokenKind::quoted_name) return refuse("the name of a field");
        const bool is_quoted = peek() == TokenKind::quoted_name;
        Node node = node_at(NodeKind::select, begin, token().begin);
        node.text = text_of(token());
        node.children = {operand};
        node.is_optional = is_optional;
        step();
        if (peek() != TokenKind::open_parenthesis || is_optional || is_quoted) return finish(std::move(node));
        node.kind = NodeKind::call;
        node.is_member = true;
        return read_call(std::move(node));
    }

    NodeIndex read_index(std::uint32_t begin, NodeIndex operand) {
        Node node = node_at(NodeKind::index, begin, token().begin);
        step();
        node.is_optional = accept(TokenKind::question);
        const NodeIndex key = read_expression();
        if (key == no_node) return close_failed(TokenKind::close_bracket);
        if (!accept(TokenKind::close_bracket)) return refuse("`]`");
        node.children = {operand, key};
        return finish(std::move(node));
    }

    NodeIndex read_primary() {
        const std::uint32_t begin = token().begin;
        switch (peek()) {
            case TokenKind::dot:
            case TokenKind::name: return read_name();
            case TokenKind::minus:
            case TokenKind::whole_number:
            case TokenKind::fraction:
            case TokenKind::literal: return read_literal();
            case TokenKind::open_bracket: return read_list();
            case TokenKind::open_brace: return read_map();
            case TokenKind::open_parenthesis: break;
            default: return refuse("a value: a name, a number, a text, `(`, `[` or `{`");
        }
        step();
        const NodeIndex node = read_expression();
        is_path_ = false;
        if (node == no_node) return close_failed(TokenKind::close_parenthesis);
        if (!accept(TokenKind::close_parenthesis)) {
            return refuse("`)` for the `(` in column " + std::to_string(ast_.place_at(begin).column));
        }
        return node;
    }

    /// What stood in brackets could not be read; goes on behind them, so that more can be found.
    NodeIndex close_failed(TokenKind closing) {
        do {
            skip_element();
        } while (accept(TokenKind::comma));
        accept(closing);
        return no_node;
    }

    NodeIndex read_name() {
        Node node = node_at(NodeKind::name, token().begin, token().begin);
        node.is_rooted = accept(TokenKind::dot);
        if (peek() != TokenKind::name) return refuse("a name");
        node.place = token().begin;
        node.text = text_of(token());
        if (std::find(reserved_words.begin(), reserved_words.end(), node.text) != reserved_words.end()) {
            note(token().begin, "the reserved word `" + node.text + "`", "another name; only a field may be called so");
        }
        step();
        if (peek() != TokenKind::open_parenthesis) {
            const NodeIndex name = finish(std::move(node));
            is_path_ = true;
            return name;
        }
        node.kind = NodeKind::call;
        return read_call(std::move(node));
    }

    /// From the bracket on; `node` may have its target.
    NodeIndex read_call(Node node) {
        step();
        const bool is_whole = read_elements(TokenKind::close_parenthesis, [&] {
            const NodeIndex argument = read_expression();
            node.children.push_back(argument);
            return argument != no_node;
        });
        is_path_ = false;
        if (!is_whole) return no_node;
        node.end = end_of_last();
        read_macro(ast_, node, findings_);
        return add(std::move(node));
    }

    NodeIndex read_literal() {
        Node node = node_at(NodeKind::literal, token().begin, token().begin);
        const bool is_negative = peek() == TokenKind::minus;
        if (is_negative && !is_number(1)) return refuse("a value without a sign");
        if (is_negative) step();
        node.literal = tokens_.literals[token().literal];
        if (peek() == TokenKind::whole_number) {
            node.literal = signed_of(std::get<std::uint64_t>(node.literal), is_negative, node.begin);
        } else if (is_negative) {
            node.literal = -std::get<double>(node.literal);
        }
        step();
        return finish(std::move(node));
    }

    std::int64_t signed_of(std::uint64_t magnitude, bool is_negative, std::uint32_t begin) {
        constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
        if (magnitude > largest + (is_negative ? 1 : 0)) {
            note(begin, "a number too large for an int: " + quote_source(quoted()),
                 is_negative ? "at least -9223372036854775808" : "at most 9223372036854775807, or a uint: 1u");
            return 0;
        }
        return static_cast<std::int64_t>(is_negative ? 0 - magnitude : magnitude);
    }

    NodeIndex read_list() {
        Node node = node_at(NodeKind::list, token().begin, token().begin);
        step();
        const bool is_whole = read_elements(TokenKind::close_bracket, [&] {
            node.optionals.push_back(accept(TokenKind::question));
            node.children.push_back(read_expression());
            return node.children.back() != no_node;
        });
        is_path_ = false;
        return is_whole ? finish(std::move(node)) : no_node;
    }

    NodeIndex read_map() {
        Node node = node_at(NodeKind::map, token().begin, token().begin);
        step();
        const bool is_whole = read_elements(TokenKind::close_brace, [&] {
            node.optionals.push_back(accept(TokenKind::question));
            const NodeIndex key = read_expression();
            return key != no_node && read_entry(node, key, "`:` and the value of the key");
        });
        is_path_ = false;
        return is_whole ? finish(std::move(node)) : no_node;
    }

    bool read_entry(Node& node, NodeIndex key, std::string expected) {
        if (!accept(TokenKind::colon)) {
            refuse(std::move(expected));
            return false;
        }
        const NodeIndex value = read_expression();
        if (key != no_node) node.children.push_back(key);
        node.children.push_back(value);
        return value != no_node;
    }

    /// Name{field: value}; `name` is a name, or fields of names.
    NodeIndex read_message(std::uint32_t begin, NodeIndex name) {
        Node node = node_at(NodeKind::message, begin, begin);
        node.text = ast_.text_of(ast_.at(name));
        step();
        const bool is_whole = read_elements(TokenKind::close_brace, [&] {
            node.optionals.push_back(accept(TokenKind::question));
            if (peek() != TokenKind::name && peek() != TokenKind::quoted_name) {
                refuse("the name of a field");
                return false;
            }
            node.variables.emplace_back(text_of(token()));
            step();
            return read_entry(node, no_node, "`:` and the value of the field");
        });
        is_path_ = false;
        return is_whole ? finish(std::move(node)) : no_node;
    }

    /// Elements, divided by commas, up to `closing`, which is read too. A comma may end them, but not arguments.
    /// False when one could not be read; the others were.
    template <class ReadElement>
    bool read_elements(TokenKind closing, ReadElement read_element) {
        const bool may_trail = closing != TokenKind::close_parenthesis;
        if (may_trail && peek() == TokenKind::comma && peek(1) == closing) step();
        if (accept(closing)) return true;
        bool is_whole = true;
        do {
            if (!read_element()) {
                is_whole = false;
                skip_element();
            }
            if (peek() == closing || peek() == TokenKind::end) break;
            if (peek() != TokenKind::comma) {
                is_whole = false;
                refuse("`,` or " + closing_mark(closing));
                skip_element();
            }
        } while (accept(TokenKind::comma) && !(may_trail && peek() == closing));
        if (accept(closing)) return is_whole;
        if (is_whole) refuse("`,` or " + closing_mark(closing));
        return false;
    }

    static std::string closing_mark(TokenKind closing) {
        if (closing == TokenKind::close_parenthesis) return "`)`";
        return closing == TokenKind::close_bracket ? "`]`" : "`}`";
    }

    ParseLimits limits_;
    Tokens tokens_;
    std::size_t at_ = 0;
    Ast ast_;
    std::vector<std::uint32_t> depths_;  ///< of each node: 1 for a leaf
    std::uint32_t nesting_ = 0;
    bool is_path_ = false;  ///< the primary just read is a bare name, and may begin the name of a message
    bool gave_up_ = false;
    SourceFindings findings_;
};

}  // namespace

Result<Ast, SourceFindings> parse(std::string_view source, const ParseLimits& limits) {
    if (source.size() > limits.source_bytes_max) {
        return Failure{SourceFindings{{Place{}, "an expression of " + std::to_string(source.size()) + " bytes",
                                       "at most " + std::to_string(limits.source_bytes_max)}}};
    }
    if (const std::size_t bad = find_invalid_utf8(source); bad != std::string_view::npos) {
        return Failure{SourceFindings{
            {place_at(source, static_cast<std::uint32_t>(bad)), "a byte that is no UTF-8", "text in UTF-8"}}};
    }
    Tokens tokens = read_tokens(source);
    if (!tokens.findings.empty()) return Failure{std::move(tokens.findings)};
    return Parser(source, std::move(tokens), limits).read();
}

}  // namespace makegood::cel
