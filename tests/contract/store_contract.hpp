#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "engine/port/clock.hpp"
#include "engine/port/store.hpp"

namespace makegood::contract {

/// Where one store lives: empty at first, and after its store was closed, as that one left it.
class Place {
  public:
    struct Limits {
        std::size_t queue_max = 8192;
        std::size_t batch_max = 128;
    };

    virtual ~Place() = default;
    /// At most one store is open at a time.
    [[nodiscard]] virtual std::unique_ptr<Store> open(const Company& company, WallClock& clock,
                                                      const Limits& limits) = 0;
    [[nodiscard]] std::unique_ptr<Store> open(const Company& company, WallClock& clock) {
        return open(company, clock, Limits{});
    }
};

/// One sentence of the port's contract, and how to see whether a store at an empty place keeps it.
struct Clause {
    const char* sentence;
    void (*hold)(Place&);
};

/// In a test: `for (const Clause& clause : store_contract()) DYNAMIC_SECTION(clause.sentence) { … clause.hold(place);
/// }`
[[nodiscard]] std::vector<Clause> store_contract();

[[nodiscard]] std::vector<Clause> writing_contract();
[[nodiscard]] std::vector<Clause> routing_contract();
[[nodiscard]] std::vector<Clause> repeating_contract();
[[nodiscard]] std::vector<Clause> reading_contract();
[[nodiscard]] std::vector<Clause> settling_contract();
[[nodiscard]] std::vector<Clause> closing_contract();

}  // namespace makegood::contract
