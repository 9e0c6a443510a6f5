#include "engine/rules/rule_book.hpp"

#include <algorithm>

namespace makegood {

Result<RuleBook, Findings> RuleBook::of(std::vector<std::shared_ptr<const RuleSet>> sets) {
    Findings findings;
    for (std::size_t i = 0; i < sets.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const std::string both = sets[j]->title() + " and " + sets[i]->title();
            if (sets[i]->effective_from() == sets[j]->effective_from())
                findings.push_back({"/effective_from", both + ", which begin on one day", "a first day for each set"});
            if (sets[i]->title() == sets[j]->title())
                findings.push_back({"/version", both, "a name and version that no other set has"});
        }
    if (!findings.empty()) return Failure{std::move(findings)};
    std::sort(sets.begin(), sets.end(),
              [](const auto& a, const auto& b) { return a->effective_from() < b->effective_from(); });
    RuleBook book;
    book.sets_ = std::move(sets);
    return book;
}

std::shared_ptr<const RuleSet> RuleBook::in_force_on(Date day) const {
    const auto found =
        std::find_if(sets_.rbegin(), sets_.rend(), [&](const auto& set) { return set->is_effective_on(day); });
    return found == sets_.rend() ? nullptr : *found;
}

}  // namespace makegood
