#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <span>
#include <string_view>

#include "engine/cel/arena.hpp"
#include "engine/cel/ast.hpp"
#include "engine/cel/equality.hpp"
#include "engine/cel/value.hpp"

namespace makegood::cel {

class ObjectType;
class OpaqueType;
class Schema;
class ZoneTable;
struct Machine;

inline constexpr std::string_view cost_exceeded = "cost limit exceeded";

/// One step of a compiled program: what a node of the expression does. Steps live in their program's arena, are
/// immutable, and hold what they run next; the value of a whole program is that of its root step.
class Step {
  public:
    explicit Step(NodeIndex node) : node_(node) {}
    Step(const Step&) = default;
    Step& operator=(const Step&) = delete;

    [[nodiscard]] virtual Value run(Machine& machine) const = 0;
    /// The value that it always gives; null where that hangs on the facts.
    [[nodiscard]] virtual const Value* constant() const { return nullptr; }
    [[nodiscard]] NodeIndex node() const { return node_; }

  protected:
    ~Step() = default;  // nothing in an arena is destroyed

  private:
    NodeIndex node_;
};

/// The types of objects and of the host's values, which type() gives: made when first asked for.
class TypeStore {
  public:
    [[nodiscard]] const Type& of_object(const ObjectType& object);
    [[nodiscard]] const Type& of_opaque(const OpaqueType& opaque);

  private:
    std::deque<Type> types_;  ///< stay where they are
};

/// What steps work on while a program runs.
struct Machine {
    const Value* facts = nullptr;
    Value* locals = nullptr;
    std::int64_t budget = 0;  ///< cost left. Below 0 it is spent: whatever loops, or makes values, looks and stops
    Arena& arena;
    const Ast& ast;
    const Schema& schema;
    TypeStore& types;
    const ZoneTable* zones = nullptr;

    void charge(std::size_t cost) { budget -= static_cast<std::int64_t>(cost); }
    [[nodiscard]] bool is_spent() const { return budget < 0 || arena.is_exhausted(); }
    /// The error of a run that cost too much, which nothing absorbs.
    [[nodiscard]] Value spent(NodeIndex node) { return arena.error_of(cost_exceeded, node, true); }
    [[nodiscard]] Comparison comparison();
};

using Arguments = std::span<const Value>;

/// Where in a run a function is called: for what it makes and for what it has to say.
struct Site {
    Machine& machine;
    NodeIndex node;

    [[nodiscard]] Arena& arena() const { return machine.arena; }
    /// An error. The words are a literal.
    [[nodiscard]] Value fail(std::string_view words) const { return machine.arena.error_of(words, node); }
    /// An error whose words are put together.
    [[nodiscard]] Value fail(std::initializer_list<std::string_view> pieces) const;
    /// The error of a function or operator that has no overload for such arguments.
    [[nodiscard]] Value no_overload(Arguments arguments) const;
    /// The same error, told as having happened here.
    [[nodiscard]] Value here(const Value& error) const;
};

/// How a text that somebody else wrote is quoted in an error: 'like this', and not at any length.
[[nodiscard]] std::string quote_for_error(std::string_view text);

/// The type of a value as the language names it.
[[nodiscard]] std::string_view type_name(const Value& value, const Schema& schema);

/// Whether && and || must not absorb it.
[[nodiscard]] inline bool is_over_budget(const Value& value) {
    return value.is_error() && value.fault->over_budget;
}

}  // namespace makegood::cel
