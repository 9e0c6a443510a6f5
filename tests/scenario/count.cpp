#include "tests/scenario/count.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace makegood::scenario {

namespace {

Wide total(const std::vector<Wide>& values) {
    return std::accumulate(values.begin(), values.end(), Wide{0});
}

/// numerator ÷ denominator > 0, half away from zero.
Wide divide(Wide numerator, Wide denominator) {
    const Wide magnitude = numerator < 0 ? -numerator : numerator;
    const Wide quotient = (2 * magnitude + denominator) / (2 * denominator);
    return numerator < 0 ? -quotient : quotient;
}

/// The largest n from 0 to limit that `holds`; it never holds again once it failed.
template <class Holds>
Wide largest(Wide limit, Holds holds) {
    Wide low = 0;
    for (Wide high = std::max(Wide{0}, limit); low < high;) {
        const Wide middle = high - (high - low) / 2;
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

std::vector<Wide> moved(const std::vector<Wide>& levels, const std::vector<Wide>& billed, Wide target) {
    const Wide standing = total(levels);
    if (target <= standing) return standing == 0 ? levels : share_out(target, levels);
    if (total(billed) <= 0) return levels;
    std::vector<Wide> missing, raised = levels;
    for (std::size_t i = 0; i < levels.size(); ++i) missing.push_back(std::max(Wide{0}, billed[i] - levels[i]));
    const Wide restored = std::min(target - standing, total(missing));
    const auto add = [&](Wide amount, const std::vector<Wide>& weights) {
        if (amount == 0) return;
        const auto parts = share_out(amount, weights);
        for (std::size_t i = 0; i < raised.size(); ++i) raised[i] += parts[i];
    };
    add(restored, missing);
    add(target - standing - restored, billed);
    return raised;
}

}  // namespace

std::string text(Wide value) {
    return (value < 0 ? "-" : "") + std::to_string(static_cast<std::uint64_t>(value < 0 ? -value : value));
}

std::vector<Wide> share_out(Wide amount, const std::vector<Wide>& weights) {
    const Wide weight = total(weights);
    std::vector<Wide> parts;
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const Wide w : weights) parts.push_back(amount * w / weight);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return amount * weights[a] % weight > amount * weights[b] % weight;
    });
    const Wide left = amount - total(parts);
    for (std::size_t i = 0; static_cast<Wide>(i) < left; ++i) ++parts[order[i]];
    return parts;
}

void Stated::add(const Stated& further) {
    if (further.whole) *this = further;
    if (further.lines.empty()) return;
    whole.reset();
    for (const auto& [line, amount] : further.lines) lines[line] = amount;
}

Count::Count(const InvoiceDraft& draft) {
    const auto group_of = [&](const TaxKey& key) {
        std::size_t index = 0;
        while (index < groups_.size() && groups_[index].key != key) ++index;
        if (index == groups_.size()) groups_.push_back({key});
        return index;
    };
    for (const TaxSubtotal& row : draft.tax) {
        Group& group = groups_[group_of(row.key)];
        group.billed_base = group.anchor_base = row.base.minor();
        group.billed_tax = group.anchor_tax = row.amount.minor();
    }
    std::map<std::size_t, Wide> deductions;
    for (const DocumentAmount& allowance : draft.allowances)
        deductions[group_of(allowance.tax)] += allowance.amount.minor();
    for (const InvoiceLine& line : draft.lines)
        lines_.push_back({line.id.text(), group_of(line.tax), line.net.minor()});
    for (std::size_t i = 0; i < draft.charges.size(); ++i)
        lines_.push_back(
            {"charge:" + std::to_string(i + 1), group_of(draft.charges[i].tax), draft.charges[i].amount.minor()});
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        if (!groups_[g].can_be_credited()) continue;
        std::vector<Wide> weights;
        for (Line& line : lines_) {
            weights.push_back(line.group == g ? std::max(Wide{0}, line.billed) : 0);
            if (line.group == g && line.billed < 0) {
                deductions[g] -= line.billed;
                line.billed = 0;
            }
        }
        if (deductions[g] == 0) continue;
        const auto shares = share_out(deductions[g], weights);
        for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].billed -= shares[i];
    }
    for (Line& line : lines_) line.level = line.billed;
    rounding_ = draft.rounding ? draft.rounding->minor() : 0;
    billed_gross_ = payable_ = draft.totals.gross.minor() + rounding_;
    paid_ = draft.paid ? draft.paid->minor() : 0;
    for (const Prepayment& prepayment : draft.prepaid) paid_ += prepayment.amount.minor();
}

