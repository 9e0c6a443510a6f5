#include "adapters/verify/liability.hpp"

#include <algorithm>

namespace makegood::verify {

namespace {

/// By how much each (category, rate) falls, where lines are stated.
std::vector<Wide> falls_of_lines(const Claim& claim, const Levels& levels) {
    std::vector<Wide> falls(levels.groups.size(), 0);
    const auto asked = levels_asked(claim, levels);
    for (std::size_t i = 0; i < levels.lines.size(); ++i)
        if (asked[i]) falls[levels.lines[i].group] += std::max(Wide{0}, levels.lines[i].level - *asked[i]);
    return falls;
}

/// A net worth of the whole: what of the net must fall, where something can.
Wide fall_of_whole(Wide worth, const Levels& levels) {
    Wide fixed = 0;
    for (const Levels::Group& group : levels.groups)
        if (!group.can_be_credited()) fixed += group.base;
    return std::max(Wide{0}, levels.standing().net - std::max(worth, fixed));
}

void ask_lines(Liability& liability, const Claim& claim, const Levels& levels) {
    const std::vector<Wide> falls = falls_of_lines(claim, levels);
    const std::vector<Wide> bases = levels.bases();
    Wide net = 0;
    Wide tax = 0;
    for (std::size_t g = 0; g < falls.size(); ++g) {
        net += falls[g];
        tax += levels.standing_tax(g, bases[g]) - levels.standing_tax(g, bases[g] - falls[g]);
    }
    liability.net = net;
    if (levels.stranded_tax() == 0) liability.tax = tax;
}

}  // namespace

Liability liability_of(const Claim& claim, const Invoice& invoice) {
    const Levels& levels = invoice.levels;
    Liability liability{claim.id, claim.number, invoice.number, invoice.currency, levels.digits};
    if (claim.worths.empty()) return liability;
    const StatedWorth& worth = claim.worths.front();
    if (worth.line) ask_lines(liability, claim, levels);
    if (worth.line || !levels.can_all_move()) return liability;
    if (!worth.is_gross) liability.net = fall_of_whole(worth.amount, levels);
    if (!worth.is_gross || levels.rounding != 0 || levels.stranded_tax() != 0) return liability;
    const Wide above = levels.standing().gross - worth.amount;
    liability.gross_least = std::max(Wide{0}, above);
    liability.gross_most = above <= 0 ? 0 : above + gross_reach(levels);
    return liability;
}

}  // namespace makegood::verify
