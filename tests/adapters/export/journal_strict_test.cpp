#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "adapters/export/journal_text.hpp"
#include "tests/adapters/export/strict_tools.hpp"

using namespace makegood;
using namespace makegood::exports;

namespace {

constexpr std::size_t transactions_count = 2000;
constexpr std::size_t payees_count = 400;
constexpr std::size_t names_per_role = 6;

/// Names as people, files and attackers write them.
class Nasty {
  public:
    explicit Nasty(std::mt19937_64& random) : random_(random) {}

    std::string text() {
        constexpr std::string_view parts[] = {"Sanitär ",
                                              "Ltd. ",
                                              "株式会社",
                                              "\u3000",
                                              "山田",
                                              "חברה ",
                                              "بَيْت ",
                                              "ลูกหนี้",
                                              "हिन्दी",
                                              "🙂",
                                              "é",
                                              "e\u0301",
                                              "\u00A0",
                                              "\u2003",
                                              "\u2028",
                                              "\u202E",
                                              "\u200F",
                                              "\uFEFF",
                                              "\xC3",
                                              "\xED\xA0\x80",
                                              "\n",
                                              "\r",
                                              "\t",
                                              "  ",
                                              " ",
                                              ";",
                                              "  ; ",
                                              "|",
                                              "(",
                                              ")",
                                              "[",
                                              "]",
                                              "[2012/01/01]",
                                              "[=2012/01/01]",
                                              "*",
                                              "!",
                                              "\"",
                                              "\\",
                                              "\\\"",
                                              "~",
                                              "=",
                                              ":",
                                              "::",
                                              ":tag:",
                                              ", date:2012-01-01",
                                              "@ 5 USD",
                                              "@@",
                                              "{5 USD}",
                                              "#",
                                              "^link",
                                              "%",
                                              "&",
                                              "'",
                                              "-",
                                              "--",
                                              "1",
                                              "12.50 EUR",
                                              "a",
                                              "Z",
                                              "ß",
                                              "я",
                                              "\x01",
                                              "\n2026-01-01 open Assets:Mine\n",
                                              "\n    Assets:Bank  5.00 EUR\n",
                                              "\n\n2026-01-01 x\n    a  1 EUR\n    b\n",
                                              "\ninclude /etc/passwd\n",
                                              "\n;",
                                              "payee ",
                                              "account "};
        std::string made;
        for (std::size_t i = random_() % 7; i > 0; --i) made += parts[random_() % std::size(parts)];
        if (random_() % 200 == 0) made += std::string(5000, 'x') + std::to_string(random_() % 9);
        return made;
    }

