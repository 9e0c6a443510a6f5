#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/invoice/seller.hpp"
#include "engine/journal/document.hpp"

namespace makegood::pdf {

/// "28 November 2026": no reader takes the month for the day.
[[nodiscard]] std::string in_words(Date date);
/// "-1,234.50": thousands apart by commas, always with the currency's digits.
[[nodiscard]] std::string amount(const Money& money);
/// "EUR 1,234.50".
[[nodiscard]] std::string amount_with_currency(const Money& money);
/// What a (category, rate) is called (UNTDID 5305, in the subset of EN 16931), with the base and, where it is exempt,
/// the invoice's reason: "Tax at 20 % on 500.00", "Exempt from tax (Education) on 90.00". A category that is on no list
/// is named by its code.
[[nodiscard]] std::string tax_in_words(const TaxSubtotal& tax, const InvoiceDraft& invoice);

/// Lines for an envelope: the name, then the address as far as it is known. The country's code, where it is another
/// one than `home`.
[[nodiscard]] std::vector<std::string> address_lines(const Address& address, const std::optional<std::string>& home);

/// The wording that differs between the two types.
struct DocumentWords {
    const char* title;       ///< "Credit note"
    const char* difference;  ///< the head of the column that the document moves
    const char* total;
};
[[nodiscard]] const DocumentWords& words_of(DocumentType type);

/// "Set against what was open on invoice R-1".
[[nodiscard]] std::string in_words(SettlementKind kind, const InvoiceNumber& invoice);

}  // namespace makegood::pdf
