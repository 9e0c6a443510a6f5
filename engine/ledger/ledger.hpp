#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
    make_goods,          ///< what we gave beyond the price
    guarantee_accruals,  ///< at a close: claims stated and not yet adjusted, against refund_liability
    refund_liability,    ///< at a close: what they will cost
};
inline constexpr std::array accounts = {Account::receivables,       Account::sales,
                                        Account::output_tax,        Account::rounding,
                                        Account::allowances,        Account::refunds_payable,
                                        Account::customer_balances, Account::bank,
                                        Account::make_goods,        Account::guarantee_accruals,
                                        Account::refund_liability};
[[nodiscard]] std::string_view to_text(Account account);
[[nodiscard]] std::optional<Account> parse_account(std::string_view text);

/// The company's chart: a name for every account, and more names where the books divide one further.
class Chart {
  public:
    using Names = std::array<AccountName, accounts.size()>;  ///< in the order of `accounts`
    /// Allowances may be divided by service, output tax by (category, rate).
    struct Divisions {
        std::map<ServiceName, AccountName> allowances{};
        std::vector<std::pair<TaxKey, AccountName>> output_tax{};
    };

    /// No two accounts share a name; the parts of one may.
    explicit Chart(Names names) : Chart(std::move(names), Divisions()) {}
    Chart(Names names, Divisions divisions);
    [[nodiscard]] const AccountName& name(Account account) const { return names_[static_cast<std::size_t>(account)]; }
    [[nodiscard]] const AccountName& allowances_of(const ServiceName& service) const;
    [[nodiscard]] const AccountName& output_tax_of(const TaxKey& key) const;
    /// All names that an account has, its own first.
    [[nodiscard]] std::vector<AccountName> names_of(Account account) const;

  private:
    Names names_;
    Divisions divisions_;
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

/// What a document moves, as the books see it: net by service, tax by (category, rate), rounding. Amounts ≥ 0, of one
/// currency; rounding has the sign of the invoice's.
struct Moved {
    std::vector<std::pair<ServiceName, Money>> net;
    std::vector<std::pair<TaxKey, Money>> tax;
    Money rounding;
};
/// A document of ours and where it goes. A supplement turns every account around and settles nothing.
[[nodiscard]] std::vector<Entry> entries_for_credit(const Chart& chart, const Moved& moved,
                                                    std::span<const SettlementPart> settlement);
[[nodiscard]] std::vector<Entry> entries_for_supplement(const Chart& chart, const Moved& moved);

/// Money that came in, and money that bounced: it reopens what was paid, never the adjustment.
[[nodiscard]] std::vector<Entry> entries_for_payment(const Chart& chart, const Money& amount);
[[nodiscard]] std::vector<Entry> entries_for_reversed_payment(const Chart& chart, const Money& amount);
/// A refund left the account, or came back.
[[nodiscard]] std::vector<Entry> entries_for_paid_refund(const Chart& chart, const Money& amount);
[[nodiscard]] std::vector<Entry> entries_for_returned_refund(const Chart& chart, const Money& amount);
/// A refund that never left is owed no more: what it came from is open again.
[[nodiscard]] std::vector<Entry> entries_for_cancelled_refund(const Chart& chart, const Money& amount);
/// What was kept for a customer goes to another of their invoices, or back to them.
[[nodiscard]] std::vector<Entry> entries_for_used_balance(const Chart& chart, const Money& amount);
[[nodiscard]] std::vector<Entry> entries_for_refunded_balance(const Chart& chart, const Money& amount);
/// Money beyond the price, on its way to the customer.
/// With a tax line, the tax comes off the output tax, and its account bears the base alone.
[[nodiscard]] std::vector<Entry> entries_for_make_good(const Chart& chart, const Money& amount,
                                                       const std::optional<TaxSubtotal>& tax);

/// Debits less credits of one account over `entries`, in their currency.
[[nodiscard]] Money balance_of(Account account, std::span<const Entry> entries, Currency currency);

/// One row of a trial balance.
struct TrialBalanceRow {
    AccountName account;
    Money debit;
    Money credit;
};

}  // namespace makegood
