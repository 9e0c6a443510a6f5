#pragma once

#include <map>

#include "engine/journal/document.hpp"
#include "tests/exact/ubl_reading.hpp"

namespace makegood::exact {

/// What of a document is not what the adjustment says: number, dates, reference, type, lines, tax to the cent, totals.
[[nodiscard]] Complaints compare(const UblReading& reading, const Adjustment& adjustment);

/// All documents of one invoice, held against it: whatever the order, what they moved and what is left is the invoice,
/// for net and tax per (category, rate) and for the rounding. Source: DESIGN.md 4, "Standing tax", worked out here a
/// second time. For invoices without credits given elsewhere, on which every (category, rate) can be credited.
class Account {
  public:
    explicit Account(const InvoiceDraft& invoice);

    /// The next document in the order of issue.
    [[nodiscard]] Complaints take(const UblReading& reading);
    /// After everything was credited: nothing may be left.
    [[nodiscard]] Complaints exhausted() const;

  private:
    struct Group {
        Wide billed_base, billed_tax;
        Wide base, tax;  ///< what stands
        Wide coefficient;
        int scale;  ///< of the rate in per cent
        [[nodiscard]] Wide due(Wide unit) const;
    };

    std::map<Key, Group> groups_;
    Wide rounding_ = 0;
    Wide unit_ = 1;  ///< hundredths in the currency's smallest unit
};

}  // namespace makegood::exact
