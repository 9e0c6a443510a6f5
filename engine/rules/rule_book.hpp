#pragma once

#include <memory>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/rules/rule_set.hpp"

namespace makegood {

/// All rule sets that a company has, each with the days on which it holds.
class RuleBook {
  public:
    RuleBook() = default;  ///< no rules: every claim takes the default routing
    /// Refuses two sets that begin on one day, and two of one name and version.
    [[nodiscard]] static Result<RuleBook, Findings> of(std::vector<std::shared_ptr<const RuleSet>> sets);

    /// Of the sets that hold on that day, the one that began last; null when there is none.
    [[nodiscard]] std::shared_ptr<const RuleSet> in_force_on(Date day) const;
    [[nodiscard]] const std::vector<std::shared_ptr<const RuleSet>>& sets() const { return sets_; }

  private:
    std::vector<std::shared_ptr<const RuleSet>> sets_;  ///< by their first day
};

}  // namespace makegood
