#include "engine/invoice/standing.hpp"

#include <algorithm>

namespace makegood {

namespace {

std::size_t group_index(const std::vector<TaxGroup>& groups, const TaxKey& key) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const TaxGroup& g) { return g.key == key; });
    invariant(found != groups.end(), "every line has a tax group");
    return static_cast<std::size_t>(found - groups.begin());
}

std::vector<TaxGroup> groups_of(const Invoice& invoice) {
    const Money zero = Money::zero(invoice->currency);
    std::vector<TaxGroup> groups;
    for (const TaxSubtotal& row : invoice->tax) groups.push_back({row.key, row.base, row.amount});
    // A key whose lines cancel out may go without a row: nothing of it can be credited.
    const auto add_missing = [&](const TaxKey& key) {
        if (std::none_of(groups.begin(), groups.end(), [&](const TaxGroup& g) { return g.key == key; }))
            groups.push_back({key, zero, zero});
    };
    for (const InvoiceLine& line : invoice->lines) add_missing(line.tax);
    for (const DocumentAmount& amount : invoice->allowances) add_missing(amount.tax);
    for (const DocumentAmount& amount : invoice->charges) add_missing(amount.tax);
    return groups;
}

/// Spreads, once, what lowers a group over its positive lines.
void spread_deductions(Billing& billing, std::size_t group, Money deductions) {
    std::vector<std::size_t> carriers;
    std::vector<Money> weights;
    for (std::size_t i = 0; i < billing.lines.size(); ++i) {
        BilledLine& line = billing.lines[i];
        if (line.group != group) continue;
        if (line.billed.is_positive()) {
            carriers.push_back(i);
            weights.push_back(line.billed);
        } else {
            deductions -= line.billed;
            line.billed = Money::zero(line.billed.currency());
        }
    }
    if (deductions.is_zero()) return;
    const std::vector<Money> shares = split(deductions, weights);
    for (std::size_t i = 0; i < carriers.size(); ++i) billing.lines[carriers[i]].billed -= shares[i];
}

/// Lines and charges at their own nets, before anything is spread.
Billing unspread(const Invoice& invoice) {
    Billing billing{{}, groups_of(invoice), invoice->rounding.value_or(Money::zero(invoice->currency))};
    for (const InvoiceLine& line : invoice->lines)
        billing.lines.push_back({line.id, line.service, group_index(billing.groups, line.tax), line.net});
    for (std::size_t i = 0; i < invoice->charges.size(); ++i) {
        const DocumentAmount& charge = invoice->charges[i];
        billing.lines.push_back({charge_line_id(i + 1), ServiceName(charge.reason),
                                 group_index(billing.groups, charge.tax), charge.amount});
    }
    return billing;
}

}  // namespace

Billing Billing::of(const Invoice& invoice) {
    Billing billing = unspread(invoice);
    std::vector<Money> deductions(billing.groups.size(), Money::zero(invoice->currency));
    for (const DocumentAmount& allowance : invoice->allowances)
        deductions[group_index(billing.groups, allowance.tax)] += allowance.amount;
    for (std::size_t group = 0; group < billing.groups.size(); ++group)
        if (billing.groups[group].can_be_credited()) spread_deductions(billing, group, deductions[group]);
    return billing;
}

Billing Billing::replayed(const Invoice& invoice, const std::vector<Money>& billed) {
    Billing billing = unspread(invoice);
    invariant(billed.size() == billing.lines.size(), "every line of a recorded invoice was billed");
    for (std::size_t i = 0; i < billed.size(); ++i) billing.lines[i].billed = billed[i];
    return billing;
}

LineIndex::LineIndex(const Billing& billing) {
    lines_.reserve(billing.lines.size());
    for (std::size_t i = 0; i < billing.lines.size(); ++i) lines_.emplace(billing.lines[i].id.text(), i);
}

std::optional<std::size_t> LineIndex::find(const LineId& id) const {
    const auto found = lines_.find(id.text());
    return found == lines_.end() ? std::nullopt : std::optional(found->second);
}

Standing Standing::as_billed(const Billing& billing) {
    Standing standing{{}, {}, billing.rounding};
    for (const BilledLine& line : billing.lines) standing.lines.push_back(line.billed);
    for (const TaxGroup& group : billing.groups) standing.anchors.push_back({group.base, group.tax});
    return standing;
}

Money Standing::base(const Billing& billing, std::size_t group) const {
    if (!billing.groups[group].can_be_credited()) return billing.groups[group].base;
    Money sum = Money::zero(rounding.currency());
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (billing.lines[i].group == group) sum += lines[i];
    return sum;
}

Money Standing::tax(const Billing& billing, std::size_t group) const {
    if (!billing.groups[group].can_be_credited()) return billing.groups[group].tax;
    return standing_tax(billing.groups[group], anchors[group], base(billing, group));
}

Money Standing::stranded_tax(const Billing& billing, std::size_t group) const {
    const bool is_stranded = billing.groups[group].can_be_credited() && anchors[group].base.is_zero();
    return is_stranded ? anchors[group].tax : Money::zero(rounding.currency());
}

Totals Standing::totals(const Billing& billing) const {
    const Money zero = Money::zero(rounding.currency());
    Totals totals{zero, zero, rounding};
    for (std::size_t group = 0; group < billing.groups.size(); ++group) {
        totals.net += base(billing, group);
        totals.tax += tax(billing, group);
    }
    totals.gross += totals.net + totals.tax;
    return totals;
}

Money standing_tax(const TaxGroup& group, const TaxAnchor& anchor, const Money& base) {
    invariant(!base.is_negative(), "what stands of a (category, rate) that can be credited is not negative");
    if (base > anchor.base)
        return anchor.tax + percent_of(group.key.rate_or_zero(), base - anchor.base, Rounding::half_away_from_zero);
    if (anchor.base.is_zero()) return anchor.tax;
    return scale(anchor.tax, base, anchor.base, Rounding::half_away_from_zero);
}

}  // namespace makegood
