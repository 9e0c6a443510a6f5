#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/cel/type.hpp"

namespace makegood::cel {

/// What the checker knows about type variables while it reads one expression: the element of an empty list, the A of a
/// signature. Bounded: an expression whose types grow beyond all measure makes every answer lenient and is_exhausted().
/// Source: langdef.md, "Gradual Type Checking"; null may stand for a timestamp, a duration, an optional or a type of
/// the host's.
class Unifier {
  public:
    /// `nodes`: of the expression; the work that is allowed grows with them.
    explicit Unifier(std::size_t nodes) : steps_max_(50'000 + 50 * nodes) {}

    /// A type variable about which nothing is known.
    [[nodiscard]] Type fresh();
    /// `generic` with variables of its own for each of its parameters; the same in all calls that share `names`.
    using Names = std::vector<std::pair<std::string, Type>>;
    [[nodiscard]] Type instantiate(const Type& generic, Names& names);

    /// Whether a value of type `from` may stand where `to` is wanted. If so, remembers what that says about variables;
    /// if not, forgets what it tried.
    bool assign(const Type& from, const Type& to);
    bool assign(std::span<const Type> from, std::span<const Type> to);

    /// The type that lists of both may hold: the more general one, or dyn.
    [[nodiscard]] Type join(const Type& one, const Type& other);

    /// `type` with what is known of its variables. What is not known stays, or is dyn.
    [[nodiscard]] Type known(const Type& type) { return apply(type, false); }
    [[nodiscard]] Type settled(const Type& type) { return apply(type, true); }

    [[nodiscard]] bool is_exhausted() const { return steps_ > steps_max_; }

  private:
    enum class Substitution { fits, clashes, impossible };

    bool match(const Type& from, const Type& to);
    bool match_parameters(const Type& from, const Type& to);
    Substitution substitute(const Type& type, const Type& variable);
    bool occurs(const Type& variable, const Type& in);
    Type apply(const Type& type, bool settle);
    void bind(const Type& variable, Type type);
    void undo(std::size_t length);
    [[nodiscard]] const std::optional<Type>& bound(const Type& variable) const {
        return bound_[variable.variable_number() - 1];
    }
    bool step() { return ++steps_ <= steps_max_; }

    std::vector<std::optional<Type>> bound_;
    std::vector<std::pair<std::uint32_t, std::optional<Type>>> trail_;  ///< what a variable was before
    std::size_t steps_ = 0;
    std::size_t steps_max_;
};

/// Whether the two are the same but for dyn and variables, which `one` has where `other` knows more.
[[nodiscard]] bool is_less_specific(const Type& one, const Type& other);

}  // namespace makegood::cel
