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
    opaque,     ///< a type of the host's (schema.hpp), such as money
    parameter,  ///< a type variable of an overload, only inside the checker
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
    [[nodiscard]] static Type opaque(const OpaqueType& opaque);  ///< which outlives every Type made of it
    [[nodiscard]] static Type parameter(std::string name);

    [[nodiscard]] TypeKind kind() const { return kind_; }
    [[nodiscard]] const std::vector<Type>& parameters() const;
    [[nodiscard]] const ObjectType& object() const;
    [[nodiscard]] const OpaqueType& opaque() const;
    [[nodiscard]] std::string_view parameter_name() const;
    /// As a person writes it: "int", "list(string)", "map(string, int)", "optional_type(int)", "type(int)".
    [[nodiscard]] std::string to_text() const;
    bool operator==(const Type& other) const;

  private:
    TypeKind kind_ = TypeKind::dyn;
    std::shared_ptr<const std::vector<Type>> parameters_;
    std::shared_ptr<const ObjectType> object_;
    const OpaqueType* opaque_ = nullptr;
    std::shared_ptr<const std::string> name_;
};

}  // namespace makegood::cel