Wide Count::base_of(std::size_t group) const {
    if (!groups_[group].can_be_credited()) return groups_[group].billed_base;
    Wide base = 0;
    for (const Line& line : lines_)
        if (line.group == group) base += line.level;
    return base;
}

Wide Count::tax_on(std::size_t group, Wide base) const {
    const Group& g = groups_[group];
    if (base > g.anchor_base) {
        const Decimal rate = g.key.rate.value_or(Decimal{});
        Wide hundred = 100;
        for (int i = 0; i < rate.scale(); ++i) hundred *= 10;
        return g.anchor_tax + divide((base - g.anchor_base) * rate.coefficient(), hundred);
    }
    return g.anchor_base == 0 ? g.anchor_tax : divide(g.anchor_tax * base, g.anchor_base);
}

Wide Count::tax_of(std::size_t group) const {
    return groups_[group].can_be_credited() ? tax_on(group, base_of(group)) : groups_[group].billed_tax;
}

Wide Count::net() const {
    Wide net = 0;
    for (std::size_t g = 0; g < groups_.size(); ++g) net += base_of(g);
    return net;
}

Wide Count::gross() const {
    Wide gross = net() + rounding_;
    for (std::size_t g = 0; g < groups_.size(); ++g) gross += tax_of(g);
    return gross;
}

Wide Count::unmovable() const {
    Wide unmovable = 0;
    for (const Group& group : groups_)
        if (!group.can_be_credited()) unmovable += group.billed_base + group.billed_tax;
    return unmovable;
}

Wide Count::stranded_tax(std::size_t group) const {
    const Group& g = groups_[group];
    return g.can_be_credited() && g.anchor_base == 0 ? g.anchor_tax : 0;
}

Wide Count::gross_of(std::size_t group, Wide base) const {
    return base + tax_on(group, base) - stranded_tax(group);
}

std::vector<Wide> Count::levels() const {
    std::vector<Wide> levels;
    for (const Line& line : lines_) levels.push_back(line.level);
    return levels;
}

std::vector<Wide> Count::levels_of_whole(Wide movable_net) const {
    std::vector<Wide> levels, billed;
    for (const Line& line : lines_) {
        const bool movable = groups_[line.group].can_be_credited();
        levels.push_back(movable ? line.level : 0);
        billed.push_back(movable ? line.billed : 0);
    }
    std::vector<Wide> target = moved(levels, billed, movable_net);
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (!groups_[lines_[i].group].can_be_credited()) target[i] = lines_[i].level;
    return target;
}

std::optional<std::vector<Wide>> Count::aim_gross(Wide worth) const {
    std::vector<std::size_t> movable;
    Wide fixed = unmovable() + rounding_;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        if (groups_[g].can_be_credited()) movable.push_back(g);
        fixed += stranded_tax(g);
    }
    // The note that exhausts the invoice gives its rounding back, so nothing need stand to make up for it.
    const Wide target = worth <= unmovable() ? 0 : std::max(Wide{0}, worth - fixed);
    if (movable.empty() || gross() - fixed == target) return levels();
    if (movable.size() > 1 && target > 0) return std::nullopt;
    const std::size_t group = movable.front();
    return levels_of_whole(largest(target, [&](Wide base) { return gross_of(group, base) <= target; }));
}

