/// How long writing a journal takes, apart from reading the entries and from the disk:
/// bench_journal_text [documents]    one line for each dialect
#include "adapters/export/journal_text.hpp"

#include <cstdlib>
#include <ctime>
#include <iostream>

#include <sys/resource.h>

using namespace makegood;
using namespace makegood::exports;

namespace {

/// Of this process's own time: what else the machine does is not counted.
double milliseconds_since(std::clock_t begin) {
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

/// A credit note of four entries; every one has a customer of its own, a tenth of them not in ASCII.
void set(JournalTransaction& credit, std::size_t number) {
    credit.posted_on = Date::from_unix_days(static_cast<std::int32_t>(20000 + number / 500));
    credit.document = "CN-2026-" + std::to_string(100'000 + number);
    credit.invoice = "INV-" + std::to_string(1'000'000 + number);
    credit.payee = (number % 10 == 0 ? "Müller & Söhne GmbH " : "Example Trading Ltd ") + std::to_string(number);
    credit.id = std::to_string(3 * number);
    for (JournalEntry& entry : credit.entries)
        entry.amount = Money(static_cast<std::int64_t>(1 + number * 7919 % 1'000'000), entry.amount.currency());
}

void measure(JournalDialect dialect, std::string_view name, std::size_t documents) {
    const JournalAccount receivables{Account::receivables, AccountName("1200 Receivables")};
    const JournalAccount allowances{Account::allowances, AccountName("4800 Guarantee allowances")};
    const JournalAccount output_tax{Account::output_tax, AccountName("2200 Output tax")};
    const JournalAccount refunds{Account::refunds_payable, AccountName("2300 Refunds payable")};
    const Money one(1, Currency::find("EUR").value());
    JournalTransaction credit{Date::from_unix_days(0),
                              "",
                              "",
                              "",
                              "",
                              {{allowances, receivables, one},
                               {output_tax, receivables, one},
                               {output_tax, receivables, one},
                               {receivables, refunds, one}}};
    std::size_t bytes = 0;
    const std::clock_t begin = std::clock();
    JournalDeclarations declarations;
    for (std::size_t i = 0; i < documents; ++i) {
        set(credit, i);
        declarations.note(credit);
    }
    const double noted = milliseconds_since(begin);
    JournalWriter writer(dialect, "Export batch 12", declarations,
                         [&](std::string_view part) { bytes += part.size(); });
    const double declared = milliseconds_since(begin);
    for (std::size_t i = 0; i < documents; ++i) {
        set(credit, i);
        writer.write(credit);
    }
    const double done = milliseconds_since(begin);
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    std::cout << name << ": " << documents << " documents, " << bytes << " bytes in " << done << " ms (noting " << noted
              << ", declaring " << declared - noted << "), " << used.ru_maxrss / 1024 << " MB at most\n";
}

}  // namespace

int main(int count, char** words) {
    const std::size_t documents = count > 1 ? std::strtoull(words[1], nullptr, 10) : 100'000;
    measure(JournalDialect::hledger, "hledger", documents);
    measure(JournalDialect::ledger, "ledger", documents);
    measure(JournalDialect::beancount, "beancount", documents);
}
