#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/schema.hpp"
#include "engine/cel/type.hpp"

namespace makegood::cel {

/// One way to call a function or operator. Its types may have type variables (Type::parameter).
struct Signature {
    std::string name;        ///< as Node::text has it: "size", "math.abs", "_+_"
    bool is_member = false;  ///< called as first.name(rest)
    std::vector<Type> parameters;
    Type result;
    bool is_generic = false;  ///< has type variables
    [[nodiscard]] std::string to_text() const;
};

/// Every signature of the language and its extensions under that name; none where the name means nothing.
///
/// Operators are called "_+_" "_-_" "_*_" "_/_" "_%_" "_==_" "_!=_" "_<_" "_<=_" "_>_" "_>=_" "@in" "-_" "!_" "_&&_"
/// "_||_" "_?_:_" "_[_]" "_[?_]". Of "math.greatest" and "math.least" the table has the forms with one and with two
/// arguments; they take any number. Thread-safe.
/// Source: langdef.md, "List of Standard Definitions"; the extensions strings, math, optionals and encoders.
[[nodiscard]] std::span<const Signature> signatures_of(std::string_view name);

/// All of them, by name.
[[nodiscard]] const std::vector<Signature>& all_signatures();

/// Whether a function or operator has that name, in the language or among the host's.
[[nodiscard]] bool is_function(const Schema& schema, std::string_view name);

}  // namespace makegood::cel
