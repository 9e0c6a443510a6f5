#pragma once

#include <optional>
#include <string_view>

#include "engine/rules/facts.hpp"

namespace makegood::codec {

/// Finds facts by name. Recorded facts come in the table's order: the next one is mostly the one behind the last.
class FactOrder {
  public:
    [[nodiscard]] std::optional<FactIndex> find(std::string_view group, std::string_view field) {
        const auto facts = fact_table().facts();
        if (next_ >= facts.size() || facts[next_].field != field || facts[next_].group != group) {
            const auto found = fact_table().find(group, field);
            if (!found) return std::nullopt;
            next_ = *found;
        }
        return next_++;
    }

  private:
    FactIndex next_ = 0;
};

}  // namespace makegood::codec
