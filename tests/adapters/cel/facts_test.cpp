#include "adapters/cel/facts.hpp"

#include <catch2/catch.hpp>

#include "adapters/cel/value_json.hpp"
#include "adapters/codec/fault.hpp"

namespace makegood::cel_json {

namespace {

FactSchema schema_of(const std::string& json) {
    auto facts = read_schema(json);
    REQUIRE(facts.has_value());
    return std::move(facts).value();
}

std::string words(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) text += codec::in_words(finding) + "\n";
    return text;
}

}  // namespace

TEST_CASE("a fact is bound by its declared type") {
    struct Row {
        const char* type;
        const char* json;
        cel::ValueKind kind;
        const char* shown;
        const char* why;
    };
    using cel::ValueKind;
    const Row rows[] = {
        {R"("int")", "1", ValueKind::int64, "1", "the happy one"},
        {R"("int")", "-9223372036854775808", ValueKind::int64, "-9223372036854775808", "the least"},
        {R"("int")", "9007199254740993", ValueKind::int64, "9007199254740993", "beyond 2^53, to the last digit"},
        {R"("uint")", "1", ValueKind::uint64, "1", "a number has no type but the declared one"},
        {R"("uint")", "18446744073709551615", ValueKind::uint64, "18446744073709551615", "the largest"},
        {R"("double")", "1", ValueKind::float64, "1.0", "a whole number is a double where one is declared"},
        {R"("double")", "-0.5e-3", ValueKind::float64, "-5e-04", "with an exponent"},
        {R"("double")", "18446744073709551615", ValueKind::float64, "18446744073709551616.0",
         "as near as a double comes"},
        {R"("bool")", "true", ValueKind::boolean, "true", "a truth"},
        {R"("string")", R"("12\u0000é")", ValueKind::string, R"("12\u0000é")", "any text, NUL included"},
        {R"("bytes")", R"("/+8=")", ValueKind::bytes, R"("/+8=")", "base64"},
        {R"("bytes")", R"("")", ValueKind::bytes, R"("")", "no bytes"},
        {R"("timestamp")", R"("2026-03-29T03:00:00.5+02:00")", ValueKind::timestamp, R"("2026-03-29T01:00:00.5Z")",
         "an offset"},
        {R"("timestamp")", R"("1969-12-31T23:59:59.000000001Z")", ValueKind::timestamp,
         R"("1969-12-31T23:59:59.000000001Z")", "a nanosecond before 1970"},
        {R"("timestamp")", R"("0001-01-01T00:00:00Z")", ValueKind::timestamp, R"("0001-01-01T00:00:00Z")", "the first"},
        {R"("duration")", R"("3.5s")", ValueKind::duration, R"("3.5s")", "a fraction"},
        {R"("duration")", R"("-0.000000001s")", ValueKind::duration, R"("-0.000000001s")", "the least step back"},
        {"\"list(int)\"", "[1, 2]", ValueKind::list, "[1,2]", "a list"},
        {R"(["double"])", "[1]", ValueKind::list, "[1.0]", "elements by the declared type too"},
        {"\"map(string, int)\"", R"({"a b": 1, "": 2})", ValueKind::map, R"({"a b":1,"":2})", "any name"},
        {"\"map(int, bool)\"", R"({"-7": true})", ValueKind::map, R"({"-7":true})", "names are keys"},
        {"\"map(uint, bool)\"", R"({"18446744073709551615": true})", ValueKind::map, R"({"18446744073709551615":true})",
         "names are keys"},
        {"\"map(bool, int)\"", R"({"true": 1, "false": 0})", ValueKind::map, R"({"true":1,"false":0})",
         "names are keys"},
        {R"({"a": "int", "b?": "int"})", R"({"b": 2, "a": 1})", ValueKind::object, R"({"a":1,"b":2})", "in any order"},
        {R"({"a": "int", "b?": "int"})", R"({"a": 1})", ValueKind::object, R"({"a":1})", "an optional field may lack"},
        {R"([{"a": "int"}])", R"([{"a": 1}, {"a": 2}])", ValueKind::list, R"([{"a":1},{"a":2}])", "a list of objects"},
        {R"("dyn")", "7", ValueKind::int64, "7", "a whole number"},
        {R"("dyn")", "9223372036854775808", ValueKind::uint64, "9223372036854775808", "a larger one"},
        {R"("dyn")", "7.0", ValueKind::float64, "7.0", "not a whole number, by its looks"},
        {R"("dyn")", R"({"a": [null, "x", false]})", ValueKind::map, R"({"a":[null,"x",false]})", "anything"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.type, row.json, row.why);
        const FactSchema schema = schema_of(std::string(R"({"x": )") + row.type + "}");
        cel::Arena arena;
        const auto values = bind_facts(schema, std::string(R"({"x": )") + row.json + "}", arena);
        REQUIRE(values.has_value());
        REQUIRE(values->size() == 1);
        CHECK(values->front().kind == row.kind);
        CHECK(value_json(values->front(), schema.schema) == row.shown);
    }
}

