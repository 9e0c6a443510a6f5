#include "engine/adjustment/movement.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace makegood {

namespace {

Money sum(std::span<const Money> amounts, Currency currency) {
    return std::accumulate(amounts.begin(), amounts.end(), Money::zero(currency));
}

/// Raises `levels` by `rise`: first towards `ceilings`, in proportion to what is missing there, then beyond them in
/// proportion to the ceilings. Untouched when no ceiling is positive.
void raise(std::vector<Money>& levels, std::span<const Money> ceilings, Money rise) {
    const Currency currency = rise.currency();
    if (!sum(ceilings, currency).is_positive()) return;
    std::vector<Money> missing;
    for (std::size_t i = 0; i < levels.size(); ++i)
        missing.push_back(std::max(Money::zero(currency), ceilings[i] - levels[i]));
    const Money restored = std::min(rise, sum(missing, currency));
    const auto add = [&](const Money& amount, std::span<const Money> weights) {
        if (!amount.is_positive()) return;
        const std::vector<Money> parts = split(amount, weights);
        for (std::size_t i = 0; i < levels.size(); ++i) levels[i] += parts[i];
    };
    add(restored, missing);
    add(rise - restored, ceilings);
}

/// Moves `levels` to the sum `target` ≥ 0: down by scaling what stands, up as raise() does.
void move_to(std::vector<Money>& levels, std::span<const Money> ceilings, Money target) {
    const Money standing = sum(levels, target.currency());
    if (target > standing)
        raise(levels, ceilings, target - standing);
    else if (target < standing)
        levels = split(target, levels);
}

/// The largest n in 0..limit for which `holds(n)`; it holds for 0 and, once it fails, never again.
template <class Holds>
Money largest(Money limit, Holds holds) {
    std::int64_t low = 0;
    std::int64_t high = limit.minor();
    while (low < high) {
        const std::int64_t middle = high - (high - low) / 2;
        if (holds(Money(middle, limit.currency())))
            low = middle;
        else
            high = middle - 1;
    }
    return {low, limit.currency()};
}

/// Works out the levels that the worths ask for, and what they leave of stranded tax.
class Planner {
  public:
    Planner(const Billing& billing, const Standing& standing)
        : billing_(billing),
          standing_(standing),
          targets_(standing.lines),
          zero_(Money::zero(standing.rounding.currency())),
          out_of_reach_(zero_),
          stranded_(zero_),
          stranded_left_(zero_) {
        for (std::size_t group = 0; group < billing.groups.size(); ++group)
            stranded_left_ += standing.stranded_tax(billing, group);
        stranded_ = stranded_left_;
    }

    std::vector<Money> aim(std::span<const Worth> worths) {
        if (worths.size() == 1 && !worths[0].line())
            aim_whole(worths[0]);
        else if (!worths.empty())
            aim_lines(worths);
        return targets_;
    }

    /// What the worths leave of the stranded tax of all groups. ≥ 0.
    [[nodiscard]] const Money& stranded_left() const { return stranded_left_; }
    [[nodiscard]] bool gives_stranded_tax() const { return stranded_left_ < stranded_; }

    /// What gross worths of lines are above what their levels come to. ≥ 0.
    [[nodiscard]] const Money& out_of_reach() const { return out_of_reach_; }

  private:
    const TaxGroup& group_of(std::size_t line) const { return billing_.groups[billing_.lines[line].group]; }

    /// Without what is stranded, which no base carries.
    Money tax_on(std::size_t group, const Money& base) const {
        return standing_tax(billing_.groups[group], standing_.anchors[group], base) -
               standing_.stranded_tax(billing_, group);
    }

    Money base_of(std::size_t group) const {
        Money base = zero_;
        for (std::size_t i = 0; i < targets_.size(); ++i)
            if (billing_.lines[i].group == group) base += targets_[i];
        return base;
    }

    using WorthsByLine = std::map<std::size_t, const Worth*>;

