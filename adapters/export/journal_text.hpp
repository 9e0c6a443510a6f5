#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/export/journal_names.hpp"
#include "engine/ledger/ledger.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

/// Plain-text accounting journals: what finance books with hledger, ledger or beancount, without touching it.
///
///     2026-03-05 (CN-2026-000001) Müller GmbH | CN-2026-000001 for INV-1001
///         ; invoice: INV-1001
///         ; sequence: 41
///         Income:4800 Guarantee allowances             100.00 EUR
///         Assets:1200 Receivables                     -100.00 EUR
///
/// A journal declares its commodities with their digits, its payees and its accounts before it uses them, so that the
/// strict checks hold every line to them: `hledger -f F check --strict payees` (which reads UTF-8 only in a UTF-8
/// locale), `ledger --pedantic --explicit --check-payees -f F bal`, `bean-check F`, whose tolerance the journal sets to
/// nothing. Every amount is written out, with all of its currency's digits and without thousands; debits are positive.
///
/// It takes two passes over the same transactions: the first notes what occurs, the second writes.
///
///     JournalDeclarations declarations;
///     for each transaction: declarations.note(transaction);
///     JournalWriter journal(JournalDialect::hledger, "Export batch 12", declarations, sink);
///     for each transaction: journal.write(transaction);
namespace makegood::exports {

/// A name in the company's books, and what it is for, which decides the root that it stands under: two names under one
/// root are two accounts; one name under one root is one account, whatever its roles.
struct JournalAccount {
    Account role;
    AccountName name;
};

/// One of our entries. The amount is positive.
struct JournalEntry {
    JournalAccount debit;
    JournalAccount credit;
    Money amount;
};

/// All entries of one event, at least one.
struct JournalTransaction {
    Date posted_on;        ///< of the years 1400 to 9999, which all three tools read
    std::string document;  ///< number of the document, written "no number" when empty
    std::string invoice;   ///< number of the invoice that it is about; empty for none
    std::string payee;     ///< the customer's name
    std::string id;        ///< stays the same for ever, e.g. the journal sequence in decimal digits
    std::vector<JournalEntry> entries;
};

/// Assets, Liabilities, Income, Expenses: what all three tools call the top of an account's name.
enum class JournalRoot { assets, liabilities, income, expenses };
inline constexpr std::array journal_roots = {JournalRoot::assets, JournalRoot::liabilities, JournalRoot::income,
                                             JournalRoot::expenses};
[[nodiscard]] std::string_view to_text(JournalRoot root);
[[nodiscard]] JournalRoot root_of(Account role);

/// What a journal declares. One object serves all dialects. Holds each different payee once: about 100 bytes a
/// customer.
class JournalDeclarations {
  public:
    void note(const JournalTransaction& transaction);
    /// An account that may not occur. Whoever notes the whole chart sees names told apart alike in every batch.
    void note(const JournalAccount& account);

    [[nodiscard]] const Texts& accounts(JournalRoot root) const { return accounts_[static_cast<std::size_t>(root)]; }
    [[nodiscard]] const Texts& payees() const { return payees_; }
    [[nodiscard]] const std::set<Currency>& currencies() const { return currencies_; }
    /// Nothing before the first transaction.
    [[nodiscard]] std::optional<Date> earliest_posted_on() const { return earliest_posted_on_; }

  private:
    std::array<Texts, journal_roots.size()> accounts_;
    Texts payees_;
    std::set<Currency> currencies_;
    std::optional<Date> earliest_posted_on_;
};

/// Takes bytes in order; they are gone when it returns.
using JournalSink = std::function<void(std::string_view)>;

/// Writes one journal. The same input gives the same bytes, and memory doesn't grow with the transactions.
/// Breaks an invariant on what was not noted, on a transaction without entries and on an amount that is not positive;
/// the sink has then had whole transactions only, and the writer is of no more use.
class JournalWriter {
  public:
    /// Writes the declarations. `declarations` outlives the writer, unchanged. The title is a comment, empty for none.
    JournalWriter(JournalDialect dialect, std::string_view title, const JournalDeclarations& declarations,
                  JournalSink sink);

    /// In the caller's order, one call of the sink each.
    void write(const JournalTransaction& transaction);

    /// The account's whole name in this journal, "Assets:1200 Receivables": no two accounts share one.
    [[nodiscard]] std::string account(const JournalAccount& account) const;

  private:
    void declare(std::string_view title);
    void declare_currencies();
    void declare_payees();
    void declare_accounts();
    void prepare_accounts();
    void write_head(const JournalTransaction& transaction);
    void write_tag(std::string_view name, std::string_view value);
    void write_posting(const JournalAccount& account, std::string_view amount, Currency currency);
    void pass_on();

    JournalDialect dialect_;
    const JournalDeclarations& declarations_;
    JournalSink sink_;
    DistinctNames payees_;
    std::vector<DistinctNames> accounts_;  // by root
    /// By root and name: a posting's line up to its amount.
    std::array<std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>, journal_roots.size()> lines_;
    std::string bytes_;
};

}  // namespace makegood::exports
