#include "adapters/cel/fact_schema.hpp"

#include <catch2/catch.hpp>

#include "adapters/codec/fault.hpp"

namespace makegood::cel_json {

namespace {

std::string variables_of(const FactSchema& facts) {
    std::string text;
    for (std::size_t i = 0; i < facts.is_optional.size(); ++i) {
        const cel::Schema::Variable& variable = facts.schema.variables()[i];
        text += variable.name + (facts.is_optional[i] ? "?: " : ": ") + variable.type.to_text() + "\n";
    }
    return text;
}

std::string words(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) text += codec::in_words(finding) + "\n";
    return text;
}

}  // namespace

TEST_CASE("a schema declares each name with its type, in the document's order") {
    struct Row {
        const char* json;
        const char* variables;
        const char* why;
    };
    const Row rows[] = {
        {R"({"amount": "int", "note?": "string"})", "amount: int\nnote?: string\n", "the happy one"},
        {R"({"a": "bool", "b": "uint", "c": "double", "d": "bytes", "e": "timestamp", "f": "duration", "g": "dyn"})",
         "a: bool\nb: uint\nc: double\nd: bytes\ne: timestamp\nf: duration\ng: dyn\n", "every plain type"},
        {R"json({"z": "list(int)", "a": "map( string ,list(map(int,bool)) )"})json",
         "z: list(int)\na: map(string, list(map(int, bool)))\n", "parameters nest, spaces are free, order stays"},
        {R"({"customer": {"name": "string"}})", "customer: customer\n", "an object is named after its place"},
        {R"({"lines?": [{"net": "int"}], "tags": ["string"]})", "lines?: list(lines[])\ntags: list(string)\n",
         "an array of one type is a list"},
        {"{}", "", "rules without facts are rules"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json, row.why);
        const auto facts = read_schema(row.json);
        REQUIRE(facts.has_value());
        CHECK(variables_of(*facts) == row.variables);
    }
}

TEST_CASE("an object's fields come in the document's order, and some are optional") {
    const auto facts = read_schema(R"({"customer": {"since?": "timestamp", "mail box": {"city": "string"}}})");
    REQUIRE(facts.has_value());
    const cel::ObjectType& customer = facts->schema.variables()[0].type.object();
    REQUIRE(customer.fields().size() == 2);
    CHECK(customer.fields()[0].name == "since");
    CHECK(customer.fields()[0].is_optional);
    CHECK_FALSE(customer.fields()[1].is_optional);
    CHECK(customer.fields()[1].type.object().name() == "customer.mail box");
}

TEST_CASE("a schema that means nothing is refused at every place that does") {
    struct Row {
        const char* json;
        const char* found;  // "pointer: found ...", one a line
        const char* why;
    };
    const Row rows[] = {
        {R"({"a": "integer"})", "/a: found the text \"integer\"", "no type of the language"},
        {R"({"a": "list"})", "/a: found the text \"list\"", "a list says of what"},
        {R"({"a": "list(int"})", "/a: found the text \"list(int\"", "an open bracket"},
        {R"json({"a": "list(int))"})json", "/a: found the text \"list(int))\"", "one too many"},
        {R"json({"a": "map(string)"})json", "/a: found the text \"map(string)\"", "a map has keys and values"},
        {R"json({"a": "map(double, int)"})json", "/a: found the text \"map(double, int)\"", "a double is no key"},
        {R"({"a": "int?"})", "/a: found the text \"int?\"", "the name says that it is optional"},
        {R"json({"a": "optional(int)"})json", "/a: found the text \"optional(int)\"", "no document holds one"},
        {R"({"a": 1})", "/a: found the number 1", "no type at all"},
        {R"({"a": null})", "/a: found null", "no type at all"},
        {R"json({"a": []})json", "/a: found", "a list of nothing"},
        {R"json({"a": ["int", "string"]})json", "/a: found", "no tuples"},
        {R"({"a": {}})", "/a: found an object without fields", "nothing could be read of it"},
        {R"({"a": {"b": ["x"]}})", "/a/b/0: found the text \"x\"", "deep inside"},
        {R"({"a": "int", "a?": "int"})", "/a?: found the name \"a\" with and without", "one name, one fact"},
        {R"({"1a": "int"})", "/1a: found the name \"1a\"", "no identifier"},
        {R"({"?": "int"})", "/?: found the name \"\"", "no name"},
        {R"({"in": "int"})", "/in: found the name \"in\"", "a word of the language"},
        {R"({"while": "int"})", "/while: found the name \"while\"", "a reserved word"},
        {R"({"a": {"b$": "int"}})", "/a/b$: found the name \"b$\"", "not even between back-quotes"},
        {R"json(["int"])json", "the document: found an array", "no object"},
        {R"json({"a": "int",})json", "the document: found", "no JSON"},
        {R"({"a": "int", "a": "int"})", "/a: found", "a name twice"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json, row.why);
        const auto facts = read_schema(row.json);
        REQUIRE_FALSE(facts.has_value());
        CHECK_THAT(words(facts.error()), Catch::StartsWith(row.found));
        CHECK(facts.error().size() == 1);
        CHECK_FALSE(facts.error()[0].expected.empty());
    }
}

TEST_CASE("all findings of a schema are told at once") {
    const auto facts = read_schema(R"({"a": "x", "b": "int", "c": {"d": 1, "e": "y"}})");
    REQUIRE_FALSE(facts.has_value());
    CHECK(facts.error().size() == 3);
}

TEST_CASE("a type that nests without end is refused, not followed") {
    std::string type;
    for (int i = 0; i < 100'000; ++i) type += "list(";
    CHECK_FALSE(read_schema("{\"a\": \"" + type + "\"}").has_value());
    std::string deep;
    for (int i = 0; i < 30; ++i) deep += "{\"a\": [";
    CHECK_FALSE(read_schema(deep).has_value());
}

}  // namespace makegood::cel_json
