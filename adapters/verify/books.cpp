#include "adapters/verify/books.hpp"

#include <algorithm>
#include <optional>

namespace makegood::verify {

namespace {

constexpr std::array<std::string_view, account_count> names = {
    "receivables", "sales", "output_tax", "rounding", "allowances", "refunds_payable", "customer_balances", "bank"};

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

Books::Posting Books::read(const Value& entry, std::string_view origin, int digits, Findings& findings) const {
    Posting posting;
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
                 "an entry of " + to_text(amount, digits) + " has " + quoted(entry["debit_name"].text()) +
                     " as debit and " + quoted(entry["credit_name"].text()) + " as credit",
                 "two different accounts");
    if (amount <= 0) complain("entry-not-positive", "an entry of " + to_text(amount, digits), "a positive amount");
    if (entry["origin"].text() != origin)
        complain("entry-origin", "an entry of origin " + quoted(entry["origin"].text()), quoted(origin));
    if (debit) posting.moves[*debit] += amount;
    if (credit) posting.moves[*credit] -= amount;
    return posting;
}

Books::Posting Books::post(const Value& entries, std::string_view currency, std::string_view origin, int digits,
                           Findings& findings) {
    Posting all;
    entries.each([&](const Value& entry) {
        const Posting one = read(entry, origin, digits, findings);
        all.moves += one.moves;
        all.is_sound = all.is_sound && one.is_sound;
        const Wide amount = entry["amount"].amount();
        balances_[{std::string(entry["debit_name"].text()), std::string(currency)}].debit += amount;
        balances_[{std::string(entry["credit_name"].text()), std::string(currency)}].credit += amount;
    });
    return all;
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
