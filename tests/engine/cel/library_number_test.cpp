#include <catch2/catch.hpp>

#include "tests/engine/cel/outcome.hpp"

using namespace makegood::cel;

namespace {

struct Row {
    const char *source, *expected, *why;
};

}  // namespace

TEST_CASE("conversions give the same value in another type, or an error") {
    const Row row = GENERATE(values<Row>({
        {"int(1.9) + int(-1.9)", "0", "towards zero"},
        {"int('-12') + int('+3')", "-9", "of a text"},
        {"int(' 1')", "error: no int: ' 1' [int(' 1')]", "of nothing but digits"},
        {"int('+-1')", "error: no int: '+-1' [int('+-1')]", "one sign"},
        {"int('9223372036854775808')", "error: no int: '9223372036854775808' [int('9223372036854775808')]",
         "too large"},
        {"int(9223372036854775807.0)", "error: out of range of int [int(9223372036854775807.0)]", "rounded to 2^63"},
        {"int(0.0 / 0.0)", "error: out of range of int [int(0.0 / 0.0)]", "no number"},
        {"uint(-0.5)", "error: out of range of uint [uint(-0.5)]", "negative"},
        {"uint('12')", "12u", "of a text"},
        {"double('1e3') + double('-Infinity')", "-Infinity", "of a text"},
        {"double('+-1')", "error: no double: '+-1' [double('+-1')]", "one sign"},
        {"double('1e-999')", "0", "too small to be told from 0"},
        {"double('1e999')", "error: out of range of double [double('1e999')]", "too large"},
        {"string(0.1 + 0.2)", "\"0.30000000000000004\"", "all digits"},
        {"string(1e21) + string(123456789.0)", "\"1e+21123456789\"", "exponents only where they help"},
        {"bool('True') && !bool('f')", "true", "of a text"},
        {"bool('yes')", "error: no bool: 'yes' [bool('yes')]", "no bool"},
        {"type(dyn(1)) == int && type(type(1)) == type", "true", "types are values"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("arithmetic that leaves the range is an error, never another number") {
    const Row row = GENERATE(values<Row>({
        {"9223372036854775807 + 1", "error: integer overflow [9223372036854775807 + 1]", "int"},
        {"-9223372036854775808 - 1", "error: integer overflow [-9223372036854775808 - 1]", "below"},
        {"-9223372036854775808 / -1", "error: integer overflow [-9223372036854775808 / -1]", "a division"},
        {"-9223372036854775808 % -1", "error: integer overflow [-9223372036854775808 % -1]", "a remainder"},
        {"-(-9223372036854775808)", "error: integer overflow [-(-9223372036854775808)]", "a sign"},
        {"0u - 1u", "error: integer overflow [0u - 1u]", "uint"},
        {"1 % 0", "error: remainder of a division by zero [1 % 0]", "nothing to divide by"},
        {"1.0 / 0.0", "Infinity", "doubles have infinity"},
        {"-7 / 2 * 10 + -7 % 2", "-31", "towards zero"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("the mathematics of the extension") {
    const Row row = GENERATE(values<Row>({
        {"math.greatest(1, dyn(2.5), dyn(2u))", "2.5", "of any kinds"},
        {"math.least([3, 1, 2])", "1", "of a list"},
        {"math.greatest(dyn([]))", "error: no number among none [math.greatest(dyn([]))]", "of none"},
        {"math.round(-1.5) + math.ceil(1.2) + math.floor(-1.2) + math.trunc(-1.9)", "-3", "to whole numbers"},
        {"math.abs(-5) + math.sign(-5)", "4", "sizes and signs"},
        {"math.abs(-9223372036854775808)", "error: integer overflow [math.abs(-9223372036854775808)]", "out of range"},
        {"math.sqrt(81) + math.sqrt(0.25)", "9.5", "roots"},
        {"math.isNaN(math.sqrt(-1)) && math.isInf(1.0 / 0.0) && math.isFinite(1.5)", "true", "what is no number"},
        {"math.bitAnd(-3, -5) + math.bitOr(4, -2) + math.bitXor(1, 3) + math.bitNot(1)", "-9", "bits"},
        {"math.bitShiftRight(-1024, 3) - math.bitShiftLeft(1, 61)", "-128", "the sign is not kept"},
        {"math.bitShiftLeft(1, 64) + math.bitShiftRight(-1, 64)", "0", "all bits gone"},
        {"math.bitShiftLeft(1, -1)", "error: a shift by a negative number of bits [math.bitShiftLeft(1, -1)]",
         "a shift the other way"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("optionals hold something or nothing, and say so") {
    const Row row = GENERATE(values<Row>({
        {"optional.of(1).value()", "1", "what it holds"},
        {"optional.none().value()", "error: value() of an optional that holds none [optional.none().value()]", "none"},
        {"claim.?channel.optMap(c, c + '!').orValue('')", "\"phone!\"", "mapped"},
        {"claim.?owner.optMap(c, c + '!').hasValue()", "false", "nothing is not mapped"},
        {"claim.?person.optFlatMap(p, optional.ofNonZeroValue(p.name)).value()", "\"Ada\"", "mapped to an optional"},
        {"claim.?owner.or(claim.?channel).value()", "\"phone\"", "the other one"},
        {"claim.?channel.orValue(string(1 / 0))", "\"phone\"", "the other one is not looked at"},
        {"claim.?person.name.orValue('')", "\"Ada\"", "a field of an optional"},
        {"tags[?5].orValue('none')", "\"none\"", "an item that is not there"},
        {"numbers[?'one'].value()", "1", "an entry that is"},
        {"[?claim.?owner, ?claim.?channel]", "[\"phone\"]", "in a list"},
        {"{?'o': claim.?owner, ?'c': claim.?channel}", "{\"c\": \"phone\"}", "in a map"},
        {"tags.first().value() + tags.last().value()", "\"vipold\"", "both ends"},
        {"[].first().hasValue()", "false", "of nothing"},
        {"optional.unwrap([claim.?owner, claim.?channel])", "[\"phone\"]", "all that there are"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}
