#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/type.hpp"
#include "engine/cel/value.hpp"

namespace makegood::cel {

class Arena;

/// A record of named, typed fields, in an order: Object::fields has the same.
class ObjectType {
  public:
    struct Field {
        std::string name;
        Type type;
        bool is_optional = false;  ///< it may be absent; reading it then is an error, has() says so
    };
    ObjectType(std::string name, std::vector<Field> fields);
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view field) const;

  private:
    std::string name_;
    std::vector<Field> fields_;
};

/// A type whose values the host knows how to compare and to show: money, for one. Its operators and functions are
/// HostFunctions ("_+_", "_<_", ...); equality is asked here.
class OpaqueType {
  public:
    OpaqueType(std::string name, std::uint16_t tag) : name_(std::move(name)), tag_(tag) {}
    virtual ~OpaqueType() = default;
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint16_t tag() const { return tag_; }
    /// Whether two values of this type are equal; an error value where the question makes no sense.
    [[nodiscard]] virtual Value equal(const Value& a, const Value& b, Arena& arena) const = 0;
    [[nodiscard]] virtual std::string to_text(const Value& value) const = 0;

  private:
    std::string name_;
    std::uint16_t tag_;
};

/// A function that the host adds to the language. `run` gets as many values as there are parameters, of their types,
/// and returns one of `result`, or an error. It must not remember the arena.
struct HostFunction {
    using Run = Value (*)(std::span<const Value> arguments, Arena& arena);
    std::string name;        ///< "words_any", or an operator: "_+_", "_-_", "_<_", "_<=_", "_>_", "_>=_"
    bool is_member = false;  ///< called as first.name(rest)
    std::vector<Type> parameters;
    Type result;
    Run run = nullptr;
};

/// What an expression may name: variables, each with its slot (its place in declaration order, the same in Facts),
/// and what the host added. Immutable once programs are compiled against it; it outlives them.
class Schema {
  public:
    std::uint32_t declare(std::string name, Type type);  ///< gives the slot; a name may have dots
    void add(HostFunction function);
    void add(const OpaqueType& opaque);

    struct Variable {
        std::string name;
        Type type;
    };
    [[nodiscard]] const std::vector<Variable>& variables() const { return variables_; }
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;
    [[nodiscard]] const std::vector<HostFunction>& functions() const { return functions_; }
    [[nodiscard]] const std::vector<const OpaqueType*>& opaques() const { return opaques_; }

  private:
    std::vector<Variable> variables_;
    std::map<std::string, std::uint32_t, std::less<>> slots_;
    std::vector<HostFunction> functions_;
    std::vector<const OpaqueType*> opaques_;
};

}  // namespace makegood::cel
