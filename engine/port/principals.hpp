#pragma once

#include <optional>
#include <string_view>

#include "engine/core/actor.hpp"

namespace makegood {

/// Who a bearer token belongs to. Thread-safe and quick: it stands before every request.
class Principals {
  public:
    virtual ~Principals() = default;
    [[nodiscard]] virtual std::optional<Actor> find(std::string_view token) = 0;
};

}  // namespace makegood
