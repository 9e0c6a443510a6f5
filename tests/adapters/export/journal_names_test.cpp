#include "adapters/export/journal_names.hpp"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "engine/core/invariant.hpp"

using namespace makegood::exports;
using makegood::BrokenInvariant;
using Dialect = JournalDialect;
using Place = JournalPlace;

TEST_CASE("a text becomes one harmless line, as readable as its place allows") {
    struct Row {
        const char* text;
        Place place;
        Dialect dialect;
        const char* neutral;
        const char* why;
    };
    const Row rows[] = {
        {"Müller & Söhne GmbH", Place::payee, Dialect::hledger, "Müller & Söhne GmbH", "the happy one"},
        {"", Place::payee, Dialect::ledger, "", "nothing stays nothing"},
        {" \n\t ", Place::payee, Dialect::ledger, "", "nothing to see is nothing"},
        {"a\n2026-01-01 x\n  Assets:Bank  5 EUR", Place::payee, Dialect::ledger, "a 2026-01-01 x Assets:Bank 5 EUR",
         "a line of one's own would be a transaction"},
        {"a\r\nb\u2028c\u0085d", Place::payee, Dialect::beancount, "a b c d", "every line end that somebody reads"},
        {"  a  b\t c ", Place::payee, Dialect::ledger, "a b c", "two spaces end a name"},
        {"a\u00A0 b\u2003\u2003c", Place::payee, Dialect::hledger, "a b c", "so do Unicode's spaces"},
        {"株式会社\u3000山田", Place::payee, Dialect::hledger, "株式会社\u3000山田", "a lone ideographic space"},
        {"株式会社\u3000 山田", Place::payee, Dialect::hledger, "株式会社 山田", "and one in company"},
        {"1200\u3000売掛金", Place::account, Dialect::hledger, "1200 売掛金", "hledger turns it itself in accounts"},
        {"חברה בע״מ", Place::payee, Dialect::hledger, "חברה בע״מ", "right to left stays"},
        {"a\u202Eb\u2066c\uFEFFd\u200Fe", Place::payee, Dialect::hledger, "abcd\u200Fe",
         "what turns the rest of the line goes, a mark stays"},
        {"a; b", Place::payee, Dialect::hledger, "a, b", "hledger begins a comment at any semicolon"},
        {"a | b", Place::payee, Dialect::hledger, "a / b", "the end of hledger's payee"},
        {"say \"hi\"", Place::payee, Dialect::ledger, "say 'hi'", "quotes"},
        {"* ! (x) [y] = ~ \\ @ {z}", Place::payee, Dialect::ledger, "* ! (x) [y] = ~ \\ @ {z}",
         "after a code these are text"},
        {"CN (1) ; 2", Place::code, Dialect::ledger, "CN [1] , 2", "a code ends at its bracket"},
        {"[2012-01-01] a, date:2012-01-01", Place::tag, Dialect::hledger, "(2012-01-01) a; date:2012-01-01",
         "ledger reads dates in brackets, hledger further tags after a comma"},
        {"1200 Bank: main; \"old\"", Place::account, Dialect::hledger, "1200 Bank- main, 'old'", "no sub-account"},
        {"\"a\" \\n; | [x]", Place::payee, Dialect::beancount, "\"a\" \\n; | [x]", "a beancount string holds all"},
        {"a\xC3z\xF0\x9Fy", Place::payee, Dialect::ledger, "a\uFFFDz\uFFFD\uFFFDy", "bytes that are not UTF-8"},
        {"\xED\xA0\x80", Place::payee, Dialect::ledger, "\uFFFD\uFFFD\uFFFD", "half a surrogate pair"},
        {"4800 Guarantee allowances", Place::account, Dialect::beancount, "4800-Guarantee-allowances", "no spaces"},
        {"R&D -- (old)", Place::account, Dialect::beancount, "R-D-old", "one hyphen for all that cannot stay"},
        {"sales", Place::account, Dialect::beancount, "Sales", "it begins with a capital"},
        {"österreich", Place::account, Dialect::beancount, "Österreich", "of Latin-1 too"},
        {"łódź", Place::account, Dialect::beancount, "Łódź", "of Polish too"},
        {"выручка", Place::account, Dialect::beancount, "Выручка", "of Cyrillic too"},
        {"売掛金", Place::account, Dialect::beancount, "Account-売掛金", "where no letter is a capital, a word helps"},
        {"1200 売掛金（旧）", Place::account, Dialect::beancount, "1200-売掛金-旧", "or a number"},
        {"1200 ลูกหนี้", Place::account, Dialect::beancount, "1200-ลูกหนี้", "marks belong to letters"},
        {"1200 €", Place::account, Dialect::beancount, "1200", "symbols don't"},
        {"€", Place::account, Dialect::beancount, "", "and nothing else is nothing"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(neutral(row.text, row.dialect, row.place) == row.neutral);
        CHECK(neutral(row.neutral, row.dialect, row.place) == row.neutral);
    }
}

TEST_CASE("every control character and every byte alone becomes something that a line can hold") {
    for (int byte = 0; byte < 256; ++byte)
        for (Place place : {Place::code, Place::payee, Place::narration, Place::tag, Place::account})
            for (Dialect dialect : {Dialect::hledger, Dialect::ledger, Dialect::beancount}) {
                const std::string line = neutral(std::string("a") + static_cast<char>(byte) + "b", dialect, place);
                INFO(byte);
                CHECK(line.front() == (place == Place::account && dialect == Dialect::beancount ? 'A' : 'a'));
                CHECK(line.back() == 'b');
                CHECK(std::none_of(line.begin(), line.end(), [](char c) { return (c >= 0 && c < 32) || c == 127; }));
            }
}

TEST_CASE("a text without end is cut between two characters, never longer than a line") {
    for (const char* letter : {"x", "é", "株", "𠀋", ";"})
        for (Dialect dialect : {Dialect::hledger, Dialect::ledger, Dialect::beancount})
            for (Place place : {Place::payee, Place::account}) {
                std::string text;
                while (text.size() < 5000) text += letter;
                const std::string line = neutral(text, dialect, place);
                CHECK(line.size() <= journal_text_bytes_max);
                if (place != Place::payee) continue;
                CHECK(line.ends_with("…"));
                CHECK(neutral(line, dialect, place) == line);
            }
}

TEST_CASE("a quoted text ends where its writer ends it") {
    std::string out;
    write_quoted(out, "say \"hi\" \\");
    CHECK(out == "\"say \\\"hi\\\" \\\\\"");
}

TEST_CASE("two names never become one, whatever the order they came in") {
    struct Row {
        std::vector<std::string> names;
        Dialect dialect;
        Place place;
        std::size_t marked;
        const char* why;
    };
    const Row rows[] = {
        {{"Bank", "Sales"}, Dialect::hledger, Place::account, 0, "nothing to tell apart"},
        {{"a;b", "a,b"}, Dialect::hledger, Place::payee, 1, "who is written as he is called keeps it"},
        {{"a;b", "a;;b", "a\"b", "a'b"}, Dialect::hledger, Place::payee, 1, "only where they meet"},
        {{"a\tb", "a\nb", "a  b"}, Dialect::ledger, Place::payee, 3, "nobody is, so everybody is marked"},
        {{"", "\n", "Unnamed"}, Dialect::ledger, Place::payee, 2, "names of nothing"},
        {{"A B", "A-B", "a b", "A + B"}, Dialect::beancount, Place::account, 2, "hyphens"},
        {{"売掛金", "Account-売掛金"}, Dialect::beancount, Place::account, 1, "the word that helps"},
        {{std::string(2000, 'x'), std::string(2001, 'x')}, Dialect::ledger, Place::payee, 2, "cut alike"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Texts names(row.names.begin(), row.names.end());
        const Texts turned(row.names.rbegin(), row.names.rend());
        const DistinctNames distinct(names, row.dialect, row.place);
        const DistinctNames again(turned, row.dialect, row.place);
        const auto texts = distinct.texts();
        CHECK(std::adjacent_find(texts.begin(), texts.end()) == texts.end());
        CHECK(texts == again.texts());
        std::size_t marked = 0;
        for (const std::string& name : row.names) {
            const std::string text(distinct.text(name));
            CHECK(again.text(name) == text);
            if (name.size() < journal_text_bytes_max) CHECK(neutral(text, row.dialect, row.place) == text);
            const std::string plain = neutral(name, row.dialect, row.place);
            if (text != plain && (text != "Unnamed" || !plain.empty())) ++marked;
        }
        CHECK(marked == row.marked);
    }
}

TEST_CASE("somebody who is called like a mark keeps the name, and the other gets a further mark") {
    const Texts first = {"a;b", "a,b"};
    const std::string mark(DistinctNames(first, Dialect::hledger, Place::payee).text("a;b"));
    CHECK(mark.starts_with("a,b #"));
    const Texts second = {"a;b", "a,b", mark};
    const DistinctNames distinct(second, Dialect::hledger, Place::payee);
    CHECK(distinct.text(mark) == mark);
    CHECK(distinct.text("a;b").starts_with("a,b #"));
    CHECK(distinct.text("a;b") != mark);
}

TEST_CASE("a name that was not noted is not written") {
    const Texts names = {"a"};
    const DistinctNames distinct(names, Dialect::hledger, Place::payee);
    CHECK_THROWS_AS(distinct.text("b"), BrokenInvariant);
}
