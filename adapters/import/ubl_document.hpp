#pragma once

#include <utility>
#include <vector>

#include "adapters/import/ubl_tax.hpp"
#include "adapters/import/ubl_values.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// An Invoice or a CreditNote, read field by field. What is read is worth something only while `values` is clean.
class UblDocument {
  public:
    UblDocument(const UblElement& root, Currency currency, UblValues& values);

    [[nodiscard]] InvoiceDraft invoice();
    [[nodiscard]] CreditElsewhere credit();

    /// The place in the document that a finding of Invoice::check means.
    [[nodiscard]] std::string place_of(const std::string& pointer) const;

  private:
    /// A document allowance or charge as the document signs it.
    struct WrittenAmount {
        UblElement element;
        Money amount;
        bool adds;
    };

    [[nodiscard]] InvoiceLine read_line(const UblElement& line);
    [[nodiscard]] Decimal read_unit_price(const UblElement& line, const Decimal& quantity, const Money& net);
    void read_lines();
    void sum_lines();
    void read_written_amounts();
    void take_document_amounts();
    [[nodiscard]] Totals read_totals();
    [[nodiscard]] Money read_net(const UblElement& totals) const;
    [[nodiscard]] std::vector<Prepayment> read_prepaid();
    void check_payable(const Totals& totals, const std::vector<Prepayment>& prepaid);
    void check_stated(std::string_view name, const Money& summed);
    void derive_tax_rows(const Money& net);
    [[nodiscard]] Money zero() const { return Money::zero(currency_); }

    UblElement root_;
    Currency currency_;
    UblValues& values_;
    UblTax stated_tax_;
    UblElement monetary_total_;
    std::vector<UblElement> line_elements_;
    std::vector<InvoiceLine> lines_;
    std::vector<DocumentAmount> allowances_;
    std::vector<DocumentAmount> charges_;
    std::vector<UblElement> allowance_elements_;
    std::vector<UblElement> charge_elements_;
    std::vector<TaxSubtotal> tax_;
    std::vector<WrittenAmount> written_amounts_;
    Money lines_net_;
    Money allowances_written_;
    Money charges_written_;
    Money rounding_;
};

}  // namespace makegood::import
