#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/cel/place.hpp"
#include "engine/cel/type.hpp"

namespace makegood::cel {

using NodeIndex = std::uint32_t;  ///< into Ast::nodes

struct Bytes {
    std::string bytes;
    bool operator==(const Bytes&) const = default;
};
using Literal = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Bytes>;

/// Macros are nodes of their own and not expanded into folds: quicker to run, and a trace can quote them.
enum class NodeKind : std::uint8_t {
    literal,
    name,      ///< `text`; is_rooted for a leading dot
    select,    ///< children: operand; `text` the field; is_optional for ?.
    presence,  ///< has(operand.text)
    index,     ///< children: operand, key; is_optional for [?]
    call,      ///< `text`; children: the arguments, the target first when is_member
    logical_not,
    negate,
    logical_and,  ///< two or more children: a chain is one node
    logical_or,
    conditional,  ///< children: condition, then, else
    binary,       ///< `text` is the operator as CEL names it: "_+_", "_==_", "_<_", "@in", ...; two children
    list,         ///< children: elements; `optionals` marks those written with ?
    map,          ///< children: key, value, key, value...; `optionals`, one per entry
    message,      ///< Name{field: value}: `text` the name, `variables` the fields; refused by checker and evaluator
    all,          ///< children: range, predicate; `variables`: one, or two (index or key, value)
    exists,
    exists_one,
    filter,
    map_list,             ///< children: range, transform; or range, filter, transform
    transform_list,       ///< two variables; children as map_list
    transform_map,        ///< two variables; children as map_list
    transform_map_entry,  ///< two variables; the transform gives a map of one entry
    bind,                 ///< cel.bind(variable, value, body)
    block,                ///< cel.block([v0, v1...], body): children v0, v1..., body; `variables` @index:0, @index:1...
    opt_map,              ///< children: optional, transform; one variable
    opt_flat_map,
};

/// What a name turned out to be.
enum class Meaning : std::uint8_t {
    unresolved,
    fact,   ///< a variable of the schema: `slot`
    local,  ///< a variable of an enclosing macro, bind or block: `slot`, numbered from the outside in
    type_name,
};

struct Node {
    NodeKind kind = NodeKind::literal;
    bool is_rooted = false;
    bool is_member = false;
    bool is_optional = false;
    std::uint32_t begin = 0;  ///< bytes of the source: first
    std::uint32_t end = 0;    ///< one behind the last
    std::uint32_t place = 0;  ///< byte a finding points at: the operator, the field, the name
    std::string text;
    Literal literal;
    std::vector<NodeIndex> children;
    std::vector<std::string> variables;
    std::vector<bool> optionals;
    std::uint32_t first_local = 0;  ///< macros: the slot of their first variable

    // Filled in by resolve and check (checker.hpp).
    Meaning meaning = Meaning::unresolved;
    std::uint32_t slot = 0;
    Type type;  ///< dyn where unchecked; of a type_name: the type it names
};

/// An expression as a tree, with the text it was read from. Nodes stand behind their children; some belong to no tree:
/// those that named the variables of a macro.
struct Ast {
    std::string source;
    std::vector<Node> nodes;
    NodeIndex root = 0;
    std::uint32_t locals = 0;  ///< how many local slots it needs

    [[nodiscard]] const Node& at(NodeIndex index) const { return nodes[index]; }
    [[nodiscard]] std::string_view text_of(const Node& node) const {
        return std::string_view(source).substr(node.begin, node.end - node.begin);
    }
    [[nodiscard]] Place place_at(std::uint32_t offset) const;
    /// The type of what the node gives: `type`, but of the name of a type T it is type(T).
    [[nodiscard]] Type type_of(const Node& node) const;
};

}  // namespace makegood::cel
