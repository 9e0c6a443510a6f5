#include "adapters/verify/document.hpp"

#include <algorithm>
#include <vector>

namespace makegood::verify {

namespace {

/// One adjustment against what stood before it.
class AdjustmentJudge {
  public:
    AdjustmentJudge(const Value& payload, Invoice& invoice, Claim* claim, const Sequel* replacement, Findings& findings)
        : document_(payload["adjustment"]),
          anchors_(payload.find("anchors")),
          invoice_(invoice),
          levels_(invoice.levels),
          claim_(claim),
          findings_(findings),
          image_(read_image(document_, invoice.levels)),
          is_credit_(image_.is_credit),
          totals_(image_.totals),
          rounding_(image_.rounding),
          moved_(levels_.groups.size(), 0),
          is_corrected_(replacement != nullptr && replacement->is_after_correction) {
        judge_place(replacement);
    }

    Moves judge(const Happening& happening) {
        judge_references(document_, invoice_, findings_);
        judge_claim();
        if (original_) judge_repetition();
        const Totals before = levels_.standing();
        const Wide returned_before = claim_ != nullptr ? claim_->returned : 0;
        judge_lines();
        judge_tax();
        judge_rounding(before.gross);
        judge_totals();
        if (!original_) judge_tax_point();
        if (!original_) judge_accounting_tax(before.tax);
        judge_settlement();
        count();
        ask_for_refund(happening);
        const Moves due = moves_asked_by(image_, out_of_band_);
        if (claim_ != nullptr && original_) claim_->returned = returned_before + original_->returned;
        if (claim_ != nullptr) image_.returned = claim_->returned - returned_before;
        invoice_.documents.push_back(std::move(image_));
        return due;
    }

  private:
    [[nodiscard]] std::string text(Wide minor) const { return levels_.text(minor); }
    [[nodiscard]] Wide down(Wide amount) const { return image_.down(amount); }

    /// Whether it is a document by itself, or in another one's place.
    void judge_place(const Sequel* replacement) {
        if (const Value reverses = document_.find("reverses"); reverses.is_there())
            findings_.add("reversal-unknown", "a document that is issued takes " + quoted(reverses.text()) + " back",
                          "an event of its own for a reversal");
        const Value replaces = document_.find("replaces");
        if (!replaces.is_there()) return;
        original_ = is_corrected_ ? nullptr : invoice_.find_document(replaces.text());
        is_replacement_ = true;
        if (replacement == nullptr)
            findings_.add("replacement-alone", "a document replaces " + quoted(replaces.text()),
                          "a replacement right after the reversal of that document");
    }

    void judge_repetition() {
        const std::string what =
            original_->is_credit != is_credit_ ? "the type" : difference(image_, *original_, levels_);
        if (!what.empty())
            findings_.add("replacement-differs", what + " is not that of " + quoted(original_->number),
                          "the document that was taken back, once more, to the cent");
    }

    void judge_claim() {
        if (claim_ == nullptr) return;
        if (!original_ && document_["stated_at"].unix_ms() != claim_->stated_at_ms)
            findings_.add("document-differs",
                          "the document honours a statement of " + std::string(document_["stated_at"].text()),
                          "the claim's latest statement");
        const bool was_adjusted = claim_->state == State::adjusted || claim_->state == State::settled;
        const bool may_issue = is_replacement_ ? was_adjusted
                               : is_credit_    ? claim_->state == State::approved
                                               : claim_->state == State::approved || was_adjusted;
        if (!may_issue)
            findings_.add("claim-move",
                          is_replacement_ ? "a replacement for a claim that is not adjusted"
                                          : "a document for a claim that is not approved",
                          is_replacement_ ? "an adjusted claim" : "an approved claim");
        if (!is_credit_) judge_confirmation();
    }