    void aim_lines(std::span<const Worth> worths) {
        // In the order of the lines, so that the order of speaking moves no cent.
        WorthsByLine by_line;
        const LineIndex index(billing_);
        for (const Worth& worth : worths)
            if (const auto line = index.find(*worth.line())) by_line[*line] = &worth;
        for (const auto& [line, worth] : by_line) aim_line(line, *worth);
        cap_stated_groups(by_line);
        if (says_nothing_of_each(by_line)) stranded_left_ = zero_;
    }

    /// Whether each line that was billed or stands is said to be worth nothing, which is to say it of the whole.
    bool says_nothing_of_each(const WorthsByLine& by_line) const {
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            const bool counts = billing_.lines[i].billed.is_positive() || standing_.lines[i].is_positive();
            if (!counts || !group_of(i).can_be_credited()) continue;
            const auto found = by_line.find(i);
            if (found == by_line.end() || !found->second->amount().is_zero()) return false;
        }
        return true;
    }

    void aim_line(std::size_t line, const Worth& worth) {
        if (!group_of(line).can_be_credited()) return;
        if (worth.basis() == Basis::net) {
            targets_[line] = worth.amount();
            return;
        }
        targets_[line] =
            largest(worth.amount(), [&](const Money& net) { return line_gross(line, net) <= worth.amount(); });
        out_of_reach_ += worth.amount() - line_gross(line, targets_[line]);
    }

    /// A line carries its own tax, whatever the other lines come to: so the same worths give the same levels again.
    Money line_gross(std::size_t line, const Money& net) const { return net + tax_on(billing_.lines[line].group, net); }

    /// Where every line of a group was stated gross, their roundings may add up to more than was said: then the largest
    /// line gives the cents.
    void cap_stated_groups(const WorthsByLine& by_line) {
        for (std::size_t group = 0; group < billing_.groups.size(); ++group) {
            Money said = zero_;
            std::optional<std::size_t> largest_line;
            bool all_said = billing_.groups[group].can_be_credited();
            for (std::size_t i = 0; i < targets_.size() && all_said; ++i) {
                if (billing_.lines[i].group != group || (billing_.lines[i].billed.is_zero() && targets_[i].is_zero()))
                    continue;
                const auto found = by_line.find(i);
                all_said = found != by_line.end() && found->second->basis() == Basis::gross;
                if (all_said) said += found->second->amount();
                if (!largest_line || targets_[i] > targets_[*largest_line]) largest_line = i;
            }
            if (!all_said || !largest_line) continue;
            const Money others = base_of(group) - targets_[*largest_line];
            targets_[*largest_line] = largest(targets_[*largest_line], [&](const Money& net) {
                return others + net + tax_on(group, others + net) <= said;
            });
        }
    }

    void aim_whole(const Worth& worth) {
        if (worth.basis() == Basis::net)
            aim_whole_net(worth.amount());
        else
            aim_whole_gross(worth.amount());
    }

    /// The lines that can move, and of these what is billed.
    struct Movable {
        std::vector<std::size_t> lines;
        std::vector<Money> levels;
        std::vector<Money> billed;
    };

