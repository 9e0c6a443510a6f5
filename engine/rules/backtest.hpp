#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/guarantee/guarantee.hpp"
#include "engine/rules/router.hpp"

namespace makegood {

// Back-testing: what a candidate rule set would have done with claims that were routed already, by the facts that were
// recorded with them. Both sides are laid over the same default routing, so that only what rules asked for is compared:
// two sets that ask for different things with the same result do not differ.

/// What of a routing rules can change.
enum class Aspect { priority, clocks, flags, notices, tasks, owners, hints, countersignature };
inline constexpr std::array aspects = {Aspect::priority, Aspect::clocks, Aspect::flags, Aspect::notices,
                                       Aspect::tasks,    Aspect::owners, Aspect::hints, Aspect::countersignature};
[[nodiscard]] std::string_view to_text(Aspect aspect);

/// How a claim was routed.
struct RecordedRouting {
    std::uint64_t order;     ///< ascends with the claims
    std::string_view claim;  ///< its number
    Instant at;
    const RuleSet* rules;  ///< that routed it, of which the trace is; null: there were none. Outlives the back-test
    const Trace& trace;
    const FactSheet& facts;
};

/// A rule, or a row of a table, then and now. Claims on which it is not comparable count there alone.
struct StepComparison {
    std::string step;                  ///< its id: the same id is the same step
    bool is_gone = false;              ///< the candidate has none of this id
    std::uint64_t fired = 0;           ///< then
    std::uint64_t fires = 0;           ///< by the candidate
    std::uint64_t begins = 0;          ///< fires and did not
    std::uint64_t ceases = 0;          ///< fired and does not
    std::uint64_t fails = 0;           ///< goes wrong by the candidate
    std::uint64_t not_comparable = 0;  ///< it reads what was not recorded
};

/// Claims whose routing changes by the same steps, and how one of them does.
struct ChangeSample {
    std::uint64_t claims = 0;
    std::uint64_t order = 0;  ///< of the claim that is shown: the first
    std::string claim{};
    std::vector<std::string> begins{};  ///< steps, by id
    std::vector<std::string> ceases{};
    std::vector<std::string> altered{};  ///< fire on both sides, and something else follows
    std::string before{};                ///< the routing in words
    std::string after{};
    std::vector<std::string> differences{};  ///< "priority urgent instead of normal"
};

struct BacktestReport {
    std::uint64_t claims = 0;          ///< all of them
    std::uint64_t changed = 0;         ///< are routed otherwise, as far as they are comparable
    std::uint64_t in_part = 0;         ///< of the comparable ones: some step of the candidate is not
    std::uint64_t not_comparable = 0;  ///< nothing was recorded
    std::array<std::uint64_t, aspects.size()> by_aspect{};  ///< claims
    std::vector<StepComparison> steps;  ///< the candidate's in its order, then those that are gone, by id
    std::vector<ChangeSample> samples;  ///< the most frequent first

    [[nodiscard]] std::uint64_t unchanged() const { return claims - changed - not_comparable; }
};

/// One report of parts that compared different claims with one candidate.
[[nodiscard]] BacktestReport unite(std::vector<BacktestReport> parts, std::size_t samples_max);

/// Compares claim by claim. One thread at a time; threads share the rule sets.
class Backtest {
  public:
    /// The guarantee gives the clocks of the default routing.
    Backtest(std::shared_ptr<const RuleSet> candidate, const Guarantee& guarantee, const cel::ZoneTable* zones);

    /// A trace of another set than `rules` breaks an invariant.
    void compare(const RecordedRouting& then);
    /// A claim of which nothing is recorded.
    void pass_over();
    [[nodiscard]] BacktestReport report() &&;

  private:
    /// What a recorded set and the candidate have in common.
    struct Kinship {
        const RuleSet* rules = nullptr;
        std::vector<std::size_t> rows;  ///< in the report, by step of the recorded set
        std::vector<bool> is_altered;   ///< by row: on both sides, with different effects
        bool has_same_words = false;
    };
    [[nodiscard]] const Kinship& kinship_with(const RuleSet* rules);
    void find_incomparable(const FactSet& missing, const Trace& now);
    [[nodiscard]] bool count_steps(const Kinship& kin, const Trace& now);
    void gather_effects(const RecordedRouting& then, const Kinship& kin);
    void compare_routings(const RecordedRouting& then, const Kinship& kin);
    void note(const RecordedRouting& then, const Kinship& kin, const Routing& before, const Routing& after);

    Router router_;
    const Guarantee& guarantee_;
    BacktestReport report_;
    std::vector<std::unique_ptr<Kinship>> kinships_;
    std::unordered_map<std::string, std::size_t> samples_;  ///< in the report, by the steps that made the change

    // of the claim at hand, by row of the report
    std::vector<StepOutcome> then_;
    std::vector<StepOutcome> now_;
    std::vector<bool> is_incomparable_;
    bool failed_then_ = false;
    bool fails_now_ = false;
    std::vector<const Effects*> effects_then_;
    std::vector<const Effects*> effects_now_;
};

}  // namespace makegood
