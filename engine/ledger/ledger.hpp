#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/adjustment/movement.hpp"
#include "engine/core/id.hpp"
#include "engine/invoice/invoice.hpp"
#include "engine/settlement/settlement.hpp"

namespace makegood {

using AccountName = Name<struct AccountTag>;

/// What an account is for. Its name in the company's books is configuration (config/accounts.json).
enum class Account {
    receivables,  ///< sub-ledger: Σ open of every invoice
    sales,
    output_tax,
    rounding,
    allowances,         ///< what the guarantee gave back
    refunds_payable,    ///< sub-ledger: Σ refunds not paid
    customer_balances,  ///< sub-ledger: Σ kept for customers
    bank,
};
inline constexpr std::array accounts = {Account::receivables,       Account::sales,      Account::output_tax,
                                        Account::rounding,          Account::allowances, Account::refunds_payable,
                                        Account::customer_balances, Account::bank};
[[nodiscard]] std::string_view to_text(Account account);
[[nodiscard]] std::optional<Account> parse_account(std::string_view text);

/// The company's chart: a name for every account, no two alike.
class Chart {
  public:
    /// In the order of `accounts`.
    explicit Chart(std::array<AccountName, accounts.size()> names);
    [[nodiscard]] const AccountName& name(Account account) const { return names_[static_cast<std::size_t>(account)]; }

  private:
    std::array<AccountName, accounts.size()> names_;
};

/// `books`: it happened in the ERP, which has it already. `makegood`: ours, to be exported.
enum class Origin { books, makegood };
[[nodiscard]] std::string_view to_text(Origin origin);

/// Double entry in one piece: one debit account, one credit account, one positive amount. It cannot be lopsided.
struct Entry {
    Account debit;
    Account credit;
    AccountName debit_name;
    AccountName credit_name;
    Money amount;
    Origin origin;
};

/// An invoice as the books have it: sales, tax and rounding against receivables, and what was paid before.
[[nodiscard]] std::vector<Entry> entries_for_invoice(const Chart& chart, const Invoice& invoice);
/// A credit that another document gave, in full, also what over-credits.
[[nodiscard]] std::vector<Entry> entries_for_credit_elsewhere(const Chart& chart, const CreditElsewhere& credit);
/// A document of ours and where it goes. A supplement turns every account around and settles nothing.
[[nodiscard]] std::vector<Entry> entries_for_credit(const Chart& chart, const Movement& movement,
                                                    std::span<const SettlementPart> settlement);
[[nodiscard]] std::vector<Entry> entries_for_supplement(const Chart& chart, const Movement& movement);

/// Debits less credits of one account over `entries`, in their currency.
[[nodiscard]] Money balance_of(Account account, std::span<const Entry> entries, Currency currency);

/// One row of a trial balance.
struct TrialBalanceRow {
    AccountName account;
    Money debit;
    Money credit;
};

}  // namespace makegood
