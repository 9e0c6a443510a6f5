#pragma once

#include "engine/time/instant.hpp"

namespace makegood {

/// Where the time comes from. Whoever stamps events takes max(now(), the last event's time). Thread-safe.
class WallClock {
  public:
    virtual ~WallClock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace makegood
