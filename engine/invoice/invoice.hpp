#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/finding.hpp"
#include "engine/core/id.hpp"
#include "engine/core/personal.hpp"
#include "engine/core/result.hpp"
#include "engine/money/decimal.hpp"
#include "engine/money/money.hpp"
#include "engine/time/date.hpp"

namespace makegood {

using InvoiceNumber = Name<struct InvoiceNumberTag>;
using LineId = Name<struct LineTag>;
using ServiceName = Name<struct ServiceTag>;
using CustomerId = Name<struct CustomerTag>;

/// What tax hangs on: (category, rate). Z, E, AE, O, K and G are all 0 % and stay apart; unknown categories are kept as
/// they came. A rate that was not given compares as 0 %. Source: EN 16931 BT-118, BT-119.
struct TaxKey {
    std::string category;
    std::optional<Decimal> rate{};  ///< per cent, ≥ 0, as written

    [[nodiscard]] Decimal rate_or_zero() const { return rate.value_or(Decimal{}); }
    friend std::strong_ordering operator<=>(const TaxKey& a, const TaxKey& b);
    friend bool operator==(const TaxKey& a, const TaxKey& b) { return (a <=> b) == 0; }
};
/// "S at 20 %", for people.
[[nodiscard]] std::string in_words(const TaxKey& key);

struct InvoiceLine {
    LineId id;
    ServiceName service;
    std::string description;
    Decimal quantity;
    std::optional<std::string> unit;
    Decimal unit_price;
    Money net;  ///< after the line's own allowances and charges; may be negative
    TaxKey tax;
    std::optional<std::string> exemption_reason;
};

/// An allowance or a charge on the document as a whole (EN 16931 BG-20, BG-21).
struct DocumentAmount {
    TaxKey tax;
    Money amount;  ///< ≥ 0
    std::string reason;
};

/// What the invoice says of one (category, rate). The amount is the biller's, whichever way they rounded.
struct TaxSubtotal {
    TaxKey key;
    Money base;
    Money amount;
};

struct Totals {
    Money net;
    Money tax;
    Money gross;
    bool operator==(const Totals&) const = default;
};

/// The whole tax of a document once more, in the currency that its seller accounts for tax in, where that is another
/// than the document's (EN 16931 BT-6, BT-111).
struct AccountingTax {
    Money amount;
    bool operator==(const AccountingTax&) const = default;
};

struct Prepayment {
    Money amount;  ///< ≥ 0
    std::optional<std::string> document;
};

/// What the other document was, where somebody said.
enum class ElsewhereKind { credit_note, discount, write_off };
[[nodiscard]] std::string_view to_text(ElsewhereKind kind);

/// A credit that somebody else's document gave on this invoice: an ERP's credit note, a cash discount.
struct CreditElsewhere {
    std::string number;
    Totals totals;                 ///< ≥ 0, gross = net + tax
    std::vector<TaxSubtotal> tax;  ///< when the document says how it divides; else empty
    std::optional<ElsewhereKind> kind{};
};

struct Address {
    std::optional<std::string> street, city, postal_code, country;
};

/// The buyer as the invoice names them: part of a document that the law retains. The email is not on it, so it is
/// personal.
struct Customer {
    CustomerId id;
    std::string name;
    std::optional<Personal> email;
    std::optional<std::string> vat_id;
    std::optional<Address> address;
    std::optional<std::string> endpoint;
};

struct Delivery {
    std::optional<Date> on;
    std::optional<Address> address;
};

/// An invoice as somebody claims it to be; check() makes an Invoice of it.
struct InvoiceDraft {
    InvoiceNumber number;
    Date issued_on;
    std::optional<Date> due_on;
    Currency currency;  ///< of every amount in the draft
    Customer customer;
    std::optional<std::string> buyer_reference;
    std::optional<Delivery> delivery;
    std::vector<InvoiceLine> lines;
    std::vector<DocumentAmount> allowances;
    std::vector<DocumentAmount> charges;
    std::vector<TaxSubtotal> tax;
    Totals totals;
    std::optional<Money> rounding;  ///< added to the gross total to give what is payable (BT-114)
    std::vector<Prepayment> prepaid;
    std::optional<Money> paid;  ///< ≥ 0, received before we heard of the invoice, beside what was prepaid
    std::vector<CreditElsewhere> credited;
    std::optional<AccountingTax> accounting_tax{};
};

/// What is wrong with a credit given elsewhere, in itself; `pointer` is where it stands.
[[nodiscard]] Findings examine(const CreditElsewhere& credit, const std::string& pointer);

inline constexpr std::size_t lines_max = 10'000;

/// An invoice whose sums tie out, to the cent. There is no other kind.
class Invoice {
  public:
    /// Every sum that is off, and every other reason why this is not an invoice, all at once.
    [[nodiscard]] static Result<Invoice, Findings> check(InvoiceDraft draft);
    /// An invoice read back from the journal, where only checked ones are; replay judges nothing again (law 15).
    [[nodiscard]] static Invoice replayed(InvoiceDraft draft) { return Invoice(std::move(draft)); }

    const InvoiceDraft* operator->() const { return &draft_; }
    const InvoiceDraft& operator*() const { return draft_; }
    /// Gross and rounding together: what the customer was asked for, before anything was prepaid.
    [[nodiscard]] Money payable() const;
    /// Prepaid and paid together: prepaid counts as paid.
    [[nodiscard]] Money paid_before() const;

  private:
    explicit Invoice(InvoiceDraft draft) : draft_(std::move(draft)) {}
    InvoiceDraft draft_;
};

/// The id by which the n-th document charge (from 1) is stated against, as if it were a line: "charge:1".
[[nodiscard]] LineId charge_line_id(std::size_t n);

}  // namespace makegood
