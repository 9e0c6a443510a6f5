#include <catch2/catch.hpp>

#include "engine/core/invariant.hpp"
#include "engine/guarantee/guarantee.hpp"
#include "engine/time/zone.hpp"
#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::date;
using given::instant;
using std::chrono::hours;
using std::chrono::minutes;

TEST_CASE("a date is read from exactly YYYY-MM-DD and written back the same") {
    struct Row {
        const char* text;
        bool exists;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"2026-03-29", true, "a day"},
        {"2024-02-29", true, "a leap day"},
        {"2000-02-29", true, "a leap century"},
        {"0001-01-01", true, "the first"},
        {"9999-12-31", true, "the last"},
        {"2025-02-29", false, "no leap year"},
        {"1900-02-29", false, "no leap century"},
        {"2026-04-31", false, "April has 30"},
        {"2026-13-01", false, "no such month"},
        {"2026-00-10", false, "months begin at 1"},
        {"2026-01-00", false, "days begin at 1"},
        {"0000-01-01", false, "no year 0"},
        {"2026-3-29", false, "two digits"},
        {"26-03-29", false, "four digits"},
        {"2026/03/29", false, "dashes"},
        {"2026-03-29 ", false, "nothing behind"},
        {"2026-0a-29", false, "digits"},
        {"-026-03-29", false, "no sign"},
        {"", false, "nothing"},
    }));
    INFO(row.why);
    const auto parsed = parse_date(row.text);
    REQUIRE(parsed.has_value() == row.exists);
    if (parsed) CHECK(to_text(*parsed) == row.text);
}

TEST_CASE("days are counted from 1970, before it too") {
    CHECK(date("1970-01-01").unix_days() == 0);
    CHECK(date("1969-12-31").unix_days() == -1);
    CHECK(date("2026-03-29").unix_days() == 20541);
    CHECK(date("2024-12-31").year() == 2024);
    CHECK(date("2024-12-31").month() == 12);
    CHECK(date("2024-12-31").day() == 31);
}

TEST_CASE("an instant is read from RFC 3339 with any offset and written in UTC to the millisecond") {
    struct Row {
        const char *text, *written;  // "" : refused
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"2026-03-29T01:00:00Z", "2026-03-29T01:00:00.000Z", "UTC"},
        {"2026-03-29T03:00:00+02:00", "2026-03-29T01:00:00.000Z", "east"},
        {"2026-03-28T21:30:00-03:30", "2026-03-29T01:00:00.000Z", "west, across midnight"},
        {"2026-03-29t01:00:00z", "2026-03-29T01:00:00.000Z", "small letters are allowed"},
        {"2026-03-29T01:00:00-00:00", "2026-03-29T01:00:00.000Z", "offset unknown"},
        {"2026-03-29T01:00:00.1Z", "2026-03-29T01:00:00.100Z", "one digit of a second"},
        {"2026-03-29T01:00:00.123456789Z", "2026-03-29T01:00:00.123Z", "cut, not rounded"},
        {"2026-03-29T01:00:00.9999Z", "2026-03-29T01:00:00.999Z", "cut at the end of a second"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z", "before 1970"},
        {"2026-03-29T01:00:00", "", "no offset"},
        {"2026-03-29 01:00:00Z", "", "a blank"},
        {"2026-03-29T24:00:00Z", "", "hour 24"},
        {"2026-03-29T01:60:00Z", "", "minute 60"},
        {"2026-03-29T01:00:61Z", "", "second 61"},
        {"2026-03-29T01:00:00.Z", "", "a point without digits"},
        {"2026-03-29T01:00:00.1234567890Z", "", "ten digits"},
        {"2026-03-29T01:00:00+24:00", "", "an offset of a day"},
        {"2026-03-29T01:00:00+0200", "", "an offset without a colon"},
        {"2026-02-30T01:00:00Z", "", "no such day"},
        {"2026-03-29T01:00Z", "", "no seconds"},
        {"2026-03-29T01:00:00ZZ", "", "nothing behind"},
        {"", "", "nothing"},
    }));
    INFO(row.why);
    const auto parsed = parse_instant(row.text);
    REQUIRE(parsed.has_value() == (*row.written != '\0'));
    if (parsed) CHECK(to_text(*parsed) == row.written);
}

TEST_CASE("an instant at the edge of the calendar is written or refused, never an exception") {
    const char* text = GENERATE("9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59");
    INFO(text);
    const auto parsed = parse_instant(text);
    if (!parsed) return;
    std::string written;
    REQUIRE_NOTHROW(written = to_text(*parsed));
    CHECK(parse_instant(written) == parsed);
}

namespace {

// America/Sao_Paulo in 2018/19: midnight is skipped in spring and met twice in autumn.
Zone sao_paulo() {
    return {"America/Sao_Paulo",
            hours(-3),
            {{instant("2018-11-04T03:00:00Z"), hours(-2)}, {instant("2019-02-17T02:00:00Z"), hours(-3)}}};
}

// America/Havana in 2018: 01:00 becomes 00:00, so that midnight of one day comes twice.
Zone havana() {
    return {"America/Havana",
            hours(-5),
            {{instant("2018-03-11T05:00:00Z"), hours(-4)}, {instant("2018-11-04T05:00:00Z"), hours(-5)}}};
}

Zone vienna() {
    return {"Europe/Vienna",
            hours(1),
            {{instant("2026-03-29T01:00:00Z"), hours(2)}, {instant("2026-10-25T01:00:00Z"), hours(1)}}};
}

}  // namespace

