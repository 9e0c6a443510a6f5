#include "adapters/codec/csv_reader.hpp"

#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/core/invariant.hpp"

using namespace makegood::codec;
using namespace std::string_literals;

namespace {

/// Rows as "1:a|b", faults in words.
std::vector<std::string> read_all(const std::string& bytes, CsvFormat format = {}) {
    std::istringstream in(bytes);
    CsvReader csv(in, format);
    std::vector<std::string> result;
    while (auto row = csv.next()) {
        if (!*row) {
            result.push_back(in_words(row->error()));
            continue;
        }
        std::string text = std::to_string((*row)->line_first) + ":";
        for (std::size_t i = 0; i < (*row)->fields.size(); ++i)
            text.append(i == 0 ? "" : "|").append((*row)->fields[i]);
        result.push_back(std::move(text));
    }
    return result;
}

/// Hands out a few bytes, then fails as a disk does.
class FailingBuffer : public std::streambuf {
  public:
    explicit FailingBuffer(std::string bytes) : bytes_(std::move(bytes)) {
        setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
    }

  protected:
    int_type underflow() override { throw std::runtime_error("the disk is gone"); }

  private:
    std::string bytes_;
};

}  // namespace

TEST_CASE("rows are read as RFC 4180 means them, and what is not a row is a fault with its line") {
    struct Row {
        std::string bytes;
        std::vector<std::string> rows;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"a,b\r\n1,2\r\n", {"1:a|b", "2:1|2"}, "the happy one"},
        {"a,b\n1,2", {"1:a|b", "2:1|2"}, "LF, and no end of line at the end"},
        {"", {}, "an empty file has no rows"},
        {"\xEF\xBB\xBF"
         "a,b\n",
         {"1:a|b"},
         "a byte order mark is no part of the first name"},
        {"a,b\n,\n", {"1:a|b", "2:|"}, "empty fields"},
        {"a,b\n1,", {"1:a|b", "2:1|"}, "an empty last field at the end of the file"},
        {"a,b\n\"x,y\",\"1\n2\"\nc,d\n", {"1:a|b", "2:x,y|1\n2", "4:c|d"}, "delimiter and line end in quotes"},
        {"\"say \"\"hi\"\"\",\"\"\"\",\"\"\n", {"1:say \"hi\"|\"|"}, "doubled quotes"},
        {"a,b\n\n\r\n1,2\n\n", {"1:a|b", "4:1|2"}, "lines with nothing on them"},
        {"a\n\nb\n", {"1:a", "2:", "3:b"}, "in a single column such a line is an empty field"},
        {" a , \"b\n",
         {"row 1, line 1: found a quote inside a field, expected quotes around the whole field, and doubled inside it"},
         "blanks belong to the field, so this quote is stray"},
        {"a,b\n1\n2,3,4\n5,6\n",
         {"1:a|b", "row 2, line 2: found 1 field, expected 2 fields, as in the first row",
          "row 3, line 3: found 3 fields, expected 2 fields, as in the first row", "4:5|6"},
         "ragged rows"},
        {"a,b\nx\"y,2\n3,4\n",
         {"1:a|b",
          "row 2, line 2: found a quote inside a field, expected quotes around the whole field, and doubled inside it",
          "3:3|4"},
         "stray quote"},
        {"a,b\n\"x\"y,2\n3,4\n",
         {"1:a|b",
          "row 2, line 2: found a character after a closing quote, expected the delimiter or the end of the line",
          "3:3|4"},
         "text after a closing quote"},
        {"a,b\n\"x,2\n3,4\n5,6\n",
         {"1:a|b",
          "row 2, line 2: found a quoted field without its closing quote, expected a closing quote before the end",
          "3:3|4", "4:5|6"},
         "an unclosed quote swallows nothing"},
        {"a,b\n\"x,2\n3,4\n\"5\",6\n",
         {"1:a|b",
          "row 2, line 4: found a character after a closing quote, expected the delimiter or the end of the line",
          "3:3|4", "4:5|6"},
         "an unclosed quote that meets the next one swallows nothing either"},
        {"a,b\n1\r2,3\n4,5\n",
         {"1:a|b", "row 2, line 2: found a carriage return without a line feed, expected line ends of CR LF or LF",
          "3:4|5"},
         "a lone CR"},
        {"a,b\nM\xFCller,1\n2,3\n",
         {"1:a|b", "row 2, line 2: found bytes that are not UTF-8, expected UTF-8", "3:2|3"},
         "Latin-1"},
        {"a,b\nx\0y,1\n2,3\n"s, {"1:a|b", "row 2, line 2: found a NUL character, expected text", "3:2|3"}, "NUL"},
        {"a,b\n\"1\n2\"\n3,4\n",
         {"1:a|b", "row 2, line 2: found 1 field, expected 2 fields, as in the first row", "4:3|4"},
         "lines are counted through a ragged row"},
        {"\"a\"", {"1:a"}, "a closing quote at the end of the file"},
        {"\"",
         {"row 1, line 1: found a quoted field without its closing quote, expected a closing quote before the end"},
         "one quote"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(read_all(row.bytes) == row.rows);
    }
}

TEST_CASE("the delimiter is the caller's") {
    CHECK(read_all("a;b\n1,5;2\n", {.delimiter = ';'}) == std::vector<std::string>{"1:a|b", "2:1,5|2"});
    CHECK(read_all("a\tb\n", {.delimiter = '\t'}) == std::vector<std::string>{"1:a|b"});
    CHECK_THROWS_AS(read_all("", {.delimiter = '"'}), makegood::BrokenInvariant);
}

TEST_CASE("a row may cross any block boundary") {
    for (std::size_t length = 65'500; length < 65'560; ++length) {
        const std::string field(length, 'x');
        const auto rows = read_all("a,b\r\n" + field + ",\"1\"\"\r\n2\"\r\n3,4\r\n" + field + ",5");
        REQUIRE(rows == std::vector<std::string>{"1:a|b", "2:" + field + "|1\"\r\n2", "4:3|4", "5:" + field + "|5"});
    }
}

TEST_CASE("a row without end is refused, costs bounded memory and loses no other row") {
    const CsvFormat format{.delimiter = ',', .row_bytes_max = 1000};
    std::string bytes = "a,b\n\"" + std::string(300'000, 'x') + ",1\n";
    for (int i = 0; i < 100'000; ++i) bytes += "3,4\n";
    const auto rows = read_all(bytes, format);
    REQUIRE(rows.size() == 100'002);
    CHECK(rows[1] ==
          "row 2, line 2: found a row of more than 1000 bytes, expected a shorter row, or the closing quote of a field "
          "that began here");
    CHECK(rows[2] == "3:3|4");
    CHECK(rows.back() == "100002:3|4");
    CHECK(read_all("a,b\n" + std::string(999, 'x') + ",1\n3,4\n", format)[2] == "3:3|4");
}

TEST_CASE("a stream that fails is not the end of the file") {
    for (const char* bytes : {"a,b\n1,2", "a,b\n"}) {
        FailingBuffer buffer(bytes);
        std::istream in(&buffer);
        CsvReader csv(in);
        std::vector<std::string> faults;
        while (auto row = csv.next())
            if (!*row) faults.push_back(in_words(row->error()));
        REQUIRE_FALSE(faults.empty());
        CHECK(faults[0].find("a stream that fails") != std::string::npos);
    }
}
