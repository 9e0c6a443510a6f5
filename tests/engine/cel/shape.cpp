#include "tests/engine/cel/shape.hpp"

#include <variant>

namespace makegood::cel {

namespace {

struct WriteLiteral {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(std::uint64_t value) const { return std::to_string(value) + "u"; }
    std::string operator()(double value) const {
        std::string text = std::to_string(value);
        while (text.back() == '0') text.pop_back();
        return text.back() == '.' ? text + "0" : text;
    }
    std::string operator()(const std::string& value) const { return "'" + value + "'"; }
    std::string operator()(const Bytes& value) const { return "b'" + value.bytes + "'"; }
};

std::string write_name(const Node& node) {
    const std::string name = (node.is_rooted ? "." : "") + node.text;
    switch (node.meaning) {
        case Meaning::unresolved: return name;
        case Meaning::fact: return name + "@" + std::to_string(node.slot);
        case Meaning::local: return name + "#" + std::to_string(node.slot);
        case Meaning::type_name: return "<" + name + ">";
    }
    return name;
}

std::string head_of(const Node& node) {
    const std::string optional = node.is_optional ? "?" : "";
    switch (node.kind) {
        case NodeKind::select: return "." + optional + node.text;
        case NodeKind::presence: return "has." + node.text;
        case NodeKind::index: return "[" + optional + "]";
        case NodeKind::call: return (node.is_member ? "." : "") + node.text + "()";
        case NodeKind::conditional: return "?:";
        case NodeKind::list: return "list";
        case NodeKind::map: return "map";
        case NodeKind::message: return "message " + node.text;
        default: break;
    }
    std::string head = node.text;
    for (const std::string& variable : node.variables) head += " " + variable;
    return head;
}

std::string write(const Ast& ast, NodeIndex index) {
    const Node& node = ast.at(index);
    if (node.kind == NodeKind::literal) return std::visit(WriteLiteral{}, node.literal);
    if (node.kind == NodeKind::name) return write_name(node);
    std::string text = "(" + head_of(node);
    const std::size_t each = node.kind == NodeKind::map ? 2 : 1;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const bool is_marked = i % each == 0 && i / each < node.optionals.size() && node.optionals[i / each];
        text += (is_marked ? " ?" : " ") + write(ast, node.children[i]);
    }
    return text + ")";
}

}  // namespace

std::string shape_of(const Ast& ast) {
    return write(ast, ast.root);
}

std::string lines_of(const SourceFindings& findings) {
    std::string text;
    for (const SourceFinding& finding : findings) {
        if (!text.empty()) text += "\n";
        text += std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + " " + finding.found +
                "; " + finding.expected;
    }
    return text;
}

}  // namespace makegood::cel
