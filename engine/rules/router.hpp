#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/rules/fact_sheet.hpp"
#include "engine/rules/rule_set.hpp"
#include "engine/rules/trace.hpp"

namespace makegood {

/// The flag of a claim on which a rule failed (law 2).
inline constexpr std::string_view rule_error_flag = "rule-error";

struct Routed {
    Routing routing;
    Trace trace;
};

/// Asks the rules of one set, one claim at a time: memory that is used again. One thread at a time; threads share the
/// set. Pure: the same facts give the same routing for ever.
class Router {
  public:
    explicit Router(std::shared_ptr<const RuleSet> rules, const cel::ZoneTable* zones = nullptr);

    [[nodiscard]] const RuleSet& rules() const { return *rules_; }

    /// What the rules add to `base`, the routing by default, whose clocks began at `now`. A rule that fails adds
    /// nothing but the flag, the others count all the same: there is always a routing (law 3).
    [[nodiscard]] Routed route(const FactSheet& facts, Instant now, Routing base);
    /// The same with facts of which none is missing.
    [[nodiscard]] Routed route(std::span<const cel::Value> facts, Instant now, Routing base);

    /// The steps that fire, as they stand in the set; what they do together is merge() of their effects. Both live
    /// until the next call. A step that reads a fact which was not recorded fails: nothing is made up.
    struct Judgement {
        const Trace& trace;
        std::span<const Effects* const> effects;
    };
    [[nodiscard]] Judgement judge(const FactSheet& facts);
    /// The same, but `unknown` facts count as not recorded, too, and the trace does not say what was false: for who
    /// asks a million claims which steps fire.
    [[nodiscard]] Judgement judge_outcomes(const FactSheet& facts, const FactSet& unknown);

    /// A fact, or an input of a table, with the value that it had.
    struct Named {
        std::string name;
        cel::Value value;  ///< lives until the next call
    };
    /// What the deciding part of a step that did not fire was about, found again from the facts: each once, in the
    /// order of the text.
    [[nodiscard]] std::vector<Named> named_in(const FactSheet& facts, std::size_t step, const Deciding& by);

  private:
    void judge(std::span<const cel::Value> facts, const FactSet& missing);
    [[nodiscard]] Routed finish(Instant now, Routing base) const;
    [[nodiscard]] bool reads_missing(std::size_t step, const FactSet& missing);
    void judge_rule(std::size_t step, std::span<const cel::Value> facts);
    void judge_table(const RuleSet::Table& table, std::span<const cel::Value> facts, const FactSet& missing);
    void judge_row(const RuleSet::Table& table, std::size_t row);
    void run_inputs(const RuleSet::Table& table, std::span<const cel::Value> facts);
    [[nodiscard]] cel::Value keep(const cel::Value& value);
    void fail(std::size_t step, const cel::Value& error, const cel::Ast& ast, std::size_t part);
    void settle_unique(const RuleSet::Table& table);
    [[nodiscard]] Deciding why_false(const Condition& condition, std::span<const cel::Value> values, std::size_t part);

    std::shared_ptr<const RuleSet> rules_;
    cel::Evaluator evaluator_;
    cel::Arena inputs_;               ///< what the values of inputs point to
    std::vector<cel::Value> values_;  ///< the facts, then the inputs of the table at hand
    cel::Evaluator::Witness witness_;
    bool tells_why_ = true;  ///< where a step was false
    Trace trace_;
    std::vector<const Effects*> effects_;
};

}  // namespace makegood
