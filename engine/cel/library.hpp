#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "engine/cel/machine.hpp"

namespace makegood::cel {

/// A function of the language as it runs. It gets arguments of any kinds, none of them an error, and answers those it
/// has no overload for with an error.
struct LibraryFunction {
    using Run = Value (*)(const Site& site, Arguments arguments);
    std::string_view name;  ///< with its namespace: "math.greatest"
    bool is_member = false;
    std::uint8_t arguments_min = 0;  ///< the target of a member counts
    std::uint8_t arguments_max = 0;
    Run run = nullptr;
    bool is_constant = true;  ///< of the same arguments it always gives the same
};
inline constexpr std::uint8_t any_number = 255;

/// Null where no function of that name and style takes so many arguments.
[[nodiscard]] const LibraryFunction* find_function(std::string_view name, bool is_member, std::size_t arguments);
/// Whether any function of the library has that name.
[[nodiscard]] bool is_library_function(std::string_view name);

// Its parts, one file each.
[[nodiscard]] std::span<const LibraryFunction> conversion_functions();
[[nodiscard]] std::span<const LibraryFunction> string_functions();
[[nodiscard]] std::span<const LibraryFunction> text_shape_functions();
[[nodiscard]] std::span<const LibraryFunction> time_functions();
[[nodiscard]] std::span<const LibraryFunction> math_functions();
[[nodiscard]] std::span<const LibraryFunction> optional_functions();

/// Whether the arguments have these kinds.
[[nodiscard]] bool are(Arguments arguments, std::initializer_list<ValueKind> kinds);

/// target.format([...]) of the strings extension.
[[nodiscard]] Value format(const Site& site, Arguments arguments);

}  // namespace makegood::cel
