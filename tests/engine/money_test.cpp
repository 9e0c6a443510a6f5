#include "engine/money/money.hpp"

#include <limits>

#include <catch2/catch.hpp>

#include "engine/money/decimal.hpp"
#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::currency;
using given::decimal;
using given::money;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("money is read in exactly the digits of its currency, and written back the same") {
    struct Row {
        const char *code, *text;
        std::int64_t minor;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"EUR", "12.50", 1250, "two digits, as most"},
        {"EUR", "0.00", 0, "nothing is an amount"},
        {"EUR", "0.05", 5, "a leading zero before the point"},
        {"EUR", "-12.50", -1250, "a minus"},
        {"EUR", "-0.05", -5, "a minus without whole units"},
        {"JPY", "1200", 1200, "no digits, no point"},
        {"JPY", "0", 0, "nothing without a point"},
        {"TND", "0.005", 5, "three digits"},
        {"KWD", "1.250", 1250, "three digits, kept"},
        {"CLF", "38000.1234", 380001234, "four digits"},
        {"UYW", "0.0001", 1, "the smallest of four"},
        {"EUR", "9999999999999.99", 999'999'999'999'999, "the largest that is let in"},
        {"JPY", "999999999999999", 999'999'999'999'999, "the same limit in minor units"},
        {"EUR", "-9999999999999.99", -999'999'999'999'999, "the limit holds for either sign"},
    }));
    INFO(row.why);
    const auto parsed = parse_money(row.text, currency(row.code));
    REQUIRE(parsed);
    CHECK(parsed->minor() == row.minor);
    CHECK(to_text(*parsed) == row.text);
}

TEST_CASE("what is not exactly money of the currency is refused, for the right reason") {
    struct Row {
        const char *code, *text;
        MoneyRefusal reason;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"EUR", "free", MoneyRefusal::not_money, "words"},
        {"EUR", "", MoneyRefusal::not_money, "nothing at all"},
        {"EUR", "-", MoneyRefusal::not_money, "only a sign"},
        {"EUR", "12,50", MoneyRefusal::not_money, "a comma may mean two things"},
        {"EUR", "1,234.50", MoneyRefusal::not_money, "no thousands separator"},
        {"EUR", "1e3", MoneyRefusal::not_money, "no exponent"},
        {"EUR", "+1.00", MoneyRefusal::not_money, "no plus"},
        {"EUR", "--1.00", MoneyRefusal::not_money, "one minus"},
        {"EUR", " 1.00", MoneyRefusal::not_money, "no blank"},
        {"EUR", "1.00 ", MoneyRefusal::not_money, "no blank behind either"},
        {"EUR", ".50", MoneyRefusal::not_money, "a digit before the point"},
        {"EUR", "1.", MoneyRefusal::not_money, "a digit behind the point"},
        {"EUR", "1.2.3", MoneyRefusal::not_money, "one point"},
        {"EUR", "01.00", MoneyRefusal::not_money, "no leading zeros"},
        {"EUR", "0x1.00", MoneyRefusal::not_money, "no hexadecimal"},
        {"EUR", "\xD9\xA1.00", MoneyRefusal::not_money, "ASCII digits only"},
        {"EUR", "1", MoneyRefusal::wrong_digits, "euros without cents could be cents"},
        {"EUR", "1.5", MoneyRefusal::wrong_digits, "one digit"},
        {"EUR", "1.500", MoneyRefusal::wrong_digits, "three digits"},
        {"JPY", "1.00", MoneyRefusal::wrong_digits, "yen have none"},
        {"TND", "1.00", MoneyRefusal::wrong_digits, "millimes are three"},
        {"CLF", "1.000", MoneyRefusal::wrong_digits, "four"},
        {"EUR", "10000000000000.00", MoneyRefusal::too_large, "one cent beyond the limit"},
        {"JPY", "1000000000000000", MoneyRefusal::too_large, "the same in yen"},
        {"EUR", "92233720368547758.08", MoneyRefusal::too_large, "beyond int64"},
        {"EUR", "184467440737095516.17", MoneyRefusal::too_large, "wraps to 1 in uint64"},
        {"EUR", "99999999999999999999999999999999.00", MoneyRefusal::too_large, "beyond anything"},
    }));
    INFO(row.why);
    const auto parsed = parse_money(row.text, currency(row.code));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error() == row.reason);
}

TEST_CASE("money beyond what is let in is written without a slip, down to the least int64") {
    CHECK(to_text(Money(least, currency("EUR"))) == "-92233720368547758.08");
    CHECK(to_text(Money(most, currency("TND"))) == "9223372036854775.807");
}

TEST_CASE("money of two currencies is neither added nor compared") {
    Money euro = money("1.00");
    const Money dollar = money("1.00", "USD");
    CHECK_THROWS_AS(euro += dollar, BrokenInvariant);
    CHECK_THROWS_AS(euro -= dollar, BrokenInvariant);
    CHECK_THROWS_AS((void)(euro < dollar), BrokenInvariant);
    CHECK(euro != dollar);
}

