#include "adapters/pdf/plain_text.hpp"

#include <catch2/catch.hpp>

namespace makegood::pdf {

TEST_CASE("a text is one paragraph without what could harm the page, and all else stays") {
    struct Row {
        std::string text;
        const char* harmless;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"Screening of gravel", "Screening of gravel", "nothing to do"},
        {"  a \t\r\n b  ", "a b", "white space is one space, and none at the ends"},
        {std::string("a\0b", 3), "a b", "NUL ends no text"},
        {"a\u0085b\u009Fc\x7F", "a b c", "C1 and DEL"},
        {"a\u2028b\u2029c", "a b c", "separators"},
        {"a\u202Eb\u2066c\u2069d", "abcd", "forced directions"},
        {"\u200Fשלום\u200E", "\u200Fשלום\u200E", "marks of direction force nothing"},
        {"a\uFFF9b\uFFFCc", "abc", "annotations"},
        {"a\xFF\xC3(b", "a\uFFFD\uFFFD(b", "no UTF-8"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "a surrogate"},
        {"e\u0301 \u00A0 \U0001F600", "e\u0301 \u00A0 \U0001F600", "composed, unbreaking, beyond the first plane"},
        {"", "", "nothing"},
        {"\n\n", "", "only line ends"},
    }));
    CAPTURE(row.why);
    CHECK(harmless(row.text) == row.harmless);
}

TEST_CASE("paragraphs end with line ends, and empty ones are none") {
    CHECK(paragraphs("one\r\n\r\ntwo\n three ") == std::vector<std::string>{"one", "two", "three"});
    CHECK(paragraphs("").empty());
    CHECK(paragraphs(" \n \n").empty());
}

}  // namespace makegood::pdf