  private:
    std::mt19937_64& random_;
};

struct Given {
    std::vector<JournalTransaction> transactions;
    /// Debits less credits by root and name and by currency, added up here and nowhere else.
    std::map<std::pair<std::pair<JournalRoot, std::string>, std::string>, std::int64_t> sums;
    std::vector<JournalAccount> accounts;
    std::set<std::string> payees;
};

/// All accounts under every role: names as they come in a chart, and nasty ones.
std::vector<JournalAccount> random_accounts(Nasty& nasty) {
    std::vector<JournalAccount> made;
    for (Account role : accounts) {
        made.push_back({role, AccountName("4800 Guarantee allowances")});
        made.push_back({role, AccountName("4800-Guarantee-allowances")});
        for (std::size_t i = 0; i < names_per_role; ++i) made.push_back({role, AccountName(nasty.text())});
    }
    return made;
}

Given random_batch(std::mt19937_64& random) {
    constexpr std::string_view currencies[] = {"EUR", "USD", "JPY", "TND", "CLF"};
    Nasty nasty(random);
    Given given;
    given.accounts = random_accounts(nasty);
    std::vector<std::string> payees;
    for (std::size_t i = 0; i < payees_count; ++i) payees.push_back(nasty.text());
    const auto any = [&](const auto& of) -> const auto& {
        return of[random() % std::size(of)];
    };
    for (std::size_t i = 0; i < transactions_count; ++i) {
        JournalTransaction transaction{Date::from_unix_days(static_cast<std::int32_t>(20000 + i / 10)),
                                       random() % 4 == 0 ? nasty.text() : "CN-2026-" + std::to_string(i),
                                       random() % 4 == 0 ? nasty.text() : "INV-" + std::to_string(i),
                                       any(payees),
                                       std::to_string(1'000'000 + i),
                                       {}};
        given.payees.insert(transaction.payee);
        std::string_view code = any(currencies);
        for (std::size_t entries = 1 + random() % 4; entries > 0; --entries) {
            if (random() % 20 == 0) code = any(currencies);
            const auto minor = static_cast<std::int64_t>(1 + random() % (random() % 3 == 0 ? 99'999'999'999 : 20'000));
            const JournalEntry entry{any(given.accounts), any(given.accounts),
                                     Money(minor, Currency::find(code).value())};
            transaction.entries.push_back(entry);
            const auto add = [&](const JournalAccount& account, std::int64_t amount) {
                given.sums[{{root_of(account.role), account.name.text()}, std::string(code)}] += amount;
            };
            add(entry.debit, minor);
            add(entry.credit, -minor);
        }
        given.transactions.push_back(std::move(transaction));
    }
    return given;
}

void check(JournalDialect dialect, const Given& given) {
    JournalDeclarations declarations;
    for (const JournalAccount& account : given.accounts) declarations.note(account);
    for (const JournalTransaction& transaction : given.transactions) declarations.note(transaction);
    std::string bytes;
    const auto sink = [&](std::string_view part) { bytes += part; };
    JournalWriter writer(dialect, "A batch\nwith nasty names", declarations, sink);
    for (const JournalTransaction& transaction : given.transactions) writer.write(transaction);

    std::map<std::pair<JournalRoot, std::string>, std::string> names;
    std::set<std::string> written;
    for (const JournalAccount& account : given.accounts) {
        names[{root_of(account.role), account.name.text()}] = writer.account(account);
        written.insert(writer.account(account));
    }
    CHECK(written.size() == names.size());
    Balances expected;
    for (const auto& [of, sum] : given.sums)
        if (sum != 0) expected[{names.at(of.first), of.second}] = sum;

    const StrictTool tool(dialect, bytes);
    REQUIRE(tool.complaint() == "");
    CHECK(tool.balances() == expected);
    CHECK(tool.payees().size() == given.payees.size());
    CHECK(tool.sequences().size() == given.transactions.size());

    // The last posting takes one minor unit more: a check that cannot fail is none.
    const std::size_t last_digit = bytes.size() - std::string_view("0 EUR\n").size();
    bytes[last_digit] = bytes[last_digit] == '9' ? '8' : static_cast<char>(bytes[last_digit] + 1);
    CHECK(StrictTool(dialect, bytes).complaint() != "");
}

/// An account and a customer for each character, as the first of the name and within it.
std::vector<JournalTransaction> every_character(char32_t last) {
    std::vector<JournalTransaction> transactions;
    for (char32_t letter = 0; letter <= last; ++letter) {
        if (letter >= 0xD800 && letter <= 0xDFFF) continue;
        std::string text;
        if (letter < 0x80) {
            text = {static_cast<char>(letter)};
        } else if (letter < 0x800) {
            text = {static_cast<char>(0xC0 | letter >> 6), static_cast<char>(0x80 | (letter & 0x3F))};
        } else {
            text = {static_cast<char>(0xE0 | letter >> 12), static_cast<char>(0x80 | (letter >> 6 & 0x3F)),
                    static_cast<char>(0x80 | (letter & 0x3F))};
        }
        const Money one(1, Currency::find("EUR").value());
        transactions.push_back({Date::from_unix_days(20000),
                                text,
                                text + text,
                                text,
                                std::to_string(letter),
                                {{{Account::sales, AccountName(text + "x")},
                                  {Account::bank, AccountName("1" + text + " " + text)},
                                  one}}});
    }
    return transactions;
}

}  // namespace

TEST_CASE(
    "thousands of transactions with nasty names pass the strict tools, whose balances are ours to the last digit") {
    const std::uint64_t seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const Given given = random_batch(random);
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount}) {
        INFO("tool " << static_cast<int>(dialect));
        check(dialect, given);
    }
}

TEST_CASE("every character of the scripts that names of accounts begin with stands in names of all three tools") {
    const std::vector<JournalTransaction> transactions = every_character(0x0600);
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount}) {
        INFO("tool " << static_cast<int>(dialect));
        JournalDeclarations declarations;
        for (const JournalTransaction& transaction : transactions) declarations.note(transaction);
        std::string bytes;
        JournalWriter writer(dialect, "", declarations, [&](std::string_view part) { bytes += part; });
        for (const JournalTransaction& transaction : transactions) writer.write(transaction);
        const StrictTool tool(dialect, bytes);
        REQUIRE(tool.complaint() == "");
        CHECK(tool.balances().size() == 2 * transactions.size());
        CHECK(tool.payees().size() == transactions.size());
    }
}
