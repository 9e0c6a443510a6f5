#include "engine/cel/machine.hpp"

#include <algorithm>
#include <string>

#include "engine/cel/schema.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

/// An operator's name as it is written: "_+_" is "+", "@in" is "in".
std::string_view operator_sign(std::string_view name) {
    if (name == "@in") return "in";
    while (name.starts_with('_')) name.remove_prefix(1);
    while (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

std::string call_text(const Node& node, std::span<const std::string_view> types) {
    const bool has_target = node.is_member && !types.empty();
    std::string text = has_target ? std::string(types[0]) + "." : "";
    text += node.text + "(";
    for (std::size_t i = has_target ? 1 : 0; i < types.size(); ++i) {
        if (i > (has_target ? 1u : 0u)) text += ", ";
        text += types[i];
    }
    return text + ")";
}

std::string overload_text(const Node& node, std::span<const std::string_view> types) {
    const auto type = [&](std::size_t at) { return std::string(at < types.size() ? types[at] : ""); };
    switch (node.kind) {
        case NodeKind::binary: return type(0) + " " + std::string(operator_sign(node.text)) + " " + type(1);
        case NodeKind::logical_and: return type(0) + " && " + type(1);
        case NodeKind::logical_or: return type(0) + " || " + type(1);
        case NodeKind::logical_not: return "!" + type(0);
        case NodeKind::negate: return "-" + type(0);
        case NodeKind::conditional: return type(0) + " ? :";
        case NodeKind::index: return type(0) + "[" + type(1) + "]";
        case NodeKind::select:
        case NodeKind::presence: return type(0) + "." + node.text;
        case NodeKind::call: return call_text(node, types);
        default: return "a macro over " + type(0);
    }
}

}  // namespace

const Type& TypeStore::of_object(const ObjectType& object) {
    for (const Type& type : types_) {
        if (type.kind() == TypeKind::object && &type.object() == &object) return type;
    }
    // It belongs to the schema, which outlives what is made of it.
    const std::shared_ptr<const ObjectType> borrowed(std::shared_ptr<const void>(), &object);
    return types_.emplace_back(Type::object(borrowed));
}

const Type& TypeStore::of_opaque(const OpaqueType& opaque) {
    for (const Type& type : types_) {
        if (type.kind() == TypeKind::opaque && &type.opaque() == &opaque) return type;
    }
    return types_.emplace_back(Type::opaque(opaque));
}

Comparison Machine::comparison() {
    return {schema.opaques(), arena, budget};
}

Value Site::fail(std::initializer_list<std::string_view> pieces) const {
    std::size_t size = 0;
    for (const auto piece : pieces) size += piece.size();
    const auto words = machine.arena.array<char>(size);
    if (words.size() != size) return machine.spent(node);
    auto end = words.begin();
    for (const auto piece : pieces) end = std::copy(piece.begin(), piece.end(), end);
    return machine.arena.error_of({words.data(), size}, node);
}

Value Site::no_overload(Arguments arguments) const {
    std::vector<std::string_view> types;
    for (const auto& argument : arguments) types.push_back(type_name(argument, machine.schema));
    return fail({"no such overload: ", overload_text(machine.ast.at(node), types)});
}

Value Site::here(const Value& error) const {
    return machine.arena.error_of(error.fault->words, node, error.fault->over_budget);
}

std::string quote_for_error(std::string_view text) {
    constexpr std::size_t bytes_max = 60;
    std::size_t end = std::min(text.size(), bytes_max);
    while (end > 0 && end < text.size() && !begins_code_point(text[end])) --end;
    return "'" + std::string(text.substr(0, end)) + (end < text.size() ? "...'" : "'");
}

std::string_view type_name(const Value& value, const Schema& schema) {
    switch (value.kind) {
        case ValueKind::error: return "error";
        case ValueKind::absent: return "absent";
        case ValueKind::null: return "null_type";
        case ValueKind::boolean: return "bool";
        case ValueKind::int64: return "int";
        case ValueKind::uint64: return "uint";
        case ValueKind::float64: return "double";
        case ValueKind::string: return "string";
        case ValueKind::bytes: return "bytes";
        case ValueKind::timestamp: return "timestamp";
        case ValueKind::duration: return "duration";
        case ValueKind::list: return "list";
        case ValueKind::map: return "map";
        case ValueKind::object: return value.object->type->name();
        case ValueKind::optional: return "optional_type";
        case ValueKind::type: return "type";
        case ValueKind::opaque: break;
    }
    for (const OpaqueType* opaque : schema.opaques()) {
        if (opaque->tag() == value.tag) return opaque->name();
    }
    return "opaque";
}

}  // namespace makegood::cel
