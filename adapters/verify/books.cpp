#include "adapters/verify/books.hpp"

#include <algorithm>
#include <optional>

namespace makegood::verify {

namespace {

constexpr std::array<std::string_view, account_count> names = {
    "receivables",       "sales", "output_tax", "rounding",           "allowances",      "refunds_payable",
    "customer_balances", "bank",  "make_goods", "guarantee_accruals", "refund_liability"};

std::optional<Account> account_of(std::string_view word) {
    const auto found = std::find(names.begin(), names.end(), word);
    if (found == names.end()) return std::nullopt;
    return static_cast<Account>(found - names.begin());
}

}  // namespace

Moves& Moves::operator+=(const Moves& other) {
    for (std::size_t i = 0; i < account_count; ++i) by_account[i] += other.by_account[i];
    return *this;
}

std::string in_words(const Moves& moves, int digits) {
    std::string words;
    for (std::size_t i = 0; i < account_count; ++i)
        if (moves.by_account[i] != 0)
            words.append(words.empty() ? "" : ", ")
                .append(names[i])
                .append(" ")
                .append(to_text(moves.by_account[i], digits));
    return words.empty() ? "nothing" : words;
}

namespace {

Books::Posting read(const Value& entry, const Books::Place& place, Findings& findings) {
    Books::Posting posting;
    const auto complain = [&](std::string_view code, std::string found, std::string must) {
        findings.add(code, std::move(found), std::move(must));
        posting.is_sound = false;
    };
    const Wide amount = entry["amount"].amount();
    const auto debit = account_of(entry["debit"].text());
    const auto credit = account_of(entry["credit"].text());
    if (!debit || !credit)
        complain("account-unknown",
                 "an entry of " + quoted(entry["debit"].text()) + " to " + quoted(entry["credit"].text()),
                 "two accounts that this program knows");
    else if (debit == credit || entry["debit_name"].text() == entry["credit_name"].text())
        complain("entry-lopsided",
                 "an entry of " + to_text(amount, place.digits) + " has " + quoted(entry["debit_name"].text()) +
                     " as debit and " + quoted(entry["credit_name"].text()) + " as credit",
                 "two different accounts");
    if (amount <= 0)
        complain("entry-not-positive", "an entry of " + to_text(amount, place.digits), "a positive amount");
    if (entry["origin"].text() != place.origin)
        complain("entry-origin", "an entry of origin " + quoted(entry["origin"].text()), quoted(place.origin));
    if (debit) posting.moves[*debit] += amount;
    if (credit) posting.moves[*credit] -= amount;
    return posting;
}

}  // namespace

Books::Posting& Books::Posting::operator+=(const Posting& other) {
    moves += other.moves;
    is_sound = is_sound && other.is_sound;
    return *this;
}

Books::Posting Books::post_one(const Value& entry, const Place& place, Findings& findings) {
    const Wide amount = entry["amount"].amount();
    const std::string currency(place.currency);
    days_[{std::string(entry["debit_name"].text()), currency, place.days}].debit += amount;
    days_[{std::string(entry["credit_name"].text()), currency, place.days}].credit += amount;
    return read(entry, place, findings);
}

Books::Posting Books::post(const Value& entries, const Place& place, Findings& findings) {
    Posting all;
    entries.each([&](const Value& entry) { all += post_one(entry, place, findings); });
    return all;
}

std::map<Books::NameAndCurrency, Books::Sides> Books::balances() const {
    std::map<NameAndCurrency, Sides> balances;
    for (const auto& [place, sides] : days_) {
        Sides& balance = balances[{std::get<0>(place), std::get<1>(place)}];
        balance.debit += sides.debit;
        balance.credit += sides.credit;
    }
    return balances;
}

void Books::owe(std::string_view currency, int digits, const Moves& booked, const Moves& owed) {
    auto found = ledgers_.find(currency);
    if (found == ledgers_.end()) found = ledgers_.emplace(currency, Ledger{digits}).first;
    found->second.booked += booked;
    found->second.owed += owed;
}

std::vector<Tie> Books::ties() const {
    std::vector<Tie> ties;
    for (const auto& [currency, ledger] : ledgers_) {
        const auto tie = [&](std::string name, Account account, int sign) {
            ties.push_back({std::move(name), currency, to_text(sign * ledger.booked[account], ledger.digits),
                            to_text(sign * ledger.owed[account], ledger.digits)});
        };
        tie("receivables", Account::receivables, 1);
        tie("refunds payable", Account::refunds_payable, -1);
        tie("customer balances", Account::customer_balances, -1);
    }
    return ties;
}

}  // namespace makegood::verify
