#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

constexpr std::size_t body_bytes_max = 1 << 20;

/// A claim on R-1 whose field `words` nests so many arrays that the whole is `levels` deep.
std::string deep_claim(std::size_t levels) {
    return R"({"invoice":"R-1","channel":"phone","words":)" + std::string(levels - 1, '[') +
           std::string(levels - 1, ']') + "}";
}

std::string padded(std::string body, std::size_t size) {
    body.insert(body.size() - 1, size - body.size(), ' ');
    return body;
}

struct Row {
    std::string body;
    Refused refused;
    const char* why;
};

std::vector<Row> unreadable() {
    const std::string claim = R"({"invoice":"R-1","channel":"phone"})";
    const auto malformed = [](std::string found, std::string expected) {
        return Refused{400, "malformed-body", "", std::move(found), std::move(expected)};
    };
    const auto twice = [](std::string pointer) {
        return Refused{422, "not-understood", std::move(pointer), "twice", "at most once"};
    };
    return {
        {"", malformed("nothing", "JSON"), "no body"},
        {" \r\n\t ", malformed("the end of the text", "a value"), "blanks"},
        {"{", malformed("the end of the text", "name of a field"), "cut off"},
        {claim.substr(0, claim.size() - 1), malformed("the end of the text", "`}`"), "the last brace is missing"},
        {claim + "x", malformed("`x` at line 1, column 36", "nothing after"), "trailing garbage"},
        {claim + claim, malformed("`{` at line 1, column 36", "nothing after"), "two documents"},
        {claim + std::string(1, '\0'), malformed("U+0000", "nothing after"), "a NUL behind it"},
        {"\xEF\xBB\xBF" + claim, malformed("byte order mark", "without one"), "a byte order mark"},
        {std::string("\xFF\xFE{\0}\0", 6), malformed("the byte 0xFF", "UTF-8"), "UTF-16"},
        {"invoice=R-1&channel=phone", malformed("`i`", "a value"), "a form"},
        {"<claim/>", malformed("`<`", "a value"), "XML"},
        {"[" + claim + "]", malformed("an array", "an object"), "a list of one"},
        {"null", malformed("null", "an object"), "null"},
        {"\"R-1\"", malformed("the text", "an object"), "a text"},
        {"{'invoice':'R-1'}", malformed("`'`", "double quotes"), "single quotes"},
        {R"({"invoice":"R-1",})", malformed("`}`", "name of a field"), "a comma too many"},
        {"{/* x */}", malformed("`/`", "name of a field"), "a comment"},
        {R"({"worth":NaN})", malformed("`N`", "a value"), "NaN"},
        {R"({"worth":01})", malformed("`1`", "leading zeros"), "a leading zero"},
        {R"({"worth":1e999})", malformed("a larger number", "64 bits"), "a number beyond any"},
        {R"({"worth":123456789012345678901234567890})", malformed("a larger number", "64 bits"), "a large number"},
        {R"({"words":"\x41"})", malformed("`x`", "after a backslash"), "an escape of C"},
        {R"({"words":"\ud800"})", malformed("surrogate", "both halves"), "half a letter"},
        {"{\"words\":\"a\nb\"}", malformed("U+000A at line 1", "escaped"), "a line end in a text"},
        {"{\"words\":\"\xC3\x28\"}", malformed("the byte 0xC3", "UTF-8"), "a broken letter in a text"},
        {"{\"w\xFFrds\":\"x\"}", malformed("the byte 0xFF", "UTF-8"), "a broken letter in a name"},
        {"{\"words\":\"\xC0\xAF\"}", malformed("the byte 0xC0", "UTF-8"), "an overlong letter"},
        {"{\"words\":\"\xED\xA0\x80\"}", malformed("the byte 0xED", "UTF-8"), "a surrogate in UTF-8"},
        {"{\"words\":\"\xF4\x90\x80\x80\"}", malformed("the byte 0xF4", "UTF-8"), "beyond Unicode"},
        {deep_claim(33), malformed("deeper", "at most 32 levels"), "33 levels"},
        {std::string(100'000, '['), malformed("deeper", "at most 32 levels"), "100,000 levels, never closed"},
        {std::string(100'000, '[') + std::string(100'000, ']'), malformed("deeper", "at most 32 levels"),
         "100,000 levels, closed"},
        {[] {
             std::string bomb;
             for (int i = 0; i < 100'000; ++i) bomb += R"({"a":)";
             return bomb;
         }(),
         malformed("deeper", "at most 32 levels"), "100,000 objects"},
        {R"({"invoice":"R-1","invoice":"R-1","channel":"phone"})", twice("/invoice"), "a field twice, the same"},
        {R"({"invoice":"R-2","invoice":"R-1","channel":"phone"})", twice("/invoice"), "a field twice, not the same"},
        {R"({"invoice":"R-2","\u0069nvoice":"R-1","channel":"phone"})", twice("/invoice"),
         "a field twice, once escaped"},
        {R"({"invoice":"R-1","channel":"phone","lines":[{"line":"1","worth":"1.00","w\u006Frth":"2.00"}]})",
         twice("/lines/0/worth"), "a field twice, further in"},
        {R"({"invoice":"R-1","channel":"phone","x":{"a/b":1,"a/b":2}})", twice("/x/a~1b"), "twice where nobody looks"},
        {deep_claim(32), {422, "not-understood", "/words", "an array", "text"}, "32 levels are read"},
        {R"({"invoice":"R-1","channel":"phone","Words":"x"})",
         {422, "not-understood", "/Words", "unknown", "`words`"},
         "names have their case"},
        {R"({"invoice":"R-1","channel":"phone","":"x"})",
         {422, "not-understood", "/", "unknown", "no field"},
         "a field without a name"},
        {R"({"invoice":"R-1","channel":"phone","words":"a\u0000b"})",
         {422, "not-understood", "/words", "U+0000", "1 to 10000"},
         "a NUL in a text"},
        {R"({"invoice":"R-1\u202e","channel":"phone"})",
         {422, "unknown-invoice", "/invoice"},
         "a letter that turns the others round is part of a number"},
    };
}

}  // namespace

TEST_CASE("a body that is not one strict JSON object is refused at the place where it stops being one") {
    House house;
    record(house, "R-1");
    const std::string head = house.journal_head();
    for (const Row& row : unreadable()) {
        INFO(row.why);
        check_refused(house.post(Role::office, "/v1/claims", row.body), row.refused);
    }
    check_nothing_changed(house, head);
}

TEST_CASE("every route that reads a body refuses what is no JSON, what is too deep, and a field twice") {
    House house;
    record(house, "R-1");
    const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "1.00"}});
    const std::string head = house.journal_head();
    struct Path {
        std::string target;
        Role as;
    };
    for (const Path& path : std::vector<Path>{{"/v1/invoices", Role::finance},
                                              {"/v1/claims", Role::office},
                                              {claim + "/statements", Role::office},
                                              {claim + "/acknowledge", Role::office},
                                              {claim + "/approve", Role::president},
                                              {claim + "/notes", Role::office},
                                              {claim + "/cause", Role::office},
                                              {claim + "/offer/confirm", Role::integration},
                                              {claim + "/offer/revoke", Role::integration},
                                              {claim + "/offer/decline", Role::president}}) {
        INFO(path.target);
        check_refused(house.post(path.as, path.target, "{no"), {400, "malformed-body"});
        check_refused(house.post(path.as, path.target, deep_claim(33)), {400, "malformed-body", "", "", "32 levels"});
        check_refused(house.post(path.as, path.target, R"({"x":1,"x":2})"), {422, "not-understood", "/x", "twice"});
        check_refused(house.post(path.as, path.target, "{\"x\":\"\xFF\"}"), {400, "malformed-body", "", "0xFF"});
        check_refused(house.post(path.as, path.target, std::string(body_bytes_max + 1, ' ')), {413, "body-too-long"});
    }
    check_nothing_changed(house, head);
}

TEST_CASE("a body of the limit is read, and of one byte more is refused unread") {
    House house;
    record(house, "R-1");
    const std::string claim = R"({"invoice":"R-1","channel":"phone"})";
    CHECK(house.post(Role::office, "/v1/claims", padded(claim, body_bytes_max)).status == 201);
    const std::string head = house.journal_head();
    check_refused(house.post(Role::office, "/v1/claims", padded(claim, body_bytes_max + 1)), {413, "body-too-long"});

    const std::string announced = house.posting(Role::office, "/v1/claims", claim);
    std::string huge = announced;
    huge.replace(huge.find("Content-Length: 35"), 18, "Content-Length: 18446744073709551615");
    Client liar(house.port());
    check_refused(liar.ask(huge), {413, "body-too-long"});
    CHECK(liar.is_closed());
    check_nothing_changed(house, head);
}

TEST_CASE("the bytes of a body decide what it is, whatever its Content-Type says") {
    House house;
    struct Label {
        const char* content_type;
        const char* why;
    };
    int number = 0;
    for (const Label& row : std::vector<Label>{{"", "no header"},
                                               {"application/json; charset=utf-8", "a charset"},
                                               {"APPLICATION/JSON", "capitals"},
                                               {"application/merge-patch+json", "another JSON"},
                                               {"text/plain", "what curl sends by mistake"},
                                               {"application/json; charset=iso-8859-1", "JSON is UTF-8"},
                                               {";;;", "nothing that can be read"}}) {
        INFO(row.why);
        const std::string invoice = four_lines("Ü-" + std::to_string(++number)).dump();
        Headers headers = {{"Authorization", "Bearer " + house.token(Role::finance)},
                           {"Idempotency-Key", "content-" + std::to_string(number)}};
        if (*row.content_type != '\0') headers.emplace_back("Content-Type", row.content_type);
        CHECK(house.send(request("POST", "/v1/invoices", headers, invoice)).status == 201);
        headers[1].second += "-latin";
        const std::string latin = "{\"number\":\"\xDC-1\"}";
        check_refused(house.send(request("POST", "/v1/invoices", headers, latin)), {400, "malformed-body", "", "0xDC"});
    }
}

}  // namespace makegood::http_api
