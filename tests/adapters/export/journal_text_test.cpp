#include "adapters/export/journal_text.hpp"

#include <vector>

#include <catch2/catch.hpp>

#include "engine/core/invariant.hpp"
#include "tests/adapters/export/strict_tools.hpp"

using namespace makegood;
using namespace makegood::exports;

namespace {

const JournalAccount receivables{Account::receivables, AccountName("1200 Receivables")};
const JournalAccount output_tax{Account::output_tax, AccountName("2200 Output tax")};
const JournalAccount refunds{Account::refunds_payable, AccountName("2300 Refunds payable")};
const JournalAccount allowances{Account::allowances, AccountName("4800 Guarantee allowances")};

Money money(std::string_view amount, std::string_view currency) {
    return parse_money(amount, Currency::find(currency).value()).value();
}

/// A credit of 120.00 of which 50.00 is refunded, and a small one in yen, of an invoice that nobody named.
std::vector<JournalTransaction> two_credits() {
    return {{parse_date("2026-03-05").value(),
             "CN-2026-000001",
             "INV-1001",
             "Müller & Söhne; \"Sanitär\"",
             "41",
             {{allowances, receivables, money("100.00", "EUR")},
              {output_tax, receivables, money("20.00", "EUR")},
              {receivables, refunds, money("50.00", "EUR")}}},
            {parse_date("2026-03-06").value(),
             "CN-2026-000002",
             "",
             "株式会社\u3000山田",
             "57",
             {{allowances, receivables, money("1200", "JPY")}}}};
}

std::string journal_of(JournalDialect dialect, const std::vector<JournalTransaction>& transactions,
                       std::string_view title = "Export batch 12, through 2026-03-31") {
    JournalDeclarations declarations;
    for (const JournalTransaction& transaction : transactions) declarations.note(transaction);
    std::string bytes;
    JournalWriter writer(dialect, title, declarations, [&](std::string_view part) { bytes += part; });
    for (const JournalTransaction& transaction : transactions) writer.write(transaction);
    return bytes;
}

struct Golden {
    JournalDialect dialect;
    const char* journal;
};

const Golden goldens[] = {{JournalDialect::hledger, R"(; Export batch 12, through 2026-03-31
decimal-mark .

tag invoice
tag sequence

commodity 1000.00 EUR
commodity 1000. JPY

payee Müller & Söhne, 'Sanitär'
payee 株式会社　山田

account Assets:1200 Receivables
account Liabilities:2200 Output tax
account Liabilities:2300 Refunds payable
account Income:4800 Guarantee allowances

2026-03-05 (CN-2026-000001) Müller & Söhne, 'Sanitär' | CN-2026-000001 for INV-1001
    ; invoice: INV-1001
    ; sequence: 41
    Income:4800 Guarantee allowances            100.00 EUR
    Assets:1200 Receivables                    -100.00 EUR
    Liabilities:2200 Output tax                  20.00 EUR
    Assets:1200 Receivables                     -20.00 EUR
    Assets:1200 Receivables                      50.00 EUR
    Liabilities:2300 Refunds payable            -50.00 EUR

2026-03-06 (CN-2026-000002) 株式会社　山田 | CN-2026-000002
    ; sequence: 57
    Income:4800 Guarantee allowances              1200 JPY
    Assets:1200 Receivables                      -1200 JPY
)"},
                          {JournalDialect::ledger, R"(; Export batch 12, through 2026-03-31
tag invoice
tag sequence

commodity EUR
    format 1000.00 EUR
commodity JPY
    format 1000 JPY

payee Müller & Söhne, 'Sanitär'
payee 株式会社　山田

account Assets:1200 Receivables
account Liabilities:2200 Output tax
account Liabilities:2300 Refunds payable
account Income:4800 Guarantee allowances

2026-03-05 (CN-2026-000001) Müller & Söhne, 'Sanitär'
    ; invoice: INV-1001
    ; sequence: 41
    Income:4800 Guarantee allowances            100.00 EUR
    Assets:1200 Receivables                    -100.00 EUR
    Liabilities:2200 Output tax                  20.00 EUR
    Assets:1200 Receivables                     -20.00 EUR
    Assets:1200 Receivables                      50.00 EUR
    Liabilities:2300 Refunds payable            -50.00 EUR

2026-03-06 (CN-2026-000002) 株式会社　山田
    ; sequence: 57
    Income:4800 Guarantee allowances              1200 JPY
    Assets:1200 Receivables                      -1200 JPY
)"},
                          {JournalDialect::beancount, R"(; Export batch 12, through 2026-03-31
option "inferred_tolerance_default" "*:0"
option "inferred_tolerance_multiplier" "0.0"

2026-03-05 commodity EUR
2026-03-05 commodity JPY

2026-03-05 open Assets:1200-Receivables
  name: "1200 Receivables"
2026-03-05 open Liabilities:2200-Output-tax
  name: "2200 Output tax"
2026-03-05 open Liabilities:2300-Refunds-payable
  name: "2300 Refunds payable"
2026-03-05 open Income:4800-Guarantee-allowances
  name: "4800 Guarantee allowances"

2026-03-05 * "Müller & Söhne; \"Sanitär\"" "CN-2026-000001 for INV-1001"
  code: "CN-2026-000001"
  invoice: "INV-1001"
  sequence: "41"
  Income:4800-Guarantee-allowances            100.00 EUR
  Assets:1200-Receivables                    -100.00 EUR
  Liabilities:2200-Output-tax                  20.00 EUR
  Assets:1200-Receivables                     -20.00 EUR
  Assets:1200-Receivables                      50.00 EUR
  Liabilities:2300-Refunds-payable            -50.00 EUR

2026-03-06 * "株式会社　山田" "CN-2026-000002"
  code: "CN-2026-000002"
  sequence: "57"
  Income:4800-Guarantee-allowances              1200 JPY
  Assets:1200-Receivables                      -1200 JPY
)"}};

/// `text` with the first `from` after `after` replaced, which must be there.
std::string planted(std::string text, std::string_view after, std::string_view from, std::string_view to) {
    const std::size_t begin = text.find(after);
    REQUIRE(begin != text.npos);
    const std::size_t at = text.find(from, begin);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a journal reads well to a person, and to the tool that it is for") {
    for (const Golden& golden : goldens) {
        CHECK(journal_of(golden.dialect, two_credits()) == golden.journal);
        CHECK(StrictTool(golden.dialect, golden.journal).complaint() == "");
    }
}

TEST_CASE("one minor unit too much is seen by every tool, in currencies of 0, 2, 3 and 4 digits") {
    struct Row {
        const char* currency;
        const char* amount;
        const char* one_more;
    };
    const Row rows[] = {{"EUR", "225.14", "225.15"},
                        {"JPY", "225", "226"},
                        {"TND", "225.143", "225.144"},
                        {"CLF", "0.0001", "0.0002"},
                        {"EUR", "9999999999999.98", "9999999999999.99"}};
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount})
        for (const Row& row : rows) {
            INFO(row.amount << " " << row.currency << " with tool " << static_cast<int>(dialect));
            std::vector<JournalTransaction> credits = two_credits();
            credits.at(0).entries = {{allowances, receivables, money(row.amount, row.currency)},
                                     {output_tax, receivables, money(row.amount, row.currency)}};
            const std::string journal = journal_of(dialect, credits);
            CHECK(StrictTool(dialect, journal).complaint() == "");
            CHECK(StrictTool(dialect, planted(journal, "sequence: ", row.amount, row.one_more)).complaint() != "");
        }
}

