#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/sqlite/store.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/adapters/verify/journal_file.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"

namespace makegood::verify {

/// A company at work on a real store, with a file of its own: whoever does something is named with it.
class House {
  public:
    explicit House(bool accrues = true);

    /// What followed; a refusal fails the test.
    std::vector<Journaled> must(const std::string& who, const Command& command);
    /// The refusal, if it was refused.
    std::optional<RefusalReason> ask(const std::string& who, const Command& command);
    std::optional<RefusalReason> ask(const std::string& who, const ExportCommand& command);

    [[nodiscard]] InvoiceStream invoice(const std::string& number);
    [[nodiscard]] ClaimId claim(const std::string& number);  ///< the latest
    /// Opens a claim and has it approved by "Ada"; "Olga" recorded it. Answers with its refund's number, if it has one.
    std::string honour(const std::string& number, const Saying& saying, std::optional<SettlementKind> wish = {});
    void pay(const std::string& number, const std::string& id, const std::string& amount);
    /// Closes the days before the last midnight, with the content that the journal gives. False when refused.
    bool close();
    [[nodiscard]] const std::string& path() const { return options_.path; }
    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] BatchContent content();

    contract::HandClock clock{contract::monday_morning()};

  private:
    std::optional<RefusalReason> submit(const std::string& who, std::variant<Command, ExportCommand> command,
                                        std::vector<Journaled>* events);
    JournalFile folder_;  ///< only its folder is used
    sqlite::Options options_{};
    vault::Vault crypto_{};
    std::unique_ptr<sqlite::SqliteStore> store_{};
};

/// "Ada" is the president, "Olga" the office, "Fay" and "Finn" finance; "link" is a customer's own, "makegood" the
/// program.
[[nodiscard]] Actor actor(const std::string& name);

enum class Closing { never, daily };

/// Money in and out, and nothing wrong: payments that bounce, refunds that fail and go out again, another account,
/// balances used and refunded, make-goods, documents taken back and replaced, corrections up and down, a supplement
/// that was revoked; if days are closed, four batches with accruals, one of them answered.
void tell_money_stories(JournalFile& file, Closing closing);

}  // namespace makegood::verify
