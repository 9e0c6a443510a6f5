#include "adapters/verify/reversal.hpp"

#include <algorithm>

#include "adapters/verify/document.hpp"

namespace makegood::verify {

namespace {

class ReversalJudge {
  public:
    ReversalJudge(const Value& payload, Invoice& invoice, Findings& findings)
        : payload_(payload),
          document_(payload["reversal"]),
          invoice_(invoice),
          levels_(invoice.levels),
          findings_(findings),
          image_(read_image(document_, invoice.levels)) {
        image_.is_reversal = true;
    }

    Moves judge(bool is_after_correction, const Happening& happening) {
        judge_references(document_, invoice_, findings_);
        DocumentImage* original = find_original();
        const Wide open_before = invoice_.open();
        judge_claim();
        if (is_after_correction) judge_latest_word();
        judge_lines();
        judge_tax();
        judge_rounding();
        judge_standing_lines();
        if (original != nullptr) judge_mirror(*original);
        if (original != nullptr && !original->is_credit) judge_revocation(*original, open_before, is_after_correction);
        count();
        if (original != nullptr) take_back(*original, is_after_correction, happening);
        const Moves due = moves_asked_by(image_, 0);
        invoice_.documents.push_back(std::move(image_));
        return due;
    }

  private:
    [[nodiscard]] std::string text(Wide minor) const { return levels_.text(minor); }

    DocumentImage* find_original() {
        const std::string_view number = document_["reverses"].text();
        DocumentImage* original = invoice_.find_document(number);
        if (original == nullptr || original->is_reversal) {
            findings_.add("reversal-unknown", "a reversal of " + quoted(number),
                          "a document of this invoice that is no reversal itself");
            return nullptr;
        }
        if (original->is_reversed)
            findings_.add("reversed-twice", quoted(number) + " is taken back a second time", "once (law 10)");
        return original;
    }

    void judge_claim() {
        const Claim* claim = invoice_.find(image_.claim);
        const bool was_adjusted =
            claim != nullptr && (claim->state == State::adjusted || claim->state == State::settled);
        if (!was_adjusted)
            findings_.add("claim-move", "a document is taken back of a claim that is not adjusted",
                          "an adjusted claim");
    }

    /// Law 10: what stands stays at the customer's latest word, which is that of a later claim once it was honoured.
    void judge_latest_word() {
        const Claim* claim = invoice_.find(image_.claim);
        if (claim == nullptr) return;
        const bool is_overtaken =
            std::any_of(invoice_.claims.begin() + (claim - invoice_.claims.data()) + 1, invoice_.claims.end(),
                        [](const Claim& later) { return later.is_honoured(); });
        if (is_overtaken)
            findings_.add("correction-overtaken", "a statement is corrected after a later claim was honoured",
                          "a correction of the customer's latest word");
    }

    void judge_lines() {
        document_["lines"].each([&](const Value& line) {
            const auto at = levels_.find_line(line["line"].text());
            if (!at) {
                findings_.add("line-unknown", "the reversal moves line " + quoted(line["line"].text()),
                              "a line of the invoice");
                return;
            }
            move_line(*at, line["before"].amount(), line["after"].amount());
        });
    }

    void move_line(std::size_t at, Wide before, Wide after) {
        Levels::Line& line = levels_.lines[at];
        const std::string name = "line " + quoted(line.id);
        if (before != line.level)
            findings_.add("line-before-differs", name + " moves from " + text(before),
                          text(line.level) + ", what stood after the documents before");
        if (after < 0) findings_.add("line-negative", name + " moves to " + text(after), "zero or more");
        if (after > invoice_.most(at))
            findings_.add("line-beyond-billed", name + " moves to " + text(after),
                          "at most " + text(invoice_.most(at)) + ", what was billed, and added by supplements");
        line.level = after;
    }

    /// The tax that stands is what stood and what is mirrored. From where it is counted moves only where that takes it,
    /// and then to exactly where it stands.
    void judge_tax() {
        std::vector<Wide> mirrored(levels_.groups.size(), 0);
        for (const DocumentImage::Tax& row : image_.tax) mirrored[row.group] += image_.down(row.amount);
        const std::vector<Wide> bases = levels_.bases();
        std::size_t g = 0;
        payload_["anchors"].each([&](const Value& anchor) {
            if (g < levels_.groups.size())
                take_anchor(g, bases[g], mirrored[g], anchor["base"].amount(), anchor["tax"].amount());
            ++g;
        });
        if (g != levels_.groups.size())
            findings_.add("standing-differs", std::to_string(g) + " tax rates stand after the reversal",
                          std::to_string(levels_.groups.size()) + ", the tax rates of the invoice");
    }

