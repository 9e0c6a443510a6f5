#include <chrono>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <span>

#include "adapters/app/cel_commands.hpp"
#include "adapters/app/cel_documents.hpp"
#include "adapters/app/cel_zones.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/premises.hpp"

namespace makegood::app {

namespace {

class Round {
  public:
    Round(const std::vector<CompiledRule>& rules, const std::vector<std::vector<cel::Value>>& facts)
        : rules_(rules), facts_(facts) {}

    /// Every rule on every fact, as claims come in: all rules on one, then on the next. Returns how many are true.
    std::uint64_t run(cel::Evaluator& evaluator) const {
        std::uint64_t matches = 0;
        for (const std::vector<cel::Value>& fact : facts_)
            for (const CompiledRule& rule : rules_) {
                const cel::Value value = evaluator.run(rule.condition, fact);
                matches += value.kind == cel::ValueKind::boolean && value.boolean ? 1 : 0;
            }
        return matches;
    }

    /// Rules that go wrong are no matches; a person should know of them.
    void tell_errors(cel::Evaluator& evaluator) const {
        for (const CompiledRule& rule : rules_) {
            std::uint64_t errors = 0;
            std::string first;
            for (std::size_t i = 0; i < facts_.size(); ++i) {
                const cel::Value value = evaluator.run(rule.condition, facts_[i]);
                if (!value.is_error()) continue;
                if (++errors == 1) first = "fact /" + std::to_string(i) + ": " + std::string(value.fault->words);
            }
            if (errors > 0)
                std::cerr << "rule " << rule.id << " went wrong on " << errors << " facts, first on " << first << "\n";
        }
    }

    [[nodiscard]] std::uint64_t evaluations() const { return rules_.size() * facts_.size(); }

  private:
    std::span<const CompiledRule> rules_;
    std::span<const std::vector<cel::Value>> facts_;
};

}  // namespace

int run_cel_bench(const CelOptions& options) {
    if ((options.schema == "-") + (options.facts == "-") + (options.rules == "-") > 1)
        return fail("standard input can be one of --schema, --facts and --rules");
    const auto schema = read_fact_schema(options.schema);
    if (!schema) return exit_failed;
    cel::Arena arena;
    const auto bound = read_facts(options.facts, *schema, arena);
    const auto rules = read_rules(options.rules, schema->schema);
    if (!bound || !rules) return exit_failed;
    const Round round(*rules, bound->facts);
    if (round.evaluations() == 0) return fail("nothing to measure: no rule or no fact");

    const cel_json::ZoneCache zones = machine_zones();
    cel::Evaluator evaluator(&zones);
    round.tell_errors(evaluator);
    const std::uint64_t matches = round.run(evaluator);
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    std::chrono::duration<double> elapsed{};
    std::uint64_t rounds = 0;
    do {
        if (round.run(evaluator) != matches)
            return fail("the same rules on the same facts gave another number of matches");
        ++rounds;
        elapsed = Clock::now() - begin;
    } while (elapsed.count() < options.seconds);
    const double rate = static_cast<double>(rounds * round.evaluations()) / elapsed.count();
    std::cout << "makegood " << static_cast<std::uint64_t>(std::round(rate)) << " " << matches << "\n";
    return exit_done;
}

}  // namespace makegood::app
