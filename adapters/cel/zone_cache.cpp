#include "adapters/cel/zone_cache.hpp"

namespace makegood::cel_json {

const Zone* ZoneCache::find(std::string_view name) const {
    auto found = zones_.find(name);
    if (found == zones_.end()) {
        if (zones_.size() == zones_max) return nullptr;
        found = zones_.emplace(std::string(name), load_(name)).first;
    }
    return found->second ? &*found->second : nullptr;
}

}  // namespace makegood::cel_json
