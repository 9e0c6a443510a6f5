#include "adapters/verify/document.hpp"

#include <algorithm>
#include <vector>

namespace makegood::verify {

namespace {

/// One adjustment against what stood before it.
class AdjustmentJudge {
  public:
    AdjustmentJudge(const Value& document, Invoice& invoice, Claim* claim, Findings& findings)
        : document_(document),
          invoice_(invoice),
          levels_(invoice.levels),
          claim_(claim),
          findings_(findings),
          is_credit_(document["type"].text() == "credit-note"),
          totals_(read_totals(document["totals"])),
          rounding_(document["rounding"].amount()),
          moved_(levels_.groups.size(), 0) {}

    Moves judge() {
        judge_references();
        const Wide gross_before = levels_.standing().gross;
        judge_lines();
        judge_tax();
        judge_rounding(gross_before);
        judge_totals();
        judge_settlement();
        count();
        return due();
    }

  private:
    [[nodiscard]] std::string text(Wide minor) const { return levels_.text(minor); }
    [[nodiscard]] Wide down(Wide amount) const { return is_credit_ ? amount : -amount; }

    void refer(std::string_view field, std::string_view must) {
        if (document_[field].text() != must)
            findings_.add("document-differs",
                          "the document's " + std::string(field) + " is " + quoted(document_[field].text()),
                          quoted(must));
    }

    void judge_references() {
        refer("invoice", invoice_.number);
        refer("invoice_issued_on", invoice_.issued_on);
        refer("guarantee", invoice_.guarantee);
        if (claim_ == nullptr) return;
        if (document_["stated_at"].unix_ms() != claim_->stated_at_ms)
            findings_.add("document-differs",
                          "the document honours a statement of " + std::string(document_["stated_at"].text()),
                          "the claim's latest statement");
        const bool may_supplement = claim_->state == State::approved || claim_->state == State::adjusted;
        if (is_credit_ ? claim_->state != State::approved : !may_supplement)
            findings_.add("claim-move", "a document for a claim that is not approved", "an approved claim");
        // When the invoice moved since, the customer confirmed what it comes to now, and not what was offered first.
        const bool is_as_offered = claim_->offered == totals_ || claim_->offered_at_move != invoice_.moves;
        if (!is_credit_ && (claim_->offer != Offer::confirmed || !is_as_offered))
            findings_.add("supplement-unconfirmed",
                          "a supplement of " + text(totals_.gross) + " with tax " + text(totals_.tax),
                          "exactly what the customer confirmed (law 5)");
    }

    void judge_lines() {
        std::vector<std::size_t> seen;
        document_["lines"].each([&](const Value& line) {
            const auto at = levels_.find_line(line["line"].text());
            if (!at) {
                findings_.add("line-unknown", "the document moves line " + quoted(line["line"].text()),
                              "a line of the invoice");
                return;
            }
            if (!seen.empty() && seen.back() >= *at && std::find(seen.begin(), seen.end(), *at) != seen.end())
                findings_.add("line-twice", "line " + quoted(levels_.lines[*at].id) + " twice in one document", "once");
            seen.push_back(*at);
            move_line(*at, line["before"].amount(), line["after"].amount());
        });
        moves_lines_ = !seen.empty();
    }

    void move_line(std::size_t at, Wide before, Wide after) {
        Levels::Line& line = levels_.lines[at];
        const std::string name = "line " + quoted(line.id);
        if (!levels_.groups[line.group].can_be_credited())
            findings_.add("line-fixed", name + " moves", "no move: the total of its tax rate is not positive");
        if (claim_ != nullptr && !claim_->may_move_line(at))
            findings_.add("line-not-stated", name + " moves, of which the customer stated no worth",
                          "only the worths of the customer's statements move (law 1)");
        if (before != line.level) {
            findings_.add("line-before-differs", name + " moves from " + text(before),
                          text(line.level) + ", what stood after the documents before");
            restate(line, before);
        }
        if (after < 0) findings_.add("line-negative", name + " moves to " + text(after), "zero or more");
        if (down(before - after) <= 0)
            findings_.add("line-direction", name + " moves from " + text(before) + " to " + text(after),
                          is_credit_ ? "a move down on a credit note" : "a move up on a supplementary invoice");
        moved_[line.group] += down(before - after);
        line.level = after;
    }

    /// Takes the document's word for where a line stood, so that one mistake is found once.
    void restate(Levels::Line& line, Wide before) {
        Levels::Group& group = levels_.groups[line.group];
        group.tax_left -= levels_.standing_tax(line.group, levels_.bases()[line.group]);
        line.level = before;
        group.tax_left += levels_.standing_tax(line.group, levels_.bases()[line.group]);
    }

