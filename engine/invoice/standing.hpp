#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/invoice/invoice.hpp"

namespace makegood {

/// One (category, rate) of an invoice, with the tax that the biller stored for it.
struct TaxGroup {
    TaxKey key;
    Money base;
    Money tax;
    /// A (category, rate) whose total is not positive can't be credited: it stands as billed for ever.
    [[nodiscard]] bool can_be_credited() const { return base.is_positive(); }
};

/// What a line is shown, stated against and credited as: its net less its share of document allowances and negative
/// lines of its own (category, rate). Document charges are lines.
struct BilledLine {
    LineId id;
    ServiceName service;
    std::size_t group;  ///< index into Billing::groups
    Money billed;
};

/// The invoice as it is credited. Lines in document order, then the document charges.
/// Promises: per group that can be credited, the billed lines are ≥ 0 and sum to its base.
/// Source: DESIGN.md 4, "Billed per line".
struct Billing {
    std::vector<BilledLine> lines;
    std::vector<TaxGroup> groups;
    Money rounding;

    [[nodiscard]] static Billing of(const Invoice& invoice);
    /// As it was worked out when the invoice was recorded: `billed` has one amount for each line, then each charge.
    [[nodiscard]] static Billing replayed(const Invoice& invoice, const std::vector<Money>& billed);
};

/// Finds billed lines by id, many at a time. The billing outlives it.
class LineIndex {
  public:
    explicit LineIndex(const Billing& billing);
    [[nodiscard]] std::optional<std::size_t> find(const LineId& id) const;

  private:
    std::unordered_map<std::string_view, std::size_t> lines_;
};

/// From where the tax of a group is cumulated: the invoice's own base and tax, or, after a credit given elsewhere, the
/// base and the tax that this one left standing. What another document took beyond the formula, or short of it, is thus
/// carried here and nowhere else, and rounding is never spread over two documents' makers.
struct TaxAnchor {
    Money base;
    Money tax;
    bool operator==(const TaxAnchor&) const = default;
};

/// What everything is worth now, after adjustments. A level, beside a Billing that says what it is the level of.
struct Standing {
    std::vector<Money> lines;        ///< one for each billed line
    std::vector<TaxAnchor> anchors;  ///< one for each group
    Money rounding;                  ///< what is left of the invoice's rounding amount

    [[nodiscard]] static Standing as_billed(const Billing& billing);
    [[nodiscard]] Money base(const Billing& billing, std::size_t group) const;
    [[nodiscard]] Money tax(const Billing& billing, std::size_t group) const;
    /// The part of tax() that no base carries: see standing_tax(). ≥ 0.
    [[nodiscard]] Money stranded_tax(const Billing& billing, std::size_t group) const;
    /// Gross includes the rounding amount while it stands.
    [[nodiscard]] Totals totals(const Billing& billing) const;
    bool operator==(const Standing&) const = default;
};

/// The tax that stands on `base` S ≥ 0, counted from an anchor of base B and tax T: round(T × S / B) up to B, and
/// T + round(rate × (S − B)) above it. Where a credit given elsewhere took the base whole and left tax, B is zero and T
/// is stranded: it stands beside whatever base is raised again, until our credit notes take it off T. Never falls when
/// the base rises. The tax of a document is the difference of two of these and what it takes off a stranded T, so that
/// notes in any number and order, ours and others', sum to the invoice's own tax. Source: DESIGN.md 4, "Standing tax";
/// EN 16931 BR-CO-17 for the rounding of one document.
[[nodiscard]] Money standing_tax(const TaxGroup& group, const TaxAnchor& anchor, const Money& base);

}  // namespace makegood
