#include "adapters/verify/claim.hpp"

#include <algorithm>
#include <array>

namespace makegood::verify {

namespace {

struct Row {
    std::string_view name;
    std::array<bool, 6> may_become;  // received, acknowledged, approved, adjusted, settled, withdrawn
};

constexpr std::array<Row, 6> table = {{
    {"received", {false, true, true, false, false, true}},
    {"acknowledged", {false, false, true, false, false, true}},
    {"approved", {false, true, false, true, false, true}},  // a new statement takes what was approved back
    {"adjusted", {false, false, false, false, true, false}},
    {"settled", {}},
    {"withdrawn", {}},
}};

std::string name_of(State state) {
    return std::string(table[static_cast<std::size_t>(state)].name);
}

void take(std::vector<StatedWorth>& worths, const StatedWorth& worth) {
    std::erase_if(worths, [&](const StatedWorth& earlier) {
        return !worth.line || !earlier.line || *earlier.line == *worth.line;
    });
    worths.push_back(worth);
}

/// The tax that one unit of base adds, rounded up: by the rate, or as the biller stored it.
Wide tax_step(const Levels::Group& group) {
    Wide hundred_per_cent = 100;
    for (int place = 0; place < group.key.rate_digits; ++place) hundred_per_cent *= 10;
    const Wide by_rate = (group.key.rate + hundred_per_cent - 1) / hundred_per_cent;
    if (group.anchor_base <= 0) return by_rate;
    return std::max(by_rate, (group.anchor_tax + group.anchor_base - 1) / group.anchor_base);
}

/// What stands may be below what was stated only where an offer upward was made.
class WorthJudge {
  public:
    WorthJudge(const Claim& claim, const Levels& levels, Findings& findings)
        : claim_(claim), levels_(levels), findings_(findings), bases_(levels.bases()) {}

    void judge_whole(const StatedWorth& worth) {
        Wide fixed = 0;
        Wide reach = 0;
        bool can_rise = false;
        for (std::size_t g = 0; g < levels_.groups.size(); ++g) {
            const Levels::Group& group = levels_.groups[g];
            can_rise = can_rise || group.can_be_credited();
            if (group.can_be_credited()) reach += worth.is_gross ? tax_step(group) + 1 : 0;
            if (!group.can_be_credited()) fixed += group.base + (worth.is_gross ? group.tax : 0);
        }
        if (!can_rise) return;
        if (worth.is_gross) fixed += levels_.rounding + claim_.rounding_returned;
        const Totals standing = levels_.standing();
        const Wide stands = (worth.is_gross ? standing.gross + claim_.rounding_returned : standing.net) - fixed;
        judge("the whole invoice", stands, std::max(Wide{0}, worth.amount - fixed), reach, 0, worth.is_gross);
    }

    void judge_line(const StatedWorth& worth, bool was_supplemented) {
        const Levels::Line& line = levels_.lines[*worth.line];
        const Levels::Group& group = levels_.groups[line.group];
        if (!group.can_be_credited()) return;
        const std::string what = "line " + quoted(line.id);
        if (!worth.is_gross) return judge(what, line.level, worth.amount, 0, 0, false);
        if (was_supplemented || claim_.offer != Offer::none) return;
        const Wide base = bases_[line.group];
        const Wide tax = levels_.standing_tax(line.group, base) - levels_.standing_tax(line.group, base - line.level);
        // Lines of one rate that move together share its rounding: each may end up to 2 units beside.
        const bool is_alone = std::count_if(claim_.worths.begin(), claim_.worths.end(), [&](const StatedWorth& other) {
                                  return other.line && levels_.lines[*other.line].group == line.group;
                              }) == 1;
        const Wide slack = is_alone ? 0 : 2;
        judge(what, line.level + tax, worth.amount, tax_step(group) + 1 + slack, slack, true);
    }

  private:
    void judge(const std::string& what, Wide stands, Wide stated, Wide below_max, Wide above_max, bool is_gross) {
        const bool is_low = stands < stated - below_max && claim_.offer == Offer::none;
        // Where all lines are at zero, tax that a credit elsewhere left behind is nothing that a note could move.
        const bool is_high = stands > stated + above_max && !levels_.is_exhausted();
        if (!is_low && !is_high) return;
        findings_.add("worth-not-reached", what + " stands at " + levels_.text(stands) + (is_gross ? " gross" : " net"),
                      levels_.text(stated) + ", what the customer stated last, now that the claim is adjusted");
    }

    const Claim& claim_;
    const Levels& levels_;
    Findings& findings_;
    std::vector<Wide> bases_;
};

}  // namespace

bool Claim::may_move_line(std::size_t line) const {
    return std::any_of(worths.begin(), worths.end(),
                       [&](const StatedWorth& worth) { return !worth.line || *worth.line == line; });
}

void move(Claim& claim, State to, Findings& findings) {
    if (!table[static_cast<std::size_t>(claim.state)].may_become[static_cast<std::size_t>(to)])
        findings.add("claim-move", "the claim moves from " + name_of(claim.state) + " to " + name_of(to),
                     "a move of received → acknowledged → approved → adjusted → settled, to withdrawn before it is "
                     "adjusted, or back from approved when the customer states anew");
    claim.state = to;
    if (!claim.is_open() && claim.offer != Offer::open) std::vector<StatedWorth>().swap(claim.worths);
}

void hear(Claim& claim, const Value& saying, Levels& levels, Findings& findings) {
    const std::string_view kind = saying["kind"].text();
    const bool is_gross = saying["basis"].text() == "gross";
    if (kind != "invoking") claim.worths.clear();
    if (kind == "withdrawing") return;
    const auto amount = [&](const Value& worth) -> Wide {
        const auto written = parse_written(worth.text());
        if (!written || written->digits != levels.digits || written->coefficient < 0)
            findings.add("worth-unclear", "a worth of " + quoted(worth.text()),
                         "an amount of the invoice's currency, zero or more");
        return written ? written->coefficient : 0;
    };
    if (const Value whole = saying.find("worth"); whole.is_there())
        take(claim.worths, {std::nullopt, amount(whole), is_gross});
    saying["lines"].each([&](const Value& stated) {
        const auto line = levels.find_line(stated["line"].text());
        if (line)
            take(claim.worths, {static_cast<std::uint32_t>(*line), amount(stated["worth"]), is_gross});
        else
            findings.add("worth-unclear", "a worth of line " + quoted(stated["line"].text()), "a line of the invoice");
    });
}

void judge_worth_reached(const Claim& claim, const Levels& levels, bool was_supplemented, Findings& findings) {
    WorthJudge judge(claim, levels, findings);
    for (const StatedWorth& worth : claim.worths)
        if (worth.line)
            judge.judge_line(worth, was_supplemented);
        else
            judge.judge_whole(worth);
}

}  // namespace makegood::verify
