#include "engine/journal/document.hpp"

#include <algorithm>

namespace makegood {

std::string_view to_text(DocumentType type) {
    return type == DocumentType::credit_note ? "credit-note" : "supplementary-invoice";
}

std::optional<DocumentType> parse_document_type(std::string_view text) {
    for (DocumentType type : {DocumentType::credit_note, DocumentType::supplementary_invoice})
        if (to_text(type) == text) return type;
    return std::nullopt;
}

AdjustmentGlance glance_at(const Adjustment& adjustment) {
    const Money zero = Money::zero(adjustment.totals.gross.currency());
    AdjustmentGlance glance{adjustment.number,
                            adjustment.type,
                            adjustment.issued_on,
                            adjustment.invoice,
                            adjustment.invoice_issued_on,
                            adjustment.claim,
                            adjustment.totals,
                            adjustment.rounding,
                            {zero, zero, zero, zero}};
    for (const SettlementPart& part : adjustment.settlement)
        glance.settled[static_cast<std::size_t>(part.kind)] += part.amount;
    return glance;
}

Series series_of(DocumentType type) {
    return type == DocumentType::credit_note ? Series::credit_note : Series::supplementary_invoice;
}

std::string_view to_text(Series series) {
    constexpr std::array<std::string_view, series_count> names = {"claim", "credit_note", "supplementary_invoice",
                                                                  "refund", "make_good"};
    return names[static_cast<std::size_t>(series)];
}

namespace {

constexpr std::string_view mark_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford: no I, L, O, U
constexpr std::size_t mark_length = 6;                                         // with its "R"

}  // namespace

SeriesMark make_series_mark(std::uint32_t random) {
    constexpr unsigned bits = 5;  // a letter
    SeriesMark mark = "R";
    for (; mark.size() < mark_length; random >>= bits) mark += mark_letters[random % (1U << bits)];
    return mark;
}

bool is_series_mark(std::string_view text) {
    return text.size() == mark_length && text.front() == 'R' &&
           text.find_first_not_of(mark_letters) == std::string_view::npos;
}

std::string marked(std::string_view prefix, const SeriesMark& mark) {
    return mark.empty() ? std::string(prefix) : std::string(prefix) + "-" + mark;
}

bool carries_prefix(std::string_view number, std::string_view prefix) {
    if (!number.starts_with(prefix)) return false;
    number.remove_prefix(prefix.size());
    if (number.starts_with('-') && is_series_mark(number.substr(1, mark_length))) number.remove_prefix(1 + mark_length);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    constexpr std::size_t year_digits = 4;
    if (number.size() < year_digits + 3 || number[0] != '-' || number[year_digits + 1] != '-') return false;
    return std::all_of(number.begin() + 1, number.begin() + 1 + year_digits, is_digit) &&
           std::all_of(number.begin() + year_digits + 2, number.end(), is_digit);
}

Numbered NumberBook::next(Series series, Date today, std::string_view prefix) const {
    const SeriesPosition& at = this->at(series);
    const Date issued_on = at.last_date && *at.last_date > today ? *at.last_date : today;
    const bool same_year = at.last_date && at.last_date->year() == issued_on.year();
    const std::int64_t ordinal = same_year ? at.last_ordinal + 1 : 1;
    std::string digits = std::to_string(ordinal);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return {issued_on, ordinal, marked(prefix, mark_) + "-" + std::to_string(issued_on.year()) + "-" + digits};
}

void NumberBook::took(Series series, Date issued_on, std::int64_t ordinal) {
    positions_[static_cast<std::size_t>(series)] = {issued_on, ordinal};
}

}  // namespace makegood
