#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/desk/invoice_stream.hpp"

namespace makegood::scenario {

__extension__ using Wide = __int128;

/// What the customer said that counts, as plain minor units: of the whole, or of lines by their index.
struct Stated {
    struct Amount {
        std::int64_t minor;
        Basis basis;
    };
    std::optional<Amount> whole;
    std::map<std::size_t, Amount> lines;

    [[nodiscard]] bool is_nothing() const { return !whole && lines.empty(); }
    /// A further statement: it leaves earlier worths of other lines alone.
    void add(const Stated& further);
};

/// One invoice, counted after DESIGN.md 4 in plain integers, minor units of its currency; it calls no arithmetic of the
/// engine. What it finds wrong it says in words; nothing found is an empty list.
class Count {
  public:
    explicit Count(const InvoiceDraft& draft);

    struct Group {
        TaxKey key;
        Wide billed_base = 0, billed_tax = 0;
        Wide anchor_base = 0, anchor_tax = 0;        ///< from where tax is cumulated
        Wide adjusted_base = 0, adjusted_tax = 0;    ///< Σ of our documents, down positive
        Wide elsewhere_base = 0, elsewhere_tax = 0;  ///< Σ that others' documents took off
        [[nodiscard]] bool can_be_credited() const { return billed_base > 0; }
    };
    struct Line {
        std::string id;
        std::size_t group;
        Wide billed = 0;
        Wide level = 0;
    };
    using Complaints = std::vector<std::string>;

    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
    [[nodiscard]] Wide gross() const;
    [[nodiscard]] Wide net() const;
    /// Gross of what no claim can move: a (category, rate) whose total is not positive.
    [[nodiscard]] Wide unmovable() const;
    [[nodiscard]] Wide open() const { return payable_ - paid_ + refunded_ + kept_; }
    [[nodiscard]] Wide refunded() const { return refunded_; }
    [[nodiscard]] Wide kept() const { return kept_; }

    /// The level that each line is to come to, offers included. Nothing where several rates share a gross worth of the
    /// whole: then only how near it came can be judged.
    [[nodiscard]] std::optional<std::vector<Wide>> aim(const Stated& stated) const;
    /// Whether `after` (this invoice, later) is where the worths belong: the credit done, and the offer too when it was
    /// confirmed.
    [[nodiscard]] Complaints judge(const Stated& stated, const Count& after, bool offer_confirmed) const;

    /// Follows one of our documents and says what of it breaks law 7, or settles other than by default.
    [[nodiscard]] Complaints take(const Adjustment& adjustment, std::optional<SettlementKind> wish);
    [[nodiscard]] Complaints take(const CreditedElsewhere& event);
    /// billed = standing + Σ adjustments + credits elsewhere, for net and tax per (category, rate) and for gross, with
    /// what the store says is standing and open.
    [[nodiscard]] Complaints compare(const InvoiceStream& stream) const;

  private:
    [[nodiscard]] Wide base_of(std::size_t group) const;
    [[nodiscard]] Wide tax_on(std::size_t group, Wide base) const;
    [[nodiscard]] Wide tax_of(std::size_t group) const;
    /// What a credit elsewhere left of the tax of a group whose base it took whole.
    [[nodiscard]] Wide stranded_tax(std::size_t group) const;
    [[nodiscard]] Wide gross_of(std::size_t group, Wide base) const;
    [[nodiscard]] std::vector<Wide> levels() const;
    [[nodiscard]] std::vector<Wide> levels_of_whole(Wide movable_net) const;
    [[nodiscard]] std::optional<std::vector<Wide>> aim_gross(Wide worth) const;
    [[nodiscard]] std::vector<Wide> aim_lines(const std::map<std::size_t, Stated::Amount>& worths) const;
    void cap(std::size_t group, const std::map<std::size_t, Stated::Amount>& worths, std::vector<Wide>& target) const;
    [[nodiscard]] Complaints judge_nearness(Wide worth, const Count& after) const;
    void judge_settlement(const Adjustment& adjustment, std::optional<SettlementKind> wish, Complaints& complaints);
    void judge_sums(const Adjustment& adjustment, Complaints& complaints) const;
    void judge_rounding(const Adjustment& adjustment, Wide gross_before, Complaints& complaints) const;

    std::vector<Group> groups_;
    std::vector<Line> lines_;
    Wide rounding_ = 0;
    Wide payable_ = 0, paid_ = 0, refunded_ = 0, kept_ = 0;
    Wide billed_gross_ = 0, adjusted_gross_ = 0, elsewhere_gross_ = 0;  ///< with the rounding amount
};

/// The largest remainder method; ties go to the first.
[[nodiscard]] std::vector<Wide> share_out(Wide total, const std::vector<Wide>& weights);
[[nodiscard]] std::string text(Wide value);

}  // namespace makegood::scenario
