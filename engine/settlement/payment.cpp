#include "engine/settlement/payment.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, 6> names = {"discount",   "bank-charges", "withholding",
                                                   "instalment", "statement",    "unexplained"};

bool is_discount(const Payment& payment, const Money& missing, const Invoice& invoice, const ShortPaymentTerms& terms) {
    if (terms.discount_percent.is_zero()) return false;
    const int days = payment.received_on.unix_days() - invoice->issued_on.unix_days();
    return days <= terms.discount_days &&
           missing == percent_of(terms.discount_percent, invoice.payable(), Rounding::half_away_from_zero);
}

bool is_charge(const Money& missing, const Invoice& invoice, const ShortPaymentTerms& terms) {
    return !terms.bank_charges_percent.is_zero() &&
           missing <= percent_of(terms.bank_charges_percent, invoice.payable(), Rounding::toward_zero);
}

}  // namespace

std::string_view to_text(Shortfall shortfall) {
    return names[static_cast<std::size_t>(shortfall)];
}

std::optional<Shortfall> parse_shortfall(std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Shortfall>(found - names.begin());
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
        const auto kind_of = [](const Deduction& deduction) { return deduction.kind.value_or(Shortfall::statement); };
        const Shortfall first = kind_of(payment.deductions.front());
        const bool is_of_one_kind =
            std::all_of(payment.deductions.begin(), payment.deductions.end(),
                        [&](const Deduction& deduction) { return kind_of(deduction) == first; });
        return is_of_one_kind && explains(payment, open_before) ? first : Shortfall::unexplained;
    }
    if (is_discount(payment, missing, invoice, terms)) return Shortfall::discount;
    if (is_charge(missing, invoice, terms)) return Shortfall::bank_charges;
    return Shortfall::unexplained;
}

}  // namespace makegood
