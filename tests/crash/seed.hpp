#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace makegood::crash {

/// Where the rounds of a test begin: round n has the seed n above it. Another one each time, or what MAKEGOOD_SEED
/// says. A seed replays what is asked and what the disk does; how threads interleave is up to the machine.
inline std::uint64_t first_seed() {
    if (const char* given = std::getenv("MAKEGOOD_SEED")) return std::stoull(given);
    return std::random_device{}();
}

/// The long form of a test is asked for.
inline bool is_full() {
    const char* given = std::getenv("MAKEGOOD_FULL");
    return given != nullptr && std::string(given) != "0";
}

}  // namespace makegood::crash
