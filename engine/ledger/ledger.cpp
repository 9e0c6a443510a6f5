#include "engine/ledger/ledger.hpp"

#include <algorithm>
#include <map>

namespace makegood {

namespace {

constexpr std::array<std::string_view, accounts.size()> account_texts = {
    "receivables",       "sales", "output_tax", "rounding",           "allowances",      "refunds_payable",
    "customer_balances", "bank",  "make_goods", "guarantee_accruals", "refund_liability"};

/// Collects entries, leaving out what moves nothing and turning around what is negative.
class Posting {
  public:
    Posting(const Chart& chart, Origin origin) : chart_(chart), origin_(origin) {}

    /// An account, under the name that it has here.
    struct End {
        Account account;
        const AccountName& name;
    };

    void post(Account debit, Account credit, const Money& amount) {
        post(End{debit, chart_.name(debit)}, End{credit, chart_.name(credit)}, amount);
    }
    void post(End debit, End credit, const Money& amount) {
        if (amount.is_zero()) return;
        const bool turned = amount.is_negative();
        const End& from = turned ? credit : debit;
        const End& to = turned ? debit : credit;
        entries_.push_back({from.account, to.account, from.name, to.name, abs(amount), origin_});
    }
    [[nodiscard]] End end(Account account) const { return {account, chart_.name(account)}; }
    [[nodiscard]] End tax(const TaxKey& key) const { return {Account::output_tax, chart_.output_tax_of(key)}; }
    [[nodiscard]] End allowances(const ServiceName& service) const {
        return {Account::allowances, chart_.allowances_of(service)};
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

Chart::Chart(Names names, Divisions divisions) : names_(std::move(names)), divisions_(std::move(divisions)) {
    std::map<AccountName, Account> owners;
    const auto take = [&](const AccountName& name, Account account, bool may_share) {
        const auto [at, is_new] = owners.emplace(name, account);
        invariant(is_new || (may_share && at->second == account), "two accounts do not share a name");
    };
    for (Account account : accounts) take(name(account), account, false);
    for (const auto& [service, account_name] : divisions_.allowances) take(account_name, Account::allowances, true);
    for (const auto& [key, account_name] : divisions_.output_tax) take(account_name, Account::output_tax, true);
}

const AccountName& Chart::allowances_of(const ServiceName& service) const {
    const auto found = divisions_.allowances.find(service);
    return found == divisions_.allowances.end() ? name(Account::allowances) : found->second;
}

const AccountName& Chart::output_tax_of(const TaxKey& key) const {
    const auto found = std::find_if(divisions_.output_tax.begin(), divisions_.output_tax.end(),
                                    [&](const auto& division) { return division.first == key; });
    return found == divisions_.output_tax.end() ? name(Account::output_tax) : found->second;
}

std::vector<AccountName> Chart::names_of(Account account) const {
    std::vector<AccountName> names{name(account)};
    const auto add = [&](const AccountName& other) {
        if (std::find(names.begin(), names.end(), other) == names.end()) names.push_back(other);
    };
    if (account == Account::allowances)
        for (const auto& [service, other] : divisions_.allowances) add(other);
    if (account == Account::output_tax)
        for (const auto& [key, other] : divisions_.output_tax) add(other);
    return names;
}

std::string_view to_text(Origin origin) {
    return origin == Origin::books ? "books" : "makegood";
}

std::vector<Entry> entries_for_invoice(const Chart& chart, const Invoice& invoice) {
    Posting posting(chart, Origin::books);
    posting.post(Account::receivables, Account::sales, invoice->totals.net);
    for (const TaxSubtotal& row : invoice->tax)
        posting.post(posting.end(Account::receivables), posting.tax(row.key), row.amount);
    if (invoice->rounding) posting.post(Account::receivables, Account::rounding, *invoice->rounding);
    posting.post(Account::bank, Account::receivables, invoice.paid_before());
    return posting.done();
}

std::vector<Entry> entries_for_credit_elsewhere(const Chart& chart, const CreditElsewhere& credit) {
    Posting posting(chart, Origin::books);
    posting.post(Account::sales, Account::receivables, credit.totals.net);
    if (credit.tax.empty()) posting.post(Account::output_tax, Account::receivables, credit.totals.tax);
    for (const TaxSubtotal& row : credit.tax)
        posting.post(posting.tax(row.key), posting.end(Account::receivables), row.amount);
    return posting.done();
}

namespace {

/// Nets of services that share an account, together: the books know no services.
std::vector<std::pair<ServiceName, Money>> by_account(const Chart& chart,
                                                      const std::vector<std::pair<ServiceName, Money>>& nets) {
    std::vector<std::pair<ServiceName, Money>> sums;
    for (const auto& [service, net] : nets) {
        const auto same = std::find_if(sums.begin(), sums.end(), [&](const auto& sum) {
            return chart.allowances_of(sum.first) == chart.allowances_of(service);
        });
        if (same == sums.end())
            sums.emplace_back(service, net);
        else
            same->second += net;
    }
    return sums;
}

}  // namespace

std::vector<Entry> entries_for_credit(const Chart& chart, const Moved& moved,
                                      std::span<const SettlementPart> settlement) {
    Posting posting(chart, Origin::makegood);
    for (const auto& [service, net] : by_account(chart, moved.net))
        posting.post(posting.allowances(service), posting.end(Account::receivables), net);
    for (const auto& [key, tax] : moved.tax) posting.post(posting.tax(key), posting.end(Account::receivables), tax);
    posting.post(Account::rounding, Account::receivables, moved.rounding);
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

std::vector<Entry> entries_for_supplement(const Chart& chart, const Moved& moved) {
    Posting posting(chart, Origin::makegood);
    for (const auto& [service, net] : by_account(chart, moved.net))
        posting.post(posting.end(Account::receivables), posting.allowances(service), net);
    for (const auto& [key, tax] : moved.tax) posting.post(posting.end(Account::receivables), posting.tax(key), tax);
    posting.post(Account::receivables, Account::rounding, moved.rounding);
    return posting.done();
}

namespace {

std::vector<Entry> one_entry(const Chart& chart, Origin origin, Account debit, Account credit, const Money& amount) {
    Posting posting(chart, origin);
    posting.post(debit, credit, amount);
    return posting.done();
}

}  // namespace

// The bank's side is in the ERP already: it has the statement.
std::vector<Entry> entries_for_payment(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::books, Account::bank, Account::receivables, amount);
}

std::vector<Entry> entries_for_reversed_payment(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::books, Account::receivables, Account::bank, amount);
}

std::vector<Entry> entries_for_paid_refund(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::makegood, Account::refunds_payable, Account::bank, amount);
}

std::vector<Entry> entries_for_returned_refund(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::makegood, Account::bank, Account::refunds_payable, amount);
}

std::vector<Entry> entries_for_cancelled_refund(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::makegood, Account::refunds_payable, Account::receivables, amount);
}

std::vector<Entry> entries_for_used_balance(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::makegood, Account::customer_balances, Account::receivables, amount);
}

std::vector<Entry> entries_for_refunded_balance(const Chart& chart, const Money& amount) {
    return one_entry(chart, Origin::makegood, Account::customer_balances, Account::refunds_payable, amount);
}

std::vector<Entry> entries_for_make_good(const Chart& chart, const Money& amount,
                                         const std::optional<TaxSubtotal>& tax) {
    Posting posting(chart, Origin::makegood);
    posting.post(Account::make_goods, Account::refunds_payable, tax ? tax->base : amount);
    if (tax) posting.post(posting.tax(tax->key), posting.end(Account::refunds_payable), tax->amount);
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
