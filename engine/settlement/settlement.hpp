#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/money/money.hpp"

namespace makegood {

/// Where a credit goes.
enum class SettlementKind {
    offset,       ///< against what is open on this invoice
    refund,       ///< back to who paid
    balance,      ///< kept for the customer
    out_of_band,  ///< settled by other means, and recorded here
};
inline constexpr std::array settlement_kinds = {SettlementKind::offset, SettlementKind::refund, SettlementKind::balance,
                                                SettlementKind::out_of_band};
[[nodiscard]] std::string_view to_text(SettlementKind kind);
[[nodiscard]] std::optional<SettlementKind> parse_settlement_kind(std::string_view text);

struct SettlementPart {
    SettlementKind kind;
    Money amount;  ///< > 0
};

/// What was asked for on one invoice and what came of it. All in its currency, all ≥ 0 but `payable`.
struct Receivable {
    Money payable;   ///< gross and rounding as billed, less every credit, ours and others', also what over-credits
    Money paid;      ///< prepaid and paid, also from a balance, less what bounced
    Money refunded;  ///< refunds that have not failed, sent or not
    Money failed;    ///< refunds that failed: owed still, and not on their way
    Money kept;      ///< moved to the customer's balance, and there still or used elsewhere
    Money used;      ///< of `kept`: what went to another invoice
    Money settled_otherwise;  ///< given by other means, out of band

    [[nodiscard]] static Receivable of(const Money& payable, const Money& paid) {
        const Money zero = Money::zero(payable.currency());
        return {payable, paid, zero, zero, zero, zero, zero};
    }
    /// What the customer still owes on it; below zero when they overpaid or were over-credited.
    [[nodiscard]] Money open() const { return payable - paid + refunded + failed + kept + settled_otherwise; }
    /// What can still be sent back: max(0, paid − refunds not failed − kept − settled otherwise).
    [[nodiscard]] Money refundable() const;
    /// What may leave for the customer at most: what was paid, less what was sent back, used elsewhere or given
    /// otherwise. What is kept is part of it. Below zero when a payment bounced after its refund was recorded.
    [[nodiscard]] Money returnable() const { return paid - refunded - used - settled_otherwise; }
    /// What is kept for the customer now.
    [[nodiscard]] Money balance() const { return kept - used; }
};

/// Divides a credit: first against what is open, and only the rest as the customer wishes, by default a refund.
/// `before` is the receivable without this credit. The parts sum to the credit, and none is zero.
/// Source: DESIGN.md 4, "Offset what is open on the same invoice first".
[[nodiscard]] std::vector<SettlementPart> settle(const Receivable& before, const Money& credit,
                                                 std::optional<SettlementKind> wish);

}  // namespace makegood
