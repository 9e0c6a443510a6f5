#include "adapters/codec/json_document.hpp"

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/codec/json_reader.hpp"

using namespace makegood::codec;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::string nested(std::size_t depth, const std::string& inside) {
    return std::string(depth, '[') + inside + std::string(depth, ']');
}

/// The document again in canonical form, or what is wrong with it.
std::string read_again(std::string_view bytes, std::size_t depth_max = 32) {
    auto document = JsonDocument::parse(bytes, depth_max);
    if (!document) return in_words(document.error());
    Faults faults;
    return document->root(faults).json();
}

}  // namespace

TEST_CASE("a JSON text is accepted as a whole or refused with the place and what was expected") {
    struct Row {
        std::string bytes;
        std::string result;
        const char* why;
    };
    const std::vector<Row> rows = {
        {R"( { "a" : [ 1 , true , null , "x" ] } )", R"({"a":[1,true,null,"x"]})", "the happy one"},
        {"", "the document: found nothing, expected a JSON document", "empty input"},
        {"  \n", "the document: found the end of the text, expected a value", "only whitespace"},
        {"\xEF\xBB\xBF{}", "the document: found a byte order mark, expected JSON in UTF-8 without one", "BOM"},
        {"{} x", "the document: found `x` at line 1, column 4, expected nothing after the document",
         "trailing garbage"},
        {"{}{}", "the document: found `{` at line 1, column 3, expected nothing after the document", "two documents"},
        {"{\"a\":1,}", "the document: found `}` at line 1, column 8, expected the name of a field in double quotes",
         "trailing comma"},
        {"[1,]", "the document: found `]` at line 1, column 4, expected a value", "trailing comma in an array"},
        {"{\n \"a\" 1}", "the document: found `1` at line 2, column 6, expected `:` after the name of a field",
         "no colon"},
        {"[1 2]", "the document: found `2` at line 1, column 4, expected `,` or `]`", "no comma"},
        {"[1", "the document: found the end of the text, expected `,` or `]`", "cut off"},
        {"{'a':1}", "the document: found `'` at line 1, column 2, expected the name of a field in double quotes",
         "single quotes"},
        {"[\"ü\",é]", "the document: found `é` at line 1, column 6, expected a value", "columns count characters"},
        {"[nul]", "the document: found `n` at line 1, column 2, expected a value", "half a literal"},
        {"[NaN]", "the document: found `N` at line 1, column 2, expected a value", "not a JSON number"},
        {"[01]", "the document: found `1` at line 1, column 3, expected a number without leading zeros", "octal?"},
        {"[1.]", "the document: found `]` at line 1, column 4, expected a digit", "no digit after the point"},
        {"[+1]", "the document: found `+` at line 1, column 2, expected a value", "plus sign"},
        {"[1e999]", "the document: found a larger number at line 1, column 2, expected a number of at most 64 bits",
         "infinity in disguise"},
        {"[123456789012345678901234567890]",
         "the document: found a larger number at line 1, column 2, expected a number of at most 64 bits",
         "beyond 64 bits"},
        {"[9223372036854775807,18446744073709551615]", "[9223372036854775807,18446744073709551615]",
         "64 bits come back unchanged"},
        {"[-9223372036854775809]",
         "the document: found a larger number at line 1, column 2, expected a number of at most 64 bits",
         "one below int64"},
        {"[3.50,1.0,1e2,-0.0]", "[3.5,1.0,100.0,-0.0]", "a fraction stays one"},
        {"[\"a\nb\"]",
         "the document: found U+000A at line 1, column 4, expected control characters escaped, as in \\n or \\u0000",
         "raw line end in a text"},
        {R"(["\q"])",
         "the document: found `q` at line 1, column 4, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u after a "
         "backslash",
         "no such escape"},
        {R"(["\u12g4"])", "the document: found `1` at line 1, column 5, expected four hexadecimal digits after \\u",
         "not hexadecimal"},
        {"[\"a", "the document: found the end of the text, expected a closing `\"`", "unclosed text"},
        {R"(["\ud83d\ude00"])", "[\"😀\"]", "a pair of surrogates is one character"},
        {"{\"\0\":1}"s,
         "the document: found U+0000 at line 1, column 3, expected control characters escaped, as in \\n or \\u0000",
         "NUL in the raw"},
        {"{}\0"s, "the document: found U+0000 at line 1, column 3, expected nothing after the document",
         "NUL at the end"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(read_again(row.bytes) == row.result);
    }
}

TEST_CASE("half a surrogate pair is refused wherever it stands") {
    for (std::string_view text :
         {R"(["\ud800"])"sv, R"(["\udc00"])"sv, R"(["\ud800x"])"sv, R"(["\ud800\u0041"])"sv, R"(["\ud800\ud800"])"sv,
          R"(["\udfff\ud800"])"sv, R"({"\ud800":1})"sv, R"({"a":{"\udc00":1}})"sv, R"("\ud83d)"sv}) {
        INFO(text);
        const auto document = JsonDocument::parse(text);
        REQUIRE_FALSE(document);
        CHECK(document.error().expected != "JSON (RFC 8259) in UTF-8");
    }
}

TEST_CASE("bytes that are not UTF-8 are refused, and named") {
    struct Row {
        std::string text;
        const char* found;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"\xFF", "the byte 0xFF at line 1, column 3", "never a byte of UTF-8"},
        {"a\x80", "the byte 0x80 at line 1, column 4", "continuation without a lead"},
        {"\xC3", "the byte 0xC3 at line 1, column 3", "lead without a continuation"},
        {"\xC0\xAF", "the byte 0xC0 at line 1, column 3", "overlong slash"},
        {"\xE0\x80\xAF", "the byte 0xE0 at line 1, column 3", "overlong in three bytes"},
        {"\xED\xA0\x80", "the byte 0xED at line 1, column 3", "a surrogate as it is"},
        {"\xF4\x90\x80\x80", "the byte 0xF4 at line 1, column 3", "above U+10FFFF"},
        {"ü\xFCr", "the byte 0xFC at line 1, column 4", "Latin-1"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto document = JsonDocument::parse("[\"" + row.text + "\"]");
        REQUIRE_FALSE(document);
        CHECK(document.error() == Fault{"", row.found, "UTF-8"});
    }
    CHECK_FALSE(JsonDocument::parse("{\"\xFF\":1}"));
    CHECK_FALSE(JsonDocument::parse("[1]\xE2\x82"));
}

TEST_CASE("nesting is allowed up to the depth asked for and not one level more") {
    CHECK(JsonDocument::parse("1", 0));
    CHECK_FALSE(JsonDocument::parse("[]", 0));
    CHECK(JsonDocument::parse(nested(32, "")));
    CHECK(JsonDocument::parse(nested(32, "1")));
    CHECK(JsonDocument::parse(nested(31, "{}")));
    CHECK_FALSE(JsonDocument::parse(nested(32, "{}")));
    const auto document = JsonDocument::parse(nested(33, ""));
    REQUIRE_FALSE(document);
    CHECK(in_words(document.error()) ==
          "the document: found a deeper level of nesting at line 1, column 33, expected at most 32 levels");
}

TEST_CASE("a hundred thousand open brackets are refused without harm") {
    CHECK_FALSE(JsonDocument::parse(nested(100'000, "")));
    CHECK_FALSE(JsonDocument::parse(std::string(100'000, '[')));
    std::string objects;
    for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
    const auto document = JsonDocument::parse(objects);
    REQUIRE_FALSE(document);
    CHECK(document.error().expected == "at most 32 levels");
}

TEST_CASE("a field twice in one object is refused at any depth, compared after unescaping") {
    struct Row {
        std::string bytes;
        std::string pointer;  // "-" is accepted
        const char* why;
    };
    std::string many = "{";
    for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\":{},";
    const std::vector<Row> rows = {
        {R"({"a":1,"b":{"a":2}})", "-", "the same name in another object is another field"},
        {R"({"a":1,"a":1})", "/a", "the same value makes it no better"},
        {R"({"a":1,"\u0061":2})", "/a", "equal after unescaping"},
        {R"({"x":[0,{"y":{"net":"1.00","tax":"0","net":"2.00"}}]})", "/x/1/y/net", "nested, and not adjacent"},
        {R"({"a/b~":1,"a/b~":1})", "/a~1b~0", "the pointer escapes slash and tilde"},
        {R"({"":1,"":1})", "/", "the empty name is a name"},
        {many + "\"z\":1}", "-", "a thousand different names"},
        {many + "\"k500\":1}", "/k500", "one of a thousand twice"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto document = JsonDocument::parse(row.bytes);
        if (row.pointer == "-") {
            CHECK(document);
            continue;
        }
        REQUIRE_FALSE(document);
        CHECK(document.error() == Fault{row.pointer, "the field twice", "the field at most once"});
    }
}

TEST_CASE("names of fields are short and printable") {
    CHECK(JsonDocument::parse("{\"" + std::string(256, 'n') + "\":1}"));
    const auto longer = JsonDocument::parse("{\"a\":{\"" + std::string(257, 'n') + "\":1}}");
    REQUIRE_FALSE(longer);
    CHECK(longer.error().pointer == "/a");
    CHECK_FALSE(JsonDocument::parse(R"({"a\u0000":1})"));
    CHECK_FALSE(JsonDocument::parse(R"({"a\n":1})"));
}

TEST_CASE("texts stay valid while their document lives, whatever is parsed, moved or freed meanwhile") {
    auto bytes = std::make_unique<std::string>(R"({"a":"first","b":["second"]})");
    auto first = JsonDocument::parse(*bytes);
    bytes.reset();
    REQUIRE(first);
    Faults faults;
    const std::string_view text = first->object(faults).text("a", {1, 10});
    for (int i = 0; i < 100; ++i) REQUIRE(JsonDocument::parse("{\"a\":\"other" + std::to_string(i) + "\"}"));
    const JsonDocument moved = std::move(first).value();
    CHECK(text == "first");
    CHECK(moved.object(faults).text("a", {1, 10}).data() == text.data());
}

TEST_CASE("a document may die on another thread than the one that parsed it") {
    std::optional<JsonDocument> document;
    std::thread([&] { document.emplace(std::move(JsonDocument::parse(R"({"a":"x"})")).value()); }).join();
    Faults faults;
    CHECK(document->object(faults).text("a", {1, 1}) == "x");
    std::thread([moved = std::move(*document)]() mutable { const JsonDocument last = std::move(moved); }).join();
    CHECK(JsonDocument::parse("{}"));
}

TEST_CASE("a large document is read like a small one") {
    std::string bytes = "[\"" + std::string(3'000'000, 'x') + "\"";
    for (int i = 0; i < 100'000; ++i) bytes += ",{\"n\":" + std::to_string(i) + "}";
    bytes += "]";
    const auto document = JsonDocument::parse(bytes);
    REQUIRE(document);
    Faults faults;
    CHECK(document->root(faults).json() == bytes);
}
