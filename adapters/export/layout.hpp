#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/export/date_format.hpp"
#include "adapters/export/layout_field.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"

namespace makegood::exports {

/// How amounts show which way a document goes.
enum class Sign {
    positive,         ///< they don't; the type says it
    credit_negative,  ///< credit notes below zero, supplementary invoices above
};

/// "Guarantee credit on {invoice}: {description}"
struct TextTemplate {
    struct Part {
        std::string literal;               ///< what stands before the field
        std::optional<LayoutField> field;  ///< none only in the last part
    };
    std::vector<Part> parts;
};

/// Translates what a text says into the other system's words.
struct TextMap {
    std::map<std::string, std::string, std::less<>> words;
    std::optional<std::string> otherwise;  ///< without it, a text that is not in `words` refuses the document
};

/// The same in every row; written as a number where it is one.
struct Constant {
    std::string text;
};

struct Column {
    std::string title;
    std::variant<LayoutField, TextTemplate, Constant> content;
    std::optional<TextMap> map{};
    std::optional<std::size_t> characters_max{};
    bool is_cut = false;  ///< a longer text is cut; else it refuses the document
};

/// What a CSV file for another system looks like. The file format is documented in config/export/README.md.
struct Layout {
    RowPer rows = RowPer::line;
    std::vector<DocumentType> documents;  ///< what such a file may hold
    std::optional<Currency> currency;     ///< the only one; none: a column says which
    char delimiter = ',';
    DateFormat date_format = DateFormat::year_month_day;
    Sign sign = Sign::positive;
    std::vector<Column> columns;

    [[nodiscard]] bool takes(DocumentType type) const;
};

/// Everything that is wrong with the file at once; pointers are JSON Pointers. Refused as well is what could be written
/// but not booked right: no number, no amount, amounts of unknown currency or direction.
[[nodiscard]] Result<Layout, Findings> read_layout(std::string_view json);

}  // namespace makegood::exports
