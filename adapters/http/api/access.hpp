#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "adapters/http/message.hpp"
#include "engine/core/actor.hpp"
#include "engine/core/result.hpp"
#include "engine/port/principals.hpp"

namespace makegood::http {

/// The roles that may use a route. Empty: nobody, which is where every route starts.
class Roles {
  public:
    constexpr Roles(std::initializer_list<Role> roles) {
        for (Role role : roles) mask_ |= 1U << static_cast<unsigned>(role);
    }
    [[nodiscard]] constexpr bool has(Role role) const { return (mask_ >> static_cast<unsigned>(role) & 1U) != 0; }

  private:
    unsigned mask_ = 0;
};

/// The one place where roles are checked: whose token it is, and whether that role is among `allowed`. The error is the
/// answer: 401 without a token that we know, 403 when the role is not among them.
[[nodiscard]] Result<Actor, Response> authorise(Principals& principals, const Request& request, Roles allowed);

}  // namespace makegood::http
