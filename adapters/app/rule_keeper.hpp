#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/app/company_zones.hpp"
#include "adapters/app/recorded_rules.hpp"
#include "adapters/http/api/rule_desk.hpp"
#include "adapters/rules/rule_files.hpp"
#include "engine/desk/command.hpp"
#include "engine/port/clock.hpp"
#include "engine/port/crypto.hpp"

namespace makegood::app {

/// The `rules` directory beside a directory of configuration; nothing when there is none.
[[nodiscard]] std::optional<std::filesystem::path> rules_beside(const std::filesystem::path& config);

/// What is wrong with rule files as findings whose pointers name the file: "rules/service.json#/rules/3/when".
[[nodiscard]] Findings as_findings(const std::vector<rule_files::FileFinding>& findings);

/// Keeps the rules that a server works by: loads them, loads them again, and answers for them. Thread-safe.
class RuleKeeper final : public http::RuleDesk {
  public:
    /// Makes the store work by a company from the next claim on, and journals rule sets that are new to it. The error
    /// says in words why that was not done.
    using Activate = std::function<Result<bool, std::string>(const Company&)>;

    /// Every rule file of the directory, whole or not at all; without a directory there are no rules. `crypto` and
    /// `clock` outlive the keeper.
    [[nodiscard]] static Result<std::unique_ptr<RuleKeeper>, std::vector<rule_files::FileFinding>> load(
        const std::optional<std::filesystem::path>& directory, const Company& company, const Crypto& crypto,
        const WallClock& clock);

    /// The company with its rules.
    [[nodiscard]] std::shared_ptr<const Company> company() const;
    /// Before the first reload.
    void activate_with(Activate activate) { activate_ = std::move(activate); }

    [[nodiscard]] std::optional<Active> active() const override;
    [[nodiscard]] Result<std::optional<Active>, Findings> reload() override;
    [[nodiscard]] Result<std::vector<ExplanationLine>, std::string> explain(const RoutingRow& routed,
                                                                            std::string_view content) const override;
    /// {"candidate": {…a rule set…}, "since": "2026-01-01", "samples": 10}; at most `claims_max` claims, the oldest,
    /// and no longer than the reader's snapshot lasts.
    [[nodiscard]] Result<std::string, Findings> backtest(Reader& reader, std::string_view request) const override;

    static constexpr std::uint64_t claims_max = 100'000;

  private:
    RuleKeeper(std::optional<std::filesystem::path> directory, const Company& company, const Crypto& crypto,
               const WallClock& clock);
    [[nodiscard]] Result<std::shared_ptr<const Company>, std::vector<rule_files::FileFinding>> read() const;

    const std::optional<std::filesystem::path> directory_;
    const rule_files::Hash hash_;
    const WallClock& clock_;
    const CompanyZones zones_;
    mutable RecordedRules recorded_;
    Activate activate_;
    std::mutex reloading_;  ///< one at a time, from the files to the journal
    mutable std::mutex mutex_;
    std::shared_ptr<const Company> company_;  // guarded by mutex_
};

}  // namespace makegood::app
