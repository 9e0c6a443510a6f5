#include <sstream>

#include <catch2/catch.hpp>

#include "tests/adapters/export/layout_given.hpp"

using namespace makegood;
using namespace makegood::exports;

namespace {

constexpr std::string_view good_columns =
    R"([{"title": "No", "value": "number"}, {"title": "Amount", "value": "amount"}, {"title": "Cur", "value": "currency"}])";

std::string with(std::string_view columns, std::string_view rows = "line", std::string_view more = "") {
    return R"({"rows": ")" + std::string(rows) + R"(", "documents": ["credit-note"], "date_format": "YYYY-MM-DD", )" +
           R"("sign": "positive", )" + std::string(more) + R"("columns": )" + std::string(columns) + "}";
}

std::string with_column(std::string_view column, std::string_view rows = "line") {
    std::string columns(good_columns.substr(0, good_columns.size() - 1));
    columns.append(", ").append(column).append("]");
    return with(columns, rows);
}

struct Bad {
    std::string why;
    std::string json;
    std::string pointer;
    std::string expected;  ///< a part of it
};

}  // namespace

TEST_CASE("every shipped layout loads") {
    for (const char* name :
         {"quickbooks-online", "quickbooks-online-invoices", "xero", "netsuite", "netsuite-invoices", "sage-50"}) {
        INFO(name);
        const Layout read = layout(source_file("config/export/" + std::string(name) + ".json"));
        CHECK(read.columns.size() > 8);
    }
}

TEST_CASE("every field is explained where layouts are explained") {
    const std::string readme = source_file("config/export/README.md");
    std::string names = field_names(RowPer::line);
    names.replace(names.rfind(" or "), 4, ", ");
    std::istringstream in(names);
    for (std::string name; std::getline(in >> std::ws, name, ',');) {
        INFO(name);
        CHECK(readme.find("`" + name + "`") != std::string::npos);
    }
}

TEST_CASE("a layout whose column names a user changed is read with those names") {
    const Layout read =
        layout(with_column(R"({"title": "Nein, \"so\"", "value": "type", "map": {"credit-note": "GS"}})"));
    CHECK(read.columns.back().title == "Nein, \"so\"");
    CHECK(read.columns.back().map->words.at("credit-note") == "GS");
}

TEST_CASE("a layout that is wrong is refused at the place and with what would be accepted") {
    const std::vector<Bad> cases = {
        {"not JSON", "{", "", ""},
        {"not an object", "[]", "", "an object"},
        {"unknown key", with(good_columns, "line", R"("headers": true, )"), "/headers", ""},
        {"no columns", with("[]"), "/columns", "1 to 200"},
        {"unknown rows", with(good_columns, "page"), "/rows", "\"tax\""},
        {"unknown field lists the known ones", with_column(R"({"title": "X", "value": "nett"})"), "/columns/3/value",
         "number, type, issued_on"},
        {"a field that such rows lack", with_column(R"({"title": "X", "value": "service"})", "document"),
         "/columns/3/value", "a row per document has no \"service\""},
        {"tax code of a whole document", with_column(R"({"title": "X", "value": "tax_code"})", "document"),
         "/columns/3/value", "has no \"tax_code\""},
        {"duplicate title", with_column(R"({"title": "No", "value": "invoice"})"), "/columns/3/title", "of its own"},
        {"a column of nothing", with_column(R"({"title": "X"})"), "/columns/3", "exactly one of"},
        {"a column of two things", with_column(R"({"title": "X", "value": "invoice", "constant": "1"})"), "/columns/3",
         "exactly one of"},
        {"a map without a value", with_column(R"({"title": "X", "constant": "1", "map": {"a": "b"}})"),
         "/columns/3/map", "beside a \"value\""},
        {"a map of an amount", with_column(R"({"title": "X", "value": "net", "map": {"a": "b"}})"), "/columns/3/map",
         "a text"},
        {"an empty map", with_column(R"({"title": "X", "value": "type", "map": {}})"), "/columns/3/map",
         "at least one"},
        {"otherwise without a map", with_column(R"({"title": "X", "value": "type", "otherwise": "b"})"),
         "/columns/3/otherwise", "a \"map\""},
        {"a length of an amount", with_column(R"({"title": "X", "value": "net", "characters_max": 3})"),
         "/columns/3/characters_max", "never of amounts"},
        {"cut to no length", with_column(R"({"title": "X", "value": "type", "cut": true})"), "/columns/3/cut",
         "characters_max"},
        {"an open brace", with_column(R"({"title": "X", "text": "{invoice"})"), "/columns/3/text", "every {"},
        {"an unknown field in a text", with_column(R"({"title": "X", "text": "of {bill}"})"), "/columns/3/text",
         "one of number"},
        {"no number", with(R"([{"title": "A", "value": "amount"}, {"title": "C", "value": "currency"}])"), "/columns",
         "rows find their document"},
        {"no money", with(R"([{"title": "N", "value": "number"}, {"title": "C", "value": "currency"}])"), "/columns",
         "\"amount\" or \"gross\""},
        {"net alone loses a returned rounding",
         with(
             R"([{"title": "N", "value": "number"}, {"title": "C", "value": "currency"}, {"title": "A", "value": "net"}])"),
         "/columns", "\"rounding\""},
        {"no currency", with(R"([{"title": "N", "value": "number"}, {"title": "A", "value": "amount"}])"), "/currency",
         "wrong currency"},
        {"no such currency", with(good_columns, "line", R"("currency": "ABC", )"), "/currency", "ISO 4217"},
        {"both types, all positive, and nothing says which",
         R"({"rows": "line", "documents": ["credit-note", "supplementary-invoice"], "date_format": "YYYY-MM-DD",
             "sign": "positive", "columns": )" +
             std::string(good_columns) + "}",
         "/sign", "credit-negative"},
        {"a type twice",
         R"({"rows": "line", "documents": ["credit-note", "credit-note"], "date_format": "YYYY-MM-DD",
             "sign": "positive", "columns": )" +
             std::string(good_columns) + "}",
         "/documents/1", "once"},
        {"an unknown delimiter", with(good_columns, "line", R"("delimiter": "/", )"), "/delimiter", ""},
        {"an unknown key of a column", with_column(R"({"title": "X", "value": "type", "width": 3})"),
         "/columns/3/width", ""},
    };
    for (const Bad& bad : cases) {
        INFO(bad.why << ": " << bad.json);
        const auto read = read_layout(bad.json);
        REQUIRE_FALSE(read);
        for (const Finding& finding : read.error())
            INFO(finding.pointer << ": " << finding.found << "; " << finding.expected);
        CHECK(read.error()[0].pointer == bad.pointer);
        CHECK(read.error()[0].expected.find(bad.expected) != std::string::npos);
        CHECK_FALSE(read.error()[0].found.empty());
    }
}
