#include "adapters/sqlite/outcome_report.hpp"

#include <map>

#include "adapters/sqlite/tally.hpp"

namespace makegood::sqlite {

namespace {

using Key = std::pair<std::string, Currency>;
using Groups = std::map<Key, OutcomeSums>;

std::string month_of(Date day) {
    return to_text(day).substr(0, 7);
}

Groups sum_up(Prepared& query, Date from, Date to, OutcomesBy by) {
    Groups groups;
    Run run(query, static_cast<int>(by), from.unix_days(), to.unix_days());
    while (run.next()) {
        const auto currency = Currency::find(run.view(2));
        invariant(currency.has_value(), "a stored currency is one");
        const Date day = Date::from_unix_days(static_cast<std::int32_t>(run.integer(0)));
        groups[{by == OutcomesBy::month ? month_of(day) : run.text(1), *currency}] +=
            OutcomeSums{run.integer(3), run.integer(4), run.integer(5), run.integer(6),
                        run.integer(7), run.integer(8), run.integer(9)};
    }
    return groups;
}

std::optional<std::chrono::minutes> mean(std::int64_t sum_ms, std::int64_t count) {
    if (count == 0) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::minutes>(std::chrono::milliseconds(sum_ms / count));
}

bool is_empty(const OutcomeSums& sums) {
    return sums.claims == 0 && sums.credited_minor == 0 && sums.billed_minor == 0;
}

}  // namespace

const char* outcomes_query() {
    // By month the days are told apart; by anything else they are one group.
    return "SELECT day, key, currency, sum(claims), sum(credited_minor), sum(billed_minor), sum(acknowledged), "
           "sum(acknowledged_ms), sum(adjusted), sum(adjusted_ms) FROM outcome_days "
           "WHERE grouping = ?1 AND day BETWEEN ?2 AND ?3 GROUP BY CASE ?1 WHEN 0 THEN day ELSE 0 END, key, currency";
}

std::vector<OutcomeRow> report_outcomes(Prepared& query, Date from, Date to, OutcomesBy by) {
    static_assert(static_cast<int>(OutcomesBy::month) == 0, "outcomes_query() counts on it");
    const Groups groups = sum_up(query, from, to, by);
    std::map<Currency, std::int64_t> billed_minor;
    if (by == OutcomesBy::cause)
        for (const auto& [key, sums] : sum_up(query, from, to, OutcomesBy::month))
            billed_minor[key.second] += sums.billed_minor;
    std::vector<OutcomeRow> rows;
    for (const auto& [key, sums] : groups) {
        if (is_empty(sums)) continue;
        const std::int64_t billed = by == OutcomesBy::cause ? billed_minor[key.second] : sums.billed_minor;
        rows.push_back({key.first, key.second, static_cast<std::uint64_t>(sums.claims),
                        Money(sums.credited_minor, key.second), Money(billed, key.second),
                        mean(sums.acknowledged_ms, sums.acknowledged), mean(sums.adjusted_ms, sums.adjusted)});
    }
    return rows;
}

}  // namespace makegood::sqlite
