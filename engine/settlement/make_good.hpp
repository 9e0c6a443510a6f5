#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/claim/claim.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood {

using MakeGoodNumber = Name<struct MakeGoodNumberTag>;

/// What we give beyond the price. It is not price: no tax line, its own account, its own letter.
enum class MakeGoodKind {
    money,       ///< paid to the customer
    other_bill,  ///< another firm's bill that we take over
    apology,     ///< a letter alone
};
[[nodiscard]] std::string_view to_text(MakeGoodKind kind);
[[nodiscard]] std::optional<MakeGoodKind> parse_make_good_kind(std::string_view text);

struct MakeGood {
    MakeGoodNumber number;
    std::int64_t ordinal;  ///< of its series and year, from 1
    Date issued_on;
    InvoiceNumber invoice;
    ClaimId claim;
    MakeGoodKind kind;
    std::optional<Money> amount{};  ///< > 0; nothing for an apology
    std::string text;               ///< of the letter: the company's words, not the customer's
};

}  // namespace makegood
