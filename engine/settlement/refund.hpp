#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/claim/claim.hpp"
#include "engine/core/actor.hpp"
#include "engine/core/personal.hpp"
#include "engine/money/money.hpp"
#include "engine/statement/statement.hpp"
#include "engine/time/date.hpp"

namespace makegood {

/// The refund's key for ever: bank orders carry it as their end-to-end id, so that a retry is never a second refund.
using RefundNumber = Name<struct RefundNumberTag>;

/// A refund is recorded, and its money reserved, before anything is sent. Unknown is not failed: an instructed refund
/// stays instructed until the bank says paid or failed.
enum class RefundState { due, instructed, paid, failed, cancelled };
[[nodiscard]] std::string_view to_text(RefundState state);
[[nodiscard]] std::optional<RefundState> parse_refund_state(std::string_view text);

/// The table of allowed moves, and the only place that knows it: due → instructed → paid | failed → due. What was paid
/// may still come back from the bank (paid → failed). One that never left is cancelled with the document that asked for
/// it, when that is taken back.
[[nodiscard]] bool may_move(RefundState from, RefundState to);

/// What a refund gives back.
enum class RefundSource {
    adjustment,  ///< part of a credit note
    balance,     ///< what was kept for the customer, on their request
    make_good,   ///< money beyond the price
};
[[nodiscard]] std::string_view to_text(RefundSource source);

/// An account at a bank. Personal: whose it is and which.
struct BankAccount {
    Personal iban;
    Personal holder;
    std::optional<std::string> bic{};
    bool operator==(const BankAccount&) const = default;
};

/// Another account than the one that paid: it takes the customer's word, over a contact that was on file before, and a
/// second person.
struct NamedAccount {
    BankAccount account;
    Actor named_by;
    std::vector<Channel> on_file{};       ///< over which the customer could be reached when it was named
    std::optional<Actor> confirmed_by{};  ///< who heard the customer confirm it; never who named it
};

/// One amount on its way to a customer.
struct Refund {
    RefundNumber number;
    RefundSource source;
    std::string document;            ///< number of the adjustment or the make-good; of a balance, the invoice's
    std::optional<ClaimId> claim{};  ///< that it came from
    Money amount;                    ///< > 0
    Date recorded_on;
    Actor recorded_by;
    RefundState state = RefundState::due;
    int attempts = 0;  ///< how often it was instructed
    std::optional<NamedAccount> named{};
    std::optional<BankAccount> account{};  ///< that it was last instructed to
    std::optional<Date> instructed_on{};
    std::optional<Date> paid_on{};
    std::optional<std::string> reference{};  ///< the bank's
    std::optional<Date> failed_on{};         ///< when the last failure was, also once it is on its way again
    std::optional<std::string> failure{};    ///< and why, in the bank's words

    /// Still owed to the customer: all but what was paid or cancelled.
    [[nodiscard]] bool is_payable() const { return state != RefundState::paid && state != RefundState::cancelled; }
};

}  // namespace makegood
