#include "adapters/codec/csv_writer.hpp"

#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/codec/csv_reader.hpp"
#include "engine/core/invariant.hpp"

using namespace makegood::codec;
using makegood::BrokenInvariant;

TEST_CASE("a text is quoted only where RFC 4180 asks for it and never reads as a formula") {
    struct Row {
        const char* text;
        const char* cell;
        const char* why;
    };
    const Row rows[] = {
        {"Website care", "Website care", "the happy one"},
        {"a,b", "\"a,b\"", "the delimiter"},
        {"say \"hi\"", "\"say \"\"hi\"\"\"", "quotes are doubled"},
        {"two\nlines", "\"two\nlines\"", "a line end"},
        {"=1+1", "'=1+1", "a formula"},
        {"+49 30", "'+49 30", "a plus is one too"},
        {"-1", "'-1", "in a text column a minus is one too"},
        {"@SUM(A1)", "'@SUM(A1)", "at"},
        {"\t=1", "'\t=1", "tab"},
        {"\r=1", "\"'\r=1\"", "CR, and quoted"},
        {"=\"a\"", "\"'=\"\"a\"\"\"", "the apostrophe stands inside the quotes"},
        {"a=b", "a=b", "only the first character counts"},
        {"", "", "nothing"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        std::string out;
        CsvWriter(out).text(row.text).text("x").row_end();
        CHECK(out == std::string(row.cell) + ",x\r\n");
    }
}

TEST_CASE("numbers are never touched, and nothing else passes as one") {
    std::string out;
    CsvWriter csv(out, ';');
    csv.number("-12.50").number("0").empty().row_end();
    CHECK(out == "-12.50;0;\r\n");
    for (const char* text : {"", "-", "=1", "1,5", "1e5", ".5", "5.", "1.2.3", "+1", "0x1", "--1", "-.5"}) {
        INFO(text);
        CHECK_THROWS_AS(csv.number(text), BrokenInvariant);
    }
}

TEST_CASE("every row has as many cells as the first, and a blank one is still a row") {
    std::string out;
    CsvWriter csv(out);
    CHECK_THROWS_AS(csv.row_end(), BrokenInvariant);
    csv.text("").row_end();
    CHECK(out == "\"\"\r\n");
    csv.text("a").text("b");
    CHECK_THROWS_AS(csv.row_end(), BrokenInvariant);
}

TEST_CASE("a string that is emptied between rows changes no row, however long the one before was") {
    std::string out;
    CsvWriter csv(out);
    csv.text("0123").row_end();
    out.clear();
    csv.text("456789").row_end();
    CHECK(out == "456789\r\n");
}

TEST_CASE("what is written as CSV is read again as the same texts") {
    const std::uint64_t seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    const std::string letters[] = {"a", ",", "\"", "\n", "\r\n", "é", "", " ", "1", "'"};
    std::string out;
    CsvWriter csv(out);
    std::vector<std::string> texts;
    for (int row = 0; row < 2000; ++row) {
        for (int cell = 0; cell < 3; ++cell) {
            std::string text;
            for (std::size_t i = random() % 8; i > 0; --i) text += letters[random() % std::size(letters)];
            if (text.starts_with("\r")) text.clear();
            csv.text(text);
            texts.push_back(text);
        }
        csv.row_end();
    }
    std::istringstream in(out);
    CsvReader reader(in);
    std::size_t next = 0;
    while (auto row = reader.next()) {
        REQUIRE(*row);
        for (std::string_view field : (*row)->fields) REQUIRE(field == texts.at(next++));
    }
    CHECK(next == texts.size());
}
