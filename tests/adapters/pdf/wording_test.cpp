#include "adapters/pdf/wording.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/pdf/given.hpp"

namespace makegood::pdf {

TEST_CASE("an amount has its currency's digits and commas between thousands") {
    struct Row {
        const char* text;
        const char* currency;
        const char* said;
    };
    const Row row = GENERATE(values<Row>({
        {"0.00", "GBP", "0.00"},
        {"999.99", "GBP", "999.99"},
        {"1000.00", "GBP", "1,000.00"},
        {"-1000.00", "GBP", "-1,000.00"},
        {"-999.00", "GBP", "-999.00"},
        {"9999999999999.99", "GBP", "9,999,999,999,999.99"},
        {"999", "JPY", "999"},
        {"1000", "JPY", "1,000"},
        {"-1000000", "JPY", "-1,000,000"},
        {"1234.567", "TND", "1,234.567"},
        {"0.0001", "CLF", "0.0001"},
    }));
    CHECK(amount(money(row.text, row.currency)) == row.said);
}

TEST_CASE("no reader of a date takes the month for the day") {
    CHECK(in_words(day("2026-11-28")) == "28 November 2026");
    CHECK(in_words(day("2026-01-02")) == "2 January 2026");
    CHECK(in_words(day("0099-12-31")) == "31 December 99");
}

TEST_CASE("an address has its code where the country writes it, and the country only abroad") {
    using Lines = std::vector<std::string>;
    CHECK(address_lines({"1 Quarry Lane", "Sheffield", "S1 2AB", "GB"}, "GB") ==
          Lines{"1 Quarry Lane", "Sheffield S1 2AB"});
    CHECK(address_lines({"Graben 1", "Wien", "1010", "AT"}, "GB") == Lines{"Graben 1", "1010 Wien", "AT"});
    CHECK(address_lines({std::nullopt, "Wien", std::nullopt, "AT"}, "AT") == Lines{"Wien"});
    CHECK(address_lines({}, "GB") == Lines{});
    CHECK(address_lines({"1 Quarry Lane", std::nullopt, "S1", "GB"}, std::nullopt) ==
          Lines{"1 Quarry Lane", "S1", "GB"});
}

}  // namespace makegood::pdf
