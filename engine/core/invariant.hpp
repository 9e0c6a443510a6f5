#pragma once

#include <source_location>
#include <stdexcept>

namespace makegood {

/// Our own mistake, never the caller's: the program contradicted itself. It is thrown, not aborted on, so that the
/// store can roll the one command back, answer 500 to it alone, and keep serving; it is caught nowhere else.
class BrokenInvariant : public std::logic_error {
  public:
    using std::logic_error::logic_error;
};

[[noreturn]] void break_invariant(const char* promise, std::source_location where);

/// Checks, in every build, what must hold. `promise` says it as a sentence.
inline void invariant(bool holds, const char* promise, std::source_location where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        break_invariant(promise, where);
}

}  // namespace makegood
