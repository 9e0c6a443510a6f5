#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/claim/claim.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood {

using MakeGoodNumber = Name<struct MakeGoodNumberTag>;

/// What we give beyond the price. It is not price: its own account, its own letter, and no tax line, unless the
/// company's adviser chose otherwise for its kind.
enum class MakeGoodKind {
    money,       ///< paid to the customer
    other_bill,  ///< another firm's bill that we take over
    apology,     ///< a letter alone
};
inline constexpr std::size_t make_good_kinds = 3;
[[nodiscard]] std::string_view to_text(MakeGoodKind kind);
[[nodiscard]] std::optional<MakeGoodKind> parse_make_good_kind(std::string_view text);

struct MakeGood {
    MakeGoodNumber number;
    std::int64_t ordinal;  ///< of its series and year, from 1
    Date issued_on;
    InvoiceNumber invoice;
    ClaimId claim;
    MakeGoodKind kind;
    std::optional<Money> amount{};     ///< > 0; nothing for an apology
    std::string text;                  ///< of the letter: the company's words, not the customer's
    std::optional<TaxSubtotal> tax{};  ///< base and tax together are the amount; nothing: it has no tax line
};

/// The tax in an amount that includes it: round(amount × rate / (100 + rate)), half away from zero; the base is the
/// rest. The amount is what the customer receives, whatever the adviser chose.
[[nodiscard]] TaxSubtotal tax_included(const Money& amount, const TaxKey& key);

}  // namespace makegood
