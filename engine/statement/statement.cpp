#include "engine/statement/statement.hpp"

#include <algorithm>
#include <set>

namespace makegood {

namespace {

/// "USD" when the amount itself names a currency, as in "12.50 USD" or "USD 12.50".
std::optional<std::string> currency_named_in(std::string_view text) {
    for (const std::string_view part : {text.substr(0, 3), text.size() >= 3 ? text.substr(text.size() - 3) : text})
        if (Currency::find(part)) return std::string(part);
    return std::nullopt;
}

/// At most 40 bytes of what was sent, not cut inside a character.
std::string excerpt(std::string_view text) {
    std::size_t length = std::min<std::size_t>(text.size(), 40);
    while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
    return std::string(text.substr(0, length));
}

std::optional<Finding> examine_amount(const std::string& pointer, std::string_view text, Currency currency) {
    const auto finding = [&](std::string found) {
        return Finding{pointer, std::move(found), accepted_form(currency) + ", zero or more"};
    };
    const std::string quoted = "\"" + excerpt(text) + "\"";
    const auto money = parse_money(text, currency);
    if (money && money->is_negative()) return finding(quoted + ", an amount below zero");
    if (money) return std::nullopt;
    if (const auto other = currency_named_in(text)) return finding(quoted + ", which names the currency " + *other);
    switch (money.error()) {
        case MoneyRefusal::not_money: return finding(quoted + ", which is not an amount of money");
        case MoneyRefusal::wrong_digits: return finding(quoted + ", which does not have the digits of the currency");
        case MoneyRefusal::too_large: return finding(quoted + ", more than any invoice comes to");
    }
    break_invariant("money is refused for one of three reasons", std::source_location::current());
}

Findings examine(const Saying& saying, const Billing& billing) {
    const Currency currency = billing.rounding.currency();
    Findings findings;
    if (saying.currency && *saying.currency != currency.code())
        findings.push_back({"/currency", "\"" + *saying.currency + "\"",
                            "\"" + std::string(currency.code()) + "\", the currency of the invoice, or no currency"});
    if (saying.worth && !saying.lines.empty())
        findings.push_back({"/lines", "worths of lines beside a worth of the whole invoice", "one or the other"});
    if (saying.worth)
        if (auto finding = examine_amount("/worth", *saying.worth, currency)) findings.push_back(std::move(*finding));
    if (saying.kind == StatementKind::restating && !saying.worth && saying.lines.empty())
        findings.push_back({"/worth", "nothing", "the worth of the invoice, or lines with theirs, to state anew"});
    const LineIndex index(billing);
    std::set<LineId> seen;
    for (std::size_t i = 0; i < saying.lines.size(); ++i) {
        const Saying::OfLine& stated = saying.lines[i];
        const std::string pointer = "/lines/" + std::to_string(i);
        const std::string quoted = "\"" + stated.line.text() + "\"";
        if (!index.find(stated.line))
            findings.push_back(
                {pointer + "/line", quoted + ", which is not on the invoice", "the id of one of its lines"});
        if (!seen.insert(stated.line).second)
            findings.push_back({pointer + "/line", quoted + " a second time", "each line once"});
        if (auto finding = examine_amount(pointer + "/worth", stated.worth, currency))
            findings.push_back(std::move(*finding));
    }
    return findings;
}

Money understood(std::string_view text, Currency currency) {
    auto money = parse_money(text, currency);
    invariant(money.has_value(), "a recorded worth is an amount of the invoice's currency");
    return *std::move(money);
}

}  // namespace

Statement::Statement(const Saying& saying, Instant said_at, const Actor& recorded_by)
    : kind_(saying.kind),
      channel_(saying.channel),
      said_at_(said_at),
      recorded_by_(recorded_by),
      words_(saying.words) {}

Result<Statement, Findings> Statement::understand(const Saying& saying, const Billing& billing, Instant said_at,
                                                  const Actor& recorded_by) {
    if (Findings findings = examine(saying, billing); !findings.empty()) return Failure{std::move(findings)};
    return replayed(saying, billing.rounding.currency(), said_at, recorded_by);
}

Statement Statement::replayed(const Saying& saying, Currency currency, Instant said_at, const Actor& recorded_by) {
    Statement statement(saying, said_at, recorded_by);
    if (saying.kind == StatementKind::withdrawing) return statement;
    if (saying.worth)
        statement.worths_.push_back(Worth(understood(*saying.worth, currency), saying.basis, std::nullopt));
    for (const Saying::OfLine& stated : saying.lines)
        statement.worths_.push_back(Worth(understood(stated.worth, currency), saying.basis, stated.line));
    return statement;
}

std::vector<Worth> worths_in_force(const std::vector<Statement>& statements) {
    std::vector<Worth> in_force;
    for (const Statement& statement : statements) {
        if (statement.kind() != StatementKind::invoking) in_force.clear();
        for (const Worth& worth : statement.worths()) {
            std::erase_if(in_force, [&](const Worth& earlier) {
                return !worth.line() || !earlier.line() || earlier.line() == worth.line();
            });
            in_force.push_back(worth);
        }
    }
    return in_force;
}

}  // namespace makegood
