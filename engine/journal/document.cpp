#include "engine/journal/document.hpp"

namespace makegood {

std::string_view to_text(DocumentType type) {
    return type == DocumentType::credit_note ? "credit-note" : "supplementary-invoice";
}

std::optional<DocumentType> parse_document_type(std::string_view text) {
    for (DocumentType type : {DocumentType::credit_note, DocumentType::supplementary_invoice})
        if (to_text(type) == text) return type;
    return std::nullopt;
}

Series series_of(DocumentType type) {
    return type == DocumentType::credit_note ? Series::credit_note : Series::supplementary_invoice;
}

Numbered NumberBook::next(Series series, Date today, std::string_view prefix) const {
    const SeriesPosition& at = positions_[static_cast<std::size_t>(series)];
    const Date issued_on = at.last_date && *at.last_date > today ? *at.last_date : today;
    const bool same_year = at.last_date && at.last_date->year() == issued_on.year();
    const std::int64_t ordinal = same_year ? at.last_ordinal + 1 : 1;
    std::string digits = std::to_string(ordinal);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return {issued_on, ordinal, std::string(prefix) + "-" + std::to_string(issued_on.year()) + "-" + digits};
}

void NumberBook::took(Series series, Date issued_on, std::int64_t ordinal) {
    positions_[static_cast<std::size_t>(series)] = {issued_on, ordinal};
}

}  // namespace makegood
