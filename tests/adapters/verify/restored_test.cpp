#include <catch2/catch.hpp>

#include "adapters/verify/chain.hpp"
#include "tests/adapters/verify/stories.hpp"

namespace makegood::verify {

namespace {

using given::Bill;
using given::of_lines;

constexpr const char* restarted = "numbers-restarted";
constexpr const char* resumed = "numbers-resumed";
constexpr const char* note = "adjustment-issued";

void credit(Office& office, const char* number) {
    auto desk = office.desk();
    desk.record(Bill("EUR", number).line("100.00"));
    desk.must(Approve{desk.invoke(of_lines({{"1", "60.00"}}))});
    office.file(desk);
}

/// Two notes; the file is restored, and two more with a mark; proven, and one more without.
void tell_of_a_restoration(JournalFile& file) {
    Office office(file);
    credit(office, "A-1");
    credit(office, "A-2");
    const NumberBook before = office.numbers();
    const std::uint64_t checkpoint = file.rows.size();
    office.restart("R7K3FQ", 0);
    credit(office, "A-3");
    credit(office, "A-4");
    file.chain();
    office.resume(checkpoint, to_hex(file.rows[checkpoint - 1].hash), before);
    credit(office, "A-5");
    file.chain();
    file.project();
}

/// A forgery changes the chain; whoever knows how puts the proof right again.
void prove_again(JournalFile& file) {
    const std::uint64_t checkpoint =
        std::stoull(Json::parse(file.row(resumed).envelope)["payload"]["sequence"].get<std::string>());
    const std::string hex = to_hex(file.rows[checkpoint - 1].hash);
    file.forge(resumed, 1, [&](Json& p) { p["hash"] = hex; });
}

}  // namespace

TEST_CASE("law 9: a file that was restored numbers anew with a mark, and after the proof goes on where it stood") {
    JournalFile file;
    tell_of_a_restoration(file);
    prove_again(file);
    const auto number = [&](std::size_t n) {
        return Json::parse(file.row(note, n).envelope)["payload"]["adjustment"]["number"].get<std::string>();
    };
    CHECK(number(2) == "GS-2026-000002");
    CHECK(number(3) == "GS-R7K3FQ-2026-000001");
    CHECK(number(4) == "GS-R7K3FQ-2026-000002");
    CHECK(number(5) == "GS-2026-000003");
    const Report report = file.verified();
    INFO(in_words(report));
    CHECK(report.is_clean());
}

TEST_CASE("law 9: numbers that a restored file may not give, and proofs that prove nothing, are found") {
    struct Row {
        void (*alter)(JournalFile& file);
        const char* code;
        const char* type;
        std::size_t n;
        const char* why;
    };
    const Row rows[] = {
        {[](JournalFile& f) { f.forge(restarted, 1, [](Json& p) { p["mark"] = "R7K3FR"; }); }, "number-prefix", note, 3,
         "the mark is another one"},
        {[](JournalFile& f) { f.forge(restarted, 1, [](Json& p) { p["mark"] = "again"; }); }, "series-mark", restarted,
         1, "no mark"},
        {[](JournalFile& f) { f.forge(restarted, 1, [](Json& p) { p["mark"] = ""; }); }, "series-mark", restarted, 1,
         "the numbers of the lost file once more"},
        {[](JournalFile& f) { f.forge(note, 5, [](Json& p) { p["adjustment"]["number"] = "GS-R7K3FQ-2026-000003"; }); },
         "number-prefix", note, 5, "a mark after the proof"},
        {[](JournalFile& f) { f.forge(resumed, 1, [](Json& p) { p["hash"] = "00"; }); }, "series-mark", resumed, 1,
         "a hash that the chain does not have"},
        {[](JournalFile& f) {
             f.forge(restarted, 1, [](Json& p) { p["lost_sequence"] = "999"; });
             prove_again(f);
         },
         "series-mark", resumed, 1, "a proof of less than what was lost"},
    };
    for (const Row& row : rows) {
        JournalFile file;
        tell_of_a_restoration(file);
        prove_again(file);
        const std::int64_t at = file.row(row.type, row.n).sequence;
        row.alter(file);
        const Report report = file.verified();
        INFO(row.why);
        INFO(in_words(report));
        CHECK(in_short(report).find(std::string(row.code) + " " + std::to_string(at)) != std::string::npos);
    }
}

TEST_CASE("tax in the currency of accounting, and the day of a tax period, are held to the invoice and the statement") {
    const auto story = [](JournalFile& file) {
        Office office(file);
        Company of = given::company();
        of.tax_point = TaxPoint::statement;
        given::Desk desk(of);
        InvoiceDraft draft = Bill("EUR", "B-1").line("68.33").line("57.50").draft();
        draft.accounting_tax = AccountingTax{given::money("285.47", "SEK")};
        desk.must(RecordInvoice{*Invoice::check(std::move(draft))});
        const ClaimId claim = desk.invoke(of_lines({{"1", "60.00"}}));
        desk.now = desk.now + std::chrono::hours(72);
        desk.must(Approve{claim});
        desk.must(ReverseAdjustment{desk.stream.adjustments[0].number, {}});
        office.file(desk);
        file.chain();
        file.project();
    };
    {
        JournalFile file;
        story(file);
        const Report report = file.verified();
        INFO(in_words(report));
        CHECK(report.is_clean());
    }
    struct Row {
        void (*alter)(JournalFile& file);
        const char* found;  ///< at the first note
        const char* why;
    };
    const Row rows[] = {
        {[](JournalFile& f) {
             f.forge(note, 1, [](Json& p) { p["adjustment"]["accounting_tax"]["amount"] = "18.92"; });
         },
         "accounting-tax-off", "another amount"},
        {[](JournalFile& f) { f.forge(note, 1, [](Json& p) { p["adjustment"].erase("accounting_tax"); }); },
         "accounting-tax-off", "left out"},
        {[](JournalFile& f) {
             f.forge(note, 1, [](Json& p) { p["adjustment"]["accounting_tax"]["currency"] = "NOK"; });
         },
         "accounting-tax-off", "in another currency"},
        {[](JournalFile& f) { f.forge(note, 1, [](Json& p) { p["adjustment"]["tax_point"] = "2026-01-10"; }); },
         "tax-point-off", "in a period that is over"},
    };
    for (const Row& row : rows) {
        JournalFile file;
        story(file);
        const std::int64_t at = file.row(note, 1).sequence;
        row.alter(file);
        const Report report = file.verified();
        INFO(row.why);
        INFO(in_words(report));
        CHECK(in_short(report).starts_with(std::string(row.found) + " " + std::to_string(at)));
        CHECK_FALSE(report.is_clean());
    }
}

}  // namespace makegood::verify
