#include "adapters/codec/event_upcasters.hpp"

#include <algorithm>

namespace makegood::codec {

std::optional<std::string> lift(std::string_view type, int from, int to, std::string payload,
                                std::span<const Upcaster> table) {
    if (from > to) return std::nullopt;
    for (int version = from; version < to; ++version) {
        const auto row = std::find_if(table.begin(), table.end(), [&](const Upcaster& upcaster) {
            return upcaster.type == type && upcaster.from == version;
        });
        if (row == table.end()) return std::nullopt;
        payload = row->lift(payload);
    }
    return payload;
}

}  // namespace makegood::codec