TEST_CASE("money that would leave int64 breaks an invariant instead of wrapping") {
    const Money high(most, currency("EUR"));
    const Money low(least, currency("EUR"));
    CHECK_THROWS_AS((void)(high + money("0.01")), BrokenInvariant);
    CHECK_THROWS_AS((void)(low - money("0.01")), BrokenInvariant);
    CHECK_THROWS_AS((void)-low, BrokenInvariant);
    CHECK_THROWS_AS((void)abs(low), BrokenInvariant);
    CHECK_THROWS_AS((void)scale(high, money("0.02"), money("0.01"), Rounding::toward_zero), BrokenInvariant);
}

TEST_CASE("a currency is an active ISO 4217 code in capitals, with its own digits") {
    struct Row {
        const char* code;
        int digits;  // -1: no such currency
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"EUR", 2, "two"},
        {"JPY", 0, "none"},
        {"ISK", 0, "none since 2007"},
        {"BHD", 3, "three"},
        {"CLF", 4, "four"},
        {"MGA", 2, "fifths, but ISO says two"},
        {"eur", -1, "small letters"},
        {"EURO", -1, "four letters"},
        {"EU", -1, "two letters"},
        {"", -1, "nothing"},
        {"XAU", -1, "gold has no minor unit"},
        {"XXX", -1, "no currency"},
        {"DEM", -1, "withdrawn"},
        {"UR ", -1, "no window into the list"},
        {"ED ", -1, "no window into the list"},
    }));
    INFO(row.why);
    const auto found = Currency::find(row.code);
    CHECK((found ? found->digits() : -1) == row.digits);
}

TEST_CASE("multiplying and dividing rounds the absolute value as named") {
    struct Row {
        std::int64_t value, numerator, denominator, half, down, up;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {10, 1, 4, 3, 2, 3, "2.5"},
        {-10, 1, 4, -3, -2, -3, "-2.5 rounds as 2.5 does"},
        {10, -1, 4, -3, -2, -3, "the sign may stand anywhere"},
        {10, 1, -4, -3, -2, -3, "also below"},
        {-10, -1, 4, 3, 2, 3, "two signs cancel"},
        {9, 1, 4, 2, 2, 3, "2.25"},
        {8, 1, 4, 2, 2, 2, "exact"},
        {0, 5, 7, 0, 0, 0, "nothing"},
        {1, 1, 3, 0, 0, 1, "a third"},
        {2, 1, 3, 1, 0, 1, "two thirds"},
        {most, most, most, most, most, most, "the product needs 128 bits"},
        {least, most, most, least, least, least, "the least value survives"},
        {least, least, least, least, least, least, "also against itself"},
        {5583, 21083, 27916, 4216, 4216, 4217, "42.1637… of the invoice in DESIGN.md"},
    }));
    INFO(row.why);
    CHECK(multiply_divide(row.value, row.numerator, row.denominator, Rounding::half_away_from_zero) == row.half);
    CHECK(multiply_divide(row.value, row.numerator, row.denominator, Rounding::toward_zero) == row.down);
    CHECK(multiply_divide(row.value, row.numerator, row.denominator, Rounding::away_from_zero) == row.up);
}

TEST_CASE("a quotient outside int64 is nothing, and a division by zero breaks an invariant") {
    CHECK_FALSE(multiply_divide(most, 2, 1, Rounding::toward_zero));
    CHECK_FALSE(multiply_divide(least, -1, 1, Rounding::toward_zero));
    CHECK(multiply_divide(least, 1, 1, Rounding::toward_zero) == least);
    CHECK_THROWS_AS((void)multiply_divide(1, 1, 0, Rounding::toward_zero), BrokenInvariant);
}