TEST_CASE("the day of an instant is that of the zone's wall calendar") {
    struct Row {
        Zone zone;
        const char *at, *day;
        const char* why;
    };
    const std::vector<Row> rows = {
        {Zone::utc(), "2026-12-31T23:59:59.999Z", "2026-12-31", "UTC"},
        {vienna(), "2026-12-31T22:59:59.999Z", "2026-12-31", "the last millisecond of the year in Vienna"},
        {vienna(), "2026-12-31T23:00:00Z", "2027-01-01", "already the new year there"},
        {vienna(), "2026-07-01T22:00:00Z", "2026-07-02", "summer time"},
        {vienna(), "2026-07-01T21:59:59.999Z", "2026-07-01", "a millisecond earlier"},
        {sao_paulo(), "2018-11-04T02:59:59.999Z", "2018-11-03", "before the gap"},
        {sao_paulo(), "2018-11-04T03:00:00Z", "2018-11-04", "the day begins at one"},
        {sao_paulo(), "2019-02-17T02:00:00Z", "2019-02-16", "the clock went back over midnight"},
        {Zone("West", hours(-12), {}), "1970-01-01T00:00:00Z", "1969-12-31", "before 1970"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(to_text(row.zone.date_at(instant(row.at))) == row.day);
    }
}

TEST_CASE("a day begins with its first instant, also where midnight is skipped or met twice") {
    struct Row {
        Zone zone;
        const char *day, *at;
        const char* why;
    };
    const std::vector<Row> rows = {
        {Zone::utc(), "2026-03-29", "2026-03-29T00:00:00.000Z", "UTC"},
        {vienna(), "2026-03-29", "2026-03-28T23:00:00.000Z", "the change comes later that day"},
        {vienna(), "2026-03-30", "2026-03-29T22:00:00.000Z", "the day after it"},
        {vienna(), "2026-10-25", "2026-10-24T22:00:00.000Z", "autumn"},
        {sao_paulo(), "2018-11-04", "2018-11-04T03:00:00.000Z", "no midnight: the day begins at 01:00"},
        {sao_paulo(), "2018-11-05", "2018-11-05T02:00:00.000Z", "and the next one at midnight"},
        {sao_paulo(), "2019-02-17", "2019-02-17T03:00:00.000Z", "at 24:00 the clock fell back into the day before"},
        {havana(), "2018-11-04", "2018-11-04T04:00:00.000Z", "the first of two midnights"},
        {havana(), "2018-03-11", "2018-03-11T05:00:00.000Z", "no midnight"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Instant start = row.zone.start_of(date(row.day));
        CHECK(to_text(start) == row.at);
        CHECK(row.zone.date_at(start) == date(row.day));
        CHECK(row.zone.date_at(start + -std::chrono::milliseconds(1)) < date(row.day));
    }
}

TEST_CASE("a zone whose transitions do not ascend breaks an invariant") {
    CHECK_THROWS_AS(Zone("X", hours(0), {{Instant(2), hours(1)}, {Instant(1), hours(0)}}), BrokenInvariant);
}

TEST_CASE("a clock's target is tighter than its promise, and both take time") {
    struct Row {
        int promise_min, target_min;
        bool loads;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {60, 30, true, "promise much, deliver more"},
        {60, 59, true, "by a minute"},
        {60, 60, false, "not tighter"},
        {30, 60, false, "looser"},
        {60, 0, false, "no time at all"},
        {60, -1, false, "before it began"},
        {0, -1, false, "a promise of nothing"},
    }));
    INFO(row.why);
    CHECK(Clock::make(minutes(row.promise_min), minutes(row.target_min)).has_value() == row.loads);
}

namespace {

GuaranteeVersion version(const char* name, const char* from) {
    const Clock clock = *Clock::make(minutes(60), minutes(30));
    return {GuaranteeVersionName(name), date(from), "", 30, {clock, clock, clock, clock, clock, clock, clock}};
}

}  // namespace

TEST_CASE("an invoice is pinned to the version in force on its issue date") {
    const Guarantee guarantee(
        {version("2022", "2022-01-01"), version("2020", "2020-01-01"), version("2024", "2024-07-01")});
    struct Row {
        const char *issued_on, *version;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"2020-01-01", "2020", "the first day"},
        {"2021-12-31", "2020", "the last day"},
        {"2022-01-01", "2022", "the next one"},
        {"2030-01-01", "2024", "the last version goes on"},
        {"1999-01-01", "2020", "an older invoice gets the first, never none"},
    }));
    INFO(row.why);
    CHECK(guarantee.in_force_on(date(row.issued_on)).name.text() == row.version);
}

TEST_CASE("a guarantee has at least one version, and not two from one day on") {
    CHECK_THROWS_AS(Guarantee({}), BrokenInvariant);
    CHECK_THROWS_AS(Guarantee({version("a", "2020-01-01"), version("b", "2020-01-01")}), BrokenInvariant);
}
