#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/import/ubl_element.hpp"
#include "engine/core/finding.hpp"
#include "engine/money/decimal.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

namespace makegood::import {

/// Reads single values out of elements and collects what is wrong with them, so that one pass finds everything.
/// A value that isn't there is nothing, and no finding unless the name says required. All amounts of one document
/// together stay below 4 × 10^18 minor units, so that no sum over them leaves int64; what is beyond is a finding.
class UblValues {
  public:
    void find(std::string place, std::string found, std::string expected);
    [[nodiscard]] bool is_clean() const { return findings_.empty(); }
    [[nodiscard]] Findings take() { return std::move(findings_); }

    [[nodiscard]] std::string required_text(const UblElement& parent, std::string_view name);
    [[nodiscard]] std::optional<std::string> text(const UblElement& element);
    [[nodiscard]] std::optional<Date> date(const UblElement& element);
    [[nodiscard]] std::optional<Decimal> decimal(const UblElement& element);
    /// Amounts in another currency than `currency` are a finding.
    [[nodiscard]] std::optional<Money> money(const UblElement& element, Currency currency);
    [[nodiscard]] Money required_money(const UblElement& parent, std::string_view name, Currency currency);

  private:
    Findings findings_;
    std::int64_t magnitude_left_minor_ = 4'000'000'000'000'000'000;
};

}  // namespace makegood::import
