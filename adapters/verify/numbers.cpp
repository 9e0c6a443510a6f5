#include "adapters/verify/numbers.hpp"

namespace makegood::verify {

namespace {

constexpr std::size_t ordinal_digits_min = 6;
constexpr std::array<std::string_view, 3> names = {"claims", "credit notes", "supplementary invoices"};

/// What follows the prefix: "-2026-000012".
std::string ending(std::string_view on, std::int64_t ordinal) {
    std::string digits = std::to_string(ordinal);
    if (digits.size() < ordinal_digits_min) digits.insert(0, ordinal_digits_min - digits.size(), '0');
    return "-" + std::string(on.substr(0, 4)) + "-" + digits;
}

std::int64_t day_of(std::int64_t ms) {
    constexpr std::int64_t ms_per_day = 86'400'000;
    return (ms >= 0 ? ms : ms - ms_per_day + 1) / ms_per_day;
}

}  // namespace

void Numbers::judge(Series series, const Issued& issued, Findings& findings) {
    const auto index = static_cast<std::size_t>(series);
    Position& position = positions_[index];
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
    auto known = prefixes_.find(prefix);
    if (known == prefixes_.end()) known = prefixes_.emplace(std::string(prefix), series).first;
    if (known->second != series)
        findings.add("number-prefix",
                     quoted(issued.number) + " has the prefix of the " + std::string(names[known->second]),
                     "a prefix that no other series has");
    return true;
}

bool Numbers::judge_date(const Position& position, const Issued& issued, Findings& findings) {
    if (!position.last_on.empty() && issued.on_days < position.last_days) {
        findings.add("number-date", quoted(issued.number) + " is of " + std::string(issued.on),
                     position.last_on + " or later: dates never run backwards within a series");
        return false;
    }
    // The company's zone is at most 14 hours from UTC: its today is not further than a day from the event's.
    const std::int64_t today = day_of(issued.at_ms);
    const bool is_last = !position.last_on.empty() && issued.on_days == position.last_days;
    if (issued.on_days >= today - 1 && (issued.on_days <= today + 1 || is_last)) return true;
    findings.add("number-date", quoted(issued.number) + " is of " + std::string(issued.on),
                 "the day on which it was issued, or the series' last date when that is later");
    return false;
}

}  // namespace makegood::verify
