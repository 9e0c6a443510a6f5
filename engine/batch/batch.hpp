#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/claim/claim.hpp"
#include "engine/core/actor.hpp"
#include "engine/ledger/ledger.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

/// How many documents, or refunds, of one kind and currency a batch has, and what they come to.
struct ControlTotal {
    std::string kind;  ///< "credit-note", "supplementary-invoice", "make-good" or "refund"
    std::uint64_t count = 0;
    Totals totals;  ///< of refunds and make-goods, which are no price: gross alone
    bool operator==(const ControlTotal&) const = default;
};

/// What the batch's entries leave on one account, in one currency.
struct AccountTotal {
    AccountName account;
    Money debit;
    Money credit;
    bool operator==(const AccountTotal&) const = default;
};

/// One format of a batch: many files, if it has one for each document.
struct BatchFormat {
    std::string format;
    std::string sha256;  ///< hex: of the one file; of many, of the list of their names and hashes
    std::uint64_t bytes = 0;
    bool operator==(const BatchFormat&) const = default;
};

/// A claim whose worth is stated and not adjusted yet: what it will cost.
struct RefundLiability {
    ClaimId claim;
    ClaimNumber number;
    InvoiceNumber invoice;
    Money net;
    Money tax;
    bool operator==(const RefundLiability&) const = default;
};

/// What a batch is made of: every event of ours after `after_sequence`, up to `last_sequence`, which is the last one
/// made on or before `through` in the company's zone. Since the journal only grows, and times never run backwards in
/// it, each document, refund instruction and entry is in exactly one batch, and stays there.
struct BatchContent {
    std::uint64_t number = 0;  ///< from 1, without holes
    Date through;
    std::uint64_t after_sequence = 0;
    std::uint64_t last_sequence = 0;
    std::string last_hash;      ///< of the journal's chain at `last_sequence`, hex: its checkpoint
    std::string configuration;  ///< hash of the one that the formats were written by
    std::vector<ControlTotal> totals;
    std::vector<AccountTotal> accounts;
    std::vector<BatchFormat> formats;
    std::vector<RefundLiability> liabilities;
};

/// What became of a batch in the other system.
enum class BatchState {
    sealed,  ///< handed over, nothing heard yet
    booked,
    failed,  ///< the other system could not take it; it may still be booked later
};
[[nodiscard]] std::string_view to_text(BatchState state);

/// Sealed for good: it can be downloaded again and answered for, never changed.
struct Batch {
    BatchContent content;
    Instant sealed_at;
    Actor sealed_by;
    BatchState state = BatchState::sealed;
    std::string answer{};          ///< the other system's reference, or why it failed
    std::vector<Entry> accrual{};  ///< dated on the last day of the period, and undone on the day after
};

/// Accrues what is claimed and not adjusted on the last day of the period; the other undoes it on the day after.
[[nodiscard]] std::vector<Entry> entries_for_accrual(const Chart& chart,
                                                     const std::vector<RefundLiability>& liabilities);
[[nodiscard]] std::vector<Entry> turned_around(const std::vector<Entry>& entries);

}  // namespace makegood