TEST_CASE("what a journal does not declare is seen by the tools that ask for it") {
    struct Row {
        JournalDialect dialect;
        const char* declaration;
        const char* why;
    };
    const Row rows[] = {{JournalDialect::hledger, "account Income:4800 Guarantee allowances\n", "account"},
                        {JournalDialect::hledger, "payee 株式会社　山田\n", "payee"},
                        {JournalDialect::hledger, "commodity 1000. JPY\n", "commodity"},
                        {JournalDialect::ledger, "account Income:4800 Guarantee allowances\n", "account"},
                        {JournalDialect::ledger, "payee 株式会社　山田\n", "payee"},
                        {JournalDialect::ledger, "commodity JPY\n    format 1000 JPY\n", "commodity"},
                        {JournalDialect::ledger, "tag sequence\n", "tag"},
                        {JournalDialect::beancount, "2026-03-05 open Assets:1200-Receivables\n", "account"}};
    for (const Row& row : rows) {
        INFO(row.why << " of tool " << static_cast<int>(row.dialect));
        const std::string journal = journal_of(row.dialect, two_credits());
        CHECK(StrictTool(row.dialect, planted(journal, "", row.declaration, "")).complaint() != "");
    }
}

TEST_CASE("a journal without transactions passes too") {
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount})
        CHECK(StrictTool(dialect, journal_of(dialect, {})).complaint() == "");
}

