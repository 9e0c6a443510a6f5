#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/invoice/standing.hpp"
#include "engine/statement/statement.hpp"

namespace makegood {

/// What one line moves by.
struct LineMove {
    std::size_t line;  ///< index into Billing::lines
    Money before;
    Money after;
};

/// What one (category, rate) moves by, as positive amounts.
struct TaxMove {
    std::size_t group;  ///< index into Billing::groups
    Money base;
    Money tax;
};

/// What one document moves, all down or all up; amounts are positive, the document's type says which way.
/// Promises: net = Σ line differences = Σ bases; tax = Σ taxes; gross = net + tax + rounding.
struct Movement {
    std::vector<LineMove> lines;
    std::vector<TaxMove> tax;
    Totals totals;
    Money rounding;  ///< the invoice's own, given back by the note that exhausts it; else zero
};

/// From standing to the stated worths: first what comes down, by right, then what goes up, as an offer (law 5).
struct MovePlan {
    Standing before;
    std::optional<Movement> credit;
    Standing after_credit;
    std::optional<Movement> offer;
    Standing after_offer;
    /// What a gross worth of the whole is above the amount that was reached: tax steps over some cents. ≥ 0.
    Money out_of_reach;
};

/// Plans the documents that move `standing` to `worths` (of one claim, as in worths_in_force).
/// A gross worth that no tax amount reaches takes the next larger credit; upwards the next smaller supplement. Over
/// several rates one is met already when what stands is below it by less than one more unit costs in some rate.
/// Stranded tax (standing_tax) comes down last: a gross worth of the whole leaves as much of it as the worth covers,
/// and a worth of nothing, of the whole or of each line, leaves none. While some stands, the invoice is not exhausted
/// and keeps its rounding. Promises: a worth of the whole that was reached plans nothing when it is stated again,
/// unless the note that exhausted the invoice gave its rounding back. Source: DESIGN.md 4, "Worth of a whole invoice",
/// "Gross worth".
[[nodiscard]] MovePlan plan_move(const Billing& billing, const Standing& standing, std::span<const Worth> worths);

/// What a line stands at with its own tax: the amount that a gross worth of the line is compared with.
[[nodiscard]] Money line_gross(const Billing& billing, const Standing& standing, std::size_t line);

/// The standing after a credit that somebody else's document gave, and what of it was more than stood.
struct ElsewhereEffect {
    Standing after;
    Money over_credited;  ///< gross; recorded and reconciled, never clawed back
};

/// Takes a credit given elsewhere off what stands: by its own division by (category, rate) where it has one, else in
/// proportion to what stands. The tax that is left is what our own later notes give back, to the cent.
[[nodiscard]] ElsewhereEffect credit_elsewhere(const Billing& billing, const Standing& standing,
                                               const CreditElsewhere& credit);

}  // namespace makegood
