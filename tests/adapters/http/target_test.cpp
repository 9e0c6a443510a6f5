#include "adapters/http/target.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace makegood::http;

TEST_CASE("a target is split first and decoded afterwards") {
    struct Row {
        std::string target;
        std::vector<std::string> path;
        std::vector<QueryParameter> query;
        const char* why;
    };
    const std::vector<Row> rows{
        {"/v1/queue?limit=50&next=x", {"v1", "queue"}, {{"limit", "50"}, {"next", "x"}}, "the plain case"},
        {"/", {}, {}, "the root has no segment"},
        {"/a/", {"a", ""}, {}, "a slash at the end is not the same page"},
        {"//a", {"", "a"}, {}, "an empty segment is kept"},
        {"//", {"", ""}, {}, "two empty segments"},
        {"/inv%2F7", {"inv/7"}, {}, "invoice numbers hold slashes"},
        {"/J%c3%B6rg", {"J\xc3\xb6rg"}, {}, "UTF-8, hex in either case"},
        {"/a+b", {"a+b"}, {}, "plus is plus in a path"},
        {"/?q=a+b%2Bc", {}, {{"q", "a b+c"}}, "plus is a space in a query"},
        {"/?a=1&a=2", {}, {{"a", "1"}, {"a", "2"}}, "a repeated name is the routes' to refuse"},
        {"/?a&b=&=c", {}, {{"a", ""}, {"b", ""}, {"", "c"}}, "missing names and values are empty"},
        {"/?&&a=1&", {}, {{"a", "1"}}, "nothing between two marks is nothing"},
        {"/?a=b=c%26d", {}, {{"a", "b=c&d"}}, "only the first = and the bare & split"},
        {"/?a=/b?c", {}, {{"a", "/b?c"}}, "slash and question mark are plain in a query"},
        {"/%25", {"%"}, {}, "decoded once"},
    };
    for (const Row& row : rows) {
        INFO(row.target << ": " << row.why);
        auto read = read_target(row.target);
        REQUIRE(read.has_value());
        CHECK(read->path == row.path);
        CHECK(read->query == row.query);
    }
}

TEST_CASE("an escape that does not decode is refused") {
    struct Row {
        std::string target;
        const char* why;
    };
    const std::vector<Row> rows{
        {"/%", "no digits"},
        {"/%4", "one digit"},
        {"/%4g", "not hex"},
        {"/%%41", "an escape inside an escape"},
        {"/%00", "NUL"},
        {"/a?b=%00", "NUL in a value"},
        {"/a?%zz=1", "in a name"},
        {"/%ff", "no UTF-8"},
        {"/%c3", "half a letter"},
        {"/%c0%af", "an overlong slash"},
        {"/%ed%a0%80", "a surrogate"},
        {"/%f4%90%80%80", "beyond Unicode"},
        {"/%e2%82/%ac", "a letter over two segments"},
    };
    for (const Row& row : rows) {
        INFO(row.target << ": " << row.why);
        auto read = read_target(row.target);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().fault == HeadFault::target_malformed);
    }
}
