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

/// The largest of 0 to `most` for which `holds`; once it fails, it never holds again.
template <class Holds>
Wide largest_where(Wide most, Holds holds) {
    Wide low = 0;
    Wide high = most;
    while (low < high) {
        const Wide middle = high - (high - low) / 2;
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/// The largest level of a line whose own gross is not above the worth.
Wide largest_level(const Levels& levels, std::size_t line, Wide worth) {
    return largest_where(worth, [&](Wide level) { return levels.line_gross(line, level) <= worth; });
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
        if (stands > due || is_low(stands, due, {})) complain("the whole invoice", stands, "net", due);
    }

    void judge_whole_gross(Wide worth) {
        Wide unmovable = 0;
        const Wide reach = gross_reach(levels_);
        for (const Levels::Group& group : levels_.groups)
            if (!group.can_be_credited()) unmovable += group.base + group.tax;
        if (reach == 0) return;
        const Wide stands = levels_.standing().gross;
        const bool is_spent = levels_.is_exhausted();
        const bool is_high = stands > worth && !(is_spent && levels_.stranded_tax() == 0);
        // A note that leaves no line returns what no line carries beside it: only lines are held to the worth.
        const bool is_too_low =
            !(is_spent && worth <= unmovable) && is_low(stands + claim_.returned, worth - reach, {});
        if (is_high || is_too_low) complain("the whole invoice", stands, "gross", worth);
    }

    void judge_line_net(std::size_t line, Wide worth) {
        const Wide stands = levels_.lines[line].level;
        if (stands > worth || is_low(stands, worth, line))
            complain("line " + quoted(levels_.lines[line].id), stands, "net", worth);
    }

    /// The largest level whose gross is not above the worth. Where all lines of a group were stated gross, together
    /// they are not above it either, and one of them gives the cents.
    void judge_line_gross(std::size_t line, Wide worth) {
        const Wide stands = levels_.line_gross(line, levels_.lines[line].level);
        const Wide next = levels_.line_gross(line, levels_.lines[line].level + 1);
        if (stands > worth || (is_low(next, worth + 1, line) && !is_full(levels_.lines[line].group)))
            complain("line " + quoted(levels_.lines[line].id), stands, "gross", worth);
    }

  private:
    [[nodiscard]] bool is_low(Wide stands, Wide due, std::optional<std::size_t> line) const {
        return stands < due && claim_.offer == Offer::none && !is_left_low(line);
    }

    /// After a correction, what no document lowered is where it was before, which may be below the worth.
    [[nodiscard]] bool is_left_low(std::optional<std::size_t> line) const {
        if (!claim_.is_corrected) return false;
        return line ? std::find(claim_.lowered.begin(), claim_.lowered.end(), *line) == claim_.lowered.end()
                    : claim_.lowered.empty();
    }

    /// Whether all lines of a group were stated gross, and one unit more would be above what was said of them together.
    [[nodiscard]] bool is_full(std::size_t group) const {
        Wide said = 0;
        Wide base = 1;
        for (std::size_t i = 0; i < levels_.lines.size(); ++i) {
            const Levels::Line& line = levels_.lines[i];
            if (line.group != group || (line.billed == 0 && line.level == 0)) continue;
            const auto worth = std::find_if(claim_.worths.begin(), claim_.worths.end(),
                                            [&](const StatedWorth& stated) { return stated.line == i; });
            if (worth == claim_.worths.end() || !worth->is_gross) return false;
            said += worth->amount;
            base += is_left_low(i) ? std::max(line.level, largest_level(levels_, i, worth->amount)) : line.level;
        }
        return base + levels_.standing_tax(group, base) - levels_.stranded_tax(group) > said;
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

bool Claim::is_honoured() const {
    if (state == State::received || state == State::acknowledged || state == State::withdrawn) return false;
    bool is_stated = false;
    for (const Said& said : statements) is_stated = !said.worths.empty() || (said.is_further && is_stated);
    return is_stated;
}

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

namespace {

Said read_saying(const Value& saying, std::int64_t at_ms, Levels& levels, Findings& findings) {
    const std::string_view kind = saying["kind"].text();
    const bool is_gross = saying["basis"].text() == "gross";
    Said said{at_ms, kind == "invoking"};
    if (kind == "withdrawing") return said;
    const auto amount = [&](const Value& worth) -> Wide {
        const auto written = parse_written(worth.text());
        if (!written || written->digits != levels.digits || written->coefficient < 0)
            findings.add("worth-unclear", "a worth of " + quoted(worth.text()),
                         "an amount of the invoice's currency, zero or more");
        return written ? written->coefficient : 0;
    };
    if (const Value whole = saying.find("worth"); whole.is_there())
        said.worths.push_back({std::nullopt, amount(whole), is_gross});
    saying["lines"].each([&](const Value& stated) {
        const auto line = levels.find_line(stated["line"].text());
        if (line)
            said.worths.push_back({static_cast<std::uint32_t>(*line), amount(stated["worth"]), is_gross});
        else
            findings.add("worth-unclear", "a worth of line " + quoted(stated["line"].text()), "a line of the invoice");
    });
    return said;
}

void take(Claim& claim, const Said& said) {
    if (!said.is_further) claim.worths.clear();
    if (!said.worths.empty()) claim.stated_at_ms = said.at_ms;
    for (const StatedWorth& worth : said.worths) take(claim.worths, worth);
}

}  // namespace

void hear(Claim& claim, const Value& saying, std::int64_t at_ms, Levels& levels, Findings& findings) {
    claim.statements.push_back(read_saying(saying, at_ms, levels, findings));
    take(claim, claim.statements.back());
}

void correct(Claim& claim, std::int64_t statement, const Value& saying, Levels& levels, Findings& findings) {
    if (statement < 0 || statement >= static_cast<std::int64_t>(claim.statements.size())) {
        findings.add("statement-unknown", "statement " + std::to_string(statement) + " of the claim is corrected",
                     "one of its " + std::to_string(claim.statements.size()) + " statements, counted from 0");
        return;
    }
    Said& said = claim.statements[static_cast<std::size_t>(statement)];
    said = read_saying(saying, said.at_ms, levels, findings);
    claim.worths.clear();
    claim.is_corrected = true;
    for (const Said& each : claim.statements) take(claim, each);
}

void note_contact(Claim& claim, const Value& payload) {
    const Value contact = payload.find("contact");
    if (!contact.is_there()) return;
    claim.has_email = contact.find("email").is_there();
    claim.has_phone = contact.find("phone").is_there();
}

namespace {

/// Where all lines of a group were stated gross: what was said of them together, and which of them is the largest.
struct Together {
    bool is_all = true;
    Wide said = 0;
    Wide base = 0;
    std::optional<std::size_t> largest{};
};

Together together(const Claim& claim, const Levels& levels, std::size_t group,
                  const std::vector<std::optional<Wide>>& asked) {
    Together all;
    for (std::size_t i = 0; i < levels.lines.size(); ++i) {
        const Wide level = asked[i].value_or(levels.lines[i].level);
        if (levels.lines[i].group != group || (levels.lines[i].billed == 0 && level == 0)) continue;
        const auto worth = std::find_if(claim.worths.begin(), claim.worths.end(),
                                        [&](const StatedWorth& stated) { return stated.line == i; });
        if (worth == claim.worths.end() || !worth->is_gross) return {false};
        all.said += worth->amount;
        all.base += level;
        if (!all.largest || level > *asked[*all.largest]) all.largest = i;
    }
    return all;
}

}  // namespace

std::vector<std::optional<Wide>> levels_asked(const Claim& claim, const Levels& levels) {
    std::vector<std::optional<Wide>> asked(levels.lines.size());
    for (const StatedWorth& worth : claim.worths)
        if (worth.line && levels.groups[levels.lines[*worth.line].group].can_be_credited())
            asked[*worth.line] = worth.is_gross ? largest_level(levels, *worth.line, worth.amount) : worth.amount;
    for (std::size_t g = 0; g < levels.groups.size(); ++g) {
        Together all = together(claim, levels, g, asked);
        if (!all.is_all || !all.largest || !levels.groups[g].can_be_credited()) continue;
        Wide& largest = *asked[*all.largest];
        const Wide others = all.base - largest;
        largest = largest_where(largest, [&](Wide level) {
            const Wide base = others + level;
            return base + levels.standing_tax(g, base) - levels.stranded_tax(g) <= all.said;
        });
    }
    return asked;
}

Wide gross_reach(const Levels& levels) {
    Wide reach = 0;
    for (const Levels::Group& group : levels.groups)
        if (group.can_be_credited()) reach += tax_step(group) + 1;
    return reach;
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
