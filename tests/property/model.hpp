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
};

/// The largest remainder method, on exact fractions.
[[nodiscard]] std::vector<Wide> share_out(Wide total, const std::vector<Wide>& weights);
[[nodiscard]] std::string text(Wide value);

}  // namespace makegood::property
