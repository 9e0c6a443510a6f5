#include "adapters/verify/elsewhere.hpp"

#include <algorithm>
#include <vector>

namespace makegood::verify {

namespace {

/// A credit given elsewhere against what stood before it.
class ElsewhereJudge {
  public:
    ElsewhereJudge(const Value& payload, Levels& levels, Findings& findings)
        : payload_(payload),
          levels_(levels),
          findings_(findings),
          totals_(read_totals(payload["credit"]["totals"])),
          bases_before_(levels.bases()) {}

    void judge() {
        if (totals_.gross != totals_.net + totals_.tax || totals_.net < 0 || totals_.tax < 0)
            findings_.add("gross-off", "a credit elsewhere of gross " + levels_.text(totals_.gross),
                          levels_.text(totals_.net + totals_.tax) + ", net and tax together, none below zero");
        take_lines();
        take_anchors();
        if (is_divided())
            judge_division();
        else
            judge_sums();
        const Wide over = totals_.gross - sum(nets_) - sum(taxes_);
        if (const Wide stated = payload_["over_credited"].amount(); stated != over)
            findings_.add("over-credit-off", "the credit says " + levels_.text(stated) + " over-credited",
                          levels_.text(over) + ", what is more than stood");
    }

  private:
    static Wide sum(const std::vector<Wide>& amounts) {
        Wide all = 0;
        for (Wide amount : amounts) all += amount;
        return all;
    }

    /// Whether the document divides itself by what the invoice has.
    [[nodiscard]] bool is_divided() const {
        bool has_rows = false;
        bool are_known = true;
        payload_["credit"]["tax"].each([&](const Value& row) {
            const auto group = levels_.find_group(read_tax_key(row));
            has_rows = true;
            are_known = are_known && group && levels_.groups[*group].can_be_credited();
        });
        return has_rows && are_known;
    }

    void take_lines() {
        std::size_t at = 0;
        payload_["standing_lines"].each([&](const Value& level) {
            if (at < levels_.lines.size()) take_line(levels_.lines[at], level.amount());
            ++at;
        });
        if (at != levels_.lines.size())
            findings_.add("elsewhere-off", std::to_string(at) + " lines stand after the credit",
                          std::to_string(levels_.lines.size()) + ", the lines of the invoice");
    }

    void take_line(Levels::Line& line, Wide after) {
        const bool is_fixed = !levels_.groups[line.group].can_be_credited();
        if (is_fixed ? after != line.level : after < 0 || after > line.level)
            findings_.add("elsewhere-off",
                          "line " + quoted(line.id) + " stands at " + levels_.text(after) + " after the credit",
                          (is_fixed ? "" : "from zero to ") + levels_.text(line.level) + ", where it stood");
        line.level = after;
    }

    void take_anchors() {
        nets_.assign(levels_.groups.size(), 0);
        taxes_.assign(levels_.groups.size(), 0);
        const std::vector<Wide> bases = levels_.bases();
        std::size_t g = 0;
        payload_["anchors"].each([&](const Value& anchor) {
            if (g < levels_.groups.size()) take_anchor(g, bases[g], anchor["base"].amount(), anchor["tax"].amount());
            ++g;
        });
        if (g != levels_.groups.size())
            findings_.add("elsewhere-off", std::to_string(g) + " tax rates stand after the credit",
                          std::to_string(levels_.groups.size()) + ", the tax rates of the invoice");
    }

    void take_anchor(std::size_t g, Wide base, Wide anchor_base, Wide anchor_tax) {
        Levels::Group& group = levels_.groups[g];
        const bool is_moved = group.anchor_base != anchor_base || group.anchor_tax != anchor_tax;
        if (is_moved && (anchor_base != base || !group.can_be_credited()))
            findings_.add("elsewhere-off",
                          "the tax of " + in_words(group.key) + " is counted from " + levels_.text(anchor_base),
                          levels_.text(base) + ", what its lines stand at");
        group.anchor_base = anchor_base;
        group.anchor_tax = anchor_tax;
        const Wide tax = levels_.standing_tax(g, std::max(Wide{0}, base));
        nets_[g] = bases_before_[g] - base;
        taxes_[g] = group.tax_left - tax;
        taxes_before_.push_back(group.can_be_credited() ? group.tax_left : 0);
        if (group.can_be_credited() && (taxes_[g] < 0 || tax < 0))
            findings_.add("elsewhere-off", "tax of " + levels_.text(tax) + " stands for " + in_words(group.key),
                          "from zero to " + levels_.text(group.tax_left) + ", what stood");
        group.tax_left = tax;
    }

    /// The document says how it divides: each (category, rate) falls by its row, and not below zero.
    void judge_division() {
        std::vector<Wide> net_due(levels_.groups.size(), 0);
        std::vector<Wide> tax_due(levels_.groups.size(), 0);
        payload_["credit"]["tax"].each([&](const Value& row) {
            const auto g = levels_.find_group(read_tax_key(row));
            if (!g || !levels_.groups[*g].can_be_credited()) return;
            net_due[*g] = std::min(row["base"].amount(), bases_before_[*g]);
            tax_due[*g] = std::min(row["amount"].amount(), taxes_before_[*g]);
        });
        for (std::size_t g = 0; g < levels_.groups.size(); ++g)
            judge_fall(" of " + in_words(levels_.groups[g].key), nets_[g], net_due[g], taxes_[g], tax_due[g]);
    }

    /// It does not: all of them together fall by its totals, and not below zero.
    void judge_sums() {
        Wide net_before = 0;
        for (std::size_t g = 0; g < levels_.groups.size(); ++g)
            if (levels_.groups[g].can_be_credited()) net_before += bases_before_[g];
        judge_fall("", sum(nets_), std::min(totals_.net, net_before), sum(taxes_),
                   std::min(totals_.tax, sum(taxes_before_)));
    }

    void judge_fall(const std::string& of, Wide net, Wide net_due, Wide tax, Wide tax_due) {
        if (net == net_due && tax == tax_due) return;
        findings_.add(
            "elsewhere-off",
            "the credit takes net " + levels_.text(net) + " and tax " + levels_.text(tax) + " off what stood" + of,
            "net " + levels_.text(net_due) + " and tax " + levels_.text(tax_due) +
                ", what its document says and what stood");
    }

    Value payload_;
    Levels& levels_;
    Findings& findings_;
    Totals totals_;
    std::vector<Wide> bases_before_;
    std::vector<Wide> taxes_before_{};
    std::vector<Wide> nets_{};   ///< by group, what they fell by
    std::vector<Wide> taxes_{};  ///< by group, what they fell by
};

}  // namespace

void judge_credit_elsewhere(const Value& payload, Levels& levels, Findings& findings) {
    ElsewhereJudge(payload, levels, findings).judge();
}

}  // namespace makegood::verify
