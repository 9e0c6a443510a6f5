#include "engine/invoice/standing.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::Bill;
using given::decimal;
using given::money;

namespace {

std::vector<std::string> billed(const Billing& billing) {
    std::vector<std::string> all;
    for (const BilledLine& line : billing.lines) all.push_back(line.id.text() + "=" + to_text(line.billed));
    return all;
}

}  // namespace

TEST_CASE("allowances and negative lines are spread, once, over the positive lines of their (category, rate)") {
    struct Row {
        Bill bill;
        std::vector<std::string> billed;
        const char* why;
    };
    const std::vector<Row> rows = {
        {Bill().line("100.00").line("100.00").allowance("20.00"), {"1=90.00", "2=90.00"}, "DESIGN.md's example"},
        {Bill().line("100.00").line("-30.00").line("50.00"), {"1=80.00", "2=0.00", "3=40.00"}, "a negative line"},
        {Bill().line("100.00").line("-30.00").line("50.00").allowance("15.00"),
         {"1=70.00", "2=0.00", "3=35.00"},
         "both together, spread in one go"},
        {Bill().line("0.01").line("0.01").line("0.01").allowance("0.01"),
         {"1=0.00", "2=0.01", "3=0.01"},
         "a tie: the earlier line takes the odd cent of the allowance"},
        {Bill().line("33.33").line("33.33").line("33.34").allowance("10.00"),
         {"1=30.00", "2=30.00", "3=30.00"},
         "3.333, 3.333, 3.334: largest remainder"},
        {Bill().line("100.00").line("100.00", "S", "10").allowance("20.00", "S", "10"),
         {"1=100.00", "2=80.00"},
         "an allowance stays in its own rate"},
        {Bill().line("100.00", "Z", "0").line("100.00", "AE", "0").allowance("20.00", "AE", "0"),
         {"1=100.00", "2=80.00"},
         "and in its own category"},
        {Bill().line("100.00").charge("10.00").charge("5.00", "S", "10"),
         {"1=100.00", "charge:1=10.00", "charge:2=5.00"},
         "document charges are lines"},
        {Bill().line("90.00").charge("10.00").allowance("20.00"),
         {"1=72.00", "charge:1=8.00"},
         "a charge carries its share of an allowance"},
        {Bill().line("100.00").line("0.00"), {"1=100.00", "2=0.00"}, "a free line stays free"},
        {Bill().line("100.00").line("0.00").allowance("50.00"), {"1=50.00", "2=0.00"}, "and carries nothing"},
        {Bill().line("100.00").line("20.00", "E", "0").line("-50.00", "E", "0"),
         {"1=100.00", "2=20.00", "3=-50.00"},
         "a total below zero stands as it is"},
        {Bill().line("100.00").line("20.00", "E", "0").line("-20.00", "E", "0"),
         {"1=100.00", "2=20.00", "3=-20.00"},
         "a total of zero too"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Billing billing = row.bill.billing();
        CHECK(billed(billing) == row.billed);
        const Totals totals = Standing::as_billed(billing).totals(billing);
        CHECK(totals == row.bill.invoice()->totals);
    }
}

TEST_CASE("a (category, rate) can be credited only when its total is positive") {
    const Billing billing =
        Bill().line("1.00").line("-1.00", "E", "0").line("1.00", "Z", "0").line("-1.00", "Z", "0").billing();
    REQUIRE(billing.groups.size() == 3);
    CHECK(billing.groups[0].can_be_credited());
    CHECK_FALSE(billing.groups[1].can_be_credited());
    CHECK_FALSE(billing.groups[2].can_be_credited());
}

TEST_CASE("a line is found by its id, a charge by its place") {
    const Billing billing = Bill().line("1.00").line("2.00").charge("3.00").billing();
    const LineIndex index(billing);
    CHECK(index.find(LineId("2")) == 1);
    CHECK(index.find(charge_line_id(1)) == 2);
    CHECK_FALSE(index.find(LineId("3")));
    CHECK_FALSE(index.find(charge_line_id(2)));
}

TEST_CASE("standing tax is cumulated from the stored tax, and by the rate above what was billed") {
    struct Row {
        const char *rate, *base, *tax, *standing, *expected;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"20", "279.16", "55.83", "279.16", "55.83", "all of it"},
        {"20", "279.16", "55.83", "210.83", "42.16", "42.164…"},
        {"20", "279.16", "55.83", "0.00", "0.00", "nothing stands"},
        {"20", "0.20", "0.00", "0.20", "0.00", "ten lines of 0.02, rounded line by line to nothing"},
        {"20", "0.20", "0.00", "0.10", "0.00", "and nothing of nothing"},
        {"20", "0.20", "0.00", "1.20", "0.20", "above what was billed the rate holds"},
        {"25", "1234.71", "308.63", "1234.71", "308.63", "five cents less than the rate, and kept"},
        {"25", "1234.71", "308.63", "617.36", "154.32", "half of what is stored: 154.3162…"},
        {"25", "1234.71", "308.63", "1235.71", "308.88", "one more at 25 %"},
        {"0", "50.00", "0.00", "70.00", "0.00", "0 % stays 0"},
        {"20", "0.05", "0.01", "0.03", "0.01", "0.006 rounds half away from zero"},
        {"20", "0.02", "0.01", "0.01", "0.01", "0.005 is a half"},
    }));
    INFO(row.why);
    const TaxGroup group{{"S", decimal(row.rate)}, money(row.base), money(row.tax)};
    CHECK(standing_tax(group, {group.base, group.tax}, money(row.standing)) == money(row.expected));
}

TEST_CASE("standing tax never falls when the base rises") {
    for (const char* tax : {"0.00", "0.01", "0.20", "0.27", "1.00"}) {
        const TaxGroup group{{"S", decimal("20")}, money("1.00"), money(tax)};
        const TaxAnchor anchor{group.base, group.tax};
        Money before = money("0.00");
        for (std::int64_t minor = 0; minor < 300; ++minor) {
            const Money now = standing_tax(group, anchor, Money(minor, group.base.currency()));
            CHECK(now >= before);
            before = now;
        }
    }
}
