#include "tests/property/model.hpp"

#include <algorithm>

namespace makegood::property {

namespace {

Wide ten_to(int exponent) {
    return exponent == 0 ? 1 : 10 * ten_to(exponent - 1);
}

/// For values that are not negative: half up is half away from zero.
Wide rounded(Wide dividend, Wide divisor) {
    return (2 * dividend + divisor) / (2 * divisor);
}

Wide sum(const std::vector<Wide>& values) {
    Wide all = 0;
    for (Wide value : values) all += value;
    return all;
}

}  // namespace

std::string text(Wide value) {
    return (value < 0 ? "-" : "") + std::to_string(static_cast<std::uint64_t>(value < 0 ? -value : value));
}

std::vector<Wide> share_out(Wide total, const std::vector<Wide>& weights) {
    const Wide whole = sum(weights);
    std::vector<Wide> parts;
    for (Wide weight : weights) parts.push_back(total * weight / whole);
    std::vector<bool> served(weights.size(), false);
    for (Wide left = total - sum(parts); left > 0; --left) {
        std::size_t best = weights.size();
        for (std::size_t i = 0; i < weights.size(); ++i)
            if (!served[i] && (best == weights.size() || total * weights[i] % whole > total * weights[best] % whole))
                best = i;
        served[best] = true;
        ++parts[best];
    }
    return parts;
}

Model::Model(const InvoiceDraft& draft) {
    const auto group_of = [&](const TaxKey& key) {
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (groups[i].key.category == key.category && groups[i].key.rate_or_zero() == key.rate_or_zero()) return i;
        groups.push_back({key});
        return groups.size() - 1;
    };
    for (const TaxSubtotal& row : draft.tax) groups[group_of(row.key)].billed_tax = row.amount.minor();
    for (const InvoiceLine& line : draft.lines)
        lines.push_back({line.id.text(), group_of(line.tax), line.net.minor(), 0});
    for (std::size_t i = 0; i < draft.charges.size(); ++i)
        lines.push_back(
            {"charge:" + std::to_string(i + 1), group_of(draft.charges[i].tax), draft.charges[i].amount.minor(), 0});
    std::vector<Wide> lowered(groups.size() + draft.allowances.size(), 0);
    for (const DocumentAmount& allowance : draft.allowances)
        lowered[group_of(allowance.tax)] += allowance.amount.minor();
    for (const Line& line : lines) groups[line.group].billed_base += line.billed;
    for (std::size_t g = 0; g < groups.size(); ++g) groups[g].billed_base -= lowered[g];

    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].base = groups[g].billed_base;
        groups[g].tax = groups[g].billed_tax;
        if (!groups[g].creditable()) continue;
        std::vector<Wide> weights;
        for (Line& line : lines) {
            const bool mine = line.group == g;
            weights.push_back(mine && line.billed > 0 ? line.billed : 0);
            if (mine && line.billed < 0) lowered[g] -= line.billed;
        }
        const std::vector<Wide> shares = share_out(lowered[g], weights);
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (lines[i].group == g) lines[i].billed = lines[i].billed > 0 ? lines[i].billed - shares[i] : 0;
    }
    for (Line& line : lines) line.level = line.billed;
    rounding = draft.rounding ? draft.rounding->minor() : 0;
}

Wide Model::base(std::size_t group) const {
    if (!groups[group].creditable()) return groups[group].billed_base;
    Wide base = 0;
    for (const Line& line : lines)
        if (line.group == group) base += line.level;
    return base;
}

Wide Model::tax_on(std::size_t group, Wide base) const {
    const Group& g = groups[group];
    if (!g.creditable()) return g.billed_tax;
    if (base <= g.base) return g.base == 0 ? g.tax : rounded(g.tax * base, g.base);
    const Decimal rate = g.key.rate_or_zero();
    return g.tax + rounded(Wide{rate.coefficient()} * (base - g.base), 100 * ten_to(rate.scale()));
}

Wide Model::net() const {
    Wide net = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) net += base(g);
    return net;
}

Wide Model::tax() const {
    Wide all = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) all += tax(g);
    return all;
}

Wide Model::stranded(std::size_t group) const {
    return groups[group].creditable() && groups[group].base == 0 ? groups[group].tax : 0;
}

Wide Model::stranded() const {
    Wide all = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) all += stranded(g);
    return all;
}

Wide Model::unmovable() const {
    Wide all = 0;
    for (const Group& group : groups)
        if (!group.creditable()) all += group.billed_base + group.billed_tax;
    return all;
}

bool Model::has_lines() const {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Line& line) { return groups[line.group].creditable() && line.level != 0; });
}

std::vector<Wide> Model::stranded_left(const std::vector<Worth>& worths, const Model& after) const {
    std::vector<Wide> by_group;
    for (std::size_t g = 0; g < groups.size(); ++g) by_group.push_back(stranded(g));
    return stranded() == 0 ? by_group : share_out(stranded_left_in_all(worths, after), by_group);
}

