#include "engine/cel/path.hpp"

#include "engine/cel/schema.hpp"

namespace makegood::cel {

std::optional<Path> path_of(const Ast& ast, NodeIndex index) {
    const Node& node = ast.at(index);
    if (node.kind == NodeKind::name) {
        if (node.meaning != Meaning::fact && node.meaning != Meaning::local) return std::nullopt;
        return Path{node.meaning == Meaning::local, node.slot, 0, {}};
    }
    if ((node.kind != NodeKind::select && node.kind != NodeKind::presence) || node.is_optional) return std::nullopt;
    const Type& type = ast.at(node.children[0]).type;
    if (type.kind() != TypeKind::object) return std::nullopt;
    const auto field = type.object().find(node.text);
    auto path = path_of(ast, node.children[0]);
    if (!field || !path || path->depth == Path::hops_max || ast.at(node.children[0]).kind == NodeKind::presence) {
        return std::nullopt;
    }
    path->hops[path->depth++] = {&type.object(), *field};
    return path;
}

}  // namespace makegood::cel
