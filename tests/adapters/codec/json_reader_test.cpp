#include "adapters/codec/json_reader.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

using namespace makegood::codec;
using namespace std::string_view_literals;

namespace {

constexpr std::array channels = {"link"sv, "phone"sv, "letter"sv, "short-payment"sv};

/// The findings of one reading, in words.
std::vector<std::string> findings(std::string_view bytes, const std::function<void(ObjectReader&)>& read) {
    auto document = JsonDocument::parse(bytes);
    REQUIRE(document);
    Faults faults;
    ObjectReader object = document->object(faults);
    read(object);
    object.finish();
    std::vector<std::string> result;
    for (const Fault& fault : faults) result.push_back(in_words(fault));
    return result;
}

}  // namespace

TEST_CASE("a claim is read field by field, in any order") {
    auto document = JsonDocument::parse(
        R"({"words":"faulty screen\nagain","lines":[{"line":"1","worth":"0.00"},{"worth":"5.00","line":"2"}],
            "urgent":true,"channel":"letter","invoice":"RE-1","count":-7,"tags":["a","b"],"contact":{"phone":"1"}})");
    REQUIRE(document);
    Faults faults;
    ObjectReader claim = document->object(faults);
    CHECK(claim.text("invoice", {1, 64}, Controls::none) == "RE-1");
    CHECK(claim.one_of("channel", channels) == 2);
    CHECK_FALSE(claim.optional_one_of("basis", channels));
    CHECK(claim.optional_text("words", {0, 4000}) == "faulty screen\nagain");
    CHECK(claim.flag("urgent"));
    CHECK(claim.integer("count", {-10, 10}) == -7);
    std::string lines;
    for (JsonValue value : claim.array("lines", {1, 500})) {
        ObjectReader line = value.object();
        lines += line.text("line", {1, 64});
        lines += "=";
        lines += line.text("worth", {1, 20});
        lines += ";";
        line.finish();
    }
    CHECK(lines == "1=0.00;2=5.00;");
    std::string tags;
    for (JsonValue tag : claim.optional_array("tags", {1, 5})) tags += tag.text({1, 5});
    CHECK(tags == "ab");
    CHECK(claim.optional_raw("contact") == R"({"phone":"1"})");
    CHECK_FALSE(claim.optional_array("allowances", {0, 9}).is_present());
    CHECK_FALSE(claim.optional_object("address"));
    CHECK_FALSE(claim.optional_flag("flag"));
    CHECK_FALSE(claim.optional_integer("integer", {0, 1}));
    claim.finish();
    CHECK(faults.empty());
}

