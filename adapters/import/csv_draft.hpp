#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/import/mapping.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::import {

/// One row of the file after the mapping: texts that live as long as the row.
struct MappedRow {
    std::size_t line = 0;
    std::string_view issued_on, currency, customer_id, customer_name, country;
    bool has_customer = false;  ///< not the stand-in for a missing one
    std::string_view service, description, quantity, unit_price, unit, tax_category, tax_rate_percent;
};

/// A document while its rows come in.
class CsvDraft {
  public:
    CsvDraft(std::string number, std::size_t line_first) : number_(std::move(number)), line_first_(line_first) {}

    void add(const MappedRow& row, const Mapping& mapping);
    /// Makes the whole document a reject. Lines read so far are let go.
    void find(std::string pointer, std::string found, std::string expected);

    /// The invoice, or everything that is wrong. Ends the draft.
    [[nodiscard]] Result<InvoiceDraft, Findings> finish(const Mapping& mapping);

    [[nodiscard]] const std::string& number() const { return number_; }
    [[nodiscard]] std::size_t line_first() const { return line_first_; }
    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t lines_held() const { return lines_.size(); }

  private:
    void open(const MappedRow& row, const Mapping& mapping);
    void compare(const MappedRow& row);
    void add_line(const MappedRow& row, const Mapping& mapping);
    [[nodiscard]] std::optional<Decimal> number_in(const MappedRow& row, const Template& column, std::string_view text,
                                                   const Mapping& mapping);
    void add_tax(const TaxKey& key, const Money& net, const Money& line_tax);
    [[nodiscard]] InvoiceDraft build(const Mapping& mapping);
    [[nodiscard]] std::string pointer_of(const std::string& check_pointer) const;

    std::string number_;
    std::size_t line_first_;
    std::size_t rows_ = 0;
    std::string day_written_, currency_written_, customer_id_, customer_name_, country_;
    std::optional<Date> issued_on_;
    std::optional<Currency> currency_;
    bool has_customer_ = false;
    bool is_billed_ = false;
    std::vector<InvoiceLine> lines_;
    std::vector<std::size_t> line_of_;  // in the file, of each of lines_
    std::vector<TaxSubtotal> tax_;
    Findings findings_;
};

}  // namespace makegood::import
