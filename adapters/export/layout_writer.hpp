#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/codec/csv_writer.hpp"
#include "adapters/export/layout.hpp"

namespace makegood::exports {

/// Writes documents as a layout says, one after the other, in flat memory. Titles come first, also when there is no
/// document. Texts are on one line, without blanks at their ends, formulas in them neutralised; amounts, rates and
/// constants that are numbers stay numbers. The same documents give the same bytes.
class LayoutWriter {
  public:
    /// Gets the file in pieces, each of whole rows.
    using Sink = std::function<void(std::string_view)>;

    /// The layout and the names outlive the writer.
    LayoutWriter(const Layout& layout, const AccountNames& accounts, Sink sink);

    /// Writes a document whole, or nothing of it and says why: a type or a currency that the layout does not take, a
    /// text that a map does not know or that is too long (pointers into the layout), or parts that don't sum (divide).
    [[nodiscard]] Findings add(const ExportedDocument& document);

  private:
    void write_titles();
    void write_row(const ExportedDocument& document, const DocumentRow& row, std::size_t ordinal);
    void write_cell(std::size_t column, const ExportedDocument& document, const DocumentRow& row, std::size_t ordinal);
    void write_text(std::size_t column, const ExportedDocument& document, std::string_view text);
    [[nodiscard]] std::string filled(const TextTemplate& text, const ExportedDocument& document, const DocumentRow& row,
                                     std::size_t ordinal) const;
    [[nodiscard]] std::string written_amount(LayoutField field, const ExportedDocument& document,
                                             const DocumentRow& row) const;
    void refuse(std::string pointer, std::string found, std::string expected);

    const Layout& layout_;
    const AccountNames& accounts_;
    Sink sink_;
    std::string bytes_;
    codec::CsvWriter csv_;
    Findings findings_;  // of the current document
};

}  // namespace makegood::exports
