#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/cel/ast.hpp"
#include "engine/cel/schema.hpp"
#include "engine/cel/unifier.hpp"

namespace makegood::cel {

/// Which signatures of a function fit arguments of given types, and what a person is told where none does.
class Overloads {
  public:
    Overloads(const Schema& schema, Unifier& unifier) : schema_(schema), unifier_(unifier) {}

    /// The result of calling `name` so; dyn where several signatures fit and differ in it. None where none fits.
    [[nodiscard]] std::optional<Type> result_of(std::string_view name, bool is_member, std::span<const Type> arguments);

    /// The call as it was found, and what would be accepted. `arguments` are settled.
    struct Words {
        std::string found;
        std::string expected;
    };
    [[nodiscard]] Words explain(std::string_view name, bool is_member, std::span<const Type> arguments) const;
    /// The same for a function that nobody knows.
    [[nodiscard]] Words explain_unknown(std::string_view name, bool is_member) const;

  private:
    const Schema& schema_;
    Unifier& unifier_;
};

}  // namespace makegood::cel