    Movable movable() const {
        Movable movable;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (!group_of(i).can_be_credited()) continue;
            movable.lines.push_back(i);
            movable.levels.push_back(targets_[i]);
            movable.billed.push_back(billing_.lines[i].billed);
        }
        return movable;
    }

    void aim_whole_net(const Money& worth) {
        if (worth.is_zero()) stranded_left_ = zero_;
        Money fixed = zero_;
        for (const TaxGroup& group : billing_.groups)
            if (!group.can_be_credited()) fixed += group.base;
        Movable all = movable();
        move_to(all.levels, all.billed, std::max(zero_, worth - fixed));
        for (std::size_t i = 0; i < all.lines.size(); ++i) targets_[all.lines[i]] = all.levels[i];
    }

    /// Gross of each movable line: its net with its share of the tax of its group on `nets`.
    std::vector<Money> gross_of(const Movable& all, std::span<const Money> nets) const {
        std::vector<Money> gross(nets.begin(), nets.end());
        for (std::size_t group = 0; group < billing_.groups.size(); ++group) {
            std::vector<Money> weights;
            for (std::size_t i = 0; i < all.lines.size(); ++i)
                weights.push_back(billing_.lines[all.lines[i]].group == group ? nets[i] : zero_);
            const Money base = sum(weights, zero_.currency());
            if (!base.is_positive()) continue;
            const std::vector<Money> shares = split(tax_on(group, base), weights);
            for (std::size_t i = 0; i < gross.size(); ++i) gross[i] += shares[i];
        }
        return gross;
    }

    void aim_whole_gross(const Money& worth) {
        Money unmovable = zero_;
        for (std::size_t group = 0; group < billing_.groups.size(); ++group) {
            const TaxGroup& billed = billing_.groups[group];
            if (!billed.can_be_credited()) unmovable += billed.base + billed.tax;
            bases_.push_back(standing_.base(billing_, group));
        }
        // The note that exhausts the invoice gives its rounding back, so nothing need stand to make up for it.
        const Money room = worth <= unmovable ? zero_ : std::max(zero_, worth - unmovable - standing_.rounding);
        stranded_left_ = std::min(stranded_left_, room);
        const Money target = room - stranded_left_;
        Movable all = movable();
        std::vector<Money> gross = gross_of(all, all.levels);
        const Money standing_gross = sum(gross, zero_.currency());
        if (is_met(standing_gross, target)) return;
        move_to(gross, gross_of(all, all.billed), target);

        std::vector<Money> bases = reachable_bases(all, gross);
        approach(bases, target, target < standing_gross ? Way::down : Way::up);
        for (std::size_t group = 0; group < bases.size(); ++group) spread_over_lines(all, group, bases[group]);
    }

    /// Whether what stands is where a claim to come to `target` may have left it: not above it, and nearer than the
    /// next unit of some rate. Every plan ends there, so a worth that was reached moves nothing when it is repeated.
    bool is_met(const Money& standing_gross, const Money& target) const {
        if (standing_gross >= target) return standing_gross == target;
        const Money cent(1, zero_.currency());
        for (std::size_t group = 0; group < bases_.size(); ++group)
            if (billing_.groups[group].can_be_credited() &&
                gross_rise(group, bases_[group], cent) > target - standing_gross)
                return true;
        return false;
    }

    /// Per group the largest base whose gross is not above what its lines are to come to.
    std::vector<Money> reachable_bases(const Movable& all, std::span<const Money> gross) const {
        std::vector<Money> bases(billing_.groups.size(), zero_);
        for (std::size_t group = 0; group < bases.size(); ++group) {
            Money wanted = zero_;
            for (std::size_t i = 0; i < all.lines.size(); ++i)
                if (billing_.lines[all.lines[i]].group == group) wanted += gross[i];
            if (!billing_.groups[group].can_be_credited() || !wanted.is_positive()) continue;
            bases[group] = largest(wanted, [&](const Money& base) { return base + tax_on(group, base) <= wanted; });
        }
        return bases;
    }

    Money gross_rise(std::size_t group, const Money& base, const Money& by) const {
        return by + tax_on(group, base + by) - tax_on(group, base);
    }

    enum class Way { down, up };

    /// A claim that goes down raises nothing above its standing, and one that goes up lowers nothing below it.
    bool may_step(std::size_t group, const Money& base, int by_minor, Way way) const {
        const Money moved = base + Money(by_minor, zero_.currency());
        if (!billing_.groups[group].can_be_credited() || moved.is_negative()) return false;
        return way == Way::down ? moved <= bases_[group] : moved >= bases_[group];
    }

    /// Several groups leave several cents behind: gives them to the groups that can still take one, then tries one up
    /// and another down, so that the whole comes as close to `target` from below as single steps get. What is left is
    /// less than one more unit costs in any group that may take one: is_met() relies on it.
    void approach(std::vector<Money>& bases, const Money& target, Way way) const {
        Money left = target;
        for (std::size_t group = 0; group < bases.size(); ++group)
            if (billing_.groups[group].can_be_credited()) left -= bases[group] + tax_on(group, bases[group]);
        const Money cent(1, zero_.currency());
        for (std::size_t group = 0; group < bases.size(); ++group) {
            if (!left.is_positive() || !may_step(group, bases[group], 1, way)) continue;
            const Money room = way == Way::down ? std::min(left, bases_[group] - bases[group]) : left;
            const Money rise =
                largest(room, [&](const Money& by) { return gross_rise(group, bases[group], by) <= left; });
            left -= gross_rise(group, bases[group], rise);
            bases[group] += rise;
        }
        for (std::size_t up = 0; up < bases.size() && left.is_positive(); ++up)
            for (std::size_t down = 0; down < bases.size() && left.is_positive(); ++down) {
                if (up == down || !may_step(up, bases[up], 1, way) || !may_step(down, bases[down], -1, way)) continue;
                if (gross_rise(up, bases[up], cent) + gross_rise(down, bases[down], -cent) != left) continue;
                bases[up] += cent;
                bases[down] -= cent;
                left = zero_;
            }
    }

    void spread_over_lines(const Movable& all, std::size_t group, const Money& base) {
        std::vector<Money> levels;
        std::vector<Money> ceilings;
        for (std::size_t i = 0; i < all.lines.size(); ++i) {
            const bool mine = billing_.lines[all.lines[i]].group == group;
            levels.push_back(mine ? all.levels[i] : zero_);
            ceilings.push_back(mine ? all.billed[i] : zero_);
        }
        move_to(levels, ceilings, base);
        for (std::size_t i = 0; i < all.lines.size(); ++i)
            if (billing_.lines[all.lines[i]].group == group) targets_[all.lines[i]] = levels[i];
    }

    const Billing& billing_;
    const Standing& standing_;
    std::vector<Money> targets_;
    std::vector<Money> bases_;  ///< by group, as they stand; for a gross worth of the whole
    Money zero_;
    Money out_of_reach_;
    Money stranded_;
    Money stranded_left_;
};