Wide Model::stranded_left_in_all(const std::vector<Worth>& worths, const Model& after) const {
    if (worths.empty()) return stranded();
    if (!worths[0].line() && worths[0].basis() == Basis::net) return worths[0].amount().is_zero() ? 0 : stranded();
    if (!worths[0].line()) {
        const Wide said = worths[0].amount().minor();
        if (after.has_lines()) return stranded();
        return said <= unmovable() ? 0 : std::clamp<Wide>(said - unmovable() - rounding, 0, stranded());
    }
    for (const Line& line : lines) {
        if (!groups[line.group].creditable() || (line.billed == 0 && line.level == 0)) continue;
        if (std::none_of(worths.begin(), worths.end(), [&](const Worth& worth) {
                return worth.line()->text() == line.id && worth.amount().is_zero();
            }))
            return stranded();
    }
    return 0;
}

std::vector<Wide> Model::whole_net(Wide worth) const {
    std::vector<Wide> levels, missing, billed;
    Wide fixed = 0;
    for (const Group& group : groups)
        if (!group.creditable()) fixed += group.billed_base;
    for (const Line& line : lines) {
        const bool moves = groups[line.group].creditable();
        levels.push_back(moves ? line.level : 0);
        billed.push_back(moves ? line.billed : 0);
        missing.push_back(moves ? std::max<Wide>(0, line.billed - line.level) : 0);
    }
    const Wide target = std::max<Wide>(0, worth - fixed);
    const Wide standing = sum(levels);
    std::vector<Wide> wanted = levels;
    if (target < standing) wanted = share_out(target, levels);
    if (target > standing && sum(billed) > 0) {
        const Wide restored = std::min(target - standing, sum(missing));
        const Wide beyond = target - standing - restored;
        const auto add = [&](Wide amount, const std::vector<Wide>& weights) {
            if (amount == 0) return;
            const std::vector<Wide> parts = share_out(amount, weights);
            for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] += parts[i];
        };
        add(restored, missing);
        add(beyond, billed);
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (!groups[lines[i].group].creditable()) wanted[i] = lines[i].level;
    return wanted;
}

Wide Model::gross_of_base(Wide base) const {
    return base + tax_on(0, base) + (base == 0 ? 0 : rounding);
}

Wide Model::whole_gross_base(Wide worth) const {
    if (worth <= 0) return 0;
    Wide low = 0;
    Wide high = worth + (rounding < 0 ? -rounding : rounding);
    while (low < high) {
        const Wide middle = (low + high + 1) / 2;
        if (middle + tax_on(0, middle) + rounding <= worth)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

Wide Model::whole_gross_base_by_trying(Wide worth) const {
    if (worth <= 0) return 0;
    Wide best = 0;
    for (Wide base = 1; base <= worth + (rounding < 0 ? -rounding : 0); ++base)
        if (gross_of_base(base) <= worth) best = base;
    return best;
}

std::optional<std::string> Model::take(const AdjustmentIssued& event) {
    const Adjustment& doc = event.adjustment;
    const Wide sign = doc.type == DocumentType::credit_note ? -1 : 1;
    std::vector<Wide> bases, taxes;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        bases.push_back(base(g));
        taxes.push_back(tax(g));
    }
    Wide line_sum = 0;
    for (const AdjustedLine& moved : doc.lines) {
        const auto line =
            std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.id == moved.line.text(); });
        if (line == lines.end()) return "a document moves a line that is not on the invoice";
        if (!groups[line->group].creditable()) return "a document moves what cannot be credited";
        if (line->level != moved.before.minor()) return "a document does not start from what stands";
        if ((moved.after.minor() - moved.before.minor()) * sign <= 0) return "a line moves against its document";
        if (moved.after.minor() < 0) return "a line is credited beyond what it stands for";
        if (moved.net().minor() != (moved.after.minor() - moved.before.minor()) * sign) return "a line's net is off";
        line->level = moved.after.minor();
        line_sum += moved.net().minor();
    }
    Wide base_sum = 0, tax_sum = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        Wide doc_base = 0, doc_tax = 0;
        for (const TaxSubtotal& row : doc.tax)
            if (row.key == groups[g].key) {
                doc_base += row.base.minor();
                doc_tax += row.amount.minor();
            }
        // Where a credit elsewhere took the base whole and left tax, a credit note may give of that what there is.
        const Wide beyond_lines = doc_tax - (taxes[g] - tax(g));
        if (sign < 0 && beyond_lines > 0 && beyond_lines <= stranded(g)) groups[g].tax -= beyond_lines;
        if (doc_base != (base(g) - bases[g]) * sign) return "the base of " + in_words(groups[g].key) + " is off";
        if (doc_tax != (tax(g) - taxes[g]) * sign)
            return "the tax of " + in_words(groups[g].key) + " is " + text(doc_tax) + ", the design says " +
                   text((tax(g) - taxes[g]) * sign);
        base_sum += doc_base;
        tax_sum += doc_tax;
    }
    if (line_sum != doc.totals.net.minor() || base_sum != line_sum) return "a document's net is not its lines";
    if (tax_sum != doc.totals.tax.minor()) return "a document's tax is not its rows";
    if (doc.totals.net.minor() + doc.totals.tax.minor() + doc.rounding.minor() != doc.totals.gross.minor())
        return "a document's gross is off";
    if (doc.totals.gross.minor() < 0 || doc.totals.tax.minor() < 0) return "a document has an amount below zero";
    Wide settled = 0;
    for (const SettlementPart& part : doc.settlement) settled += part.amount.minor();
    if (settled != (sign < 0 ? doc.totals.gross.minor() : 0)) return "a document is not settled by its parts";
    return take_rounding(doc);
}