TEST_CASE("a misfit is refused where it stands, with what would be accepted") {
    struct Row {
        const char* type;
        const char* json;
        const char* finding;
        const char* why;
    };
    const Row rows[] = {
        {R"("int")", "1.5", "/x: found the number 1.5, expected a whole number", "not whole"},
        {R"("int")", "1.0", "/x: found the number 1.0, expected a whole number", "not whole by its looks"},
        {R"("int")", "1e2", "/x: found the number 100.0, expected a whole number", "not whole by its looks"},
        {R"("int")", R"("1")", "/x: found the text \"1\", expected a whole number", "a text is no number"},
        {R"("int")", "true", "/x: found the value true, expected a whole number", "nor is a truth"},
        {R"("int")", "9223372036854775808", "/x: found the number 9223372036854775808", "one too large"},
        {R"("int")", "null", "/x: found null, expected a whole number", "null is not absence"},
        {R"("uint")", "-1", "/x: found the number -1, expected a whole number from 0", "below nothing"},
        {R"("uint")", "1.5", "/x: found the number 1.5, expected a whole number from 0", "not whole"},
        {R"("double")", R"("1.5")", "/x: found the text \"1.5\", expected a number", "a text is no number"},
        {R"("double")", R"("NaN")", "/x: found the text \"NaN\", expected a number", "JSON has no such number"},
        {R"("bool")", "0", "/x: found the number 0, expected true or false", "a number is no truth"},
        {R"("string")", "1", "/x: found the number 1, expected a text", "a number is no text"},
        {R"("string")", "null", "/x: found null, expected a text", "null is not absence"},
        {R"("bytes")", R"("YQ")", "/x: found the text \"YQ\", expected bytes in base64", "padding is missing"},
        {R"("bytes")", R"("YR==")", "/x: found the text \"YR==\", expected bytes", "bits are left over"},
        {R"("bytes")", R"("Y-_=")", "/x: found the text \"Y-_=\", expected bytes", "the other alphabet"},
        {R"("bytes")", R"("=")", "/x: found the text \"=\", expected bytes", "nothing but padding"},
        {R"("bytes")", R"("====")", "/x: found the text \"====\", expected bytes", "nothing but padding"},
        {R"("timestamp")", R"("2024-02-30T00:00:00Z")", "/x: found the text \"2024-02-30T00:00:00Z\", expected a time",
         "no such day"},
        {R"("timestamp")", R"("2024-02-01T00:00:00")", "/x: found the text \"2024-02-01T00:00:00\", expected a time",
         "no offset"},
        {R"("timestamp")", R"("2024-02-01")", "/x: found the text \"2024-02-01\", expected a time", "a day is no time"},
        {R"("timestamp")", "1700000000", "/x: found the number 1700000000, expected a time", "a number is no time"},
        {R"("duration")", R"("1m")", "/x: found the text \"1m\", expected seconds", "another unit"},
        {R"("duration")", R"("1.0000000001s")", "/x: found the text \"1.0000000001s\", expected seconds",
         "finer than a nanosecond"},
        {R"("duration")", R"(".5s")", "/x: found the text \".5s\", expected seconds", "no digit first"},
        {R"("duration")", R"("1.s")", "/x: found the text \"1.s\", expected seconds", "no digit last"},
        {R"("duration")", R"("9223372037s")", "/x: found the text \"9223372037s\", expected seconds", "beyond 64 bits"},
        {R"("duration")", R"("s")", "/x: found the text \"s\", expected seconds", "no number"},
        {R"("duration")", "3", "/x: found the number 3, expected seconds", "a number has no unit"},
        {"\"list(int)\"", R"([1, "2"])", "/x/1: found the text \"2\", expected a whole number", "one element"},
        {"\"list(int)\"", "{}", "/x: found an object, expected an array", "no list"},
        {"\"map(string, int)\"", R"({"a/b": "1"})", "/x/a~1b: found the text \"1\"", "a value, its pointer escaped"},
        {"\"map(int, int)\"", R"({"07": 1})", "/x/07: found the name \"07\", expected a name that is a key: int",
         "07 would be 7 again"},
        {"\"map(uint, int)\"", R"({"-1": 1})", "/x/-1: found the name \"-1\"", "no uint"},
        {"\"map(bool, int)\"", R"({"yes": 1})", "/x/yes: found the name \"yes\"", "no bool"},
        {R"({"a": "int"})", "{}", "/x/a: found nothing, expected a whole number", "a field is missing"},
        {R"({"a?": "int"})", R"({"a": null})", "/x/a: found null, expected a whole number",
         "optional is absent, not null"},
        {R"({"amount": "int"})", R"({"amount": 1, "amuont": 2})", "/x/amuont: found", "an unknown field"},
        {R"("dyn")", R"({"a": 1, "a": 2})", "/x/a: found", "a name twice"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.type, row.json, row.why);
        const FactSchema schema = schema_of(std::string(R"({"x": )") + row.type + "}");
        cel::Arena arena;
        const auto values = bind_facts(schema, std::string(R"({"x": )") + row.json + "}", arena);
        REQUIRE_FALSE(values.has_value());
        CHECK_THAT(words(values.error()), Catch::StartsWith(row.finding));
        CHECK(values.error().size() == 1);
    }
}

