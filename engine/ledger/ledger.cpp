#include "engine/ledger/ledger.hpp"

#include <algorithm>
#include <set>

namespace makegood {

namespace {

constexpr std::array<std::string_view, accounts.size()> account_texts = {
    "receivables", "sales", "output_tax", "rounding", "allowances", "refunds_payable", "customer_balances", "bank"};

/// Collects entries, leaving out what moves nothing and turning around what is negative.
class Posting {
  public:
    Posting(const Chart& chart, Origin origin) : chart_(chart), origin_(origin) {}

    void post(Account debit, Account credit, const Money& amount) {
        if (amount.is_zero()) return;
        if (amount.is_negative()) std::swap(debit, credit);
        entries_.push_back({debit, credit, chart_.name(debit), chart_.name(credit), abs(amount), origin_});
    }
    std::vector<Entry> done() { return std::move(entries_); }

  private:
    const Chart& chart_;
    Origin origin_;
    std::vector<Entry> entries_;
};

}  // namespace

std::string_view to_text(Account account) {
    return account_texts[static_cast<std::size_t>(account)];
}

std::optional<Account> parse_account(std::string_view text) {
    const auto found = std::find(account_texts.begin(), account_texts.end(), text);
    if (found == account_texts.end()) return std::nullopt;
    return accounts[static_cast<std::size_t>(found - account_texts.begin())];
}

Chart::Chart(std::array<AccountName, accounts.size()> names) : names_(std::move(names)) {
    invariant(std::set<AccountName>(names_.begin(), names_.end()).size() == names_.size(),
              "two accounts do not share a name");
}

std::string_view to_text(Origin origin) {
    return origin == Origin::books ? "books" : "makegood";
}

std::vector<Entry> entries_for_invoice(const Chart& chart, const Invoice& invoice) {
    Posting posting(chart, Origin::books);
    posting.post(Account::receivables, Account::sales, invoice->totals.net);
    for (const TaxSubtotal& row : invoice->tax) posting.post(Account::receivables, Account::output_tax, row.amount);
    if (invoice->rounding) posting.post(Account::receivables, Account::rounding, *invoice->rounding);
    posting.post(Account::bank, Account::receivables, invoice.paid_before());
    return posting.done();
}

std::vector<Entry> entries_for_credit_elsewhere(const Chart& chart, const CreditElsewhere& credit) {
    Posting posting(chart, Origin::books);
    posting.post(Account::sales, Account::receivables, credit.totals.net);
    posting.post(Account::output_tax, Account::receivables, credit.totals.tax);
    return posting.done();
}

std::vector<Entry> entries_for_credit(const Chart& chart, const Movement& movement,
                                      std::span<const SettlementPart> settlement) {
    Posting posting(chart, Origin::makegood);
    posting.post(Account::allowances, Account::receivables, movement.totals.net);
    for (const TaxMove& move : movement.tax) posting.post(Account::output_tax, Account::receivables, move.tax);
    posting.post(Account::rounding, Account::receivables, movement.rounding);
    for (const SettlementPart& part : settlement) switch (part.kind) {
            case SettlementKind::offset: break;  // it stays among the receivables
            case SettlementKind::refund:
                posting.post(Account::receivables, Account::refunds_payable, part.amount);
                break;
            case SettlementKind::balance:
                posting.post(Account::receivables, Account::customer_balances, part.amount);
                break;
            case SettlementKind::out_of_band: posting.post(Account::receivables, Account::bank, part.amount); break;
        }
    return posting.done();
}

std::vector<Entry> entries_for_supplement(const Chart& chart, const Movement& movement) {
    Posting posting(chart, Origin::makegood);
    posting.post(Account::receivables, Account::allowances, movement.totals.net);
    for (const TaxMove& move : movement.tax) posting.post(Account::receivables, Account::output_tax, move.tax);
    return posting.done();
}

Money balance_of(Account account, std::span<const Entry> entries, Currency currency) {
    Money balance = Money::zero(currency);
    for (const Entry& entry : entries) {
        if (entry.debit == account) balance += entry.amount;
        if (entry.credit == account) balance -= entry.amount;
    }
    return balance;
}

}  // namespace makegood