/// True when nothing that can be credited stands any more, neither a line nor tax without one.
bool is_exhausted(const Billing& billing, const Standing& standing) {
    for (std::size_t i = 0; i < standing.lines.size(); ++i)
        if (billing.groups[billing.lines[i].group].can_be_credited() && !standing.lines[i].is_zero()) return false;
    for (std::size_t group = 0; group < billing.groups.size(); ++group)
        if (!standing.stranded_tax(billing, group).is_zero()) return false;
    return true;
}

/// The movement between two levels, in the direction in which it is positive. Nothing when no line moves.
std::optional<Movement> movement_between(const Billing& billing, const Standing& from, const Standing& to) {
    const Money zero = Money::zero(from.rounding.currency());
    const Totals before = from.totals(billing);
    const Totals after = to.totals(billing);
    const bool down = before.net > after.net || (before.net == after.net && before.tax > after.tax);
    const auto difference = [&](const Money& one, const Money& other) { return down ? one - other : other - one; };
    Movement movement{{}, {}, {zero, zero, zero}, difference(from.rounding, to.rounding)};
    for (std::size_t i = 0; i < from.lines.size(); ++i)
        if (from.lines[i] != to.lines[i]) movement.lines.push_back({i, from.lines[i], to.lines[i]});
    if (movement.lines.empty() && before.tax == after.tax) return std::nullopt;
    for (std::size_t group = 0; group < billing.groups.size(); ++group) {
        const Money base = difference(from.base(billing, group), to.base(billing, group));
        const Money tax = difference(from.tax(billing, group), to.tax(billing, group));
        if (base.is_zero() && tax.is_zero()) continue;
        movement.tax.push_back({group, base, tax});
        movement.totals.net += base;
        movement.totals.tax += tax;
    }
    movement.totals.gross = movement.totals.net + movement.totals.tax + movement.rounding;
    return movement;
}

}  // namespace

