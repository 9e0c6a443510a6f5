#pragma once

#include <functional>
#include <string>

#include "tests/crash/oracle.hpp"

namespace makegood::crash {

/// Clients at work: they send invoices, invoke the guarantee, restate, approve, note and name causes, now and then talk
/// nonsense, several at a time, and send again under the same key what the store was not able to do.
struct Load {
    std::string name;  ///< begins every key and invoice number: one load, one name
    std::uint64_t seed;
    std::size_t threads;
    std::size_t requests_max;  ///< of each thread
    /// From when on nobody is told anything any more: then the clients go home.
    std::function<bool()> is_over = [] { return false; };
};

/// Runs it to its end, on threads of its own.
void run(const Load& load, Store& store, Oracle& oracle, const Crypto& crypto);

}  // namespace makegood::crash
