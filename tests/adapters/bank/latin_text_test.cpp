#include "adapters/bank/latin_text.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace makegood::bank;

TEST_CASE("a text becomes what every bank takes, and nothing of it vanishes") {
    struct Row {
        std::string_view text;
        std::string_view latin;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"Mueller GmbH", "Mueller GmbH", "already so"},
        {"Müller & Söhne", "Muller + Sohne", "umlauts lose their dots, as in the EPC's table"},
        {"Weiß", "Weis", "sharp s is one s"},
        {"ÄÖÜäöüß", "AOUaous", "all that German has"},
        {"Ærø, Þór, Œuvre", "AEro, THor, OEuvre", "letters made of two"},
        {"Łukasz Żółć", "Lukasz Zolc", "Polish"},
        {"Dvořák Čapek Ďáblík", "Dvorak Capek Dablik", "Czech"},
        {"Őrség Űrhajó", "Orseg Urhajo", "Hungarian"},
        {"Şahin Ğ İstanbul ı", "Sahin G Istanbul i", "Turkish"},
        {"Ștefan Țepeș", "Stefan Tepes", "Romanian, with commas below"},
        {"Nguyễn Thị Ổn", "Nguyen Thi On", "Vietnamese"},
        {"Ħal Għaxaq", "Hal Ghaxaq", "Maltese"},
        {"Mu\xCC\x88ller", "Muller", "an umlaut as letter and accent"},
        {"O\xE2\x80\x99Neill \xE2\x80\x9EHaus\xE2\x80\x9C", "O'Neill 'Haus'", "typographic quotes"},
        {"1\xE2\x80\x93"
         "2\xE2\x80\x94"
         "3",
         "1-2-3", "dashes"},
        {"a_b;c[d]{e}|f\\g~h`i\"j", "a-b,c(d)(e)/f/g-h'i'j", "signs that have a plain one beside them"},
        {"5 € @ 3% #1 *!<=>", "5 . . 3. .1 .....", "signs that have none"},
        {"Παπαδόπουλος", "............", "Greek is shown as being there"},
        {"株式会社", "....", "so is Chinese, one for each character"},
        {"\xF0\x9F\x98\x80", ".", "and what lies beyond the first plane"},
        {"a\xFF\xC3", "a..", "bytes that are not UTF-8"},
        {"  a \t b\r\nc\xC2\xA0 d  ", "a b c d", "white space"},
        {"a\x01"
         "b",
         "a.b", "control characters"},
        {"", "", "nothing of nothing"},
    }));
    INFO(row.why);
    CHECK(to_latin(row.text, 140) == row.latin);
    CHECK(std::ranges::all_of(to_latin(row.text, 140), is_bank_character));
}

TEST_CASE("a text is cut where the banks cut it, and does not end with a space there") {
    CHECK(to_latin("abc def", 5) == "abc d");
    CHECK(to_latin("abc def", 4) == "abc");
    CHECK(to_latin("ÆÆÆ", 3) == "AEA");
}

TEST_CASE("a name is readable when a letter or a digit is left") {
    CHECK(has_letter_or_digit("..a"));
    CHECK(has_letter_or_digit("7"));
    CHECK_FALSE(has_letter_or_digit("... - ."));
    CHECK_FALSE(has_letter_or_digit(""));
}

TEST_CASE("a reference is one only when it comes back as it left") {
    struct Row {
        std::string_view text;
        bool is_reference;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"RF-2026-000001", true, "a number of ours"},
        {"12345678901234567890123456789012345", true, "35 characters"},
        {"123456789012345678901234567890123456", false, "36"},
        {"", false, "none"},
        {"a/b", true, "a slash inside"},
        {"/ab", false, "a slash in front, which starts a code word"},
        {"ab/", false, "a slash at the end"},
        {"a//b", false, "two slashes, which end a field"},
        {" a", false, "a space that is trimmed"},
        {"a b", true, "a space inside"},
        {"a_b", false, "a character that is changed"},
        {"Ä", false, "a letter that is changed"},
    }));
    INFO(row.why);
    CHECK(is_bank_reference(row.text) == row.is_reference);
}
