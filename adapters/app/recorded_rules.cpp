#include "adapters/app/recorded_rules.hpp"

#include "adapters/vault/vault.hpp"

namespace makegood::app {

rule_files::Hash hash_with(const Crypto& crypto) {
    return [&crypto](std::string_view content) { return vault::to_hex(crypto.sha256(content)); };
}

std::shared_ptr<const RuleSet> RecordedRules::known(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    const auto found = sets_.find(hash);
    return found == sets_.end() ? nullptr : found->second;
}

Result<std::shared_ptr<const RuleSet>, std::string> RecordedRules::read(const std::string& hash,
                                                                        std::string_view content) {
    if (auto rules = known(hash)) return rules;
    auto rules = rule_files::read_rules(content, hash_);
    if (!rules)
        return Failure{"this program cannot read the rule set with the hash " + hash + ": " +
                       in_words(rules.error().front())};
    if ((*rules)->hash() != hash)
        return Failure{"the rule set that is kept under the hash " + hash + " has another: " + (*rules)->hash()};
    const std::lock_guard lock(mutex_);
    return sets_.emplace(hash, *std::move(rules)).first->second;
}

Result<std::shared_ptr<const RuleSet>, std::string> RecordedRules::find(const std::string& hash, Reader& reader) {
    if (auto rules = known(hash)) return rules;
    const auto content = reader.rule_set(hash);
    if (!content) return Failure{"the journal holds no rule set with the hash " + hash};
    return read(hash, *content);
}

Result<std::vector<ExplanationLine>, std::string> explain_recorded(const RoutingRow& routed,
                                                                   const std::shared_ptr<const RuleSet>& rules,
                                                                   const cel::ZoneTable& zones) {
    if (!routed.record || !routed.record->facts)
        return Failure{std::string("an older program routed the claim and recorded no facts")};
    if (routed.record->trace.steps.size() != rules->steps().size())
        return Failure{"what was recorded has " + std::to_string(routed.record->trace.steps.size()) +
                       " rules and rows, and " + rules->title() + " has " + std::to_string(rules->steps().size())};
    Router router(rules, &zones);
    return explain(router, *routed.record->facts, routed.record->trace);
}

}  // namespace makegood::app
