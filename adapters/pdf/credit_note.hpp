#pragma once

#include <optional>
#include <string>

#include "engine/core/result.hpp"
#include "engine/invoice/letterhead.hpp"
#include "engine/invoice/seller.hpp"
#include "engine/invoice/standing.hpp"
#include "engine/journal/document.hpp"

namespace makegood::pdf {

/// All that the letter says. There is no place in it for the customer's words: they stay in the house (law 14).
struct Letter {
    const Adjustment& adjustment;
    const InvoiceDraft& invoice;  ///< the one that the adjustment names
    const Billing& billing;       ///< of that invoice
    Totals before;  ///< what stood before the adjustment, gross with rounding as Standing::totals gives it
    Totals after;
    std::optional<Date> stated_on;    ///< day of Adjustment::stated_at in the company's zone; nothing: not told
    std::optional<Money> open_after;  ///< on the invoice, once this is settled; nothing: not told
    std::optional<AdjustmentNumber> reverses;  ///< the document that this one takes back whole
    const Seller& seller;
    const Letterhead& letterhead;
};

/// The credit note (381) or supplementary invoice (383) that a customer sees: A4 as PDF, with the address in the window
/// of a DL or C5 envelope (DIN 5008, form B). Each adjusted line as billed, what it is worth now and the difference;
/// tax per (category, rate); total; how it is settled; the invoice before and after; thanks. Amounts are positive, the
/// type says which way. Text copies, right-to-left and CJK names included.
///
/// Promises: the same letter gives the same bytes, at any time, in any zone and language, on every machine with the
/// fonts that fonts_missing() asks for. Lines are not split over pages. Time grows with the number of lines only.
/// Refused, in words: figures that contradict each other, a line that is not on the invoice, a machine without fonts.
/// Threads: any, each opens the fonts for itself once.
[[nodiscard]] Result<std::string, std::string> render(const Letter& letter);

/// The pinned fonts that are not installed, each with the Debian package that has it: to be told when the program
/// starts. With none of them missing letters look the same everywhere; else the machine's own fonts help out.
[[nodiscard]] std::vector<std::string> fonts_missing();

}  // namespace makegood::pdf
