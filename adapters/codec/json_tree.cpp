#include "adapters/codec/json_tree.hpp"

namespace makegood::codec {

void append_pointer(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (char byte : name) {
        if (byte == '~')
            pointer += "~0";
        else if (byte == '/')
            pointer += "~1";
        else
            pointer += byte;
    }
}

std::string JsonTree::pointer(NodeIndex index) const {
    const JsonNode& node = nodes[index];
    if (node.parent == nowhere) return {};
    std::string result = pointer(node.parent);
    if (nodes[node.parent].kind == JsonKind::object) {
        append_pointer(result, node.name_text());
        return result;
    }
    std::size_t position = 0;
    for (NodeIndex sibling = node.parent + 1; sibling != index; sibling = nodes[sibling].next) ++position;
    append_pointer(result, std::to_string(position));
    return result;
}

}  // namespace makegood::codec
