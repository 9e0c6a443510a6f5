#include <catch2/catch.hpp>

#include "tests/engine/cel/outcome.hpp"

using namespace makegood::cel;

namespace {

struct Row {
    const char *source, *expected, *why;
};

}  // namespace

TEST_CASE("timestamps are read as RFC 3339, and only days that there are") {
    const Row row = GENERATE(values<Row>({
        {"timestamp('2024-02-29T12:00:00.25+02:00')", "2024-02-29T10:00:00.25Z", "with an offset"},
        {"timestamp('0001-01-01T00:00:00Z')", "0001-01-01T00:00:00Z", "the first"},
        {"timestamp('9999-12-31T23:59:59.999999999Z')", "9999-12-31T23:59:59.999999999Z", "the last"},
        {"timestamp(0)", "1970-01-01T00:00:00Z", "of seconds"},
        {"int(timestamp('1969-12-31T23:59:59Z'))", "-1", "to seconds"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("what is no time is refused") {
    const Row row = GENERATE(values<Row>({
        {"timestamp('2024-02-30T00:00:00Z')", "no timestamp", "no such day"},
        {"timestamp('2023-02-29T00:00:00Z')", "no timestamp", "no leap year"},
        {"timestamp('2024-01-01T24:00:00Z')", "no timestamp", "no such hour"},
        {"timestamp('2024-01-01T00:00:60Z')", "no timestamp", "no leap seconds"},
        {"timestamp('2024-01-01 00:00:00Z')", "no timestamp", "no T"},
        {"timestamp('2024-01-01T00:00:00')", "no timestamp", "no zone"},
        {"timestamp('2024-01-01T00:00:00.Z')", "no timestamp", "no digits"},
        {"timestamp('2024-01-01T00:00:00.1234567890Z')", "no timestamp", "too many digits"},
        {"timestamp('2024-01-01T00:00:00+24:00')", "no timestamp", "no such offset"},
        {"timestamp('0001-01-01T00:00:00+00:01')", "timestamp out of range", "before the first"},
        {"timestamp('0000-01-01T00:00:00Z')", "timestamp out of range", "year 0"},
        {"timestamp(253402300800)", "timestamp out of range", "year 10000"},
        {"timestamp('9999-12-31T23:59:59Z') + duration('1s')", "timestamp out of range", "beyond the last"},
        {"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", "duration out of range", "too long"},
        {"duration('1x')", "no duration", "no such unit"},
        {"duration('h')", "no duration", "no number"},
        {"duration('')", "no duration", "nothing"},
        {"duration('-')", "no duration", "a sign"},
        {"duration('1h 5m')", "no duration", "a blank"},
        {"duration('320000000000s')", "duration out of range", "beyond 290 years"},
        {"duration('999999999999999999999999999999h')", "duration out of range", "far beyond"},
        {"duration('200000000000s') + duration('200000000000s')", "duration out of range", "a sum"},
        {"now.getHours('Nowhere')", "unknown time zone: 'Nowhere'", "no such zone"},
        {"now.getHours('+5:00')", "unknown time zone: '+5:00'", "two digits"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source).starts_with(std::string("error: ") + row.expected));
}

TEST_CASE("durations are added, compared and written in seconds") {
    const Row row = GENERATE(values<Row>({
        {"duration('1h30m') + duration('-1.5h')", "0s", "units and fractions"},
        {"duration('1h34us')", "3600.000034s", "several units"},
        {"duration('1.5µs')", "0.0000015s", "a micro sign"},
        {"duration('-9223372036854775808ns')", "-9223372036.854775808s", "the smallest"},
        {"now - duration('-9223372036854775808ns') > now", "true", "can be taken away"},
        {"duration('.5s') == duration('500ms')", "true", "no digit before the point"},
        {"duration('100m').getHours() + duration('100m').getMinutes()", "101", "whole units"},
        {"duration('1234ms').getMilliseconds()", "234", "of milliseconds the part"},
        {"now + duration('1ns') > now && now - duration('1ns') < now", "true", "to the nanosecond"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}

TEST_CASE("parts of a timestamp are those on the wall of the zone") {
    const Row row = GENERATE(values<Row>({
        {"[now.getFullYear(), now.getMonth(), now.getDate(), now.getDayOfMonth()]", "[2026, 2, 29, 28]",
         "months from 0, days from 1 or 0"},
        {"[now.getDayOfWeek(), now.getDayOfYear(), now.getHours(), now.getMinutes()]", "[0, 87, 1, 30]",
         "Sunday is 0, days of the year from 0"},
        {"[now.getSeconds(), timestamp('2026-01-01T00:00:05.123456Z').getMilliseconds()]", "[0, 123]", "seconds"},
        {"[now.getHours('+05:30'), now.getMinutes('+05:30'), now.getHours('02:00')]", "[7, 0, 3]", "fixed offsets"},
        {"[now.getDate('-02:00'), now.getHours('-02:00')]", "[28, 23]", "the day before"},
        {"[now.getHours('Test/Half'), (now - duration('1h')).getHours('Test/Half')]", "[8, 6]", "a zone that changed"},
        {"now.getHours('UTC')", "1", "UTC by name"},
        {"timestamp('1969-12-31T23:59:59Z').getSeconds()", "59", "before 1970"},
        {"timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", "0", "out of range on the wall only"},
    }));
    CAPTURE(row.source, row.why);
    CHECK(outcome(row.source) == row.expected);
}
