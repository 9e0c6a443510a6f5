#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/rules/backtest.hpp"
#include "engine/rules/rule_set.hpp"
#include "engine/time/date.hpp"

namespace makegood::app {

/// What stands above the figures of a back-test.
struct BacktestHead {
    const RuleSet& candidate;
    Date since;
    bool is_complete;
};

/// {"candidate","hash","since","claims","complete","changed","unchanged","in_part","not_comparable",
///  "by_aspect":{"priority":…},"rules":[{"id","fired","fires","begins","ceases","fails","not_comparable","gone"}],
///  "samples":[{"claims","claim","begins","ceases","altered","before","after","differences"}]}
[[nodiscard]] std::string to_json(const BacktestHead& head, const BacktestReport& report);

/// For people, in columns.
[[nodiscard]] std::string to_table(const BacktestHead& head, const BacktestReport& report);

}  // namespace makegood::app
