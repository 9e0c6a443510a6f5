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
        : claim_(claim), levels_(levels), findings_(findings) {}

    void judge_whole_net(Wide worth) {
        Wide fixed = 0;
        bool can_rise = false;
        for (const Levels::Group& group : levels_.groups) {
            can_rise = can_rise || group.can_be_credited();
            if (!group.can_be_credited()) fixed += group.base;
        }
        if (!can_rise) return;
        const Wide stands = levels_.standing().net;
        const Wide due = std::max(worth, fixed);
        if (stands > due || is_low(stands, due)) complain("the whole invoice", stands, "net", due);
    }

    void judge_whole_gross(Wide worth) {
        Wide unmovable = 0;
        Wide reach = 0;  // every group may stay below by what one more unit of base would cost
        for (const Levels::Group& group : levels_.groups) {
            if (group.can_be_credited()) reach += tax_step(group) + 1;
            if (!group.can_be_credited()) unmovable += group.base + group.tax;
        }
        if (reach == 0) return;
        const Wide stands = levels_.standing().gross;
        const bool is_spent = levels_.is_exhausted();
        const bool is_high = stands > worth && !(is_spent && levels_.stranded_tax() == 0);
        // A note that leaves no line returns what no line carries beside it: only lines are held to the worth.
        const bool is_too_low = !(is_spent && worth <= unmovable) && is_low(stands + claim_.returned, worth - reach);
        if (is_high || is_too_low) complain("the whole invoice", stands, "gross", worth);
    }

    void judge_line_net(std::size_t line, Wide worth) {
        const Wide stands = levels_.lines[line].level;
        if (stands > worth || is_low(stands, worth))
            complain("line " + quoted(levels_.lines[line].id), stands, "net", worth);
    }

    /// The largest level whose gross is not above the worth. Where all lines of a group were stated gross, together
    /// they are not above it either, and the largest gives the cents.
    void judge_line_gross(std::size_t line, Wide worth) {
        const Wide level = levels_.lines[line].level;
        const Wide stands = levels_.line_gross(line, level);
        const Wide next = levels_.line_gross(line, level + 1 + shared_cents(levels_.lines[line].group));
        if (stands > worth || is_low(next, worth + 1))
            complain("line " + quoted(levels_.lines[line].id), stands, "gross", worth);
    }

  private:
    [[nodiscard]] bool is_low(Wide stands, Wide due) const { return stands < due && claim_.offer == Offer::none; }

    /// How much lower the lines of a group may be because their roundings add up: none, but when all were stated gross.
    [[nodiscard]] Wide shared_cents(std::size_t group) const {
        Wide cents = 0;
        for (std::size_t i = 0; i < levels_.lines.size(); ++i) {
            if (levels_.lines[i].group != group || (levels_.lines[i].billed == 0 && levels_.lines[i].level == 0))
                continue;
            const bool is_stated =
                std::any_of(claim_.worths.begin(), claim_.worths.end(),
                            [&](const StatedWorth& worth) { return worth.is_gross && worth.line && *worth.line == i; });
            if (!is_stated) return 0;
            ++cents;
        }
        return cents;
    }

    void complain(const std::string& what, Wide stands, const char* basis, Wide due) {
        findings_.add("worth-not-reached", what + " stands at " + levels_.text(stands) + " " + basis,
                      levels_.text(due) + ", what the customer stated last, now that the claim is adjusted");
    }

    const Claim& claim_;
    const Levels& levels_;
    Findings& findings_;
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

void hear(Claim& claim, const Value& saying, std::int64_t at_ms, Levels& levels, Findings& findings) {
    const std::string_view kind = saying["kind"].text();
    const bool is_gross = saying["basis"].text() == "gross";
    if (kind != "invoking") claim.worths.clear();
    if (kind == "withdrawing") return;
    const auto amount = [&](const Value& worth) -> Wide {
        const auto written = parse_written(worth.text());
        if (!written || written->digits != levels.digits || written->coefficient < 0)
            findings.add("worth-unclear", "a worth of " + quoted(worth.text()),
                         "an amount of the invoice's currency, zero or more");
        claim.stated_at_ms = at_ms;
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

void judge_worth_reached(const Claim& claim, const Levels& levels, Findings& findings) {
    WorthJudge judge(claim, levels, findings);
    for (const StatedWorth& worth : claim.worths) {
        if (!worth.line && worth.is_gross) judge.judge_whole_gross(worth.amount);
        if (!worth.line && !worth.is_gross) judge.judge_whole_net(worth.amount);
        if (!worth.line || !levels.groups[levels.lines[*worth.line].group].can_be_credited()) continue;
        if (worth.is_gross) judge.judge_line_gross(*worth.line, worth.amount);
        if (!worth.is_gross) judge.judge_line_net(*worth.line, worth.amount);
    }
}

}  // namespace makegood::verify
