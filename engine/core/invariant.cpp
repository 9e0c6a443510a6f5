#include "engine/core/invariant.hpp"

#include <string>

namespace makegood {

void break_invariant(const char* promise, std::source_location where) {
    throw BrokenInvariant(std::string(where.file_name()) + ":" + std::to_string(where.line()) +
                          ": broken invariant: " + promise);
}

}  // namespace makegood
