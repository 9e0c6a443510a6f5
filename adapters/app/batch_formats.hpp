#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/config/configuration.hpp"
#include "engine/port/store.hpp"

namespace makegood::app {

/// Takes the files of one format, one after the other, each in pieces.
class FileReceiver {
  public:
    virtual ~FileReceiver() = default;
    /// The name of a file, without a folder.
    virtual void begin(const std::string& name) = 0;
    virtual void take(std::string_view bytes) = 0;
    virtual void end() = 0;
};

/// Whether a file holds no part of a batch, but what its format could not say.
[[nodiscard]] bool is_refused_file(std::string_view name);

/// What a batch hands over.
struct BatchScope {
    std::uint64_t number;
    Date through;
    std::uint64_t after_sequence;
    std::uint64_t last_sequence;
    std::string last_hash;  ///< of the journal's chain, hex
    std::vector<RefundLiability> liabilities;
    std::vector<Entry> accrual;  ///< dated on the last day
    std::vector<Entry> undone;   ///< the accrual of the batch before, turned around
    Date undone_on;              ///< the day after that batch's last
};

/// The formats that there are: csv, jsonl, entries, hledger, ledger, beancount, ubl, pain001, liabilities, and one for
/// each layout of the configuration.
[[nodiscard]] std::vector<std::string> batch_format_names(const config::Configuration& configuration);

/// What keeps the layouts of a configuration from being formats, in words with the file's name; none: nothing does.
[[nodiscard]] std::vector<std::string> objections_to_layouts(const config::Configuration& configuration);

/// Writes a batch in some of its formats, every one to its own receiver, in flat memory. The same journal and the same
/// configuration give the same bytes. What a format cannot say is never dropped in silence: it stands, with the reason,
/// in a file of its own (…-refused.csv) beside the others.
/// `seen` gets each document that a format wants whole, once. Throws StoreUnavailable.
void write_batch(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                 const std::vector<std::string>& formats,
                 const std::function<FileReceiver&(const std::string& format)>& receiver_of,
                 const std::function<void(const Adjustment&)>& seen);

/// Counts and sums by kind and currency, and by account and currency, of the same range.
struct BatchControl {
    std::vector<ControlTotal> totals;
    std::vector<AccountTotal> accounts;
};
[[nodiscard]] BatchControl control_of(Reader& reader, const BatchScope& scope);

/// Each document of ours in a range of the journal, oldest first, at a glance.
void for_each_document(Reader& reader, std::uint64_t after, std::uint64_t last,
                       const std::function<void(const AdjustmentGlance&)>& use);

}  // namespace makegood::app