TEST_CASE("a split gives every unit away, the odd ones to the largest remainders, ties to the earlier part") {
    struct Row {
        std::int64_t total;
        std::vector<std::int64_t> weights, parts;
        const char* why;
    };
    const std::vector<Row> rows = {
        {100, {1, 1}, {50, 50}, "even"},
        {100, {1, 1, 1}, {34, 33, 33}, "a tie goes to the earlier"},
        {101, {1, 1, 1}, {34, 34, 33}, "two units, two earlier parts"},
        {-100, {1, 1, 1}, {-34, -33, -33}, "a negative total mirrors the positive one"},
        {10, {1, 2, 4}, {1, 3, 6}, "1.43, 2.86, 5.71: the unit goes to .86, then .71"},
        {5, {0, 1, 0}, {0, 5, 0}, "who has no weight gets nothing"},
        {1, {0, 1, 1}, {0, 1, 0}, "not even the odd one"},
        {0, {3, 4}, {0, 0}, "nothing to split"},
        {20, {100, 100}, {10, 10}, "the allowance of DESIGN.md"},
        {most, {most - 1, 1}, {most - 1, 1}, "products need 128 bits"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(split_by_largest_remainder(row.total, row.weights) == row.parts);
    }
}

TEST_CASE("a split without any weight, or with a negative one, breaks an invariant") {
    CHECK_THROWS_AS((void)split_by_largest_remainder(1, std::vector<std::int64_t>{}), BrokenInvariant);
    CHECK_THROWS_AS((void)split_by_largest_remainder(1, std::vector<std::int64_t>{0, 0}), BrokenInvariant);
    CHECK_THROWS_AS((void)split_by_largest_remainder(1, std::vector<std::int64_t>{2, -1}), BrokenInvariant);
}

TEST_CASE("a decimal keeps its digits as written and compares by value") {
    struct Row {
        const char *text, *written, *shortest;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"1.50", "1.50", "1.5", "kept"},
        {"20.00", "20.00", "20", "a rate"},
        {"0", "0", "0", "nothing"},
        {"0.00", "0.00", "0", "nothing with digits"},
        {"-0.005", "-0.005", "-0.005", "a negative price below one"},
        {"100", "100", "100", "zeros before the point stay"},
        {"0.000000000000001", "0.000000000000001", "0.000000000000001", "15 digits behind the point"},
        {"999999999999999999", "999999999999999999", "999999999999999999", "18 digits"},
        {"-999.999999999999999", "-999.999999999999999", "-999.999999999999999", "18 digits, 15 of them behind"},
    }));
    INFO(row.why);
    const auto parsed = Decimal::parse(row.text);
    REQUIRE(parsed);
    CHECK(to_text(*parsed) == row.written);
    CHECK(to_shortest_text(*parsed) == row.shortest);
    CHECK(*parsed == *Decimal::parse(row.shortest));
}

TEST_CASE("what is no plain decimal is nothing") {
    const std::string_view text =
        GENERATE(values<std::string_view>({"", "-", ".", ".5", "5.", "1e3", "1,5", " 1", "1 ", "+1", "--1", "1.2.3",
                                           "0x10", "NaN", "1234567890123456789", "0.0000000000000001", "1-", "1.-5"}));
    INFO(text);
    CHECK_FALSE(Decimal::parse(text));
}

TEST_CASE("decimals are ordered by what they are worth, not by how they are written") {
    CHECK(decimal("1.5") == decimal("1.500"));
    CHECK(decimal("0") == decimal("-0.0"));
    CHECK(decimal("19.9") < decimal("20"));
    CHECK(decimal("-1") < decimal("-0.999999999999999"));
    CHECK(decimal("999999999999999999") > decimal("0.000000000000001"));
}

TEST_CASE("a quantity times a price is rounded once, half away from zero on the absolute value") {
    struct Row {
        const char *quantity, *price, *code, *amount;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"3", "4.20", "EUR", "12.60", "exact"},
        {"1", "12.345", "EUR", "12.35", "half up"},
        {"1", "-12.345", "EUR", "-12.35", "half away from zero, so a return is what the sale was"},
        {"-1", "12.345", "EUR", "-12.35", "whichever carries the sign"},
        {"-1", "-12.345", "EUR", "12.35", "two signs"},
        {"1", "12.344999999999999", "EUR", "12.34", "not twice: 12.345 first would give 12.35"},
        {"0.333333333333333", "3", "EUR", "1.00", "many digits"},
        {"2.5", "1", "JPY", "3", "yen"},
        {"1", "0.0005", "TND", "0.001", "three digits"},
        {"1", "0.00005", "CLF", "0.0001", "four digits"},
        {"6", "0.125", "EUR", "0.75", "three-digit prices of the retail set"},
    }));
    INFO(row.why);
    const auto amount =
        extend(decimal(row.quantity), decimal(row.price), currency(row.code), Rounding::half_away_from_zero);
    REQUIRE(amount);
    CHECK(to_text(*amount) == row.amount);
}

TEST_CASE("a quantity times a price that no int64 holds is nothing") {
    CHECK_FALSE(extend(decimal("999999999999999999"), decimal("999999999999999999"), currency("EUR"),
                       Rounding::half_away_from_zero));
    CHECK_FALSE(extend(decimal("999999999999999999"), decimal("1000000000000000"), currency("CLF"),
                       Rounding::half_away_from_zero));
    // 2^63 and 2^63 - 2
    CHECK_FALSE(extend(decimal("2147483648"), decimal("4294967296"), currency("JPY"), Rounding::half_away_from_zero));
    CHECK(extend(decimal("2147483647"), decimal("4294967298"), currency("JPY"), Rounding::half_away_from_zero));
}

TEST_CASE("a percentage of money is rounded once, and of a credit as of a charge") {
    CHECK(percent_of(decimal("20"), money("68.33"), Rounding::half_away_from_zero) == money("13.67"));
    CHECK(percent_of(decimal("20"), money("-68.33"), Rounding::half_away_from_zero) == money("-13.67"));
    CHECK(percent_of(decimal("5.5"), money("1.00"), Rounding::half_away_from_zero) == money("0.06"));
    CHECK(percent_of(decimal("8.1"), money("0.00"), Rounding::half_away_from_zero) == money("0.00"));
    CHECK(percent_of(decimal("10"), money("5", "JPY"), Rounding::half_away_from_zero) == money("1", "JPY"));
}
