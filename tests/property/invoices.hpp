#pragma once

#include <cstdint>

#include "tests/engine/given/bill.hpp"

namespace makegood::property {

/// A random invoice: one or several categories and rates, allowances, charges, negative and free lines, prepaid, paid,
/// rounding, tax stored as the biller pleased, credits elsewhere, 0 to 4 digits, small, usual and large amounts.
/// Called inside a rapidcheck property; it shrinks towards one plain line, and a failure tells it in short.
struct Wishes {
    bool one_rate = false;       ///< one (category, rate), whose total is positive
    bool with_elsewhere = true;  ///< credits of other documents
    bool small = false;          ///< at most 300 minor units a line, so that every cent can be tried
};
[[nodiscard]] InvoiceDraft any_invoice(const Wishes& wishes);

/// A credit that another system gave on it: of at most `net`, or of all of it, with its share of the invoice's tax,
/// give or take a cent, or with any tax up to the invoice's. Some say how they divide by (category, rate).
[[nodiscard]] CreditElsewhere any_credit_elsewhere(const InvoiceDraft& draft, const std::string& number,
                                                   const Money& net);

/// The same outside of a property, where a seed is the chance: the same seed gives the same on every machine.
[[nodiscard]] InvoiceDraft invoice_of_seed(std::uint64_t seed);
[[nodiscard]] CreditElsewhere credit_elsewhere_of_seed(std::uint64_t seed, const InvoiceDraft& draft,
                                                       const std::string& number, const Money& net);

/// "EUR, 1 S at 20 % 100.00, tax S at 20 % 20.00, paid 0.00"
[[nodiscard]] std::string in_short(const InvoiceDraft& draft);
[[nodiscard]] std::string in_short(const CreditElsewhere& credit);

/// From 0 to most, both included.
[[nodiscard]] std::int64_t up_to(std::int64_t most);
[[nodiscard]] bool one_in(int n);

}  // namespace makegood::property
