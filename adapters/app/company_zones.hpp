#pragma once

#include <string_view>

#include "engine/cel/program.hpp"
#include "engine/time/zone.hpp"

namespace makegood::app {

/// The zones that rules may name: the company's, and UTC. Immutable.
class CompanyZones final : public cel::ZoneTable {
  public:
    explicit CompanyZones(Zone company) : company_(std::move(company)), utc_(Zone::utc()) {}
    [[nodiscard]] const Zone* find(std::string_view name) const override {
        if (name == utc_.name()) return &utc_;
        return name == company_.name() ? &company_ : nullptr;
    }

  private:
    Zone company_;
    Zone utc_;
};

}  // namespace makegood::app
