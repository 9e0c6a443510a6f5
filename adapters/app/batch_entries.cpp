#include "adapters/app/batch_entries.hpp"

#include <algorithm>

#include "adapters/codec/csv_writer.hpp"

namespace makegood::app {

namespace {

using exports::JournalDialect;

constexpr std::size_t page_rows = 4000;

exports::JournalEntry journal_entry(const Entry& entry) {
    return {{entry.debit, entry.debit_name}, {entry.credit, entry.credit_name}, entry.amount};
}

/// An accrual, or the undoing of one, as a transaction.
exports::JournalTransaction accrual(const std::vector<Entry>& entries, Date on, std::uint64_t batch) {
    exports::JournalTransaction transaction{
        on, "batch " + std::to_string(batch), "", "Claims not adjusted yet", "batch-" + std::to_string(batch), {}};
    for (const Entry& entry : entries) transaction.entries.push_back(journal_entry(entry));
    return transaction;
}

/// Hands over every transaction of the batch, in the order of the journal; accruals come last.
void for_each_transaction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const exports::JournalTransaction&)>& use) {
    std::optional<exports::JournalTransaction> open;
    std::uint64_t of_event = 0;
    for_each_entry(reader, scope, [&](const OwnEntryRow& row) {
        const std::uint64_t sequence = row.entry.id / entries_per_event_max;
        if (open && sequence != of_event) {
            use(*open);
            open.reset();
        }
        of_event = sequence;
        if (!open)
            open = {row.entry.posted_on, row.entry.document,       row.entry.invoice.text(),
                    row.customer_name,   std::to_string(sequence), {}};
        open->entries.push_back({{row.debit, row.entry.debit}, {row.credit, row.entry.credit}, row.entry.amount});
    });
    if (open) use(*open);
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

void write_entry_row(codec::CsvWriter& csv, Date posted_on, const std::string& document, const std::string& invoice,
                     const AccountName& debit, const AccountName& credit, const Money& amount) {
    csv.text(to_text(posted_on))
        .text(document)
        .text(invoice)
        .text(debit.text())
        .text(credit.text())
        .text(amount.currency().code())
        .number(to_text(amount));
    csv.row_end();
}

}  // namespace

std::optional<JournalDialect> journal_dialect(std::string_view format) {
    if (format == "hledger") return JournalDialect::hledger;
    if (format == "ledger") return JournalDialect::ledger;
    if (format == "beancount") return JournalDialect::beancount;
    return std::nullopt;
}

void for_each_entry(Reader& reader, const BatchScope& scope, const std::function<void(const OwnEntryRow&)>& use) {
    const std::uint64_t end = (scope.last_sequence + 1) * entries_per_event_max;
    std::uint64_t after = (scope.after_sequence + 1) * entries_per_event_max - 1;
    for (;;) {
        const std::vector<OwnEntryRow> page = reader.own_entries(after, page_rows);
        for (const OwnEntryRow& row : page) {
            if (row.entry.id >= end) return;
            use(row);
        }
        if (page.size() < page_rows) return;
        after = page.back().entry.id;
    }
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
    for_each_entry(reader, scope, [&](const OwnEntryRow& row) {
        const EntryRow& entry = row.entry;
        write_entry_row(csv, entry.posted_on, entry.document, entry.invoice.text(), entry.debit, entry.credit,
                        entry.amount);
        flush();
    });
    const auto accrued = [&](const std::vector<Entry>& entries, Date on, std::uint64_t batch) {
        for (const Entry& entry : entries)
            write_entry_row(csv, on, "batch " + std::to_string(batch), "", entry.debit_name, entry.credit_name,
                            entry.amount);
    };
    accrued(scope.undone, scope.undone_on, scope.number - 1);
    accrued(scope.accrual, scope.through, scope.number);
    flush();
    receiver.end();
}

}  // namespace makegood::app
