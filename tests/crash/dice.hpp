#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>

namespace makegood::crash {

/// Chance that can be replayed: the same seed gives the same throws on every machine. One thread.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    /// From 0 to `bound` - 1; `bound` > 0.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    /// From `first` to `last`, both included.
    std::size_t between(std::size_t first, std::size_t last) { return first + below(last - first + 1); }
    bool falls(std::size_t times, std::size_t out_of) { return below(out_of) < times; }
    std::uint64_t seed() { return engine_(); }

  private:
    std::mt19937_64 engine_;
};

}  // namespace makegood::crash
