#pragma once

#include <optional>
#include <string>

namespace makegood {

/// What a principal may do hangs on its role alone, judged at one place (adapters/http/access).
enum class Role { president, office, finance, auditor, integration, admin, system };

/// Who did something, and in whose name: a delegate acts in the president's name, and it says so.
struct Actor {
    std::string name;
    Role role = Role::system;
    std::optional<std::string> in_name_of{};
    bool operator==(const Actor&) const = default;
};

}  // namespace makegood
