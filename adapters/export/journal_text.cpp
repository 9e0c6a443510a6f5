#include "adapters/export/journal_text.hpp"

#include <algorithm>

#include "adapters/codec/utf8.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::exports {

namespace {

constexpr std::size_t declared_bytes = 1 << 16;
constexpr std::size_t amount_width = 16;       // up to 9,999,999,999,999.99 and a minus
constexpr std::size_t account_width_max = 60;  // longer ones push their amount out of its column

std::string_view indent(JournalDialect dialect) {
    return dialect == JournalDialect::beancount ? "  " : "    ";
}

/// An amount that shows a commodity's digits, "1000.00": hledger wants a decimal mark, also where no digit follows.
std::string sample(Currency currency, JournalDialect dialect) {
    std::string text = "1000";
    if (currency.digits() > 0 || dialect == JournalDialect::hledger) text += '.';
    return text.append(static_cast<std::size_t>(currency.digits()), '0') + " " + std::string(currency.code());
}

std::string full_name(JournalRoot root, std::string_view name) {
    return std::string(to_text(root)) + ":" + std::string(name);
}

}  // namespace

std::string_view to_text(JournalRoot root) {
    switch (root) {
        case JournalRoot::assets: return "Assets";
        case JournalRoot::liabilities: return "Liabilities";
        case JournalRoot::income: return "Income";
        case JournalRoot::expenses: return "Expenses";
    }
    invariant(false, "every root of accounts has a word");
    return {};
}

JournalRoot root_of(Account role) {
    switch (role) {
        case Account::receivables:
        case Account::bank: return JournalRoot::assets;
        case Account::output_tax:
        case Account::refunds_payable:
        case Account::customer_balances:
        case Account::refund_liability: return JournalRoot::liabilities;
        case Account::sales:
        case Account::allowances:          // they take away from sales
        case Account::guarantee_accruals:  // and these will
        case Account::rounding: return JournalRoot::income;
        case Account::make_goods: return JournalRoot::expenses;
    }
    invariant(false, "every account has a root");
    return {};
}

void JournalDeclarations::note(const JournalAccount& account) {
    Texts& names = accounts_[static_cast<std::size_t>(root_of(account.role))];
    if (!names.contains(account.name.text())) names.insert(account.name.text());
}

void JournalDeclarations::note(const JournalTransaction& transaction) {
    const int year = transaction.posted_on.year();
    invariant(year >= 1400 && year <= 9999, "a journal's dates are of the years 1400 to 9999");
    if (!earliest_posted_on_ || transaction.posted_on < *earliest_posted_on_)
        earliest_posted_on_ = transaction.posted_on;
    payees_.insert(transaction.payee);
    for (const JournalEntry& entry : transaction.entries) {
        note(entry.debit);
        note(entry.credit);
        currencies_.insert(entry.amount.currency());
    }
}

JournalWriter::JournalWriter(JournalDialect dialect, std::string_view title, const JournalDeclarations& declarations,
                             JournalSink sink)
    : dialect_(dialect),
      declarations_(declarations),
      sink_(std::move(sink)),
      payees_(declarations.payees(), dialect, JournalPlace::payee) {
    for (JournalRoot root : journal_roots)
        accounts_.emplace_back(declarations.accounts(root), dialect, JournalPlace::account);
    prepare_accounts();
    declare(title);
}

std::string JournalWriter::account(const JournalAccount& account) const {
    const JournalRoot root = root_of(account.role);
    return full_name(root, accounts_[static_cast<std::size_t>(root)].text(account.name.text()));
}

void JournalWriter::prepare_accounts() {
    std::size_t width = 0;
    for (JournalRoot root : journal_roots)
        for (std::string_view name : accounts_[static_cast<std::size_t>(root)].texts())
            width = std::max(width, codec::characters_in(full_name(root, name)));
    width = std::min(width, account_width_max);
    for (JournalRoot root : journal_roots) {
        const auto at = static_cast<std::size_t>(root);
        for (const std::string& name : declarations_.accounts(root)) {
            const std::string full = full_name(root, accounts_[at].text(name));
            const std::size_t characters = codec::characters_in(full);
            std::string line = std::string(indent(dialect_)) + full;
            line.append(characters < width ? width - characters : 0, ' ');
            lines_[at].emplace(name, line + "  ");  // two spaces end a name
        }
    }
}

void JournalWriter::declare(std::string_view title) {
    const std::string line = neutral(title, dialect_, JournalPlace::narration);
    if (!line.empty()) bytes_ += "; " + line + "\n";
    switch (dialect_) {
        case JournalDialect::hledger: bytes_ += "decimal-mark .\n\ntag invoice\ntag sequence\n\n"; break;
        case JournalDialect::ledger: bytes_ += "tag invoice\ntag sequence\n\n"; break;
        case JournalDialect::beancount:
            bytes_ +=
                "option \"inferred_tolerance_default\" \"*:0\"\n"
                "option \"inferred_tolerance_multiplier\" \"0.0\"\n\n";
            break;
    }
    declare_currencies();
    declare_payees();
    declare_accounts();
    pass_on();
}

