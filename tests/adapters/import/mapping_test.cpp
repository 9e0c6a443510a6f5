#include "adapters/import/mapping.hpp"

#include <catch2/catch.hpp>

#include "tests/adapters/import/sheet.hpp"

using namespace makegood;
using namespace makegood::import;

TEST_CASE("a mapping loads whole or says everything that is wrong with it") {
    REQUIRE(read_mapping(sheet_mapping));
    struct Case {
        const char* from;
        const char* to;
        const char* pointer;
        const char* why;
    };
    const Case cases[] = {
        {"\"number\"", "\"nummer\"", "/number", "a key that is missing, and one that nobody knows"},
        {"\"{No}\"", "\"{No\"", "/number", "a brace left open"},
        {"\"{No}\"", "\"{}\"", "/number", "a column without a name"},
        {"\"{No}\"", "\"No}\"", "/number", "a brace never opened"},
        {"\"{No}\"", "7", "/number", "a number where a text belongs"},
        {"\"as\": \"reported\"", "\"as\": \"dropped\"", "/kinds/0/as", "nothing is dropped"},
        {"false", "\"no\"", "/tax/prices_include_tax", "not a flag"},
        {"{\"number\"", "[{\"number\"", "", "not JSON"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        std::string text = sheet_mapping;
        text.replace(text.find(c.from), std::string_view(c.from).size(), c.to);
        const auto mapping = read_mapping(text);
        REQUIRE_FALSE(mapping);
        CHECK(mapping.error().front().pointer.starts_with(c.pointer));
    }
}

TEST_CASE("days are read as the format says, to the last character") {
    struct Case {
        const char* text;
        const char* format;
        const char* day;  // nullptr: refused
        const char* why;
    };
    const Case cases[] = {
        {"2010-12-01 08:26:00", "YYYY-MM-DD hh:mm:ss", "2010-12-01", "as in the retail set"},
        {"12/1/2010 8:26", "M/D/YYYY h:mm", "2010-12-01", "American, widths vary"},
        {"01.12.2010", "D.M.YYYY", "2010-12-01", "German"},
        {"20101201", "YYYYMMDD", "2010-12-01", "without separators"},
        {"2010-12-01", "YYYY-MM-DD hh:mm:ss", nullptr, "the time is missing"},
        {"2010-12-01 08:26:00Z", "YYYY-MM-DD hh:mm:ss", nullptr, "more than the format says"},
        {"2010-02-29", "YYYY-MM-DD", nullptr, "no such day"},
        {"2010-2-09", "YYYY-MM-DD", nullptr, "a fixed width"},
        {"", "YYYY-MM-DD", nullptr, "nothing"},
    };
    for (const Case& c : cases) {
        INFO(c.text << " as " << c.format << ": " << c.why);
        const auto day = read_day(c.text, c.format);
        REQUIRE(day.has_value() == (c.day != nullptr));
        if (day) CHECK(to_text(*day) == c.day);
    }
}
