#include "adapters/verify/levels.hpp"

#include <algorithm>
#include <unordered_set>

namespace makegood::verify {

TaxKey read_tax_key(const Value& fields) {
    TaxKey key{std::string(fields["category"].text())};
    const Value rate = fields.find("rate");
    if (!rate.is_there()) return key;
    const Written written = parse_written(rate.text()).value_or(Written{});
    key.rate = written.coefficient;
    key.rate_digits = written.digits;
    while (key.rate_digits > 0 && key.rate % 10 == 0) {
        key.rate /= 10;
        --key.rate_digits;
    }
    return key;
}

std::string in_words(const TaxKey& key) {
    return key.category + " at " + to_text(key.rate, key.rate_digits) + " %";
}

Totals read_totals(const Value& totals) {
    return {totals["net"].amount(), totals["tax"].amount(), totals["gross"].amount()};
}

void Levels::bill(const Value& invoice, const Value& billed, Findings& findings) {
    billed_ = read_totals(invoice["totals"]);
    read_groups(invoice, findings);
    read_lines(invoice, findings);
    read_document_amounts(invoice);
    if (const Value given = invoice.find("rounding"); given.is_there()) rounding = rounding_billed_ = given.amount();
    add_up(findings);
    spread();
    judge_billed(billed, findings);
    for (Line& line : lines) line.level = line.billed;
    sums_ = {};
    allowances_ = {};
    lines.shrink_to_fit();
    groups.shrink_to_fit();
}

std::size_t Levels::group_of(const TaxKey& key) {
    if (const auto known = find_group(key)) return *known;
    groups.push_back({key});
    sums_.push_back(0);
    allowances_.push_back(0);
    return groups.size() - 1;
}

void Levels::read_groups(const Value& invoice, Findings& findings) {
    invoice["tax"].each([&](const Value& row) {
        const TaxKey key = read_tax_key(row);
        if (find_group(key)) findings.add("base-off", "two tax rows of " + in_words(key), "one row for each");
        Group& group = groups[group_of(key)];
        group.base = group.anchor_base = row["base"].amount();
        group.tax = group.anchor_tax = group.tax_left = row["amount"].amount();
    });
}

void Levels::read_lines(const Value& invoice, Findings& findings) {
    std::unordered_set<std::string_view> seen;
    invoice["lines"].each([&](const Value& line) {
        const std::string_view id = line["id"].text();
        if (!seen.insert(id).second) findings.add("line-twice", "two lines " + quoted(id), "an id of its own for each");
        const std::size_t group = group_of(read_tax_key(line));
        const Wide net = line["net"].amount();
        sums_[group] += net;
        lines.push_back({std::string(id), static_cast<std::uint32_t>(group), net, net});
    });
}

void Levels::read_document_amounts(const Value& invoice) {
    std::size_t charges = 0;
    invoice["charges"].each([&](const Value& charge) {
        const std::size_t group = group_of(read_tax_key(charge));
        const Wide amount = charge["amount"].amount();
        sums_[group] += amount;
        lines.push_back({"charge:" + std::to_string(++charges), static_cast<std::uint32_t>(group), amount, amount});
    });
    invoice["allowances"].each([&](const Value& allowance) {
        const std::size_t group = group_of(read_tax_key(allowance));
        allowances_[group] += allowance["amount"].amount();
        sums_[group] -= allowance["amount"].amount();
    });
}

void Levels::add_up(Findings& findings) {
    Totals summed;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Group& group = groups[i];
        if (group.base != sums_[i])
            findings.add("base-off", "the base of " + in_words(group.key) + " is " + text(group.base),
                         text(sums_[i]) + ", its lines and charges less its allowances");
        summed.net += sums_[i];
        summed.tax += group.tax;
    }
    summed.gross = summed.net + summed.tax;
    if (billed_.net != summed.net)
        findings.add("net-off", "the invoice's net is " + text(billed_.net),
                     text(summed.net) + ", its lines and charges less its allowances");
    if (billed_.tax != summed.tax)
        findings.add("tax-off", "the invoice's tax is " + text(billed_.tax),
                     text(summed.tax) + ", the sum of its rows");
    if (billed_.gross != billed_.net + billed_.tax)
        findings.add("gross-off", "the invoice's gross is " + text(billed_.gross),
                     text(billed_.net + billed_.tax) + ", net and tax together");
}

