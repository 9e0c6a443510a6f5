#include <catch2/catch.hpp>

#include "tests/adapters/verify/house.hpp"
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

TEST_CASE("a journal in which money moves and nothing is wrong has no findings, with and without batches") {
    for (const Closing closing : {Closing::never, Closing::daily}) {
        JournalFile file;
        tell_money_stories(file, closing);
        const Report report = file.verified();
        INFO(in_words(report));
        CHECK(report.is_clean());
        CHECK(report.unjudged_streams == 0);
        for (const Tie& tie : report.ties) CHECK(tie.booked == tie.owed);
    }
}

TEST_CASE("a file that an older program wrote, without tables of money, is verified for what it has") {
    JournalFile file;
    tell_stories(file);
    file.meddling =
        "DROP TABLE refunds; DROP TABLE refund_instructions; DROP TABLE make_goods; DROP TABLE payments; "
        "DROP TABLE account_days; DROP TABLE series; PRAGMA user_version = 2";
    CHECK(file.verified().is_clean());
}

TEST_CASE("an empty journal is clean") {
    JournalFile file;
    const Report report = file.verified();
    CHECK(report.is_clean());
    CHECK(report.events == 0);
}

TEST_CASE("measure: a million events", "[.measure]") {
    JournalFile file;
    Office office(file);
    for (int n = 1; file.rows.size() < 1'000'000; ++n) {
        auto desk = office.desk();
        desk.now = Instant(desk.now.unix_ms() - 3'590'000);
        given::Bill bill("EUR", "R-" + std::to_string(n));
        for (int line = 0; line < 4; ++line) bill.line("68.33").line("57.50", "S", "10");
        desk.record(bill);
        desk.must(Approve{desk.invoke(given::of_lines({{"1", "40.00"}, {"2", "0.00"}}))});
        desk.invoke(given::whole("200.00"));
        office.file(desk);
    }
    file.chain();
    file.project();
    file.write();
    const auto begin = std::chrono::steady_clock::now();
    const auto report = verify_journal(file.path());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    REQUIRE(report.has_value());
    WARN(report->events << " events, " << std::filesystem::file_size(file.path()) / 1'000'000 << " MB, " << took.count()
                        << " s");
    CHECK(report->is_clean());
}

}  // namespace makegood::verify