    void judge_tax() {
        std::vector<Wide> stated(levels_.groups.size(), 0);
        std::vector<Wide> bases(levels_.groups.size(), 0);
        document_["tax"].each([&](const Value& row) {
            const TaxKey key = read_tax_key(row);
            const auto group = levels_.find_group(key);
            if (!group) {
                findings_.add("tax-unknown", "the document has tax of " + in_words(key), "a tax rate of the invoice");
                return;
            }
            bases[*group] += row["base"].amount();
            stated[*group] += row["amount"].amount();
        });
        take_off_stranded_tax(stranded_tax_due());
        const std::vector<Wide> standing = levels_.bases();
        for (std::size_t g = 0; g < stated.size(); ++g) {
            const std::string of = " of " + in_words(levels_.groups[g].key);
            if (bases[g] != moved_[g])
                findings_.add("base-off", "the base" + of + " is " + text(bases[g]),
                              text(moved_[g]) + ", what its lines move by");
            judge_tax_left(g, standing[g], stated[g], of);
            net_ += bases[g];
            tax_ += stated[g];
        }
        if (!moves_lines_ && tax_ == 0)
            findings_.add("line-unknown", "the document moves no line and no tax", "one of them or more");
    }

    /// Whether the customer stated nothing for each line that was billed or stands.
    [[nodiscard]] bool is_each_line_nothing() const {
        for (std::size_t at = 0; at < levels_.lines.size(); ++at) {
            const Levels::Line& line = levels_.lines[at];
            if (!levels_.groups[line.group].can_be_credited() || (line.billed <= 0 && line.level <= 0)) continue;
            if (std::none_of(claim_->worths.begin(), claim_->worths.end(),
                             [&](const StatedWorth& worth) { return worth.line == at && worth.amount == 0; }))
                return false;
        }
        return true;
    }

    /// Tax that a credit elsewhere left without a base: a worth of nothing takes all of it, and a gross worth of the
    /// whole takes what stands above it now that the lines have moved.
    [[nodiscard]] Wide stranded_tax_due() const {
        const Wide all = levels_.stranded_tax();
        if (!is_credit_ || all == 0 || claim_ == nullptr || claim_->worths.empty()) return 0;
        const StatedWorth& worth = claim_->worths.front();
        if (worth.line) return is_each_line_nothing() ? all : 0;
        if (!worth.is_gross) return worth.amount == 0 ? all : 0;
        Wide unmovable = 0;
        for (const Levels::Group& group : levels_.groups)
            if (!group.can_be_credited()) unmovable += group.base + group.tax;
        if (worth.amount <= unmovable) return all;
        return std::clamp(levels_.standing().gross - worth.amount, Wide{0}, all);
    }

    /// Each (category, rate) keeps its share of what is left.
    void take_off_stranded_tax(Wide due) {
        if (due == 0) return;
        std::vector<Wide> stranded;
        for (std::size_t g = 0; g < levels_.groups.size(); ++g) stranded.push_back(levels_.stranded_tax(g));
        const std::vector<Wide> left = largest_remainder(levels_.stranded_tax() - due, stranded);
        for (std::size_t g = 0; g < left.size(); ++g) levels_.groups[g].anchor_tax -= stranded[g] - left[g];
        claim_->returned += due;
    }

    /// Law 7 for one (category, rate).
    void judge_tax_left(std::size_t g, Wide base, Wide stated, const std::string& of) {
        Levels::Group& group = levels_.groups[g];
        const Wide standing = levels_.standing_tax(g, std::max(Wide{0}, base));
        const Wide due = down(group.tax_left - standing);
        if (stated != due)
            findings_.add("tax-off", "the tax" + of + " is " + text(stated),
                          text(due) + ", so that billed " + text(group.tax) + " is the " + text(standing) +
                              " that stand and the adjustments together");
        group.tax_left = standing;
    }

    /// The note that leaves no line, nor tax without one, returns the invoice's rounding, unless that would turn the
    /// note around. One that would leave less than nothing takes so much of a rounding in the customer's favour along
    /// that nothing is left.
    [[nodiscard]] Wide rounding_due(Wide before) const {
        const Wide left = levels_.standing().gross;
        const Wide floor = std::min(Wide{0}, before);
        if (!is_credit_) return 0;
        if (levels_.can_all_move() && left < floor) return std::max(left - floor, std::min(Wide{0}, levels_.rounding));
        const bool turns_around = before - left + levels_.rounding < 0;
        const bool is_last = levels_.is_exhausted() && levels_.stranded_tax() == 0;
        return is_last && !turns_around ? levels_.rounding : 0;
    }

