#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/journal/event.hpp"

namespace makegood::property {

__extension__ using Wide = __int128;

/// DESIGN.md 4 a second time, from its text alone, in plain 128-bit integers: what the engine is held against. It
/// shares no arithmetic with the engine; amounts are minor units.
class Model {
  public:
    explicit Model(const InvoiceDraft& draft);

    struct Group {
        TaxKey key;
        Wide billed_base = 0;
        Wide billed_tax = 0;
        Wide base = 0;  ///< where tax is cumulated from: as billed, or what a credit elsewhere left
        Wide tax = 0;
        [[nodiscard]] bool creditable() const { return billed_base > 0; }
    };
    struct Line {
        std::string id;
        std::size_t group;
        Wide billed;
        Wide level;
    };

    std::vector<Group> groups;
    std::vector<Line> lines;
    Wide rounding = 0;  ///< that stands
    Wide elsewhere_net = 0, elsewhere_tax = 0;

    [[nodiscard]] Wide base(std::size_t group) const;
    [[nodiscard]] Wide tax_on(std::size_t group, Wide base) const;
    [[nodiscard]] Wide tax(std::size_t group) const { return tax_on(group, base(group)); }
    [[nodiscard]] Wide net() const;
    [[nodiscard]] Wide tax() const;
    [[nodiscard]] Wide gross() const { return net() + tax() + rounding; }
    /// Tax that a credit elsewhere left when it took the base whole; of one (category, rate), and of all.
    [[nodiscard]] Wide stranded(std::size_t group) const;
    [[nodiscard]] Wide stranded() const;
    /// Net and tax of what cannot be credited.
    [[nodiscard]] Wide unmovable() const;
    [[nodiscard]] bool has_lines() const;  ///< some line stands that can be credited

    /// What the worths leave of stranded tax, by group, when they have moved the lines to those of `after`.
    [[nodiscard]] std::vector<Wide> stranded_left(const std::vector<Worth>& worths, const Model& after) const;

    /// The levels that a net worth of the whole asks for.
    [[nodiscard]] std::vector<Wide> whole_net(Wide worth) const;
    /// The base that a gross worth of the whole asks for, where there is one (category, rate): the largest whose gross
    /// is not above the worth, so the next larger credit; nothing stands when no amount is that small.
    [[nodiscard]] Wide whole_gross_base(Wide worth) const;
    /// The same by trying every cent.
    [[nodiscard]] Wide whole_gross_base_by_trying(Wide worth) const;

    /// Takes the event and says what of it contradicts the design, or nothing.
    [[nodiscard]] std::optional<std::string> take(const AdjustmentIssued& event);
    [[nodiscard]] std::optional<std::string> take(const CreditedElsewhere& event);

  private:
    [[nodiscard]] Wide gross_of_base(Wide base) const;
    [[nodiscard]] Wide stranded_left_in_all(const std::vector<Worth>& worths, const Model& after) const;
    [[nodiscard]] std::optional<std::string> take_rounding(const Adjustment& doc);

    /// What a credit elsewhere is to take: of each group where it says so, else one sum of all.
    struct Fall {
        std::vector<Wide> net, tax;
        bool by_group;
    };
    [[nodiscard]] Fall fall_due(const CreditElsewhere& credit) const;
};

/// The largest remainder method, on exact fractions.
[[nodiscard]] std::vector<Wide> share_out(Wide total, const std::vector<Wide>& weights);
[[nodiscard]] std::string text(Wide value);

}  // namespace makegood::property