TEST_CASE("each wrong field is a finding that names it, what stands there and what would be accepted") {
    using Read = std::function<void(ObjectReader&)>;
    struct Row {
        const char* bytes;
        Read read;
        const char* finding;  // "" is none
        const char* why;
    };
    const Read text = [](ObjectReader& object) { object.text("a", {1, 3}); };
    const Read line = [](ObjectReader& object) { object.text("a", {1, 3}, Controls::none); };
    const Read any = [](ObjectReader& object) { object.text("a", {0, 3}, Controls::any); };
    const Read optional_text = [](ObjectReader& object) { object.optional_text("a", {1, 3}); };
    const Read flag = [](ObjectReader& object) { object.flag("a"); };
    const Read integer = [](ObjectReader& object) { object.integer("a", {1, 9}); };
    const Read word = [](ObjectReader& object) { object.one_of("a", channels); };
    const Read nested = [](ObjectReader& object) { object.object("a").text("b", {1, 3}); };
    const Read array = [](ObjectReader& object) { CHECK(object.array("a", {1, 2}).size() == 0); };
    const Row rows[] = {
        {R"({"a":"äöü"})", text, "", "the happy one: three characters, six bytes"},
        {R"({})", text, "/a: found nothing, expected a text of 1 to 3 characters", "missing"},
        {R"({"a":null})", text, "/a: found null, expected a text of 1 to 3 characters", "null is not absence"},
        {R"({"a":null})", optional_text, "/a: found null, expected a text of 1 to 3 characters", "nor for an optional"},
        {R"({})", optional_text, "", "absence is"},
        {R"({"a":3.50})", text, "/a: found the number 3.5, expected a text of 1 to 3 characters", "money as a float"},
        {R"({"a":12})", text, "/a: found the number 12, expected a text of 1 to 3 characters", "money as an integer"},
        {R"({"a":""})", text, "/a: found an empty text, expected a text of 1 to 3 characters", "empty"},
        {R"({"a":"abcd"})", text, "/a: found a text of 4 characters, expected a text of 1 to 3 characters", "long"},
        {R"({"a":"\u0000"})", text,
         "/a: found a text with the control character U+0000, expected a text of 1 to 3 characters", "NUL"},
        {R"({"a":"\u0085"})", text,
         "/a: found a text with the control character U+0085, expected a text of 1 to 3 characters", "C1"},
        {R"({"a":"\u007f"})", text,
         "/a: found a text with the control character U+007F, expected a text of 1 to 3 characters", "DEL"},
        {R"({"a":"\n\r\t"})", text, "", "line ends are words"},
        {R"({"a":"1\n"})", line,
         "/a: found a text with the control character U+000A, expected a text of 1 to 3 printable characters",
         "a number is one line"},
        {R"({"a":"\u0000\u001b"})", any, "", "unless the caller asks for it"},
        {R"({"a":1})", flag, "/a: found the number 1, expected true or false", "one is not true"},
        {R"({"a":"true"})", flag, "/a: found the text \"true\", expected true or false", "nor is a text"},
        {R"({"a":10})", integer, "/a: found the number 10, expected a whole number from 1 to 9", "out of range"},
        {R"({"a":3.0})", integer, "/a: found the number 3.0, expected a whole number from 1 to 9", "a float"},
        {R"({"a":18446744073709551615})", integer,
         "/a: found the number 18446744073709551615, expected a whole number from 1 to 9", "beyond int64"},
        {R"({"a":"3"})", integer, "/a: found the text \"3\", expected a whole number from 1 to 9", "a text"},
        {R"({"a":"Phone"})", word,
         "/a: found the text \"Phone\", expected one of \"link\", \"phone\", \"letter\", \"short-payment\"", "case"},
        {R"({"a":true})", word,
         "/a: found the value true, expected one of \"link\", \"phone\", \"letter\", \"short-payment\"", "a flag"},
        {R"({"a":[]})", nested, "/a: found an array, expected an object", "one finding, none for what is inside"},
        {R"({})", nested, "/a: found nothing, expected an object", "missing object, one finding"},
        {R"({"a":{}})", nested, "/a/b: found nothing, expected a text of 1 to 3 characters", "the pointer goes down"},
        {R"({"a":[]})", array, "/a: found an empty array, expected an array of 1 to 2 items", "too few"},
        {R"({"a":[1,2,3]})", array, "/a: found an array of 3 items, expected an array of 1 to 2 items", "too many"},
        {R"({"a":{}})", array, "/a: found an object, expected an array of 1 to 2 items", "not an array"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        INFO(row.bytes);
        CHECK(findings(row.bytes, row.read) ==
              (*row.finding ? std::vector<std::string>{row.finding} : std::vector<std::string>{}));
    }
}

TEST_CASE("all findings come at once") {
    const auto found = findings(
        R"({"number":7,"lines":[{"id":"1","net":1.5},{"id":"","net":"2.00","x/y":0}],"curency":"EUR","zzz":1})",
        [](ObjectReader& invoice) {
            invoice.text("number", {1, 64});
            invoice.text("currency", {3, 3});
            for (JsonValue value : invoice.array("lines", {1, 10})) {
                ObjectReader line = value.object();
                line.text("id", {1, 64});
                line.text("net", {1, 20});
                line.finish();
            }
        });
    CHECK(found == std::vector<std::string>{
                       "/number: found the number 7, expected a text of 1 to 64 characters",
                       "/currency: found nothing, expected a text of exactly 3 characters",
                       "/lines/0/net: found the number 1.5, expected a text of 1 to 20 characters",
                       "/lines/1/id: found an empty text, expected a text of 1 to 64 characters",
                       "/lines/1/x~1y: found an unknown field, expected no field of this name",
                       "/curency: found an unknown field, expected no field of this name; did you mean `currency`?",
                       "/zzz: found an unknown field, expected no field of this name",
                   });
}

TEST_CASE("a document that is no object is one finding, and every reader goes on with defaults") {
    auto document = JsonDocument::parse("[1]");
    REQUIRE(document);
    Faults faults;
    ObjectReader object = document->object(faults);
    CHECK_FALSE(object.is_present());
    CHECK(object.text("a", {1, 2}).empty());
    CHECK(object.integer("a", {5, 9}) == 5);
    CHECK(object.one_of("a", channels) == 0);
    CHECK_FALSE(object.flag("a"));
    CHECK(object.raw("a").empty());
    CHECK(object.array("a", {1, 2}).begin() == object.array("a", {1, 2}).end());
    for (const Member& member : object.members()) FAIL(member.name);
    object.object("a").object("b").fault("c", "nothing", "something");
    object.fault("", "something");
    object.finish();
    REQUIRE(faults.size() == 1);
    CHECK(in_words(faults[0]) == "the document: found an array, expected an object");
}

TEST_CASE("an object can map names to values") {
    std::string seen;
    const auto found = findings(R"({"net":"decimal","late":"flag","bad":1})", [&](ObjectReader& object) {
        for (Member member : object.members()) {
            seen += member.name;
            seen += ":";
            seen += member.value.text({1, 20});
            seen += " ";
        }
    });
    CHECK(seen == "net:decimal late:flag bad: ");
    CHECK(found == std::vector<std::string>{"/bad: found the number 1, expected a text of 1 to 20 characters"});
}

TEST_CASE("a caller's own findings carry the pointer of their field") {
    const auto found = findings(R"({"worth":"12,50","lines":[{"line":"9"}]})", [](ObjectReader& claim) {
        claim.fault("worth", "an amount like \"12.50\"");
        claim.fault("basis", "one of net, gross");
        for (JsonValue value : claim.array("lines", {1, 10})) {
            ObjectReader line = value.object();
            CHECK(line.pointer() == "/lines/0");
            CHECK(line.pointer("line") == "/lines/0/line");
            const JsonValue number = line.value("line");
            CHECK(number.pointer() == "/lines/0/line");
            line.fault("line", "a line that is not on the invoice", "one of \"1\", \"2\"");
            line.fault("", "nothing of the kind", "something else");
        }
    });
    CHECK(found == std::vector<std::string>{
                       "/worth: found the text \"12,50\", expected an amount like \"12.50\"",
                       "/basis: found nothing, expected one of net, gross",
                       "/lines/0/line: found a line that is not on the invoice, expected one of \"1\", \"2\"",
                       "/lines/0: found nothing of the kind, expected something else",
                   });
}

TEST_CASE("a hostile body makes a short answer") {
    std::string many = "{\"long\":\"" + std::string(100'000, 'x') + "\"";
    for (int i = 0; i < 10'000; ++i) many += ",\"f" + std::to_string(i) + "\":1";
    many += "}";
    const auto found = findings(many, [](ObjectReader& object) { object.one_of("long", channels); });
    CHECK(found.size() == faults_max);
    for (const std::string& words : found) CHECK(words.size() < 250);
    CHECK(found[0].starts_with("/long: found the text \"xxx"));
    CHECK(found[0].find("…\", expected one of") != std::string::npos);
}

TEST_CASE("raw gives the same bytes for the same content, however it was spaced and escaped") {
    auto left = JsonDocument::parse(R"({"v":{"a":[1,2.50,"\u00e9\/\n"],"b":null}})");
    auto right = JsonDocument::parse("{ \"v\" : { \"a\" : [ 1, 2.5, \"é/\\u000a\" ] ,\n\"b\": null } }");
    REQUIRE(left);
    REQUIRE(right);
    Faults faults;
    const std::string json = left->object(faults).raw("v");
    CHECK(json == R"({"a":[1,2.5,"é/\n"],"b":null})");
    CHECK(right->object(faults).raw("v") == json);
    CHECK(left->object(faults).raw("w").empty());
    REQUIRE(faults.size() == 1);
    CHECK(in_words(faults[0]) == "/w: found nothing, expected a value");
}