    void judge_rounding(Wide gross_before) {
        const Wide due = rounding_due(gross_before);
        if (rounding_ != due)
            findings_.add("rounding-off", "the document returns a rounding amount of " + text(rounding_),
                          text(due) + ": the note that leaves nothing, and no other, returns the invoice's own");
        levels_.rounding -= due;
        if (claim_ != nullptr) claim_->returned += due;
    }

    void judge_totals() {
        const auto judge_sum = [&](std::string_view code, std::string_view name, Wide stated, Wide due) {
            if (stated != due)
                findings_.add(code, "the document's " + std::string(name) + " is " + text(stated),
                              text(due) + ", the sum of what it is made of");
        };
        judge_sum("net-off", "net", totals_.net, net_);
        judge_sum("tax-sum-off", "tax", totals_.tax, tax_);
        judge_sum("gross-off", "gross", totals_.gross, totals_.net + totals_.tax + rounding_);
    }

    void judge_settlement() {
        const Wide open = std::max(Wide{0}, invoice_.open());
        const Wide refundable = std::max(Wide{0}, invoice_.paid - invoice_.refunded - invoice_.kept);
        Wide all = 0;
        document_["settlement"].each([&](const Value& part) {
            const std::string_view kind = part["kind"].text();
            const Wide amount = part["amount"].amount();
            if (amount <= 0)
                findings_.add("settlement-off", "a part of " + text(amount) + " as " + quoted(kind), "more than zero");
            all += amount;
            if (kind == "offset") offset_ += amount;
            if (kind == "refund") refund_ += amount;
            if (kind == "balance") kept_ += amount;
            if (kind == "out-of-band") out_of_band_ += amount;
        });
        const Wide due = is_credit_ ? totals_.gross : 0;
        if (all != due || all != offset_ + refund_ + kept_ + out_of_band_)
            findings_.add("settlement-off", "the parts of the settlement sum to " + text(all),
                          text(due) + (is_credit_ ? ", the gross of the note" : ": a supplement settles nothing"));
        else if (is_credit_ && offset_ != std::min(due, open))
            findings_.add("offset-off", "the settlement offsets " + text(offset_),
                          text(std::min(due, open)) + ", what is open on the invoice comes first");
        if (refund_ > refundable)
            findings_.add("refund-off", "the settlement refunds " + text(refund_),
                          "at most " + text(refundable) + ", what was paid and is still here");
    }

    void count() {
        invoice_.refunded += refund_;
        invoice_.kept += kept_;
        invoice_.out_of_band += out_of_band_;
        (is_credit_ ? invoice_.credited : invoice_.supplemented) += totals_.gross;
        invoice_.payable -= down(totals_.gross);
        ++invoice_.moves;
        if (claim_ != nullptr) ++claim_->documents;
        const Wide most = levels_.gross_creditable() + invoice_.supplemented;
        if (is_credit_ && invoice_.credited > most)
            findings_.add("credited-beyond-billed", "in all " + text(invoice_.credited) + " are credited",
                          "at most " + text(most) + ", what was billed and can be credited");
    }

    [[nodiscard]] Moves due() const {
        Moves due;
        due[Account::allowances] = down(totals_.net);
        due[Account::output_tax] = down(totals_.tax);
        due[Account::rounding] = down(rounding_);
        due[Account::bank] = -out_of_band_;
        return due;
    }

    Value document_;
    Invoice& invoice_;
    Levels& levels_;
    Claim* claim_;
    Findings& findings_;
    bool is_credit_;
    bool moves_lines_ = false;
    Totals totals_;
    Wide rounding_;
    std::vector<Wide> moved_;  ///< by group
    Wide net_ = 0;
    Wide tax_ = 0;
    Wide offset_ = 0;
    Wide refund_ = 0;
    Wide kept_ = 0;
    Wide out_of_band_ = 0;
};

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

Moves judge_adjustment(const Value& adjustment, Invoice& invoice, Claim* claim, Findings& findings) {
    return AdjustmentJudge(adjustment, invoice, claim, findings).judge();
}

void judge_credit_elsewhere(const Value& payload, Levels& levels, Findings& findings) {
    ElsewhereJudge(payload, levels, findings).judge();
}

}  // namespace makegood::verify
