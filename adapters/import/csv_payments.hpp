#pragma once

#include <istream>

#include "adapters/import/bank_payment.hpp"
#include "adapters/import/payment_mapping.hpp"

namespace makegood::import {

/// Reads a CSV file (RFC 4180, UTF-8) in which each row is a payment or a bounced one. Every row below the header ends
/// as a payment or as findings that name its line, and one that is wrong doesn't touch the others; a header that lacks
/// a column of the mapping refuses the file.
///
/// `kind` is "payment" (also when it is empty) or "reversal", a bounced payment; `reverses`, of reversals only, is the
/// id of the payment that bounced. Amounts are above zero either way, in the currency's digits or fewer. An id stands
/// once in a file. `invoice` becomes a structured reference. IBANs are normalised and not checked.
/// `in` is a binary stream at its start.
[[nodiscard]] BankReading read_csv_payments(std::istream& in, const PaymentMapping& mapping);

}  // namespace makegood::import
