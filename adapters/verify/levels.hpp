#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/verify/amount.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// What tax hangs on, compared by value: "20", "20.0" and no rate beside 0 are told apart as numbers.
struct TaxKey {
    std::string category;
    Wide rate = 0;        ///< per cent, coefficient without trailing zeros
    int rate_digits = 0;  ///< behind the point
    bool operator==(const TaxKey&) const = default;
};
[[nodiscard]] TaxKey read_tax_key(const Value& fields);
[[nodiscard]] std::string in_words(const TaxKey& key);

struct Totals {
    Wide net = 0;
    Wide tax = 0;
    Wide gross = 0;
    bool operator==(const Totals&) const = default;
};
[[nodiscard]] Totals read_totals(const Value& totals);

/// One invoice as this verifier sees it: what was billed, what stands, and what tax is left of it.
class Levels {
  public:
    struct Line {
        std::string id;
        std::uint32_t group = 0;
        Wide billed = 0;
        Wide level = 0;
    };
    struct Group {
        TaxKey key;
        Wide base = 0;         ///< as billed
        Wide tax = 0;          ///< as billed
        Wide anchor_base = 0;  ///< from where standing tax is counted: as billed, or what a credit elsewhere left
        Wide anchor_tax = 0;
        Wide tax_left = 0;  ///< billed less what the documents gave back
        [[nodiscard]] bool can_be_credited() const { return base > 0; }
    };

    /// Reads an invoice, adds its sums up, spreads what is spread, and holds `billed`, what the event says of its
    /// lines, to that. DESIGN.md 4, "Billed per line".
    void bill(const Value& invoice, const Value& billed, Findings& findings);

    /// Searches on from the line found last: documents name lines in the invoice's order.
    [[nodiscard]] std::optional<std::size_t> find_line(std::string_view id);
    [[nodiscard]] std::optional<std::size_t> find_group(const TaxKey& key) const;
    /// What stands in each group; of one that cannot be credited, what was billed.
    [[nodiscard]] std::vector<Wide> bases() const;
    /// DESIGN.md 4, "Standing tax".
    [[nodiscard]] Wide standing_tax(std::size_t group, Wide base) const;
    /// Tax that a credit elsewhere left of a group whose base it took whole: no line carries it.
    [[nodiscard]] Wide stranded_tax(std::size_t group) const;
    [[nodiscard]] Wide stranded_tax() const;
    /// What a line comes to by itself, whatever the others of its group come to.
    [[nodiscard]] Wide line_gross(std::size_t line, Wide level) const;
    [[nodiscard]] Totals standing() const;  ///< gross with what is left of the rounding
    [[nodiscard]] bool is_exhausted() const;
    [[nodiscard]] bool can_all_move() const;
    [[nodiscard]] Wide gross_billed() const { return billed_.gross + rounding_billed_; }
    /// The most that notes can give back: what was payable; what can't be credited takes nothing off it.
    [[nodiscard]] Wide gross_creditable() const;
    [[nodiscard]] std::string text(Wide minor) const { return to_text(minor, digits); }

    std::vector<Line> lines{};
    std::vector<Group> groups{};
    Wide rounding = 0;  ///< what is left of it
    int digits = 0;

  private:
    void read_groups(const Value& invoice, Findings& findings);
    void read_lines(const Value& invoice, Findings& findings);
    void read_document_amounts(const Value& invoice);
    void add_up(Findings& findings);
    void spread();
    void judge_billed(const Value& billed, Findings& findings);
    std::size_t group_of(const TaxKey& key);

    Totals billed_{};
    Wide rounding_billed_ = 0;
    std::vector<Wide> sums_{};        ///< by group, while the invoice is read
    std::vector<Wide> allowances_{};  ///< by group, while the invoice is read
    std::size_t found_last_ = 0;
};

}  // namespace makegood::verify
