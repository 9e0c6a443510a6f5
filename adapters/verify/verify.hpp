#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/core/result.hpp"

namespace makegood::verify {

/// One thing that does not hold.
struct Finding {
    std::uint64_t sequence = 0;  ///< of the event; 0 when it is about the journal as a whole
    std::string stream{};        ///< empty when it is about no single one
    std::string found{};         ///< in plain words
    std::string must{};          ///< what must hold, in plain words
    std::string code{};          ///< for machines: "tax-off", stable for ever
};

/// Findings beyond these are counted, not kept.
inline constexpr std::size_t findings_max = 1000;

/// Law 8 over the whole journal: what the entries leave on a sub-ledger's account, and what the documents say.
struct Tie {
    std::string account;   ///< "receivables", "refunds payable", "customer balances"
    std::string currency;  ///< ISO 4217
    std::string booked;    ///< balance of the entries, as in "12.50"
    std::string owed;      ///< Σ open, Σ refunds, Σ kept
};

struct Report {
    std::string journal;  ///< its id
    std::uint64_t events = 0;
    std::uint64_t invoices = 0;
    std::uint64_t claims = 0;
    std::uint64_t adjustments = 0;
    std::uint64_t unjudged_streams = 0;  ///< with an event that is missing or unreadable: not judged from there on
    std::uint64_t head_sequence = 0;
    std::string head_hash;                         ///< hex; compare it with one noted earlier: what was cut off at the
                                                   ///< end leaves no other trace in the chain
    std::vector<Tie> ties;                         ///< by currency and account
    std::vector<Finding> findings;                 ///< in the order of the journal, the first `findings_max`
    std::map<std::string, std::uint64_t> by_code;  ///< of all findings

    [[nodiscard]] std::uint64_t finding_count() const;
    [[nodiscard]] bool is_clean() const { return by_code.empty(); }
};

/// Events judged so far, and how many there are.
using Progress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Judges the journal in the database at `path`: the hash chain, laws 7 to 10, the life of claims and of refunds, and
/// what batches handed over, all recomputed from the events; and whether the projections say the same. It shares no
/// code with the writer. It writes nothing and may run beside a server: it sees the one moment at which it started.
/// Memory grows with the invoices' lines, statements, documents and payments, about 100 bytes each, and with the
/// accounts' days; not with the events.
/// Fails in words that name the file when there is no journal of ours in it, or a newer one.
[[nodiscard]] Result<Report, std::string> verify_journal(const std::string& path, const Progress& progress = {});

/// "event 12 of invoice:R-1: the tax of S at 20 % is 13.68; must be 13.67 [tax-off]"
[[nodiscard]] std::string in_words(const Finding& finding);
/// The summary that an auditor reads: counts, head, ties, findings. Several lines.
[[nodiscard]] std::string in_words(const Report& report);

}  // namespace makegood::verify
