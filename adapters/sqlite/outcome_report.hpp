#pragma once

#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// Sums the days from a first to a last one, both included, for one grouping: by key and currency, months in order.
[[nodiscard]] const char* outcomes_query();
/// Runs it. By cause, every row is given the whole of what was billed in these days: a cause has no billing of its own.
[[nodiscard]] std::vector<OutcomeRow> report_outcomes(Prepared& query, Date from, Date to, OutcomesBy by);

}  // namespace makegood::sqlite
