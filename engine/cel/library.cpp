#include "engine/cel/library.hpp"

#include <algorithm>
#include <array>

namespace makegood::cel {

namespace {

std::array<std::span<const LibraryFunction>, 6> parts() {
    return {conversion_functions(), string_functions(), text_shape_functions(),
            time_functions(),       math_functions(),   optional_functions()};
}

bool takes(const LibraryFunction& function, std::size_t arguments) {
    return arguments >= function.arguments_min &&
           (arguments <= function.arguments_max || function.arguments_max == any_number);
}

}  // namespace

const LibraryFunction* find_function(std::string_view name, bool is_member, std::size_t arguments) {
    for (const auto part : parts()) {
        for (const auto& function : part) {
            const bool is_it = function.name == name && function.is_member == is_member;
            if (is_it && takes(function, arguments)) return &function;
        }
    }
    return nullptr;
}

bool is_library_function(std::string_view name) {
    for (const auto part : parts()) {
        if (std::any_of(part.begin(), part.end(), [&](const auto& function) { return function.name == name; })) {
            return true;
        }
    }
    return false;
}

bool are(Arguments arguments, std::initializer_list<ValueKind> kinds) {
    return std::equal(arguments.begin(), arguments.end(), kinds.begin(), kinds.end(),
                      [](const Value& value, ValueKind kind) { return value.kind == kind; });
}

}  // namespace makegood::cel
