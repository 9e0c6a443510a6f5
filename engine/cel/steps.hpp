#pragma once

#include <span>
#include <string_view>

#include "engine/cel/library.hpp"
#include "engine/cel/machine.hpp"
#include "engine/cel/operators.hpp"
#include "engine/cel/pattern.hpp"
#include "engine/cel/schema.hpp"

namespace makegood::cel {

// The steps that programs are made of. Each is made in the program's arena, of the steps of the children of its node.

using Steps = std::span<const Step* const>;

// Names, values, logic (steps_logic.cpp).
[[nodiscard]] const Step* make_constant(Arena& arena, NodeIndex node, const Value& value);
[[nodiscard]] const Step* make_fact(Arena& arena, NodeIndex node, std::uint32_t slot);
[[nodiscard]] const Step* make_local(Arena& arena, NodeIndex node, std::uint32_t slot);
/// Always the same error; the words live as long as the program.
[[nodiscard]] const Step* make_failure(Arena& arena, NodeIndex node, std::string_view words);
[[nodiscard]] const Step* make_not(Arena& arena, NodeIndex node, const Step* operand);
[[nodiscard]] const Step* make_and(Arena& arena, NodeIndex node, Steps operands);
[[nodiscard]] const Step* make_or(Arena& arena, NodeIndex node, Steps operands);
[[nodiscard]] const Step* make_conditional(Arena& arena, NodeIndex node, Steps parts);

// Operators and functions (steps_call.cpp).
[[nodiscard]] const Step* make_negate(Arena& arena, NodeIndex node, const Step* operand);
[[nodiscard]] const Step* make_operator(Arena& arena, NodeIndex node, Operator run, Steps operands);
[[nodiscard]] const Step* make_call(Arena& arena, NodeIndex node, LibraryFunction::Run run, Steps arguments);
[[nodiscard]] const Step* make_matches(Arena& arena, NodeIndex node, const Step* text, const Pattern& pattern);
/// The first overload that takes the arguments; else `otherwise`, which may be null.
[[nodiscard]] const Step* make_host_call(Arena& arena, NodeIndex node, std::span<const HostFunction* const> overloads,
                                         LibraryFunction::Run otherwise, Steps arguments);
[[nodiscard]] const Step* make_host_operator(Arena& arena, NodeIndex node,
                                             std::span<const HostFunction* const> overloads, Operator otherwise,
                                             Steps operands);

// What is inside of values, and what is made of several (steps_part.cpp).
[[nodiscard]] const Step* make_select(Arena& arena, const Ast& ast, NodeIndex node, const Step* operand);
[[nodiscard]] const Step* make_presence(Arena& arena, const Ast& ast, NodeIndex node, const Step* operand);
[[nodiscard]] const Step* make_index(Arena& arena, const Ast& ast, NodeIndex node, Steps parts);
[[nodiscard]] const Step* make_list(Arena& arena, const Ast& ast, NodeIndex node, Steps elements);
[[nodiscard]] const Step* make_map(Arena& arena, const Ast& ast, NodeIndex node, Steps parts);

// Macros (steps_macro.cpp, steps_optional.cpp).
/// A loop over the items of a list or the keys of a map, with a variable or two.
struct Loop {
    const Step* range = nullptr;
    const Step* filter = nullptr;  ///< may be null
    const Step* body = nullptr;
    std::uint32_t slot = 0;      ///< of its first variable
    bool has_two = false;        ///< variables: index or key, and value
    std::int64_t cost_each = 1;  ///< of one round
};
[[nodiscard]] const Step* make_loop(Arena& arena, NodeIndex node, NodeKind kind, const Loop& loop);
/// cel.bind and cel.block: each value into its slot, from the first on, then the body.
[[nodiscard]] const Step* make_bindings(Arena& arena, NodeIndex node, std::uint32_t first_slot, Steps parts);
/// optMap and optFlatMap.
[[nodiscard]] const Step* make_opt_map(Arena& arena, NodeIndex node, std::uint32_t slot, Steps parts, bool is_flat);
/// a.or(b) and a.orValue(b), which look at b only where a holds none.
[[nodiscard]] const Step* make_alternative(Arena& arena, NodeIndex node, Steps parts, bool gives_value);

/// A step in the arena.
template <class Made, class... Parts>
const Step* make(Arena& arena, const Parts&... parts) {
    static_assert(std::is_trivially_destructible_v<Made>);
    return new (arena.allocate(sizeof(Made), alignof(Made))) Made(parts...);
}

/// Steps that live in the arena.
[[nodiscard]] inline Steps keep_steps(Arena& arena, Steps steps) {
    const auto kept = arena.array<const Step*>(steps.size());
    std::copy(steps.begin(), steps.end(), kept.begin());
    return kept;
}

}  // namespace makegood::cel
