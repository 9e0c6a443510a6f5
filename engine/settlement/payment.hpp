#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/invoice/invoice.hpp"
#include "engine/settlement/refund.hpp"
#include "engine/settlement/settlement.hpp"

namespace makegood {

/// What the bank calls a payment: unique, so that a statement read twice pays nothing twice.
using PaymentId = Name<struct PaymentTag>;

/// Why somebody paid less than was open.
enum class Shortfall {
    discount,      ///< in the terms: paid early
    bank_charges,  ///< taken on the way
    withholding,   ///< tax that the payer must keep back
    instalment,    ///< the rest comes later
    statement,     ///< the payer said of what, and why: that states a worth
    unexplained,   ///< the office asks
};
[[nodiscard]] std::string_view to_text(Shortfall shortfall);

/// What a remittance says that was kept back.
struct Deduction {
    std::optional<LineId> line{};      ///< nothing: of the invoice
    Money amount;                      ///< > 0, gross
    std::optional<Shortfall> kind{};   ///< nothing: a statement if there is a reason, and else unexplained
    std::optional<Personal> reason{};  ///< in the customer's words
};

/// Money that came in for one invoice.
struct Payment {
    PaymentId id;
    Date received_on;
    Money amount;                       ///< > 0
    std::optional<BankAccount> from{};  ///< that paid, and that refunds go back to
    std::optional<Personal> text{};     ///< of the remittance
    std::vector<Deduction> deductions{};
    std::optional<Shortfall> shortfall{};  ///< nothing: it paid all that was open, or more
    bool is_reversed = false;              ///< it bounced
    std::optional<Date> reversed_on{};     ///< when
    [[nodiscard]] bool is_same(const Payment& other) const {
        return id == other.id && received_on == other.received_on && amount == other.amount;
    }
};

/// What the company takes for granted when less than the open amount arrives.
struct ShortPaymentTerms {
    Decimal discount_percent{};      ///< of what is payable, for paying early; 0: none is given
    int discount_days = 0;           ///< after the invoice's date
    Decimal bank_charges_percent{};  ///< of what is payable: up to this much is taken for charges; 0: nothing is
};

/// Classifies a payment below what is open. What the remittance says comes first, if it is of one kind and adds up to
/// the cent, and a discount is one only within the terms; a remittance that says nothing is judged by the terms.
/// Nothing when the payment is not below. `open_before` > 0 is what was open without it.
[[nodiscard]] std::optional<Shortfall> classify(const Payment& payment, const Money& open_before,
                                                const Invoice& invoice, const ShortPaymentTerms& terms);

/// Whether the deductions explain, to the cent, what is missing: only then they say anything.
[[nodiscard]] bool explains(const Payment& payment, const Money& open_before);

}  // namespace makegood