/// A line carries its own tax, whatever the other lines come to, so that the same worths give the same levels again.
std::vector<Wide> Count::aim_lines(const std::map<std::size_t, Stated::Amount>& worths) const {
    std::vector<Wide> target = levels();
    for (const auto& [index, worth] : worths) {
        const std::size_t group = lines_[index].group;
        if (!groups_[group].can_be_credited()) continue;
        const Wide amount = worth.minor;
        target[index] = worth.basis == Basis::net
                            ? amount
                            : largest(amount, [&](Wide net) { return gross_of(group, net) <= amount; });
    }
    for (std::size_t group = 0; group < groups_.size(); ++group) cap(group, worths, target);
    return target;
}

/// Where every line of a rate was stated gross, they come to no more than was said: the largest gives the cents.
void Count::cap(std::size_t group, const std::map<std::size_t, Stated::Amount>& worths,
                std::vector<Wide>& target) const {
    if (!groups_[group].can_be_credited()) return;
    Wide said = 0, others = 0;
    std::optional<std::size_t> largest_line;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (lines_[i].group != group || (lines_[i].billed == 0 && target[i] == 0)) continue;
        const auto worth = worths.find(i);
        if (worth == worths.end() || worth->second.basis != Basis::gross) return;
        said += worth->second.minor;
        others += target[i];
        if (!largest_line || target[i] > target[*largest_line]) largest_line = i;
    }
    if (!largest_line) return;
    others -= target[*largest_line];
    target[*largest_line] =
        largest(target[*largest_line], [&](Wide net) { return gross_of(group, others + net) <= said; });
}

std::optional<std::vector<Wide>> Count::aim(const Stated& stated) const {
    if (!stated.whole) return aim_lines(stated.lines);
    if (stated.whole->basis == Basis::gross) return aim_gross(stated.whole->minor);
    Wide fixed = 0;
    for (const Group& group : groups_)
        if (!group.can_be_credited()) fixed += group.billed_base;
    return levels_of_whole(std::max(Wide{0}, stated.whole->minor - fixed));
}

/// With several rates the amount reached is not above the worth, and below it by less than each rate's last step.
Count::Complaints Count::judge_nearness(Wide worth, const Count& after) const {
    const Wide steps = 2 * static_cast<Wide>(groups_.size());
    const Wide reached = after.gross();
    const bool is_exhausted = std::all_of(after.lines_.begin(), after.lines_.end(), [&](const Line& line) {
        return line.level == 0 || !groups_[line.group].can_be_credited();
    });
    if ((reached <= worth || is_exhausted) && worth - reached <= steps) return {};
    return {"a gross worth of " + text(worth) + " came to " + text(reached)};
}

Count::Complaints Count::judge(const Stated& stated, const Count& after, bool offer_confirmed) const {
    const auto target = aim(stated);
    if (!target) {
        const bool is_up = stated.whole->minor > gross();
        if (is_up && !offer_confirmed)
            return levels() == after.levels() ? Complaints{} : Complaints{"an offer moved lines by itself"};
        return judge_nearness(stated.whole->minor, after);
    }
    Complaints complaints;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const Wide expected = offer_confirmed ? (*target)[i] : std::min((*target)[i], lines_[i].level);
        if (after.lines_[i].level != expected)
            complaints.push_back("line " + lines_[i].id + " came from " + text(lines_[i].level) + " to " +
                                 text(after.lines_[i].level) + ", must be " + text(expected));
    }
    return complaints;
}

void Count::judge_sums(const Adjustment& adjustment, Complaints& complaints) const {
    Wide lines = 0, bases = 0, taxes = 0;
    for (const AdjustedLine& line : adjustment.lines) lines += line.net().minor();
    for (const TaxSubtotal& row : adjustment.tax) {
        bases += row.base.minor();
        taxes += row.amount.minor();
    }
    const Totals& totals = adjustment.totals;
    if (lines != totals.net.minor() || bases != totals.net.minor() || taxes != totals.tax.minor() ||
        totals.gross.minor() != totals.net.minor() + totals.tax.minor() + adjustment.rounding.minor())
        complaints.push_back(adjustment.number.text() + " does not add up");
    if (totals.gross.is_negative()) complaints.push_back(adjustment.number.text() + " is below zero");
}

