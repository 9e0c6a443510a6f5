#include "engine/settlement/payment.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, 6> names = {"discount",   "bank-charges", "withholding",
                                                   "instalment", "statement",    "unexplained"};

/// What the terms give for paying when it was paid: nothing afterwards.
Money discount_for(const Payment& payment, const Invoice& invoice, const ShortPaymentTerms& terms) {
    const int days = payment.received_on.unix_days() - invoice->issued_on.unix_days();
    if (days > terms.discount_days) return Money::zero(payment.amount.currency());
    return percent_of(terms.discount_percent, invoice.payable(), Rounding::half_away_from_zero);
}

/// What nobody gave a kind states a worth if it has a reason.
Shortfall kind_of(const Deduction& deduction) {
    const bool has_reason = deduction.reason && (deduction.reason->is_erased() || !deduction.reason->reveal()->empty());
    return deduction.kind.value_or(has_reason ? Shortfall::statement : Shortfall::unexplained);
}

bool is_charge(const Money& missing, const Invoice& invoice, const ShortPaymentTerms& terms) {
    return !terms.bank_charges_percent.is_zero() &&
           missing <= percent_of(terms.bank_charges_percent, invoice.payable(), Rounding::toward_zero);
}

}  // namespace

std::string_view to_text(Shortfall shortfall) {
    return names[static_cast<std::size_t>(shortfall)];
}

bool explains(const Payment& payment, const Money& open_before) {
    Money sum = Money::zero(open_before.currency());
    for (const Deduction& deduction : payment.deductions) sum += deduction.amount;
    return !payment.deductions.empty() && sum == open_before - payment.amount;
}

std::optional<Shortfall> classify(const Payment& payment, const Money& open_before, const Invoice& invoice,
                                  const ShortPaymentTerms& terms) {
    const Money missing = open_before - payment.amount;
    if (!missing.is_positive()) return std::nullopt;
    if (!payment.deductions.empty()) {
        const Shortfall first = kind_of(payment.deductions.front());
        const bool is_of_one_kind =
            std::all_of(payment.deductions.begin(), payment.deductions.end(),
                        [&](const Deduction& deduction) { return kind_of(deduction) == first; });
        if (!is_of_one_kind || !explains(payment, open_before)) return Shortfall::unexplained;
        const bool is_beyond_terms = first == Shortfall::discount && missing > discount_for(payment, invoice, terms);
        return is_beyond_terms ? Shortfall::unexplained : first;
    }
    if (missing == discount_for(payment, invoice, terms)) return Shortfall::discount;
    if (is_charge(missing, invoice, terms)) return Shortfall::bank_charges;
    return Shortfall::unexplained;
}

}  // namespace makegood
