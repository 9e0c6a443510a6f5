#include <catch2/catch.hpp>

#include "tests/adapters/verify/stories.hpp"

namespace makegood::verify {

using Catch::Matchers::Contains;

TEST_CASE("a journal in which much happens and nothing is wrong has no findings") {
    JournalFile file;
    tell_stories(file);
    const Report report = file.verified();
    INFO(in_words(report));
    CHECK(report.is_clean());
    CHECK(report.unjudged_streams == 0);
    CHECK(report.events == file.rows.size());
    CHECK(report.head_sequence == file.rows.size());
    CHECK(report.invoices == 6);
    CHECK(report.adjustments == file.adjustments.size());
}

TEST_CASE("the summary says what was counted, the head and that nothing was found") {
    JournalFile file;
    tell_stories(file);
    const Report report = file.verified();
    const std::string words = in_words(report);
    CHECK_THAT(words, Contains("6 invoices") && Contains(report.head_hash) && Contains("Nothing was found"));
    CHECK_THAT(words, Contains("EUR receivables: "));
}

TEST_CASE("an empty journal is clean") {
    JournalFile file;
    const Report report = file.verified();
    CHECK(report.is_clean());
    CHECK(report.events == 0);
}

}  // namespace makegood::verify
