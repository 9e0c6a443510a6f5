#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace makegood::cel {

enum class TypeKind : std::uint8_t {
    dyn,  ///< known only when it runs
    null,
    boolean,
    int64,
    uint64,
    float64,
    string,
    bytes,
    timestamp,
    duration,
    type,       ///< of types; one parameter
    list,       ///< one parameter
    map,        ///< two parameters: key, value
    optional,   ///< one parameter
    object,     ///< an ObjectType of the schema
    opaque,     ///< a type of the host's (schema.hpp), such as money; may have parameters
    parameter,  ///< a type variable of a signature: T stands for one type, the same wherever the signature has it
};

class ObjectType;
class OpaqueType;

/// A type of the language. Cheap to copy, immutable; equal when written equal.
class Type {
  public:
    Type() = default;  ///< dyn
    Type(TypeKind kind) : kind_(kind) {}
    [[nodiscard]] static Type list(Type element);
    [[nodiscard]] static Type map(Type key, Type value);
    [[nodiscard]] static Type optional(Type held);
    [[nodiscard]] static Type type_of(Type of);
    [[nodiscard]] static Type object(std::shared_ptr<const ObjectType> object);
    /// `opaque` outlives every Type made of it.
    [[nodiscard]] static Type opaque(const OpaqueType& opaque, std::vector<Type> parameters = {});
    [[nodiscard]] static Type parameter(std::string name);
    /// A type variable that the checker makes up: without a name, told from others by its number, which is not 0.
    [[nodiscard]] static Type variable(std::uint32_t number);
    /// The same constructor over other parameters, as many as it has.
    [[nodiscard]] Type with(std::vector<Type> parameters) const;

    [[nodiscard]] TypeKind kind() const { return kind_; }
    [[nodiscard]] bool is_dyn() const { return kind_ == TypeKind::dyn; }
    [[nodiscard]] const std::vector<Type>& parameters() const;
    /// The parameter of that place; dyn where a list, map or other was made without.
    [[nodiscard]] Type parameter_at(std::size_t place) const;
    [[nodiscard]] const ObjectType& object() const;
    [[nodiscard]] const OpaqueType& opaque() const;
    [[nodiscard]] std::string_view parameter_name() const;
    [[nodiscard]] std::uint32_t variable_number() const { return variable_; }
    /// As a person writes it: "int", "list(string)", "map(string, int)", "optional_type(int)", "type(int)".
    [[nodiscard]] std::string to_text() const;
    bool operator==(const Type& other) const;

  private:
    struct Parts;
    TypeKind kind_ = TypeKind::dyn;
    std::uint32_t variable_ = 0;
    std::shared_ptr<const Parts> parts_;
};

}  // namespace makegood::cel