/// A note that exhausts the invoice returns its rounding amount, unless that turned the note itself around; no note
/// leaves less than nothing, but for what a credit elsewhere took below it.
void Count::judge_rounding(const Adjustment& adjustment, Wide gross_before, Complaints& complaints) const {
    const Wide returned = adjustment.rounding.minor();
    const std::string number = adjustment.number.text();
    const bool is_credit = adjustment.type == DocumentType::credit_note;
    const bool is_exhausted = std::all_of(lines_.begin(), lines_.end(), [&](const Line& line) {
        return line.level == 0 || !groups_[line.group].can_be_credited();
    });
    const bool is_stranded = std::any_of(groups_.begin(), groups_.end(), [](const Group& group) {
        return group.can_be_credited() && group.anchor_base == 0 && group.anchor_tax != 0;
    });
    const Wide left = rounding_ - returned;
    if (returned != 0 &&
        (!is_credit || (returned < 0) != (rounding_ < 0) || (left != 0 && (left < 0) != (rounding_ < 0))))
        complaints.push_back(number + " returns a rounding of " + text(returned) + " of " + text(rounding_));
    const Wide gross_after = gross() - returned;
    if (is_credit && unmovable() >= 0 && gross_after < std::min(Wide{0}, gross_before))
        complaints.push_back(number + " leaves " + text(gross_after));
    const bool would_turn = adjustment.totals.gross.minor() + left < 0;
    if (is_credit && is_exhausted && !is_stranded && left != 0 && !would_turn && unmovable() == 0)
        complaints.push_back(number + " exhausts the invoice and keeps a rounding of " + text(left));
}

void Count::judge_settlement(const Adjustment& adjustment, std::optional<SettlementKind> wish, Complaints& complaints) {
    std::map<SettlementKind, Wide> parts;
    for (const SettlementPart& part : adjustment.settlement) parts[part.kind] += part.amount.minor();
    const Wide gross = adjustment.totals.gross.minor();
    if (adjustment.type == DocumentType::supplementary_invoice) {
        if (!parts.empty()) complaints.push_back(adjustment.number.text() + " settles, though it goes up");
        payable_ += gross;
        return;
    }
    const Wide offset = std::min(gross, std::max(Wide{0}, open()));
    const Wide refundable = std::max(Wide{0}, paid_ - refunded_ - kept_);
    const Wide refund = wish == SettlementKind::balance ? 0 : std::min(gross - offset, refundable);
    const Wide kept = gross - offset - refund;
    if (parts[SettlementKind::offset] != offset || parts[SettlementKind::refund] != refund ||
        parts[SettlementKind::balance] != kept || parts[SettlementKind::out_of_band] != 0)
        complaints.push_back(adjustment.number.text() + " settles otherwise than " + text(offset) + " offset, " +
                             text(refund) + " refund, " + text(kept) + " kept");
    payable_ -= gross;
    refunded_ += refund;
    kept_ += kept;
}