    void judge_confirmation() {
        // When the invoice moved since, the customer confirmed what it comes to now, and not what was offered first.
        const bool is_as_offered = claim_->offered == totals_ || claim_->offered_at_move != invoice_.moves;
        if (claim_->offer != Offer::confirmed || !is_as_offered)
            findings_.add("supplement-unconfirmed",
                          "a supplement of " + text(totals_.gross) + " with tax " + text(totals_.tax),
                          "exactly what the customer confirmed (law 5)");
        claim_->offer = Offer::taken;  // it is for one supplement
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
        if (claim_ != nullptr && !original_ && !claim_->may_move_line(at))
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
        if (!is_credit_) invoice_.raised.emplace_back(at, after - before);
        if (is_corrected_ && claim_ != nullptr) claim_->lowered.push_back(static_cast<std::uint32_t>(at));
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
        if (!original_) take_off_stranded_tax(stranded_tax_due());
        take_anchors();
        const std::vector<Wide> standing = levels_.bases();
        for (std::size_t g = 0; g < stated.size(); ++g) {
            const std::string of = " of " + in_words(levels_.groups[g].key);
            if (bases[g] != moved_[g])
                findings_.add("base-off", "the base" + of + " is " + text(bases[g]),
                              text(moved_[g]) + ", what its lines move by");
            if (original_)
                take_mirrored_tax(g, standing[g], stated[g], of);
            else
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

    /// A replacement whose reversal moved what tax is counted from says what it is counted from again.
    void take_anchors() {
        if (!anchors_.is_there()) return;
        if (!original_)
            findings_.add("standing-differs", "a document says from where tax is counted",
                          "a replacement, and no other");
        std::size_t g = 0;
        anchors_.each([&](const Value& anchor) {
            if (g < levels_.groups.size()) {
                levels_.groups[g].anchor_base = anchor["base"].amount();
                levels_.groups[g].anchor_tax = anchor["tax"].amount();
            }
            ++g;
        });
        if (g != levels_.groups.size())
            findings_.add("standing-differs", std::to_string(g) + " tax rates stand after the replacement",
                          std::to_string(levels_.groups.size()) + ", the tax rates of the invoice");
    }

    /// A replacement's tax is its original's, and so is what stands after it.
    void take_mirrored_tax(std::size_t g, Wide base, Wide stated, const std::string& of) {
        Levels::Group& group = levels_.groups[g];
        const Wide due = group.tax_left - down(stated);
        const Wide stands = levels_.standing_tax(g, std::max(Wide{0}, base));
        if (stands != due)
            findings_.add("standing-differs", "after the replacement, tax of " + text(stands) + " stands" + of,
                          text(due) + ", what stood before it less what it says");
        group.tax_left = stands;
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
        const Wide due = original_ ? original_->rounding : rounding_due(gross_before);
        if (rounding_ != due && !original_)
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

    /// Where the company's tax periods go by the customer's word, it is the day of the statement.
    void judge_tax_point() {
        const Value day = document_.find("tax_point");
        if (day.is_there() && !may_be_today(day.days(), image_.stated_at_ms))
            findings_.add("tax-point-off", "the document's tax period is that of " + image_.tax_point,
                          "the day of the statement, or none but the day of issue");
    }

    /// What stands of the invoice's tax in another currency is cumulative like the tax itself.
    void judge_accounting_tax(Wide tax_before) {
        const auto share = [&](Wide tax) {
            return invoice_.tax_billed > 0 ? multiply_divide(invoice_.accounting_tax, tax, invoice_.tax_billed) : 0;
        };
        const Wide due = share(tax_before) - share(tax_before - down(totals_.tax));
        const bool is_said = image_.accounting_currency == invoice_.accounting_currency;
        if (!is_said || image_.accounting_tax != (is_credit_ ? due : -due))
            findings_.add("accounting-tax-off",
                          "the document says its tax as " + to_text(image_.accounting_tax, 0) + " minor units of " +
                              quoted(image_.accounting_currency),
                          to_text(is_credit_ ? due : -due, 0) + " of " + quoted(invoice_.accounting_currency) +
                              ", its share of what the invoice says");
    }

    void judge_settlement() {
        const Wide open = std::max(Wide{0}, invoice_.open());
        const Wide refundable = invoice_.refundable();
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
        if (refund_ + out_of_band_ > refundable)
            findings_.add("refund-off", "the settlement gives " + text(refund_ + out_of_band_) + " back",
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

    /// It is owed from here on, and reserved: the refund is recorded at once.
    void ask_for_refund(const Happening& happening) {
        if (refund_ <= 0) return;
        invoice_.unrecorded += refund_;
        invoice_.sequel = std::make_unique<Sequel>(
            Sequel{Sequel::Kind::refund, happening.sequence, happening.at_ms, image_.number, image_.claim, refund_});
    }

    Value document_;
    Value anchors_;  ///< of the event, when it has some
    Invoice& invoice_;
    Levels& levels_;
    Claim* claim_;
    Findings& findings_;
    DocumentImage image_;
    bool is_credit_;
    Totals totals_;
    Wide rounding_;
    std::vector<Wide> moved_;  ///< by group
    bool is_corrected_;        ///< a replacement that comes to another worth than its original
    bool is_replacement_ = false;
    bool moves_lines_ = false;
    const DocumentImage* original_ = nullptr;  ///< that it repeats, to the cent
    Wide net_ = 0;
    Wide tax_ = 0;
    Wide offset_ = 0;
    Wide refund_ = 0;
    Wide kept_ = 0;
    Wide out_of_band_ = 0;
};

}  // namespace

void judge_references(const Value& document, const Invoice& invoice, Findings& findings) {
    const auto refer = [&](std::string_view field, std::string_view must) {
        if (document[field].text() != must)
            findings.add("document-differs",
                         "the document's " + std::string(field) + " is " + quoted(document[field].text()),
                         quoted(must));
    };
    refer("invoice", invoice.number);
    refer("invoice_issued_on", invoice.issued_on);
    refer("guarantee", invoice.guarantee);
}

Moves moves_asked_by(const DocumentImage& document, Wide out_of_band) {
    Moves due;
    due[Account::allowances] = document.down(document.totals.net);
    due[Account::output_tax] = document.down(document.totals.tax);
    due[Account::rounding] = document.down(document.rounding);
    due[Account::bank] = -out_of_band;
    return due;
}

Moves judge_adjustment(const Value& payload, Invoice& invoice, Claim* claim, const Sequel* replacement,
                       const Happening& happening, Findings& findings) {
    return AdjustmentJudge(payload, invoice, claim, replacement, findings).judge(happening);
}

}  // namespace makegood::verify
