#include "adapters/verify/numbers.hpp"

#include <algorithm>
#include <iterator>

#include "adapters/verify/happening.hpp"

namespace makegood::verify {

namespace {

constexpr std::size_t ordinal_digits_min = 6;
constexpr std::array<std::string_view, series_count> names = {"claims", "credit notes", "supplementary invoices",
                                                              "refunds", "make-goods"};

/// What follows the prefix: "-2026-000012".
std::string ending(std::string_view on, std::int64_t ordinal) {
    std::string digits = std::to_string(ordinal);
    if (digits.size() < ordinal_digits_min) digits.insert(0, ordinal_digits_min - digits.size(), '0');
    return "-" + std::string(on.substr(0, 4)) + "-" + digits;
}

bool is_all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Of "GS-2026-000012": "GS". Of what has another form: nothing.
std::string_view prefix_of(std::string_view number) {
    constexpr std::size_t year_digits = 4;
    const std::size_t before_ordinal = number.rfind('-');
    if (before_ordinal == number.npos || before_ordinal < year_digits + 1) return {};
    const std::size_t before_year = before_ordinal - year_digits - 1;
    const bool is_numbered = number[before_year] == '-' && is_all_digits(number.substr(before_year + 1, year_digits)) &&
                             is_all_digits(number.substr(before_ordinal + 1));
    return is_numbered ? number.substr(0, before_year) : std::string_view{};
}

/// "R" and five of Crockford's letters and digits.
bool is_mark(std::string_view text) {
    return text.size() == 6 && text.front() == 'R' &&
           text.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == text.npos;
}

/// "CN" of "CN-R7K3FQ".
std::string_view without_mark(std::string_view prefix) {
    const std::size_t dash = prefix.rfind('-');
    return dash != prefix.npos && is_mark(prefix.substr(dash + 1)) ? prefix.substr(0, dash) : prefix;
}

/// What the series' projection has as the prefix of a number, whatever its form.
std::string_view before_two_dashes(std::string_view number) {
    const std::size_t before_ordinal = number.rfind('-');
    if (before_ordinal == number.npos || before_ordinal == 0) return number;
    return number.substr(0, number.rfind('-', before_ordinal - 1));
}

/// An invoice that is imported may be called like anything but like an adjustment.
bool is_document(std::size_t series) {
    return series == static_cast<std::size_t>(Series::credit_note) ||
           series == static_cast<std::size_t>(Series::supplementary_invoice);
}

constexpr std::string_view no_import_must = "a number that none of our own series gives, or will give";

}  // namespace

void Numbers::judge(Series series, const Issued& issued, Findings& findings) {
    const auto index = static_cast<std::size_t>(series);
    Position& position = positions_[{index, marks_.back().second}];
    latest_[{index, std::string(before_two_dashes(issued.number))}] = {issued.on_days, issued.ordinal};
    if (!judge_text(index, issued, findings) || !judge_date(position, issued, findings)) {
        ++position.last_ordinal;  // its date being unsure, what follows is held to the dates before it
        return;
    }
    const bool is_same_year = issued.on.substr(0, 4) == std::string_view(position.last_on).substr(0, 4);
    const std::int64_t expected = is_same_year ? position.last_ordinal + 1 : 1;
    if (issued.ordinal != expected)
        findings.add("number-hole",
                     quoted(issued.number) + " is number " + std::to_string(issued.ordinal) + " of its year",
                     std::to_string(expected) + ", the next of the " + std::string(names[index]));
    position = {issued.on_days, std::string(issued.on), issued.ordinal};
}

bool Numbers::judge_text(std::size_t series, const Issued& issued, Findings& findings) {
    const std::string due = ending(issued.on, issued.ordinal);
    if (!issued.number.ends_with(due) || issued.number.size() == due.size()) {
        findings.add("number-text", "the number is " + quoted(issued.number),
                     "a prefix, then " + quoted(due) + ", the year of its date and its ordinal");
        return false;
    }
    const std::string_view prefix = issued.number.substr(0, issued.number.size() - due.size());
    take_prefix(prefix, series, issued, findings);
    return true;
}

/// What the series began with, and the mark of now.
std::string Numbers::prefix_due(std::size_t series, std::string_view number) {
    std::string& base = bases_[series];
    if (base.empty()) base = without_mark(before_two_dashes(number));
    const std::string& mark = marks_.back().second;
    return mark.empty() ? base : base + "-" + mark;
}

void Numbers::restart(std::uint64_t sequence, std::string_view mark, std::uint64_t lost_sequence, Findings& findings) {
    const bool was_given = std::any_of(marks_.begin(), marks_.end(), [&](const auto& at) { return at.second == mark; });
    if (!is_mark(mark) || was_given)
        findings.add("series-mark", "numbers restart with the mark " + quoted(mark),
                     "\"R\" and five letters or digits that no number had before");
    marks_.emplace_back(sequence, mark);
    lost_sequence_ = lost_sequence;
}

void Numbers::resume(std::uint64_t sequence, std::uint64_t at, Findings& findings) {
    if (at >= sequence || at < lost_sequence_)
        findings.add("series-mark", "numbers go on where they stood at event " + std::to_string(at),
                     "an event before this one, and not before " + std::to_string(lost_sequence_) +
                         ", which the journal was seen at");
    const auto after = std::find_if(marks_.begin(), marks_.end(), [&](const auto& mark) { return mark.first > at; });
    marks_.emplace_back(sequence, std::string(std::prev(after)->second));
}

void Numbers::take_prefix(std::string_view prefix, std::size_t series, const Issued& issued, Findings& findings) {
    const auto known = prefixes_.find(prefix);
    if (known != prefixes_.end() && known->second != series)
        return findings.add("number-prefix",
                            quoted(issued.number) + " has the prefix of the " + std::string(names[known->second]),
                            "a prefix that no other series has");
    if (const std::string due = prefix_due(series, issued.number); prefix != due)
        return findings.add("number-prefix", quoted(issued.number) + " has the prefix " + quoted(prefix),
                            quoted(due) + ", which the " + std::string(names[series]) + " have from here on");
    if (known != prefixes_.end()) return;
    prefixes_.emplace(std::string(prefix), series);
    const auto imported = imported_.find(prefix);
    if (is_document(series) && imported != imported_.end())
        findings.add(
            "number-imported",
            "the imported document " + quoted(imported->second) + " has the prefix of " + quoted(issued.number),
            std::string(no_import_must));
}

void Numbers::import(std::string_view number, Findings& findings) {
    const std::string_view prefix = prefix_of(number);
    if (prefix.empty()) return;
    const auto known = prefixes_.find(prefix);
    if (known != prefixes_.end() && is_document(known->second))
        findings.add(
            "number-imported",
            "the imported document " + quoted(number) + " has the prefix of the " + std::string(names[known->second]),
            std::string(no_import_must));
    imported_.try_emplace(std::string(prefix), number);
}

bool Numbers::judge_date(const Position& position, const Issued& issued, Findings& findings) {
    if (!position.last_on.empty() && issued.on_days < position.last_days) {
        findings.add("number-date", quoted(issued.number) + " is of " + std::string(issued.on),
                     position.last_on + " or later: dates never run backwards within a series");
        return false;
    }
    const bool is_last = !position.last_on.empty() && issued.on_days == position.last_days;
    const bool is_ahead = issued.on_days > utc_day(issued.at_ms);
    if (may_be_today(issued.on_days, issued.at_ms) || (is_last && is_ahead)) return true;
    findings.add("number-date", quoted(issued.number) + " is of " + std::string(issued.on),
                 "the day on which it was issued, or the series' last date when that is later");
    return false;
}

}  // namespace makegood::verify
