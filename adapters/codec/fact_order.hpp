#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/rules/facts.hpp"

namespace makegood::codec {

/// Finds facts by name. Recorded facts come in the table's order: the next one is mostly the one behind the last.
class FactOrder {
  public:
    /// `group` is "" for a fact by itself.
    [[nodiscard]] std::optional<FactIndex> find(std::string_view group, std::string_view field) {
        if (!enter(group.empty() ? field : group) || group.empty() != (group_->type == nullptr)) return std::nullopt;
        const auto facts = fact_table().facts().subspan(group_->first, group_->count);
        if (next_ >= facts.size() || facts[next_].field != field) {
            const auto found =
                std::find_if(facts.begin(), facts.end(), [&](const Fact& f) { return f.field == field; });
            if (found == facts.end()) return std::nullopt;
            next_ = static_cast<std::size_t>(found - facts.begin());
        }
        return group_->first + next_++;
    }

  private:
    /// Whether there is such a group.
    bool enter(std::string_view name) {
        if (group_ && group_->name == name) return true;
        const auto groups = fact_table().groups();
        const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.name == name; });
        if (found == groups.end()) return false;
        group_ = &*found;
        next_ = 0;
        return true;
    }

    const FactTable::Group* group_ = nullptr;
    std::size_t next_ = 0;  ///< in the group
};

}  // namespace makegood::codec