namespace {

/// Takes stranded tax down until `left` of it stands, from each group in proportion to what is stranded there.
void leave_stranded_tax(const Billing& billing, Standing& after_credit, const Money& left) {
    std::vector<Money> stranded;
    for (std::size_t group = 0; group < billing.groups.size(); ++group)
        stranded.push_back(after_credit.stranded_tax(billing, group));
    const std::vector<Money> parts = split(left, stranded);
    for (std::size_t group = 0; group < parts.size(); ++group)
        after_credit.anchors[group].tax -= stranded[group] - parts[group];
}

/// The note that exhausts the invoice gives its rounding back, unless that turned the note itself around. A note that
/// would leave less than nothing, because the rounding was in the customer's favour, takes so much of it along that
/// nothing is left: what is credited never exceeds what was payable, in whatever order.
void give_rounding(const Billing& billing, const Standing& standing, Standing& after_credit) {
    if (after_credit == standing) return;
    const Money zero = Money::zero(standing.rounding.currency());
    const bool all_movable = std::all_of(billing.groups.begin(), billing.groups.end(),
                                         [](const TaxGroup& group) { return group.can_be_credited(); });
    const Money left = after_credit.totals(billing).gross;
    // A credit given elsewhere may have taken the gross below zero before: no note of ours takes it further.
    const Money floor = std::min(zero, standing.totals(billing).gross);
    if (all_movable && left < floor) {
        after_credit.rounding += floor - left;
    } else if (is_exhausted(billing, after_credit)) {
        const Money note = standing.totals(billing).gross - left + after_credit.rounding;
        if (!note.is_negative()) after_credit.rounding = zero;
    }
}

}  // namespace

MovePlan plan_move(const Billing& billing, const Standing& standing, std::span<const Worth> worths) {
    Planner planner(billing, standing);
    const std::vector<Money> targets = planner.aim(worths);
    Standing after_credit = standing;
    for (std::size_t i = 0; i < targets.size(); ++i) after_credit.lines[i] = std::min(targets[i], standing.lines[i]);
    if (planner.gives_stranded_tax()) leave_stranded_tax(billing, after_credit, planner.stranded_left());
    give_rounding(billing, standing, after_credit);
    Standing after_offer = after_credit;
    after_offer.lines = targets;

    Money out_of_reach = planner.out_of_reach();
    if (worths.size() == 1 && !worths[0].line() && worths[0].basis() == Basis::gross)
        out_of_reach = std::max(out_of_reach, worths[0].amount() - after_offer.totals(billing).gross);

    auto credit = movement_between(billing, standing, after_credit);
    auto offer = movement_between(billing, after_credit, after_offer);
    return {standing,         std::move(credit),      std::move(after_credit),
            std::move(offer), std::move(after_offer), out_of_reach};
}

