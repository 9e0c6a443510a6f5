#include "adapters/verify/verify.hpp"

#include "adapters/verify/database.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/journal.hpp"

namespace makegood::verify {

namespace {

/// "1,048,576 events"
std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
    std::string digits = std::to_string(count);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
    return digits + " " + std::string(count == 1 ? one : many);
}

std::string ties_in_words(const std::vector<Tie>& ties) {
    std::string words;
    for (const Tie& tie : ties) {
        const bool holds = tie.booked == tie.owed;
        words += "  " + tie.currency + " " + tie.account + ": " + tie.booked;
        words += holds ? ", as the documents say\n" : ", but the documents say " + tie.owed + "\n";
    }
    return words.empty() ? words : "The books:\n" + words;
}

}  // namespace

std::uint64_t Report::finding_count() const {
    std::uint64_t count = 0;
    for (const auto& [code, of_code] : by_code) count += of_code;
    return count;
}

Result<Report, std::string> verify_journal(const std::string& path, const Progress& progress) {
    const auto database = Database::open(path);
    if (!database) return Failure{database.error()};
    try {
        Report report;
        JournalJudge(database.value(), report).judge(progress);
        return report;
    } catch (const Unreadable& failure) {
        return Failure{quoted(path) + " " + failure.words};
    }
}

std::string in_words(const Finding& finding) {
    std::string words;
    if (finding.sequence != 0) words += "event " + std::to_string(finding.sequence);
    if (!finding.stream.empty()) words += " of " + finding.stream;
    if (!words.empty()) words += ": ";
    return words + finding.found + "; must be: " + finding.must + " [" + finding.code + "]";
}

std::string in_words(const Report& report) {
    std::string words = "Journal " + report.journal + ": " + counted(report.events, "event", "events") + ", " +
                        counted(report.invoices, "invoice", "invoices") + ", " +
                        counted(report.claims, "claim", "claims") + ", " +
                        counted(report.adjustments, "adjustment", "adjustments") + ".\n";
    if (report.events != 0)
        words += "Head: event " + std::to_string(report.head_sequence) + ", hash " + report.head_hash + "\n";
    words += ties_in_words(report.ties);
    if (report.unjudged_streams != 0)
        words += "Not judged to the end: " + counted(report.unjudged_streams, "stream", "streams") +
                 ", from a missing or unreadable event on.\n";
    if (report.is_clean())
        return words + "Nothing was found: chain, laws 7 to 10, claims, refunds, batches and projections hold.\n";

    words += counted(report.finding_count(), "finding", "findings") + ":\n";
    for (const Finding& finding : report.findings) words += "  " + in_words(finding) + "\n";
    if (report.finding_count() > report.findings.size()) {
        words += "  and more; all of them by kind:\n";
        for (const auto& [code, count] : report.by_code) words += "    " + std::to_string(count) + " " + code + "\n";
    }
    return words;
}

}  // namespace makegood::verify
