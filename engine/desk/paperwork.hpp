#pragma once

#include <optional>
#include <vector>

#include "engine/desk/command.hpp"

namespace makegood {

/// Makes out the documents of one invoice: numbered, dated, settled and with their entries. Decides nothing.
class Paperwork {
  public:
    /// `state` has books; both outlive it.
    Paperwork(const InvoiceStream& state, const Context& context) : state_(state), context_(context) {}

    [[nodiscard]] Date today() const { return context_.company.zone.date_at(context_.now); }
    [[nodiscard]] Numbered next_number(Series series) const;

    /// What a document starts from: usually what stands, but a correction starts from what stands after its reversal.
    struct Start {
        Receivable receivable;
        Money tax;
    };
    [[nodiscard]] Start start() const;

    /// Settled against the receivable without this credit.
    [[nodiscard]] Adjustment credit_note(const Claim& claim, const Movement& movement, const Start& before) const;
    [[nodiscard]] Adjustment supplement(const Claim& claim, const Movement& movement) const;
    /// The document turned around, from what stands now; it settles nothing.
    [[nodiscard]] Adjustment reversal_of(const Adjustment& document) const;
    /// The same document once more, from what stands after its reversal.
    [[nodiscard]] Adjustment replacement_of(const Adjustment& document, const Adjustment& reversal,
                                            const Receivable& before) const;

    /// What standing is after a reversal: each line back by the document's own amounts, tax and rounding mirrored.
    /// Where the tax that the rate's own formula gives differs, it is cumulated from here on anew (TaxAnchor).
    [[nodiscard]] Standing standing_after(const Adjustment& reversal) const;

    /// The refund that a document asks for, recorded; nothing when it has none.
    [[nodiscard]] std::optional<RefundRecorded> refund_of(const Adjustment& document) const;

  private:
    [[nodiscard]] Adjustment document_of(const Claim& claim, const Movement& movement, DocumentType type,
                                         const Money& tax_before) const;
    [[nodiscard]] std::vector<Entry> entries_of(const Adjustment& document) const;

    const InvoiceStream& state_;
    const Context& context_;
};

}  // namespace makegood
