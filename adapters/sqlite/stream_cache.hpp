#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "adapters/sqlite/stream_folder.hpp"

namespace makegood::sqlite {

/// An invoice stream in memory, at the version that the transaction under way sees.
struct HeldStream {
    std::int64_t id = 0;  ///< 0: it has no event yet
    InvoiceNumber number;
    InvoiceStream state{};
};

/// The streams last used. Whoever fails in the middle of changing one drops it; it is folded again from the journal.
class StreamCache {
  public:
    StreamCache(StreamFolder& folder, std::size_t streams_max, std::size_t lines_max)
        : folder_(folder), streams_max_(streams_max), lines_max_(lines_max) {}

    /// Null when the journal has no such stream. What is returned is valid until trim(), drop() or clear().
    [[nodiscard]] HeldStream* find(const InvoiceNumber& number);
    [[nodiscard]] HeldStream* find(std::int64_t id, std::uint64_t before = std::numeric_limits<std::int64_t>::max());
    /// What find() would return, without folding anything.
    [[nodiscard]] HeldStream* find_held(const InvoiceNumber& number);
    /// Whether find() would fold nothing. Thread-safe, unlike everything else here; may be outdated at once.
    [[nodiscard]] bool holds(const InvoiceNumber& number) const;
    HeldStream& insert(HeldStream stream);
    void drop(std::int64_t id);
    void clear();
    /// Weighs the one just used again and lets go of those not used for longest, beyond the limits. At least the
    /// last used one stays.
    void trim();

  private:
    struct Slot {
        HeldStream stream;
        std::size_t weight = 0;
    };
    using Slots = std::list<Slot>;

    HeldStream* use(Slots::iterator slot);
    void erase(Slots::iterator slot);

    StreamFolder& folder_;
    std::size_t streams_max_;
    std::size_t lines_max_;
    std::size_t weight_ = 0;
    Slots slots_;  // the last used one first
    mutable std::mutex held_mutex_;
    std::unordered_set<std::string> held_;  // guarded: the numbers of all slots
    std::unordered_map<std::int64_t, Slots::iterator> by_id_;
    std::unordered_map<std::string_view, Slots::iterator> by_number_;  // of the slot's own text
};

}  // namespace makegood::sqlite