TEST_CASE("an account that does not occur is declared all the same") {
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount}) {
        JournalDeclarations declarations;
        declarations.note(allowances);
        declarations.note({Account::sales, AccountName("4800;Guarantee allowances")});
        declarations.note({Account::bank, AccountName("4800 Guarantee allowances")});
        std::string bytes;
        const JournalWriter writer(dialect, "", declarations, [&](std::string_view part) { bytes += part; });
        CHECK(StrictTool(dialect, bytes).complaint() == "");
        CHECK(bytes.find(writer.account(allowances) + "\n") != bytes.npos);
        CHECK(writer.account(allowances) != writer.account({Account::sales, AccountName("4800;Guarantee allowances")}));
    }
}

TEST_CASE("one name under one root is one account, whatever its roles") {
    JournalDeclarations declarations;
    declarations.note({Account::bank, AccountName("1000 Cash")});
    declarations.note({Account::receivables, AccountName("1000 Cash")});
    const JournalWriter writer(JournalDialect::ledger, "", declarations, [](std::string_view) {});
    CHECK(writer.account({Account::bank, AccountName("1000 Cash")}) == "Assets:1000 Cash");
    CHECK(writer.account({Account::receivables, AccountName("1000 Cash")}) == "Assets:1000 Cash");
}

TEST_CASE("texts that would be a directive, a posting or a date elsewhere stay text") {
    const char* texts[] = {"",
                           "\n",
                           "*",
                           "!",
                           "(x",
                           "x)",
                           "[2012/01/01]",
                           ":a:",
                           "a::",
                           "x, date:2012-01-01",
                           "; x",
                           "a  ; b",
                           "|",
                           "=x",
                           "~ monthly",
                           "a\n\n2026-03-05 x\n    Assets:Bank  1.00 EUR\n    Equity",
                           "\"",
                           "\\",
                           "\" \"\n2026-03-05 open Assets:Mine",
                           "@@ 5 USD",
                           "{5 USD}",
                           "#t ^l"};
    for (JournalDialect dialect : {JournalDialect::hledger, JournalDialect::ledger, JournalDialect::beancount}) {
        std::vector<JournalTransaction> credits;
        for (const char* text : texts)
            credits.push_back({parse_date("2026-03-05").value(),
                               text,
                               text,
                               text,
                               std::to_string(100 + credits.size()),
                               {{{Account::allowances, AccountName(text)}, receivables, money("1.00", "EUR")}}});
        const std::string journal = journal_of(dialect, credits, texts[0]);
        INFO(journal);
        const StrictTool tool(dialect, journal);
        CHECK(tool.complaint() == "");
        CHECK(tool.payees().size() == std::size(texts));
        CHECK(tool.sequences().size() == std::size(texts));
        CHECK(tool.balances().size() == std::size(texts) + 1);
    }
}

TEST_CASE("a writer refuses what was not noted, what moves nothing, and years that no tool reads") {
    const JournalTransaction good = two_credits().at(0);
    struct Row {
        void (*spoil)(JournalTransaction&);
        const char* why;
    };
    const Row rows[] = {
        {[](JournalTransaction& t) { t.payee = "Somebody else"; }, "a payee not noted"},
        {[](JournalTransaction& t) {
             t.entries.at(0).debit = {Account::bank, AccountName("1000 Bank")};
         },
         "an account"},
        {[](JournalTransaction& t) { t.entries.at(0).amount = money("1.00", "USD"); }, "a currency"},
        {[](JournalTransaction& t) { t.posted_on = parse_date("2026-03-04").value(); }, "before its accounts open"},
        {[](JournalTransaction& t) { t.entries.clear(); }, "no entries"},
        {[](JournalTransaction& t) { t.entries.at(0).amount = money("0.00", "EUR"); }, "nothing"},
        {[](JournalTransaction& t) { t.entries.at(0).amount = money("-1.00", "EUR"); }, "less than nothing"},
    };
    JournalDeclarations declarations;
    declarations.note(good);
    for (const Row& row : rows) {
        INFO(row.why);
        std::string bytes;
        JournalWriter writer(JournalDialect::ledger, "", declarations, [&](std::string_view part) { bytes = part; });
        bytes.clear();
        JournalTransaction bad = good;
        row.spoil(bad);
        CHECK_THROWS_AS(writer.write(bad), BrokenInvariant);
        CHECK(bytes.empty());
    }
    JournalTransaction early = good;
    early.posted_on = parse_date("1399-12-31").value();
    CHECK_THROWS_AS(declarations.note(early), BrokenInvariant);
}

TEST_CASE("every account has a root") {
    for (Account role : accounts) CHECK(!to_text(root_of(role)).empty());
    CHECK(root_of(Account::receivables) == JournalRoot::assets);
    CHECK(root_of(Account::customer_balances) == JournalRoot::liabilities);
    CHECK(root_of(Account::allowances) == JournalRoot::income);
}