void Levels::spread() {
    for (std::size_t g = 0; g < groups.size(); ++g) {
        if (!groups[g].can_be_credited()) continue;
        Wide deductions = allowances_[g];
        std::vector<Wide> weights(lines.size(), 0);
        bool is_carried = false;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].group != g) continue;
            if (lines[i].billed > 0) {
                weights[i] = lines[i].billed;
                is_carried = true;
                continue;
            }
            deductions -= lines[i].billed;
            lines[i].billed = 0;
        }
        if (deductions <= 0 || !is_carried) continue;
        const std::vector<Wide> shares = largest_remainder(deductions, weights);
        for (std::size_t i = 0; i < lines.size(); ++i) lines[i].billed -= shares[i];
    }
}

void Levels::judge_billed(const Value& billed, Findings& findings) {
    std::size_t at = 0;
    billed.each([&](const Value& stated) {
        if (at < lines.size() && stated.amount() != lines[at].billed)
            findings.add("billed-off", "line " + quoted(lines[at].id) + " is billed at " + text(stated.amount()),
                         text(lines[at].billed) + ", with its share of allowances and negative lines");
        ++at;
    });
    if (at != lines.size())
        findings.add("billed-off", std::to_string(at) + " lines are billed",
                     std::to_string(lines.size()) + ", the lines and charges of the invoice");
}

std::optional<std::size_t> Levels::find_line(std::string_view id) {
    for (std::size_t step = 0; step < lines.size(); ++step) {
        const std::size_t at = (found_last_ + step) % lines.size();
        if (lines[at].id != id) continue;
        found_last_ = at;
        return at;
    }
    return std::nullopt;
}

std::optional<std::size_t> Levels::find_group(const TaxKey& key) const {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) { return group.key == key; });
    if (found == groups.end()) return std::nullopt;
    return static_cast<std::size_t>(found - groups.begin());
}

std::vector<Wide> Levels::bases() const {
    std::vector<Wide> bases(groups.size(), 0);
    for (const Line& line : lines) bases[line.group] += line.level;
    for (std::size_t g = 0; g < groups.size(); ++g)
        if (!groups[g].can_be_credited()) bases[g] = groups[g].base;
    return bases;
}

Wide Levels::standing_tax(std::size_t at, Wide base) const {
    const Group& group = groups[at];
    if (!group.can_be_credited()) return group.tax;
    if (base > group.anchor_base) {
        Wide hundred_per_cent = 100;
        for (int place = 0; place < group.key.rate_digits; ++place) hundred_per_cent *= 10;
        return group.anchor_tax + multiply_divide(base - group.anchor_base, group.key.rate, hundred_per_cent);
    }
    if (group.anchor_base <= 0) return group.anchor_tax;
    return multiply_divide(group.anchor_tax, base, group.anchor_base);
}

Wide Levels::stranded_tax(std::size_t at) const {
    const Group& group = groups[at];
    return group.can_be_credited() && group.anchor_base == 0 ? group.anchor_tax : 0;
}

Wide Levels::stranded_tax() const {
    Wide all = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) all += stranded_tax(g);
    return all;
}

Wide Levels::line_gross(std::size_t line, Wide level) const {
    const std::size_t group = lines[line].group;
    return level + standing_tax(group, level) - stranded_tax(group);
}

Totals Levels::standing() const {
    Totals totals{0, 0, rounding};
    const std::vector<Wide> standing = bases();
    for (std::size_t g = 0; g < groups.size(); ++g) {
        totals.net += standing[g];
        totals.tax += standing_tax(g, standing[g]);
    }
    totals.gross += totals.net + totals.tax;
    return totals;
}

bool Levels::can_all_move() const {
    return std::all_of(groups.begin(), groups.end(), [](const Group& group) { return group.can_be_credited(); });
}

Wide Levels::gross_creditable() const {
    if (can_all_move()) return gross_billed();
    Wide gross = std::max(Wide{0}, rounding_billed_);
    for (const Group& group : groups)
        if (group.can_be_credited()) gross += group.base + group.tax;
    return gross;
}

bool Levels::is_exhausted() const {
    return std::none_of(lines.begin(), lines.end(),
                        [&](const Line& line) { return groups[line.group].can_be_credited() && line.level != 0; });
}

}  // namespace makegood::verify
