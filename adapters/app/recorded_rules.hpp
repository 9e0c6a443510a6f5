#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/rules/rule_files.hpp"
#include "engine/port/crypto.hpp"
#include "engine/port/store.hpp"
#include "engine/rules/explanation.hpp"

namespace makegood::app {

/// SHA-256, as hex. `crypto` outlives it.
[[nodiscard]] rule_files::Hash hash_with(const Crypto& crypto);

/// Rule sets that were in force once, read from what the journal kept of them, each once. Thread-safe.
class RecordedRules {
  public:
    /// `crypto` outlives it.
    explicit RecordedRules(const Crypto& crypto) : hash_(hash_with(crypto)) {}

    /// The error says in words why this program cannot read the content.
    [[nodiscard]] Result<std::shared_ptr<const RuleSet>, std::string> read(const std::string& hash,
                                                                           std::string_view content);
    /// The same, asking the reader for the content when it was not read before.
    [[nodiscard]] Result<std::shared_ptr<const RuleSet>, std::string> find(const std::string& hash, Reader& reader);

  private:
    [[nodiscard]] std::shared_ptr<const RuleSet> known(const std::string& hash) const;

    rule_files::Hash hash_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const RuleSet>> sets_;  // guarded; a company has few in all its years
};

/// Why a claim was routed as it was: by the rule set of that day, with the facts of that day. The error says in words
/// why that cannot be told.
[[nodiscard]] Result<std::vector<ExplanationLine>, std::string> explain_recorded(
    const RoutingRow& routed, const std::shared_ptr<const RuleSet>& rules, const cel::ZoneTable& zones);

}  // namespace makegood::app
