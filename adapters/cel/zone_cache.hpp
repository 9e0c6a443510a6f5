#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/cel/program.hpp"
#include "engine/time/zone.hpp"

namespace makegood::cel_json {

/// Zones that expressions name, loaded when first asked for and kept. One thread at a time.
class ZoneCache final : public cel::ZoneTable {
  public:
    /// Nothing when there is no such zone.
    using Load = std::function<std::optional<Zone>(std::string_view name)>;
    explicit ZoneCache(Load load) : load_(std::move(load)) {}

    [[nodiscard]] const Zone* find(std::string_view name) const override;

  private:
    static constexpr std::size_t zones_max = 1000;  // expressions can name what they like

    Load load_;
    mutable std::map<std::string, std::optional<Zone>, std::less<>> zones_;
};

}  // namespace makegood::cel_json
