#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/port/store.hpp"
#include "engine/rules/explanation.hpp"

namespace makegood::http {

/// What the API asks of whoever keeps the company's rules. Thread-safe; a call may take long, so it is made on a
/// reader's thread.
class RuleDesk {
  public:
    struct Active {
        std::string rule_set;  ///< name and version
        std::string hash;      ///< SHA-256 of its content, hex
    };
    virtual ~RuleDesk() = default;

    /// The set in force today; nothing: every claim takes the default routing.
    [[nodiscard]] virtual std::optional<Active> active() const = 0;
    /// Reads the rules again and works by them from the next claim on. With findings the old ones stay in force.
    [[nodiscard]] virtual Result<std::optional<Active>, Findings> reload() = 0;
    /// Why a claim was routed as it was, by the facts that were recorded with it and the content of its rule set. The
    /// error says, in words, why that can't be told.
    [[nodiscard]] virtual Result<std::vector<ExplanationLine>, std::string> explain(const RoutingRow& routed,
                                                                                    std::string_view content) const = 0;
    /// What a candidate would have done with the claims on record: the body of the answer, JSON. `request` is the body
    /// of the question.
    [[nodiscard]] virtual Result<std::string, Findings> backtest(Reader& reader, std::string_view request) const = 0;
};

/// Of a company without rules.
class NoRules : public RuleDesk {
  public:
    [[nodiscard]] std::optional<Active> active() const override { return std::nullopt; }
    [[nodiscard]] Result<std::optional<Active>, Findings> reload() override { return std::optional<Active>(); }
    [[nodiscard]] Result<std::vector<ExplanationLine>, std::string> explain(const RoutingRow&,
                                                                            std::string_view) const override {
        return std::vector<ExplanationLine>{};
    }
    [[nodiscard]] Result<std::string, Findings> backtest(Reader&, std::string_view) const override {
        return Failure{Findings{{"", "a server without rules", "one that was started with --rules"}}};
    }
};

}  // namespace makegood::http
