#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/app/batch_formats.hpp"
#include "adapters/export/journal_text.hpp"

namespace makegood::app {

struct JournalFormat {
    exports::JournalDialect dialect;
    FileReceiver* receiver;
};
/// "hledger", "ledger" or "beancount"; nothing for another format.
[[nodiscard]] std::optional<exports::JournalDialect> journal_dialect(std::string_view format);

/// The entries of a batch, accruals included, as transactions: those of one event are one. Two passes over the journal.
void write_journals(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                    const std::vector<JournalFormat>& formats);

/// The same entries, a row each.
void write_entries_csv(Reader& reader, const BatchScope& scope, FileReceiver& receiver);

/// Entries of ours in the batch, but for accruals, an event's at a time.
void for_each_entries(Reader& reader, const BatchScope& scope, const std::function<void(OwnEntriesRow)>& use);

}  // namespace makegood::app
