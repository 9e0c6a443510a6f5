#pragma once

#include <optional>
#include <string>

#include "engine/core/result.hpp"
#include "engine/invoice/letterhead.hpp"
#include "engine/invoice/seller.hpp"

namespace makegood::pdf {

/// What we give beyond the price, on a letter of its own: money, or an apology alone. It is not price, so it changes no
/// invoice, and has no tax line unless the company's adviser chose one.
struct MakeGoodLetter {
    std::string number;
    Date issued_on;
    const Customer& customer;
    InvoiceNumber invoice;  ///< on whose occasion
    std::optional<Money> amount;
    std::optional<TaxSubtotal> tax;  ///< that the amount includes; nothing: it has no tax line
    std::string text;                ///< the company's own; paragraphs end with a line feed
    const Seller& seller;
    const Letterhead& letterhead;
};

/// The letter as PDF, on the same paper as credit notes and with the same promises (credit_note.hpp). A text over
/// several pages breaks between lines. Refused, in words: a machine without fonts.
[[nodiscard]] Result<std::string, std::string> render_make_good(const MakeGoodLetter& letter);

}  // namespace makegood::pdf