    void take_anchor(std::size_t g, Wide base, Wide mirrored, Wide anchor_base, Wide anchor_tax) {
        Levels::Group& group = levels_.groups[g];
        const bool is_moved = group.anchor_base != anchor_base || group.anchor_tax != anchor_tax;
        group.tax_left -= mirrored;
        const bool may_stay = levels_.standing_tax(g, std::max(Wide{0}, base)) == group.tax_left;
        group.anchor_base = anchor_base;
        group.anchor_tax = anchor_tax;
        const Wide stands = levels_.standing_tax(g, std::max(Wide{0}, base));
        const bool is_anchored = !is_moved || (group.can_be_credited() && anchor_base == base && !may_stay);
        if (stands != group.tax_left || !is_anchored)
            findings_.add("standing-differs",
                          "after the reversal, tax of " + text(stands) + " stands for " + in_words(group.key) +
                              ", counted from " + text(anchor_base),
                          text(group.tax_left) + ", what stood and what is taken back, counted from where it was or " +
                              "from " + text(base));
        group.tax_left = stands;
    }

    void judge_rounding() {
        levels_.rounding -= image_.down(image_.rounding);
        if (const Wide stated = payload_["standing_rounding"].amount(); stated != levels_.rounding) {
            findings_.add("standing-differs", "a rounding amount of " + text(stated) + " stands after the reversal",
                          text(levels_.rounding) + ", what stood and what is taken back");
            levels_.rounding = stated;
        }
    }

    void judge_standing_lines() {
        std::size_t at = 0;
        payload_["standing_lines"].each([&](const Value& level) {
            if (at < levels_.lines.size()) judge_standing_line(levels_.lines[at], level.amount());
            ++at;
        });
        if (at != levels_.lines.size())
            findings_.add("standing-differs", std::to_string(at) + " lines stand after the reversal",
                          std::to_string(levels_.lines.size()) + ", the lines of the invoice");
    }

    void judge_standing_line(const Levels::Line& line, Wide stated) {
        if (stated != line.level)
            findings_.add("standing-differs",
                          "line " + quoted(line.id) + " stands at " + text(stated) + " after the reversal",
                          text(line.level) + ", what stood and what is taken back");
    }

    void judge_mirror(const DocumentImage& original) {
        if (image_.is_credit == original.is_credit)
            findings_.add("reversal-differs", "the reversal has the type of " + quoted(original.number), "the other");
        else if (const std::string what = difference(original, image_, levels_); !what.empty())
            findings_.add("reversal-differs", what + " is not that of " + quoted(original.number) + ", turned around",
                          "the document taken back exactly, to the cent (law 10)");
        bool is_settled = false;
        document_["settlement"].each([&](const Value&) { is_settled = true; });
        if (is_settled)
            findings_.add("settlement-off", "a reversal has a settlement", "none: it gives nothing to the customer");
        if (document_.find("replaces").is_there())
            findings_.add("reversal-differs", "a reversal replaces a document", "the one or the other");
    }

    /// Law 5: by the customer, for itself, and only while it is not paid.
    void judge_revocation(const DocumentImage& supplement, Wide open_before, bool is_after_correction) {
        if (open_before < supplement.totals.gross)
            findings_.add("supplement-paid",
                          "a supplement of " + text(supplement.totals.gross) + " is revoked while " +
                              text(open_before) + " is open",
                          "revocable only while it is not paid (law 5)");
        if (is_after_correction)
            findings_.add("revocation-not-alone", "a correction takes a supplement back", "a revocation by itself");
    }

    void count() {
        invoice_.payable -= image_.down(image_.totals.gross);
        (image_.is_credit ? invoice_.supplemented : invoice_.credited) -= image_.totals.gross;
        if (image_.is_credit)
            for (const DocumentImage::Line& line : image_.lines) invoice_.raised.emplace_back(line.line, -line.fall);
        ++invoice_.moves;
    }

    void take_back(DocumentImage& original, bool is_after_correction, const Happening& happening) {
        original.is_reversed = true;
        if (Claim* claim = invoice_.find(original.claim)) claim->returned -= original.returned;
        if (!original.is_credit) return;
        Sequel sequel{Sequel::Kind::replacement, happening.sequence, happening.at_ms, original.number, original.claim};
        sequel.is_after_correction = is_after_correction;
        invoice_.sequel = std::make_unique<Sequel>(std::move(sequel));
    }

    Value payload_;
    Value document_;
    Invoice& invoice_;
    Levels& levels_;
    Findings& findings_;
    DocumentImage image_;
};

}  // namespace

Moves judge_reversal(const Value& payload, Invoice& invoice, bool is_after_correction, const Happening& happening,
                     Findings& findings) {
    return ReversalJudge(payload, invoice, findings).judge(is_after_correction, happening);
}

}  // namespace makegood::verify