Count::Complaints Count::take(const Adjustment& adjustment, std::optional<SettlementKind> wish) {
    Complaints complaints;
    judge_sums(adjustment, complaints);
    const Wide sign = adjustment.type == DocumentType::credit_note ? 1 : -1;
    const Wide gross_before = gross();
    std::vector<Wide> bases, taxes;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        bases.push_back(base_of(g));
        taxes.push_back(tax_of(g));
    }
    std::map<std::string, Line*> by_id;
    for (Line& line : lines_) by_id[line.id] = &line;
    for (const AdjustedLine& moved_line : adjustment.lines) {
        Line& line = *by_id.at(moved_line.line.text());
        if (line.level != moved_line.before.minor()) complaints.push_back("line " + line.id + " stood elsewhere");
        if ((moved_line.before.minor() - moved_line.after.minor()) * sign <= 0 || moved_line.after.is_negative())
            complaints.push_back("line " + line.id + " moves against its document");
        line.level = moved_line.after.minor();
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        Wide base = 0, tax = 0;
        for (const TaxSubtotal& row : adjustment.tax)
            if (row.key == groups_[g].key) {
                base += row.base.minor();
                tax += row.amount.minor();
            }
        if (groups_[g].can_be_credited() &&
            groups_[g].anchor_base == 0)  // what came back beyond the lines was stranded
            groups_[g].anchor_tax -= tax * sign - (taxes[g] - tax_of(g));
        if (base != (bases[g] - base_of(g)) * sign || tax != (taxes[g] - tax_of(g)) * sign)
            complaints.push_back(adjustment.number.text() + " moves " + text(base) + " and tax " + text(tax) +
                                 ", must " + text((bases[g] - base_of(g)) * sign) + " and " +
                                 text((taxes[g] - tax_of(g)) * sign));
        groups_[g].adjusted_base += base * sign;
        groups_[g].adjusted_tax += tax * sign;
    }
    judge_rounding(adjustment, gross_before, complaints);
    rounding_ -= adjustment.rounding.minor() * sign;
    adjusted_gross_ += adjustment.totals.gross.minor() * sign;
    judge_settlement(adjustment, wish, complaints);
    return complaints;
}

Count::Complaints Count::take(const CreditedElsewhere& event) {
    Complaints complaints;
    const Wide before = gross();
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (event.standing_lines[i].minor() > lines_[i].level && groups_[lines_[i].group].can_be_credited())
            complaints.push_back("line " + lines_[i].id + " rises by a credit elsewhere");
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        Group& group = groups_[g];
        if (!group.can_be_credited()) continue;
        const Wide base = base_of(g), tax = tax_of(g);
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (lines_[i].group == g) lines_[i].level = event.standing_lines[i].minor();
        group.anchor_base = event.anchors[g].base.minor();
        group.anchor_tax = event.anchors[g].tax.minor();
        group.elsewhere_base += base - base_of(g);
        group.elsewhere_tax += tax - tax_of(g);
    }
    const Wide taken = before - gross();
    elsewhere_gross_ += taken;
    payable_ -= event.credit.totals.gross.minor();
    if (taken + event.over_credited.minor() != event.credit.totals.gross.minor() || taken < 0)
        complaints.push_back("a credit elsewhere of " + text(event.credit.totals.gross.minor()) + " took " +
                             text(taken) + " and over-credited " + text(event.over_credited.minor()));
    return complaints;
}

Count::Complaints Count::compare(const InvoiceStream& stream) const {
    Complaints complaints;
    const InvoiceStream::Books& books = *stream.books;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        const auto theirs = std::find_if(books.billing.groups.begin(), books.billing.groups.end(),
                                         [&](const TaxGroup& row) { return row.key == group.key; });
        if (theirs == books.billing.groups.end()) {
            complaints.push_back(in_words(group.key) + " is missing");
            continue;
        }
        const auto index = static_cast<std::size_t>(theirs - books.billing.groups.begin());
        const Wide base = books.standing.base(books.billing, index).minor();
        const Wide tax = books.standing.tax(books.billing, index).minor();
        if (group.billed_base != base + group.adjusted_base + group.elsewhere_base)
            complaints.push_back("net of " + in_words(group.key) + " stands at " + text(base));
        if (group.billed_tax != tax + group.adjusted_tax + group.elsewhere_tax)
            complaints.push_back("tax of " + in_words(group.key) + " stands at " + text(tax));
    }
    const Wide gross = books.standing.totals(books.billing).gross.minor();
    if (billed_gross_ != gross + adjusted_gross_ + elsewhere_gross_)
        complaints.push_back("gross stands at " + text(gross));
    if (books.receivable.open().minor() != open())
        complaints.push_back("open is " + text(books.receivable.open().minor()) + ", must be " + text(open()));
    for (std::size_t i = 0; i < lines_.size(); ++i)
        if (books.standing.lines[i].minor() != lines_[i].level)
            complaints.push_back("line " + lines_[i].id + " differs");
    return complaints;
}

}  // namespace makegood::scenario