void JournalWriter::declare_currencies() {
    for (Currency currency : declarations_.currencies()) switch (dialect_) {
            case JournalDialect::hledger: bytes_ += "commodity " + sample(currency, dialect_) + "\n"; break;
            case JournalDialect::ledger:
                bytes_ +=
                    "commodity " + std::string(currency.code()) + "\n    format " + sample(currency, dialect_) + "\n";
                break;
            case JournalDialect::beancount:
                bytes_ +=
                    to_text(*declarations_.earliest_posted_on()) + " commodity " + std::string(currency.code()) + "\n";
                break;
        }
    if (!declarations_.currencies().empty()) bytes_ += '\n';
}

void JournalWriter::declare_payees() {
    if (dialect_ == JournalDialect::beancount) return;  // it knows no such declaration
    for (std::string_view payee : payees_.texts()) {
        bytes_.append("payee ").append(payee).append("\n");
        if (bytes_.size() >= declared_bytes) pass_on();
    }
    if (!declarations_.payees().empty()) bytes_ += '\n';
}

void JournalWriter::declare_accounts() {
    const Date open_from = declarations_.earliest_posted_on().value_or(Date::from_unix_days(0));
    for (JournalRoot root : journal_roots) {
        const DistinctNames& names = accounts_[static_cast<std::size_t>(root)];
        std::vector<std::pair<std::string_view, std::string_view>> sorted;  // as written, as it came
        for (const std::string& name : declarations_.accounts(root)) sorted.emplace_back(names.text(name), name);
        std::sort(sorted.begin(), sorted.end());
        for (const auto& [text, name] : sorted) {
            if (dialect_ != JournalDialect::beancount) {
                bytes_ += "account " + full_name(root, text) + "\n";
                continue;
            }
            bytes_ += to_text(open_from) + " open " + full_name(root, text) + "\n";
            write_tag("name", name);
        }
    }
}

void JournalWriter::write(const JournalTransaction& transaction) {
    invariant(!transaction.entries.empty(), "a journal's transaction has entries");
    const auto earliest = declarations_.earliest_posted_on();
    invariant(earliest && *earliest <= transaction.posted_on, "a journal declares accounts from its first day on");
    write_head(transaction);
    write_tag("invoice", transaction.invoice);
    write_tag("sequence", transaction.id);
    for (const JournalEntry& entry : transaction.entries) {
        invariant(entry.amount.is_positive(), "an entry's amount is positive");
        invariant(declarations_.currencies().contains(entry.amount.currency()), "a journal declares its currencies");
        const std::string amount = to_text(entry.amount);
        write_posting(entry.debit, amount, entry.amount.currency());
        write_posting(entry.credit, "-" + amount, entry.amount.currency());
    }
    pass_on();
}

void JournalWriter::write_head(const JournalTransaction& transaction) {
    std::string code = neutral(transaction.document, dialect_, JournalPlace::code);
    if (code.empty()) code = "no number";
    const std::string invoice = neutral(transaction.invoice, dialect_, JournalPlace::code);
    const std::string narration = invoice.empty() ? code : code + " for " + invoice;
    const std::string_view payee = payees_.text(transaction.payee);
    bytes_ += '\n';
    bytes_ += to_text(transaction.posted_on);
    if (dialect_ == JournalDialect::beancount) {
        bytes_ += " * ";
        write_quoted(bytes_, payee);
        bytes_ += ' ';
        write_quoted(bytes_, narration);
        bytes_ += '\n';
        return write_tag("code", code);
    }
    bytes_.append(" (").append(code).append(") ").append(payee);
    if (dialect_ == JournalDialect::hledger) bytes_.append(" | ").append(narration);
    bytes_ += '\n';
}

void JournalWriter::write_tag(std::string_view name, std::string_view value) {
    const std::string text = neutral(value, dialect_, JournalPlace::tag);
    if (text.empty()) return;
    bytes_ += indent(dialect_);
    if (dialect_ == JournalDialect::beancount) {
        bytes_.append(name).append(": ");
        write_quoted(bytes_, text);
        bytes_ += '\n';
    } else {
        bytes_.append("; ").append(name).append(": ").append(text).append("\n");
    }
}

void JournalWriter::write_posting(const JournalAccount& account, std::string_view amount, Currency currency) {
    const auto& lines = lines_[static_cast<std::size_t>(root_of(account.role))];
    const auto line = lines.find(account.name.text());
    invariant(line != lines.end(), "a journal declares its accounts");
    bytes_ += line->second;
    bytes_.append(amount.size() < amount_width ? amount_width - amount.size() : 0, ' ');
    bytes_.append(amount).append(" ").append(currency.code()).append("\n");
}

void JournalWriter::pass_on() {
    sink_(bytes_);
    bytes_.clear();
}

}  // namespace makegood::exports
