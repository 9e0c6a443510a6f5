#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/import/ubl_values.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// What the document says of its tax: BG-23 and BT-110, in the document's currency.
class UblTax {
  public:
    UblTax(const UblElement& document, Currency currency, UblValues& values);

    [[nodiscard]] bool is_stated() const { return !totals_.empty(); }
    [[nodiscard]] const Money& total() const { return total_; }
    /// The total in the currency of accounting (BT-6, BT-111); nothing when that is the document's, or not stated.
    [[nodiscard]] std::optional<AccountingTax> once_more(UblValues& values) const;
    /// Each category and rate once, in the order of the document.
    [[nodiscard]] const std::vector<TaxSubtotal>& rows() const { return rows_; }

    /// What a line falls under, and a document allowance or charge. What can't be told is a finding, and then an empty
    /// key.
    [[nodiscard]] TaxKey key_of_line(const UblElement& line, UblValues& values) const;
    [[nodiscard]] TaxKey key_of_document_amount(const UblElement& element, const Money& amount,
                                                UblValues& values) const;
    [[nodiscard]] std::optional<std::string> exemption_reason(const TaxKey& key) const;

    /// Where the n-th row (from 0) stands, or the tax as a whole.
    [[nodiscard]] std::string place_of_row(std::size_t n) const;
    [[nodiscard]] std::string place() const;

  private:
    void read_subtotal(const UblElement& subtotal, Currency currency, UblValues& values);
    [[nodiscard]] std::optional<TaxKey> key_written_in(const UblElement& owner, std::string_view name,
                                                       UblValues& values) const;
    [[nodiscard]] TaxKey only_key(const std::string& place, UblValues& values) const;
    [[nodiscard]] std::optional<Decimal> only_rate_of(const std::string& category) const;

    UblElement document_;
    Currency currency_;
    std::vector<UblElement> totals_;
    Money total_;
    std::vector<TaxSubtotal> rows_;
    std::vector<UblElement> row_elements_;
};

}  // namespace makegood::import
