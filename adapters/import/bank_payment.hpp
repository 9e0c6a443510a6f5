#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

namespace makegood::import {

/// What a movement on our account is to us.
enum class BankMove {
    payment,          ///< money in: somebody paid
    bounced_payment,  ///< money out again: an earlier payment was returned or charged back
    refund_sent,      ///< money out: a refund of ours has left the account
    refund_returned,  ///< money in again: a refund of ours came back
};
[[nodiscard]] constexpr bool is_reversal(BankMove move) {
    return move == BankMove::bounced_payment || move == BankMove::refund_returned;
}
/// "payment", "bounced-payment", "refund-sent", "refund-returned".
[[nodiscard]] std::string_view to_text(BankMove move);

enum class DeductionKind {
    adjustment,   ///< the payer pays less and says why
    discount,     ///< a cash discount taken
    credit_note,  ///< a credit note set off
};
[[nodiscard]] std::string_view to_text(DeductionKind kind);

/// Why a payment is not what was billed, as its remittance says it. Its currency need not be the payment's.
struct Deduction {
    DeductionKind kind;
    std::optional<std::string> document;  ///< number or reference that it is taken from
    std::optional<std::string> line;      ///< of that document
    Money amount;                         ///< > 0: so much less is paid; < 0: so much more (adjustments only)
    std::string reason;                   ///< code and words of the payer's; "" when there are none
};

/// One movement of money, as the bank or a file tells it.
struct BankPayment {
    std::string id;               ///< the same whenever it is told again; unique for the account
    std::string account;          ///< ours: IBAN, else the bank's own number; "" from CSV
    std::string statement;        ///< the id of the statement or notification; "" from CSV
    std::string entry_reference;  ///< the bank's reference of the whole entry, which may be a batch; "" for none
    Date received_on;             ///< the day it was booked
    Money amount;                 ///< > 0, in the account's currency
    BankMove move;
    std::optional<Money> instructed;  ///< what was sent, where it is told and differs: charges, or another currency
    std::optional<std::string> payer_name;           ///< of payments and bounced ones
    std::optional<std::string> payer_iban;           ///< normalised, not checked
    std::vector<std::string> structured_references;  ///< creditor references and document numbers, as written
    std::string text;                                ///< what is written freely, a line for each piece
    std::vector<Deduction> deductions;
    std::optional<std::string> end_to_end_id;  ///< not what says that there is none (NOTPROVIDED)
    std::optional<std::string> reverses;       ///< of reversals: the reference of what came back, where it is told
    std::string return_reason;                 ///< of reversals: code and words; "" when there are none
    std::string place;                         ///< XPath or "line 12", to look it up
};

/// What is on the statement and no concern of ours, or not yet.
struct LeftOut {
    std::string place;
    std::string id;  ///< as BankPayment::id; of what isn't booked the bank's reference, "" for none
    Money amount;    ///< ≥ 0
    std::string why;
};

struct StatementRead {
    std::string id;
    std::string account;
    std::uint64_t entries;
    bool is_clean;  ///< no finding in it: all entries could be read, and what it says of its sums is so
};

/// All of a file: each movement is a payment, left out with a reason, or (the whole entry) in the findings.
struct BankReading {
    std::vector<BankPayment> payments;
    std::vector<LeftOut> left_out;
    Findings findings;  ///< pointers are XPaths, "line 3, column 7" of bad XML, or "line 12/amount" of CSV
    std::vector<StatementRead> statements;
};

}  // namespace makegood::import
