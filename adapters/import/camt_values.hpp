#pragma once

#include <optional>

#include "adapters/import/camt_element.hpp"
#include "engine/core/finding.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

namespace makegood::import {

/// Each reads one value of ISO 20022 and gives nothing, with a finding, when it isn't there or is none.

/// An amount with its currency in @Ccy, ≥ 0 and exact in the currency.
[[nodiscard]] std::optional<Money> read_amount(const CamtElement& element, Findings& findings);
/// Of an indicator: whether it says CRDT, and not DBIT.
[[nodiscard]] std::optional<bool> read_is_credit(const CamtElement& indicator, Findings& findings);
/// An element that isn't there says no.
[[nodiscard]] std::optional<bool> read_flag(const CamtElement& element, Findings& findings);
/// Of a choice of Dt and DtTm: the day as the bank wrote it, whatever the zone. Nothing without a finding when neither
/// is there.
[[nodiscard]] std::optional<Date> read_day_if_any(const CamtElement& choice, Findings& findings);

}  // namespace makegood::import
