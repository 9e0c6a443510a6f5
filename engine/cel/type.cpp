#include "engine/cel/type.hpp"

#include <utility>

#include "engine/cel/schema.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::cel {

struct Type::Parts {
    std::vector<Type> parameters;
    std::shared_ptr<const ObjectType> object;
    const OpaqueType* opaque = nullptr;
    std::string name;
};

namespace {

std::string_view name_of(TypeKind kind) {
    switch (kind) {
        case TypeKind::dyn: return "dyn";
        case TypeKind::null: return "null_type";
        case TypeKind::boolean: return "bool";
        case TypeKind::int64: return "int";
        case TypeKind::uint64: return "uint";
        case TypeKind::float64: return "double";
        case TypeKind::string: return "string";
        case TypeKind::bytes: return "bytes";
        case TypeKind::timestamp: return "timestamp";
        case TypeKind::duration: return "duration";
        case TypeKind::type: return "type";
        case TypeKind::list: return "list";
        case TypeKind::map: return "map";
        case TypeKind::optional: return "optional_type";
        case TypeKind::object: return "object";
        case TypeKind::opaque: return "opaque";
        case TypeKind::parameter: return "parameter";
    }
    return "";
}

bool have_same_fields(const ObjectType& a, const ObjectType& b) {
    if (a.name() != b.name() || a.fields().size() != b.fields().size()) return false;
    for (std::size_t i = 0; i < a.fields().size(); ++i) {
        const auto& one = a.fields()[i];
        const auto& other = b.fields()[i];
        if (one.name != other.name || one.is_optional != other.is_optional || !(one.type == other.type)) return false;
    }
    return true;
}

}  // namespace

Type Type::list(Type element) {
    return Type(TypeKind::list).with({std::move(element)});
}

Type Type::map(Type key, Type value) {
    return Type(TypeKind::map).with({std::move(key), std::move(value)});
}

Type Type::optional(Type held) {
    return Type(TypeKind::optional).with({std::move(held)});
}

Type Type::type_of(Type of) {
    return Type(TypeKind::type).with({std::move(of)});
}

Type Type::object(std::shared_ptr<const ObjectType> object) {
    invariant(object != nullptr, "the type of an object has fields");
    Type type(TypeKind::object);
    type.parts_ = std::make_shared<Parts>(Parts{{}, std::move(object), nullptr, {}});
    return type;
}

Type Type::opaque(const OpaqueType& opaque, std::vector<Type> parameters) {
    Type type(TypeKind::opaque);
    type.parts_ = std::make_shared<Parts>(Parts{std::move(parameters), nullptr, &opaque, {}});
    return type;
}

Type Type::parameter(std::string name) {
    Type type(TypeKind::parameter);
    type.parts_ = std::make_shared<Parts>(Parts{{}, nullptr, nullptr, std::move(name)});
    return type;
}

Type Type::variable(std::uint32_t number) {
    Type type(TypeKind::parameter);
    type.variable_ = number;
    return type;
}

Type Type::with(std::vector<Type> parameters) const {
    Type type(kind_);
    type.parts_ = std::make_shared<Parts>(
        Parts{std::move(parameters), nullptr, kind_ == TypeKind::opaque && parts_ ? parts_->opaque : nullptr, {}});
    return type;
}

const std::vector<Type>& Type::parameters() const {
    static const std::vector<Type> none;
    return parts_ ? parts_->parameters : none;
}

Type Type::parameter_at(std::size_t place) const {
    const auto& all = parameters();
    return place < all.size() ? all[place] : Type();
}

const ObjectType& Type::object() const {
    invariant(kind_ == TypeKind::object && parts_, "fields are asked of the type of an object");
    return *parts_->object;
}

const OpaqueType& Type::opaque() const {
    invariant(kind_ == TypeKind::opaque && parts_, "the host's type is asked of an opaque type");
    return *parts_->opaque;
}

std::string_view Type::parameter_name() const {
    return parts_ ? std::string_view(parts_->name) : std::string_view();
}

std::string Type::to_text() const {
    std::string text;
    if (kind_ == TypeKind::object) return object().name();
    if (kind_ == TypeKind::parameter) {
        return variable_ == 0 ? std::string(parameter_name()) : "T" + std::to_string(variable_);
    }
    text = kind_ == TypeKind::opaque ? opaque().name() : std::string(name_of(kind_));
    if (parameters().empty()) return text;
    text += '(';
    for (std::size_t i = 0; i < parameters().size(); ++i) {
        if (i > 0) text += ", ";
        text += parameters()[i].to_text();
    }
    return text + ')';
}

bool Type::operator==(const Type& other) const {
    if (kind_ != other.kind_ || variable_ != other.variable_) return false;
    if (parts_ == other.parts_) return true;
    if (kind_ == TypeKind::object) return &object() == &other.object() || have_same_fields(object(), other.object());
    if (kind_ == TypeKind::opaque && &opaque() != &other.opaque()) return false;
    if (kind_ == TypeKind::parameter) return parameter_name() == other.parameter_name();
    return parameters() == other.parameters();
}

}  // namespace makegood::cel
