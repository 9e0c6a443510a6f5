#include "adapters/app/batch_entries.hpp"

#include <algorithm>

#include "adapters/app/journal_range.hpp"
#include "adapters/codec/csv_writer.hpp"

namespace makegood::app {

namespace {

using exports::JournalDialect;

constexpr std::size_t page_rows = 1000;

exports::JournalEntry journal_entry(Entry entry) {
    return {{entry.debit, std::move(entry.debit_name)}, {entry.credit, std::move(entry.credit_name)}, entry.amount};
}

/// An accrual, or the undoing of one, as a transaction.
exports::JournalTransaction accrual(const std::vector<Entry>& entries, Date on, std::uint64_t batch) {
    exports::JournalTransaction transaction{
        on, "batch " + std::to_string(batch), "", "Claims not adjusted yet", "batch-" + std::to_string(batch), {}};
    for (const Entry& entry : entries) transaction.entries.push_back(journal_entry(entry));
    return transaction;
}

exports::JournalTransaction transaction_of(OwnEntriesRow row) {
    exports::JournalTransaction transaction{row.posted_on,
                                            std::move(row.document),
                                            row.invoice.text(),
                                            std::move(row.customer_name),
                                            std::to_string(row.sequence),
                                            {}};
    transaction.entries.reserve(row.entries.size());
    for (Entry& entry : row.entries) transaction.entries.push_back(journal_entry(std::move(entry)));
    return transaction;
}

/// Hands over every transaction of the batch, in the order of the journal; accruals come last.
void for_each_transaction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const exports::JournalTransaction&)>& use) {
    for_each_entries(reader, scope, [&](OwnEntriesRow row) { use(transaction_of(std::move(row))); });
    if (!scope.undone.empty()) use(accrual(scope.undone, scope.undone_on, scope.number - 1));
    if (!scope.accrual.empty()) use(accrual(scope.accrual, scope.through, scope.number));
}

std::string file_name(JournalDialect dialect) {
    switch (dialect) {
        case JournalDialect::hledger: return "batch.journal";
        case JournalDialect::ledger: return "batch.ledger";
        case JournalDialect::beancount: return "batch.beancount";
    }
    break_invariant("a journal is written in one of the dialects", std::source_location::current());
}

void write_entry_rows(codec::CsvWriter& csv, Date posted_on, const std::string& document, const std::string& invoice,
                      const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) {
        csv.text(to_text(posted_on))
            .text(document)
            .text(invoice)
            .text(entry.debit_name.text())
            .text(entry.credit_name.text())
            .text(entry.amount.currency().code())
            .number(to_text(entry.amount));
        csv.row_end();
    }
}

}  // namespace

std::optional<JournalDialect> journal_dialect(std::string_view format) {
    if (format == "hledger") return JournalDialect::hledger;
    if (format == "ledger") return JournalDialect::ledger;
    if (format == "beancount") return JournalDialect::beancount;
    return std::nullopt;
}

void for_each_entries(Reader& reader, const BatchScope& scope, const std::function<void(OwnEntriesRow)>& use) {
    for_each_row(
        scope.after_sequence, scope.last_sequence, page_rows,
        [&](std::uint64_t after, std::size_t limit) { return reader.own_entries(after, limit); }, use);
}

void write_journals(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                    const std::vector<JournalFormat>& formats) {
    exports::JournalDeclarations declarations;
    // The whole chart, so that an account is called the same in every batch.
    for (Account account : accounts)
        for (const AccountName& name : configuration.chart.names_of(account)) declarations.note({account, name});
    for_each_transaction(reader, scope, [&](const auto& transaction) { declarations.note(transaction); });
    std::vector<exports::JournalWriter> writers;
    writers.reserve(formats.size());
    for (const JournalFormat& format : formats) {
        format.receiver->begin(file_name(format.dialect));
        writers.emplace_back(
            format.dialect, configuration.company_name + ", export batch " + std::to_string(scope.number), declarations,
            [receiver = format.receiver](std::string_view bytes) { receiver->take(bytes); });
    }
    for_each_transaction(reader, scope, [&](const auto& transaction) {
        for (exports::JournalWriter& writer : writers) writer.write(transaction);
    });
    for (const JournalFormat& format : formats) format.receiver->end();
}

void write_entries_csv(Reader& reader, const BatchScope& scope, FileReceiver& receiver) {
    std::string bytes;
    codec::CsvWriter csv(bytes);
    for (std::string_view title : {"posted_on", "document", "invoice", "debit", "credit", "currency", "amount"})
        csv.text(title);
    csv.row_end();
    receiver.begin("entries.csv");
    const auto flush = [&] {
        receiver.take(bytes);
        bytes.clear();
    };
    for_each_entries(reader, scope, [&](const OwnEntriesRow& row) {
        write_entry_rows(csv, row.posted_on, row.document, row.invoice.text(), row.entries);
        flush();
    });
    const auto accrued = [&](const std::vector<Entry>& entries, Date on, std::uint64_t batch) {
        write_entry_rows(csv, on, "batch " + std::to_string(batch), "", entries);
    };
    accrued(scope.undone, scope.undone_on, scope.number - 1);
    accrued(scope.accrual, scope.through, scope.number);
    flush();
    receiver.end();
}

}  // namespace makegood::app
