#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace makegood::app {

/// Hands over the rows after `after`, up to and with `last`, by their place in the journal. `fetch` reads at most
/// `page` of them after a place, ascending.
template <class Fetch, class Use>
void for_each_row(std::uint64_t after, std::uint64_t last, std::size_t page, const Fetch& fetch, const Use& use) {
    for (;;) {
        auto rows = fetch(after, page);
        for (auto& row : rows) {
            if (row.sequence > last) return;
            after = row.sequence;
            use(std::move(row));
        }
        if (rows.size() < page) return;
    }
}

}  // namespace makegood::app