/// The note that leaves nothing returns the rounding, unless that turned it around; no other does.
std::optional<std::string> Model::take_rounding(const Adjustment& doc) {
    const Wide given = doc.rounding.minor();
    const Wide before = rounding;
    const bool is_credit = doc.type == DocumentType::credit_note;
    if (!is_credit && given != 0) return "a document that goes up moves the rounding";
    rounding -= given;
    const bool is_exhausted = !has_lines() && stranded() == 0;
    // A rounding in the customer's favour may go in parts, so that nothing is ever credited beyond what was payable.
    const bool is_part = before < 0 && given > before && gross() <= 0;
    if (given != 0 && given != before && !is_part) return "a document returns part of the rounding";
    if (given != 0 && !is_part && !is_exhausted) return "a document returns the rounding while something stands";
    const bool can_all_move =
        std::all_of(groups.begin(), groups.end(), [](const Group& group) { return group.creditable(); });
    const bool would_turn = doc.totals.gross.minor() + rounding < 0;
    if (is_credit && is_exhausted && can_all_move && rounding != 0 && !would_turn)
        return "a document exhausts the invoice and keeps its rounding";
    return std::nullopt;
}

Model::Fall Model::fall_due(const CreditElsewhere& credit) const {
    Fall due{std::vector<Wide>(groups.size(), 0), std::vector<Wide>(groups.size(), 0), !credit.tax.empty()};
    for (const TaxSubtotal& row : credit.tax) {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.key == row.key; });
        due.by_group = due.by_group && group != groups.end() && group->creditable();
        if (!due.by_group) break;
        due.net[static_cast<std::size_t>(group - groups.begin())] += row.base.minor();
        due.tax[static_cast<std::size_t>(group - groups.begin())] += row.amount.minor();
    }
    Wide net_standing = 0, tax_standing = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (!groups[g].creditable()) continue;
        net_standing += base(g);
        tax_standing += tax(g);
        due.net[g] = std::min(due.net[g], base(g));
        due.tax[g] = std::min(due.tax[g], tax(g));
    }
    if (!due.by_group) {
        due.net = {std::min<Wide>(credit.totals.net.minor(), net_standing)};
        due.tax = {std::min<Wide>(credit.totals.tax.minor(), tax_standing)};
    }
    return due;
}

std::optional<std::string> Model::take(const CreditedElsewhere& event) {
    const Fall due = fall_due(event.credit);
    std::vector<Wide> nets, taxes;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        nets.push_back(base(g));
        taxes.push_back(tax(g));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Wide after = event.standing_lines[i].minor();
        if (after < 0 && groups[lines[i].group].creditable()) return "a credit elsewhere lowers a line below zero";
        if (after > lines[i].level) return "a credit elsewhere raises a line";
        lines[i].level = after;
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        groups[g].base = event.anchors[g].base.minor();
        groups[g].tax = event.anchors[g].tax.minor();
        if (groups[g].creditable() && groups[g].tax < 0) return "a credit elsewhere lowers tax below zero";
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        nets[g] -= base(g);
        taxes[g] -= tax(g);
        // Tax is counted on from what the latest credit left.
        if ((nets[g] != 0 || taxes[g] != 0) && groups[g].base != base(g)) return "a credit elsewhere anchors askew";
        if (nets[g] < 0 || taxes[g] < 0) return "a credit elsewhere raises what stands";
    }
    const Wide net_taken = sum(nets), tax_taken = sum(taxes);
    if (!due.by_group) {
        nets = {net_taken};
        taxes = {tax_taken};
    }
    if (nets != due.net) return "a credit elsewhere takes another net than it says";
    if (taxes != due.tax) return "a credit elsewhere takes another tax than it says";
    if (event.over_credited.minor() != event.credit.totals.gross.minor() - net_taken - tax_taken)
        return "what over-credits is off";
    elsewhere_net += net_taken;
    elsewhere_tax += tax_taken;
    return std::nullopt;
}

}  // namespace makegood::property