namespace {

/// Takes `net` off the lines of one group, in proportion to what stands, and `tax` off its remaining tax.
void lower_group(const Billing& billing, Standing& standing, std::size_t group, const Money& net, const Money& tax) {
    const Money tax_left = standing.tax(billing, group) - tax;
    std::vector<Money> levels;
    for (std::size_t i = 0; i < standing.lines.size(); ++i)
        levels.push_back(billing.lines[i].group == group ? standing.lines[i] : Money::zero(net.currency()));
    const Money before = sum(levels, net.currency());
    if (before.is_positive()) levels = split(before - net, levels);
    for (std::size_t i = 0; i < standing.lines.size(); ++i)
        if (billing.lines[i].group == group) standing.lines[i] = levels[i];
    standing.anchors[group] = {before - net, tax_left};
}

/// What the credit takes off each group, not more than stands there.
struct Share {
    Money net;
    Money tax;
};

/// Whether the document divides itself by what the invoice has.
bool divides_by_groups(const Billing& billing, const CreditElsewhere& credit) {
    return !credit.tax.empty() && std::all_of(credit.tax.begin(), credit.tax.end(), [&](const TaxSubtotal& row) {
        return std::any_of(billing.groups.begin(), billing.groups.end(),
                           [&](const TaxGroup& group) { return group.key == row.key && group.can_be_credited(); });
    });
}

std::vector<Share> shares_as_documented(const Billing& billing, const Standing& standing,
                                        const CreditElsewhere& credit) {
    const Money zero = Money::zero(standing.rounding.currency());
    std::vector<Share> shares(billing.groups.size(), {zero, zero});
    for (std::size_t group = 0; group < billing.groups.size(); ++group) {
        if (!billing.groups[group].can_be_credited()) continue;
        for (const TaxSubtotal& row : credit.tax) {
            if (billing.groups[group].key != row.key) continue;
            shares[group].net += row.base;
            shares[group].tax += row.amount;
        }
        shares[group].net = std::min(shares[group].net, standing.base(billing, group));
        shares[group].tax = std::min(shares[group].tax, standing.tax(billing, group));
    }
    return shares;
}

std::vector<Share> shares_in_proportion(const Billing& billing, const Standing& standing,
                                        const CreditElsewhere& credit) {
    const Money zero = Money::zero(standing.rounding.currency());
    std::vector<Money> bases;
    std::vector<Money> taxes;
    for (std::size_t group = 0; group < billing.groups.size(); ++group) {
        const bool movable = billing.groups[group].can_be_credited();
        bases.push_back(movable ? standing.base(billing, group) : zero);
        taxes.push_back(movable ? standing.tax(billing, group) : zero);
    }
    const auto shared = [&](const Money& amount, const std::vector<Money>& levels) {
        const Money level = sum(levels, zero.currency());
        return level.is_positive() ? split(std::min(amount, level), levels) : std::vector<Money>(levels.size(), zero);
    };
    const std::vector<Money> nets = shared(credit.totals.net, bases);
    // The tax follows the nets: first what each group's own tax falls by, then the biller's odd cents.
    std::vector<Money> falls;
    for (std::size_t group = 0; group < nets.size(); ++group)
        falls.push_back(taxes[group].is_zero()
                            ? zero
                            : taxes[group] - standing_tax(billing.groups[group], standing.anchors[group],
                                                          bases[group] - nets[group]));
    const bool natural = sum(falls, zero.currency()).is_positive();
    std::vector<Money> parts = shared(credit.totals.tax, natural ? falls : taxes);
    Money odd = std::min(credit.totals.tax, sum(taxes, zero.currency())) - sum(parts, zero.currency());
    std::vector<Share> shares;
    for (std::size_t group = 0; group < nets.size(); ++group) {
        const Money room = taxes[group] - parts[group];
        const Money more = std::min(room, odd);
        odd -= more;
        shares.push_back({nets[group], parts[group] + more});
    }
    return shares;
}

}  // namespace

Money line_gross(const Billing& billing, const Standing& standing, std::size_t line) {
    const std::size_t group = billing.lines[line].group;
    const Money& net = standing.lines[line];
    return net + standing_tax(billing.groups[group], standing.anchors[group], net) -
           standing.stranded_tax(billing, group);
}

ElsewhereEffect credit_elsewhere(const Billing& billing, const Standing& standing, const CreditElsewhere& credit) {
    const auto shares = divides_by_groups(billing, credit) ? shares_as_documented(billing, standing, credit)
                                                           : shares_in_proportion(billing, standing, credit);
    ElsewhereEffect effect{standing, credit.totals.gross};
    for (std::size_t group = 0; group < shares.size(); ++group) {
        if (shares[group].net.is_zero() && shares[group].tax.is_zero()) continue;
        lower_group(billing, effect.after, group, shares[group].net, shares[group].tax);
        effect.over_credited -= shares[group].net + shares[group].tax;
    }
    return effect;
}

}  // namespace makegood
