#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "adapters/verify/amount.hpp"
#include "tests/adapters/verify/stories.hpp"

namespace makegood::verify {

using Catch::Matchers::Contains;

TEST_CASE("a file without a journal of ours is refused in words that name it, and stays as it is") {
    struct Row {
        void (*make)(const JournalFile& file);
        const char* said;
        const char* why;
    };
    const Row rows[] = {
        {[](const JournalFile&) {}, "is not a file", "there is none"},
        {[](const JournalFile& f) { std::filesystem::create_directory(f.path()); }, "is not a file", "it is a folder"},
        {[](const JournalFile& f) { std::ofstream(f.path()) << std::string(4096, 'x'); }, "not a database",
         "it is a text"},
        {[](const JournalFile& f) { std::ofstream{f.path()}; }, "another program", "it is empty"},
        {[](const JournalFile& f) {
             f.write();
             f.run("PRAGMA application_id = 7");
         },
         "another program", "it is somebody else's"},
        {[](const JournalFile& f) {
             f.write();
             f.run("PRAGMA user_version = 4");
         },
         "newer makegood (schema 4", "a later program made its tables"},
        {[](const JournalFile& f) {
             f.write();
             f.run("UPDATE meta SET value = CAST('2' AS BLOB) WHERE name = 'event_schema'");
         },
         "events of a newer makegood", "a later program wrote its events"},
        {[](const JournalFile& f) {
             f.write();
             f.run("PRAGMA user_version = 0");
         },
         "no journal", "it was only begun"},
        {[](const JournalFile& f) {
             f.write();
             f.run("DROP TABLE balances");
         },
         "no such table: balances", "a table is gone"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        JournalFile file;
        row.make(file);
        const auto report = verify_journal(file.path());
        REQUIRE(!report.has_value());
        CHECK_THAT(report.error(), Contains(row.said) && Contains("journal.db"));
    }
}

TEST_CASE("a finding names the event, what was found and what must hold, and its code last") {
    const Finding finding{12, "invoice:R-1", "the tax is 13.68", "13.67", "tax-off"};
    CHECK(in_words(finding) == "event 12 of invoice:R-1: the tax is 13.68; must be: 13.67 [tax-off]");
}

TEST_CASE("findings beyond a thousand are counted and no longer kept") {
    JournalFile file;
    for (int n = 0; n < 400; ++n)
        for (const char* number : {"A", "B", "C"})
            file.append("invoice:" + std::string(number), Instant(0), Actor{"Ada"},
                        CauseNamed{given::claim_id(1), Cause{TeamName("t"), "because", {}, {}}});
    for (auto& row : file.rows) row.hash = std::string(32, '\x07');
    const Report report = file.verified();
    CHECK(report.findings.size() == findings_max);
    CHECK(report.finding_count() > 1200);
    CHECK_THAT(in_words(report), Contains("all of them by kind"));
}

TEST_CASE("amounts are read by their digits, and nothing else is an amount") {
    struct Row {
        const char* text;
        std::optional<std::pair<std::int64_t, int>> minor_and_digits;
        const char* why;
    };
    const Row rows[] = {
        {"-12.50", {{-1250, 2}}, "minus, point, digits"},
        {"1200", {{1200, 0}}, "no digits behind a point"},
        {"0.005", {{5, 3}}, "three"},
        {"-0.00", {}, "zero has one form"},
        {"012", {}, "a leading zero"},
        {".5", {}, "nothing before the point"},
        {"5.", {}, "nothing behind it"},
        {"1e3", {}, "an exponent"},
        {"", {}, "nothing"},
        {"12345678901234567890", {}, "twenty digits"},
    };
    for (const Row& row : rows) {
        INFO(row.text << ": " << row.why);
        const auto written = parse_written(row.text);
        REQUIRE(written.has_value() == row.minor_and_digits.has_value());
        if (!written) continue;
        CHECK(static_cast<std::int64_t>(written->coefficient) == row.minor_and_digits->first);
        CHECK(written->digits == row.minor_and_digits->second);
        CHECK(to_text(written->coefficient, written->digits) == row.text);
    }
}

TEST_CASE("a division rounds half away from zero, and the odd units go to the largest remainders") {
    CHECK(static_cast<int>(multiply_divide(5583, 1, 2)) == 2792);
    CHECK(static_cast<int>(multiply_divide(-5583, 1, 2)) == -2792);
    CHECK(static_cast<int>(multiply_divide(1, 1, 3)) == 0);
    const std::vector<Wide> weights = {1, 1, 1};
    const std::vector<Wide> parts = largest_remainder(5, weights);
    CHECK(static_cast<int>(parts[0]) == 2);
    CHECK(static_cast<int>(parts[1]) == 2);
    CHECK(static_cast<int>(parts[2]) == 1);
}

}  // namespace makegood::verify
