#include "engine/cel/ast.hpp"

#include "engine/cel/utf8.hpp"

namespace makegood::cel {

Place place_at(std::string_view source, std::uint32_t offset) {
    Place place{.offset = offset};
    for (std::uint32_t i = 0; i < offset && i < source.size(); ++i) {
        if (source[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if (begins_code_point(source[i])) {
            ++place.column;
        }
    }
    return place;
}

Place Ast::place_at(std::uint32_t offset) const {
    return cel::place_at(source, offset);
}

Type Ast::type_of(const Node& node) const {
    return node.meaning == Meaning::type_name ? Type::type_of(node.type) : node.type;
}

}  // namespace makegood::cel
