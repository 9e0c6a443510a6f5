#pragma once

#include <string>
#include <vector>

#include "adapters/app/rule_keeper.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"
#include "tests/crash/folder.hpp"

namespace makegood::app {

/// One rule of one set: what a test changes of it.
struct RuleText {
    std::string version = "1";
    std::string when = "claim.channel == 'phone'";
    std::string then = R"({"flags": ["called"]})";
    std::string id = "by-phone";
    std::string effective_from = "2026-01-01";
    std::string words{};  ///< of the member "words", with its comma; "" is none
};
/// {"name": "house", …}
[[nodiscard]] std::string rules_json(const RuleText& text);
/// Two cases, of which the first fires and the second, a letter, does not.
[[nodiscard]] std::string cases_json(const std::string& fires = "by-phone");

/// A company with rules in a directory, a store, and a keeper that reloads for it.
class RuleHouse {
  public:
    /// `rules` is the directory's first set; "" makes no directory.
    explicit RuleHouse(const std::string& rules = rules_json({}));

    void write(const std::string& name, const std::string& content) const;
    void remove(const std::string& name) const;
    [[nodiscard]] std::string rules_directory() const { return folder.path("rules"); }
    [[nodiscard]] std::string database() const { return folder.path("house.db"); }

    /// The routing of a claim on a new invoice; "link" is the channel of the statement.
    [[nodiscard]] Routing claim(Channel channel = Channel::phone, const std::string& words = {});
    [[nodiscard]] std::vector<RoutingRow> routed_claims();
    /// What the journal says of activated rules, oldest first: envelopes.
    [[nodiscard]] std::vector<std::string> activated();
    [[nodiscard]] std::string backtest(const std::string& request);

    crash::Folder folder;
    vault::Vault vault;
    contract::HandClock clock{contract::monday_morning()};
    std::unique_ptr<RuleKeeper> keeper;
    std::unique_ptr<sqlite::SqliteStore> store;

  private:
    int invoices_ = 0;
};

/// "house/2", or "none".
[[nodiscard]] std::string title_of(const std::optional<RuleKeeper::Active>& active);
/// "/pointer: found …; accepted: …", one a line.
[[nodiscard]] std::string in_words(const Findings& findings);

}  // namespace makegood::app
