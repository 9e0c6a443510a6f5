#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/claim/claim.hpp"
#include "engine/invoice/invoice.hpp"
#include "engine/ledger/ledger.hpp"
#include "engine/settlement/settlement.hpp"

namespace makegood {

using AdjustmentNumber = Name<struct AdjustmentNumberTag>;

/// UNTDID 1001: 381 and 383.
enum class DocumentType { credit_note, supplementary_invoice };
[[nodiscard]] std::string_view to_text(DocumentType type);
[[nodiscard]] std::optional<DocumentType> parse_document_type(std::string_view text);

/// Whose day picks the tax period of a document: the company's adviser knows.
enum class TaxPoint {
    issue,      ///< the document's own day
    statement,  ///< the day on which the customer stated the worth, in the company's zone
};

struct AdjustedLine {
    LineId line;
    ServiceName service;
    Money before;
    Money after;
    /// What the document moves on the line, positive.
    [[nodiscard]] Money net() const { return abs(before - after); }
};

/// The document that moves standing to worth. Amounts are positive, the type says which way.
struct Adjustment {
    AdjustmentNumber number;
    std::int64_t ordinal;  ///< of its series and year, from 1, without holes (law 9)
    DocumentType type;
    Date issued_on;
    InvoiceNumber invoice;
    Date invoice_issued_on;
    ClaimId claim;
    GuaranteeVersionName guarantee;
    Instant stated_at;  ///< of the statement that counts
    std::vector<AdjustedLine> lines;
    std::vector<TaxSubtotal> tax;
    Totals totals;
    Money rounding;  ///< the invoice's own, returned by the note that exhausts it; part of totals.gross
    std::vector<SettlementPart> settlement;
    std::vector<Entry> entries;
    /// The document that this one takes back, line by line and cent by cent; its own type then says the other way.
    std::optional<AdjustmentNumber> reverses{};
    /// The document that was taken back in the same moment, and in whose place this one stands.
    std::optional<AdjustmentNumber> replaces{};
    /// The day whose tax period the document belongs to (EN 16931 BT-7), where that is not the day of issue.
    std::optional<Date> tax_point{};
    /// Its tax once more, where the invoice says its own in the currency that tax is accounted in.
    std::optional<AccountingTax> accounting_tax{};

    [[nodiscard]] Date tax_day() const { return tax_point.value_or(issued_on); }
};

/// A document at a glance: what lists of documents show.
struct AdjustmentGlance {
    AdjustmentNumber number;
    DocumentType type;
    Date issued_on;
    InvoiceNumber invoice;
    Date invoice_issued_on;
    ClaimId claim;
    Totals totals;
    Money rounding;
    std::array<Money, settlement_kinds.size()> settled;  ///< by SettlementKind; zero where there is no part
};
[[nodiscard]] AdjustmentGlance glance_at(const Adjustment& adjustment);

/// What has numbers of its own.
enum class Series { claim, credit_note, supplementary_invoice, refund, make_good };
inline constexpr std::size_t series_count = 5;
[[nodiscard]] std::string_view to_text(Series series);
[[nodiscard]] Series series_of(DocumentType type);
/// Whose numbers stand on documents that leave the house: nobody else's document may carry one.
inline constexpr std::array document_series = {Series::credit_note, Series::supplementary_invoice, Series::make_good};

/// How far one series has got: its last day and its last number in that day's year.
struct SeriesPosition {
    std::optional<Date> last_date{};
    std::int64_t last_ordinal = 0;
};

/// What a series gives next.
struct Numbered {
    Date issued_on;
    std::int64_t ordinal;
    std::string number;  ///< PREFIX-YEAR-ORDINAL, the ordinal with at least six digits
};

/// Tells the numbers of a restored or copied file from those that the lost one may have given: "R" and five letters or
/// digits, drawn by lot (law 9). Empty: the first series, whose numbers carry no mark.
using SeriesMark = std::string;
/// 25 random bits as a mark, in Crockford's base 32.
[[nodiscard]] SeriesMark make_series_mark(std::uint32_t random);
[[nodiscard]] bool is_series_mark(std::string_view text);
/// What the numbers of a series begin with: PREFIX, or PREFIX-MARK.
[[nodiscard]] std::string marked(std::string_view prefix, const SeriesMark& mark);

/// The positions of all series: a value, folded from events like every state, so that a number is taken in the very
/// transaction that issues the document, and given back when that rolls back (law 9).
class NumberBook {
  public:
    /// Every number has this mark, until there is another book.
    explicit NumberBook(SeriesMark mark = {}) : mark_(std::move(mark)) {}

    /// Law 9: dated max(today, the series' last date), and that date's year picks the series.
    [[nodiscard]] Numbered next(Series series, Date today, std::string_view prefix) const;
    void took(Series series, Date issued_on, std::int64_t ordinal);
    [[nodiscard]] const SeriesMark& mark() const { return mark_; }

  private:
    [[nodiscard]] const SeriesPosition& at(Series series) const { return positions_[static_cast<std::size_t>(series)]; }
    SeriesMark mark_;
    std::array<SeriesPosition, series_count> positions_{};
};

/// Whether a number that somebody else gave could be, or become, one of ours: PREFIX-YEAR-ORDINAL, or with a mark
/// behind the prefix.
[[nodiscard]] bool carries_prefix(std::string_view number, std::string_view prefix);

}  // namespace makegood
