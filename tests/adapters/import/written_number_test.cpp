#include "adapters/import/written_number.hpp"

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::import;

TEST_CASE("an amount is taken when it is exact in its currency, however it is written") {
    struct Case {
        const char* text;
        const char* currency;
        const char* money;  // nullptr: refused
        const char* why;
    };
    const Case cases[] = {
        {"12.50", "EUR", "12.50", "as everybody writes it"},
        {"10.5", "EUR", "10.50", "a digit left out"},
        {"10.500", "EUR", "10.50", "a zero too many says nothing"},
        {"10.505", "EUR", nullptr, "half a cent can't be billed"},
        {"1250", "JPY", "1250", "yen have no digits behind the point"},
        {"1250.00", "JPY", "1250", "zeros behind it say nothing"},
        {"1250.5", "JPY", nullptr, "half a yen"},
        {"0.005", "TND", "0.005", "three digits"},
        {"00.00", "EUR", "0.00", "an Italian sample writes so"},
        {"-0.0", "EUR", "0.00", "zero has no sign"},
        {"+5", "EUR", "5.00", "xsd:decimal allows the sign"},
        {".5", "EUR", "0.50", "xsd:decimal allows it"},
        {"5.", "EUR", "5.00", "xsd:decimal allows it"},
        {" 7\n", "EUR", "7.00", "white space around numbers collapses"},
        {"", "EUR", nullptr, "nothing"},
        {".", "EUR", nullptr, "a point alone"},
        {"12,50", "EUR", nullptr, "a comma: could be thousands"},
        {"1e3", "EUR", nullptr, "no exponents"},
        {"free", "EUR", nullptr, "a word"},
        {"9999999999999.99", "EUR", "9999999999999.99", "the largest"},
        {"10000000000000.00", "EUR", nullptr, "beyond it"},
        {"999999999999999999999999999999", "EUR", nullptr, "far beyond int64"},
    };
    for (const Case& c : cases) {
        INFO(c.text << " " << c.currency << ": " << c.why);
        const auto money = read_money(c.text, *Currency::find(c.currency));
        REQUIRE(money.has_value() == (c.money != nullptr));
        if (c.money != nullptr) CHECK(to_text(*money) == c.money);
    }
}

TEST_CASE("a price for several is shown as the price of one") {
    struct Case {
        const char* price;
        const char* quantity;
        const char* one;
        const char* why;
    };
    const Case cases[] = {
        {"12.00", "12", "1", "even"},
        {"1", "3", "0.333333333", "cut at nine digits"},
        {"2", "3", "0.666666667", "half away from zero"},
        {"-2", "3", "-0.666666667", "the sign kept"},
        {"365", "1.20", "304.166666667", "a broken base"},
        {"0.5", "0.001", "500", "a small base"},
    };
    for (const Case& c : cases) {
        INFO(c.price << " for " << c.quantity << ": " << c.why);
        const auto one = divide_for_show(*Decimal::parse(c.price), *Decimal::parse(c.quantity));
        REQUIRE(one);
        CHECK(to_text(*one) == c.one);
    }
    CHECK_FALSE(divide_for_show(*Decimal::parse("999999999999999999"), *Decimal::parse("0.000000000000001")));
}