TEST_CASE("all findings of a fact are told at once") {
    const FactSchema schema = schema_of(R"({"a": "int", "b": "string", "c?": "bool", "d": ["int"]})");
    cel::Arena arena;
    const auto values = bind_facts(schema, R"({"a": 1.5, "c": 0, "d": [1, null, 2, "x"], "e": 1})", arena);
    REQUIRE_FALSE(values.has_value());
    const std::string found = words(values.error());
    for (const char* pointer : {"/a: ", "/b: ", "/c: ", "/d/1: ", "/d/3: ", "/e: "})
        CHECK_THAT(found, Catch::Contains(pointer));
    CHECK(values.error().size() == 6);
}

TEST_CASE("an optional fact that is missing is absent, one that is required is a finding") {
    const FactSchema schema = schema_of(R"({"a?": "int", "b": "int"})");
    cel::Arena arena;
    const auto values = bind_facts(schema, R"({"b": 1})", arena);
    REQUIRE(values.has_value());
    CHECK(values->at(0).kind == cel::ValueKind::absent);
    CHECK(values->at(1).int64 == 1);
    CHECK_FALSE(bind_facts(schema, R"({"a": 1})", arena).has_value());
}

TEST_CASE("bound values outlive the document they came from") {
    const FactSchema schema = schema_of(R"({"name": "string", "tags": ["string"]})");
    cel::Arena arena;
    std::string document =
        R"({"name": "a name that is longer than any small buffer", "tags": ["first of two", "second"]})";
    const auto values = bind_facts(schema, document, arena);
    REQUIRE(values.has_value());
    document.assign(document.size(), '#');
    CHECK(values->at(0).view() == "a name that is longer than any small buffer");
    CHECK(value_json(values->at(1), schema.schema) == R"(["first of two","second"])");
}

namespace {

class Euros final : public cel::OpaqueType {
  public:
    Euros() : OpaqueType("euros", 7) {}
    [[nodiscard]] cel::Value equal(const cel::Value& a, const cel::Value& b, cel::Arena&) const override {
        return cel::Value::of(a.int64 == b.int64);
    }
    [[nodiscard]] std::string to_text(const cel::Value& value) const override {
        return std::to_string(value.int64) + " €";
    }
};

std::optional<cel::Value> read_euros(codec::JsonValue& value, cel::Arena&) {
    const auto text = value.try_text({1, 20});
    if (!text) return std::nullopt;
    if (*text == "12 €") return cel::Value::opaque(7, 12, 0);
    value.fault("euros, as in \"12 €\"");
    return std::nullopt;
}

}  // namespace

TEST_CASE("a host's type is named in a schema, read by the host, and shown by the host") {
    const Euros euros;
    auto schema = read_schema(R"({"paid": ["euros"]})", {{&euros, read_euros}});
    REQUIRE(schema.has_value());
    CHECK(schema->schema.variables()[0].type.to_text() == "list(euros)");
    cel::Arena arena;
    const auto values = bind_facts(*schema, R"({"paid": ["12 €"]})", arena);
    REQUIRE(values.has_value());
    CHECK(value_json(values->front(), schema->schema) == R"(["12 €"])");
    const auto refused = bind_facts(*schema, R"({"paid": ["12 €", "12"]})", arena);
    REQUIRE_FALSE(refused.has_value());
    CHECK(words(refused.error()) == "/paid/1: found the text \"12\", expected euros, as in \"12 €\"\n");
}

TEST_CASE("a result that nests without end is shown as far as JSON goes") {
    cel::Arena arena;
    cel::Value value = cel::Value::of(std::int64_t{1});
    for (int i = 0; i < 200; ++i) value = arena.list({&value, 1});
    CHECK_THAT(value_json(value, cel::Schema()), Catch::Contains("[\"...\"]"));
}

}  // namespace makegood::cel_json
