#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/cel/program.hpp"
#include "engine/core/finding.hpp"
#include "engine/rules/effects.hpp"
#include "engine/rules/facts.hpp"
#include "engine/rules/word_lists.hpp"

namespace makegood {

/// Which rows of a decision table count when several fit.
enum class HitPolicy {
    unique,   ///< there is at most one; two that fit are a mistake in the table
    first,    ///< the first from above
    collect,  ///< all of them
};
[[nodiscard]] std::string_view to_text(HitPolicy policy);

// A rule set as somebody wrote it: expressions are still texts. load() makes a RuleSet of it.

struct RuleDraft {
    std::string id;
    std::string name;
    std::string why;
    std::string when;
    Effects then;
};

struct InputDraft {
    std::string name;
    std::string expression;
};

struct RowDraft {
    std::string id;
    std::vector<std::string> when;  ///< one cell for each input; "" or "-": whatever it is
    Effects then;
};

struct TableDraft {
    std::string id;
    std::string name;
    std::string why;
    HitPolicy hit = HitPolicy::unique;
    bool is_complete = false;  ///< it says that a row fits whatever comes
    std::vector<InputDraft> inputs;
    std::vector<RowDraft> rows;
};

struct RuleSetDraft {
    std::string name;
    std::string version;
    Date effective_from = Date::from_unix_days(0);
    std::optional<Date> effective_until{};  ///< the last day
    WordLists words;
    std::vector<RuleDraft> rules;
    std::vector<TableDraft> tables;
    std::string content;  ///< canonical: what is journalled when the set is activated, and hashed
    std::string hash;     ///< SHA-256 of the content, hex; the engine is told it
};

/// A condition that is ready to run.
struct Condition {
    cel::Program program;
    FactSet reads;                    ///< the facts that it names
    std::vector<std::size_t> inputs;  ///< of its table, that it names
};

/// Rules that are parsed, checked and compiled. Immutable, stays where it is; threads share it, each with a Router.
class RuleSet {
  public:
    struct Rule {
        std::string id;
        std::string name;
        std::string why;
        Condition when;
        Effects then;
    };
    struct Input {
        std::string name;
        Condition value;
    };
    struct Row {
        std::string id;
        std::vector<std::optional<Condition>> cells;  ///< one for each input; nothing: whatever it is
        Effects then;
    };
    struct Table {
        std::string id;
        std::string name;
        std::string why;
        HitPolicy hit;
        bool is_complete;
        std::unique_ptr<const cel::Schema> schema;  ///< the facts, then the inputs
        std::vector<Input> inputs;
        std::vector<Row> rows;
        std::size_t first_step;
    };
    /// What fires or does not: a rule, or a row of a table. First the rules, then the tables, as they stand.
    struct Step {
        std::string id;  ///< "harm", or "owner/quarry" for a row
        const Rule* rule = nullptr;
        const Table* table = nullptr;
        const Row* row = nullptr;
        FactSet reads;

        [[nodiscard]] const Effects& then() const { return rule ? rule->then : row->then; }
        [[nodiscard]] const std::string& why() const { return rule ? rule->why : table->why; }
        /// "\"Someone was hurt\"", or "\"Owner by service\", row quarry"
        [[nodiscard]] std::string in_words() const;
    };

    RuleSet(RuleSetDraft draft, std::vector<Rule> rules, std::vector<Table> tables);
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;

    [[nodiscard]] const std::string& name() const { return head_.name; }
    [[nodiscard]] const std::string& version() const { return head_.version; }
    /// "service-company/2026-1", as routings say it.
    [[nodiscard]] std::string title() const { return head_.name + "/" + head_.version; }
    [[nodiscard]] const std::string& hash() const { return head_.hash; }
    [[nodiscard]] const std::string& content() const { return head_.content; }
    [[nodiscard]] Date effective_from() const { return head_.effective_from; }
    [[nodiscard]] const std::optional<Date>& effective_until() const { return head_.effective_until; }
    [[nodiscard]] bool is_effective_on(Date day) const;
    [[nodiscard]] const WordLists& words() const { return head_.words; }

    [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
    [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
    /// The most inputs that a table has.
    [[nodiscard]] std::size_t inputs_max() const { return inputs_max_; }

  private:
    RuleSetDraft head_;  ///< without rules and tables
    std::vector<Rule> rules_;
    std::vector<Table> tables_;
    std::vector<Step> steps_;
    std::size_t inputs_max_ = 0;
};

/// One thing wrong with a rule set, in its document and, where it is in an expression, in that.
struct RuleFinding {
    enum class Weight {
        error,    ///< the set does not load
        warning,  ///< it does
    };
    Finding finding;
    std::optional<cel::Place> place{};  ///< in `source`
    std::string source{};               ///< the expression
    Weight weight = Weight::error;
};
using RuleFindings = std::vector<RuleFinding>;
/// "/rules/3/when:1:15: found …; accepted: …", and below it the line of the expression with a caret.
[[nodiscard]] std::string in_words(const RuleFinding& finding);

}  // namespace makegood
