#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// Somebody of the company, told apart by name.
using Person = std::uint32_t;
inline constexpr Person nobody = 0;  ///< a customer's own link, or the program itself

class People {
  public:
    /// Who an event's actor is.
    [[nodiscard]] Person who(const Value& actor);

  private:
    std::map<std::string, Person, std::less<>> known_{};
};

}  // namespace makegood::verify
