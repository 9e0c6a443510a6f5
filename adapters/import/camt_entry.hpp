#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/import/bank_payment.hpp"
#include "adapters/import/camt_element.hpp"

namespace makegood::import {

using IsOurRefund = std::function<bool(std::string_view end_to_end_id)>;

/// What the entries of one statement have in common.
struct CamtStatement {
    std::string id;
    std::string account;
};

/// What a statement's sums need to know of an entry.
struct CamtEntrySum {
    Money amount;
    bool is_credit;
    bool is_booked;
};

/// Reads entries of one file into a reading; what is promised stands with read_bank_statement().
class CamtEntryReader {
  public:
    CamtEntryReader(const IsOurRefund& is_our_refund, BankReading& reading)
        : is_our_refund_(is_our_refund), reading_(reading) {}

    /// `position` counts the statement's entries from 1. Nothing when amount or direction can't be read.
    std::optional<CamtEntrySum> read(const CamtElement& entry, const CamtStatement& statement, std::size_t position);

  private:
    struct Entry;
    struct Transaction;

    void read_booked(const Entry& entry);
    [[nodiscard]] static std::vector<Transaction> transactions_of(const Entry& entry,
                                                                  const std::vector<CamtElement>& details,
                                                                  Findings& findings);
    void take(const Entry& entry, const Transaction& transaction);
    [[nodiscard]] std::string next_id(const CamtStatement& statement, const std::string& reference);
    void leave_out(const Transaction& transaction, std::string id, std::string why);
    void yield(const Entry& entry, const Transaction& transaction, std::string id, BankMove move);

    const IsOurRefund& is_our_refund_;
    BankReading& reading_;
    using OfAccount = std::pair<std::string, std::string>;  // account, and a reference of it
    std::map<OfAccount, int> times_;                        // how often it was seen
    std::set<OfAccount> given_;                             // as ids
};

}  // namespace makegood::import
