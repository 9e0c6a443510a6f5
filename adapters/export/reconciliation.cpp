#include "adapters/export/reconciliation.hpp"

#include <algorithm>

#include "adapters/export/one_line.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::exports {

namespace {

void add(std::map<Currency, ReconciledSum>& sums, const IssuedDocument& document) {
    const Money zero = Money::zero(document.totals.net.currency());
    ReconciledSum& sum = sums.try_emplace(zero.currency(), ReconciledSum{0, {zero, zero, zero}}).first->second;
    const bool down = document.type == DocumentType::credit_note;
    const auto count = [&](Money& to, const Money& amount) { to += down ? amount : -amount; };
    ++sum.documents;
    count(sum.totals.net, document.totals.net);
    count(sum.totals.tax, document.totals.tax);
    count(sum.totals.gross, document.totals.gross);
}

}  // namespace

bool ReconciliationReport::ties() const {
    return missing.empty() && doubled.empty() && different.empty() && unknown.empty() && unread.empty();
}

void Reconciliation::issued(IssuedDocument document) {
    const bool is_new = by_number_.emplace(document.number.text(), documents_.size()).second;
    invariant(is_new, "a number is issued once");
    documents_.push_back(std::move(document));
    seen_.emplace_back();
}

Findings Reconciliation::booked(std::istream& file) {
    return read_booked(
        file, mapping_, [&](const BookedRow& row) { take(row); },
        [&](const BookedFault& fault) {
            ++report_.rows;
            unread(fault.line, "", fault.found, fault.expected);
        });
}

void Reconciliation::take(const BookedRow& row) {
    ++report_.rows;
    if (row.number.empty()) return unread(row.line, mapping_.number, "nothing", "the number of a document");
    const auto found = by_number_.find(std::string(row.number));
    if (found != by_number_.end()) return take_ours(row, documents_[found->second], seen_[found->second]);
    if (is_left_aside(row.number))
        ++report_.left_aside;
    else
        take_unknown(row);
}

void Reconciliation::take_ours(const BookedRow& row, const IssuedDocument& document, Seen& seen) {
    if (seen.times++ == 0) seen.line_first = row.line;
    seen.line_last = row.line;
    compare_date(row, document, seen);
    if (compare_currency(row, document, seen)) compare_amounts(row, document, document.totals.net.currency(), seen);
    compare_batch(row, document, seen);
}

bool Reconciliation::compare_currency(const BookedRow& row, const IssuedDocument& document, Seen& seen) {
    const Currency ours = document.totals.net.currency();
    if (!row.currency || *row.currency == ours.code()) return true;
    if (Currency::find(*row.currency)) {
        differs(row, seen, "currency", std::string(ours.code()), std::string(*row.currency));
    } else {
        seen.agrees = false;
        unread(row.line, *mapping_.currency, row.currency->empty() ? "nothing" : "\"" + one_line(*row.currency) + "\"",
               "an ISO 4217 code, as in \"" + std::string(ours.code()) + "\"");
    }
    return false;
}

void Reconciliation::compare_date(const BookedRow& row, const IssuedDocument& document, Seen& seen) {
    if (!row.issued_on) return;
    const auto date = read_date(*row.issued_on, mapping_.date_format);
    if (!date) {
        seen.agrees = false;
        return unread(row.line, *mapping_.issued_on,
                      row.issued_on->empty() ? "nothing" : "\"" + one_line(*row.issued_on) + "\"",
                      "a day as " + std::string(date_formats[static_cast<std::size_t>(mapping_.date_format)]));
    }
    if (*date != document.issued_on) differs(row, seen, "issued_on", to_text(document.issued_on), to_text(*date));
}

void Reconciliation::compare_amounts(const BookedRow& row, const IssuedDocument& document, Currency currency,
                                     Seen& seen) {
    const bool turns = mapping_.sign == Sign::credit_negative && document.type == DocumentType::credit_note;
    const auto compare = [&](const char* field, const std::optional<std::string>& column,
                             const std::optional<std::string_view>& cell, const Money& ours) {
        if (!cell) return;
        const auto read = read_booked_amount(*cell, currency, mapping_);
        if (!read) {
            seen.agrees = false;
            return unread(row.line, *column, read.error().found, read.error().expected);
        }
        const Money theirs = turns ? -*read : *read;
        if (theirs != ours) differs(row, seen, field, to_text(ours), to_text(theirs));
    };
    compare("net", mapping_.net, row.net, document.totals.net);
    compare("tax", mapping_.tax, row.tax, document.totals.tax);
    compare("gross", mapping_.gross, row.gross, document.totals.gross);
}

void Reconciliation::compare_batch(const BookedRow& row, const IssuedDocument& document, Seen& seen) {
    if (!row.batch) return;
    const std::string ours = document.batch ? std::to_string(*document.batch) : "";
    if (*row.batch != ours) differs(row, seen, "batch", ours, one_line(*row.batch));
}

void Reconciliation::differs(const BookedRow& row, Seen& seen, const char* field, std::string ours,
                             std::string theirs) {
    seen.agrees = false;
    report_.different.push_back(
        {AdjustmentNumber(std::string(row.number)), row.line, field, std::move(ours), std::move(theirs)});
}

void Reconciliation::take_unknown(const BookedRow& row) {
    const auto [found, is_new] = unknown_by_number_.emplace(std::string(row.number), report_.unknown.size());
    if (!is_new) {
        ++report_.unknown[found->second].times;
        return;
    }
    const std::string_view amount = row.gross ? *row.gross : row.net ? *row.net : row.tax.value_or("");
    report_.unknown.push_back({one_line(row.number), row.line, 1, one_line(amount)});
}

void Reconciliation::unread(std::uint64_t line, std::string column, std::string found, std::string expected) {
    report_.unread.push_back({line, std::move(column), std::move(found), std::move(expected)});
}

bool Reconciliation::is_left_aside(std::string_view number) const {
    const auto begins = [&](const std::string& prefix) { return number.starts_with(prefix); };
    return !mapping_.number_prefixes.empty() &&
           std::none_of(mapping_.number_prefixes.begin(), mapping_.number_prefixes.end(), begins);
}

ReconciliationReport Reconciliation::report() && {
    report_.issued = documents_.size();
    for (std::size_t i = 0; i < documents_.size(); ++i) {
        IssuedDocument& document = documents_[i];
        const Seen& seen = seen_[i];
        if (seen.times == 1 && seen.agrees) add(report_.matched, document);
        if (seen.times == 0) {
            add(report_.missing_sums, document);
            report_.missing.push_back(std::move(document));
        } else if (seen.times > 1) {
            report_.doubled.push_back({std::move(document), seen.times, seen.line_first, seen.line_last});
        }
    }
    return std::move(report_);
}

}  // namespace makegood::exports
