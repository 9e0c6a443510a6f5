#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

/// An invoice in every number of digits that money has.
void record_in_currencies(House& house) {
    for (const Json& invoice :
         {one_line("in-EUR", "EUR", "100.00", "20.00", "120.00"), one_line("in-JPY", "JPY", "100", "20", "120"),
          one_line("in-TND", "TND", "100.000", "20.000", "120.000"),
          one_line("in-CLF", "CLF", "100.0000", "20.0000", "120.0000")})
        REQUIRE(house.post(Role::finance, "/v1/invoices", invoice.dump()).status == 201);
}

/// {"invoice":…,"channel":"phone",…} with the further fields as they are written.
std::string claim_on(const std::string& invoice, const std::string& fields) {
    return R"({"invoice":")" + invoice + R"(","channel":"phone",)" + fields + "}";
}

struct Row {
    const char* invoice;
    const char* fields;
    const char* pointer;
    const char* found;
    const char* expected;
    const char* why;
};

}  // namespace

TEST_CASE("law 6: a worth is refused only when it is not money of the invoice, in words that name it") {
    House house;
    record_in_currencies(house);
    const std::vector<Row> rows = {
        {"in-EUR", R"("worth":"free")", "/worth", "\"free\"", "\"12.50\"", "a word"},
        {"in-EUR", R"("worth":"12,50")", "/worth", "\"12,50\"", "\"12.50\"", "a comma"},
        {"in-EUR", R"("worth":"1.234,50")", "/worth", "\"1.234,50\"", "\"12.50\"", "points for thousands"},
        {"in-EUR", R"("worth":"1e3")", "/worth", "\"1e3\"", "\"12.50\"", "an exponent"},
        {"in-EUR", R"("worth":" 5.00")", "/worth", "\" 5.00\"", "\"12.50\"", "a blank"},
        {"in-EUR", R"("worth":"05.00")", "/worth", "\"05.00\"", "\"12.50\"",
         "a leading zero, which two may read twice"},
        {"in-EUR", R"("worth":".50")", "/worth", "\".50\"", "\"12.50\"", "no digit before the point"},
        {"in-EUR", R"("worth":"5.")", "/worth", "\"5.\"", "\"12.50\"", "no digit after the point"},
        {"in-EUR", R"("worth":"٥.٠٠")", "/worth", "٥.٠٠", "\"12.50\"", "digits of another script"},
        {"in-EUR", R"("worth":"0x10.00")", "/worth", "\"0x10.00\"", "\"12.50\"", "hexadecimal"},
        {"in-EUR", R"("worth":"NaN")", "/worth", "\"NaN\"", "\"12.50\"", "not a number"},
        {"in-EUR", R"("worth":"")", "/worth", "an empty text", "text", "nothing at all"},
        {"in-EUR", R"("worth":12.5)", "/worth", "the number 12.5", "text", "a JSON number has no digits of its own"},
        {"in-EUR", R"("worth":12)", "/worth", "the number 12", "text", "a whole JSON number neither"},
        {"in-EUR", R"("worth":null)", "/worth", "null", "text", "null is not absence"},
        {"in-EUR", R"("worth":{"amount":"5.00"})", "/worth", "an object", "text", "an object"},
        {"in-EUR", R"("worth":"1.5")", "/worth", "\"1.5\"", "2 digits", "one digit of two"},
        {"in-EUR", R"("worth":"1.500")", "/worth", "\"1.500\"", "2 digits", "three digits of two"},
        {"in-EUR", R"("worth":"15")", "/worth", "\"15\"", "2 digits", "no digits of two"},
        {"in-JPY", R"("worth":"1.00")", "/worth", "\"1.00\"", "JPY", "yen have no digits"},
        {"in-TND", R"("worth":"1.00")", "/worth", "\"1.00\"", "3 digits", "dinars have three"},
        {"in-TND", R"("worth":"1.0000")", "/worth", "\"1.0000\"", "3 digits", "dinars have three"},
        {"in-CLF", R"("worth":"1.000")", "/worth", "\"1.000\"", "4 digits", "unidades de fomento have four"},
        {"in-EUR", R"("worth":"5.00","currency":"USD")", "/currency", "\"USD\"", "\"EUR\"", "another currency"},
        {"in-EUR", R"("currency":"USD")", "/currency", "\"USD\"", "\"EUR\"", "another currency, no worth yet"},
        {"in-EUR", R"("worth":"5.00","currency":"eur")", "/currency", "\"eur\"", "\"EUR\"", "ISO 4217 is in capitals"},
        {"in-EUR", R"("worth":"USD 5.00")", "/worth", "names the currency USD", "EUR", "another one in the text"},
        {"in-EUR", R"("worth":"5.00 USD")", "/worth", "names the currency USD", "EUR", "another one behind it"},
        {"in-EUR", R"("worth":"€5.00")", "/worth", "€5.00", "EUR", "a sign of currency"},
        {"in-EUR", R"("worth":"-1.00")", "/worth", "below zero", "zero or more", "a sign"},
        {"in-EUR", R"("worth":"+1.00")", "/worth", "\"+1.00\"", "zero or more", "a sign that says nothing"},
        {"in-EUR", R"("worth":"−1.00")", "/worth", "−1.00", "zero or more", "a sign from the typesetter"},
        {"in-EUR", R"("worth":"99999999999999999999.00")", "/worth", "more than any invoice", "EUR", "beyond 64 bits"},
        {"in-EUR", R"("worth":"92233720368547758.08")", "/worth", "more than any invoice", "EUR", "one beyond 64 bits"},
        {"in-JPY", R"("worth":"9223372036854775808")", "/worth", "more than any invoice", "JPY", "in yen, too"},
        {"in-EUR", R"("worth":"11111111111111111111111111111111111111111")", "/worth", "41 characters",
         "an amount of money", "longer than any amount"},
        {"in-EUR", R"("worth":"5.00","lines":[{"line":"1","worth":"5.00"}])", "/lines", "beside", "one or the other",
         "the whole and a part at once"},
        {"in-EUR", R"("lines":[])", "/lines", "an empty array", "1 to", "no line at all"},
        {"in-EUR", R"("lines":[{"line":"9","worth":"5.00"}])", "/lines/0/line", "\"9\"", "one of its lines",
         "a line that is not on it"},
        {"in-EUR", R"("lines":[{"line":"1","worth":"5.00"},{"line":"charge:1","worth":"5.00"}])", "/lines/1/line",
         "\"charge:1\"", "one of its lines", "a charge that it has not"},
        {"in-EUR", R"("lines":[{"line":"1","worth":"5.00"},{"line":"1","worth":"5.00"}])", "/lines/1/line",
         "a second time", "each line once", "one line, two worths"},
        {"in-EUR", R"("lines":[{"line":"1","worth":"5"}])", "/lines/0/worth", "\"5\"", "2 digits", "digits of a line"},
        {"in-EUR", R"("lines":[{"line":"1","worth":-5}])", "/lines/0/worth", "the number -5", "text",
         "a line's number"},
        {"in-EUR", R"("lines":[{"line":1,"worth":"5.00"}])", "/lines/0/line", "the number 1", "text", "an id is text"},
        {"in-EUR", R"("lines":[{"line":"1"}])", "/lines/0/worth", "nothing", "text", "a line without a worth"},
        {"in-EUR", R"("lines":{"1":"5.00"})", "/lines", "an object", "an array", "a map of lines"},
        {"in-EUR", R"("lines":["1"])", "/lines/0", "the text", "an object", "a list of ids"},
        {"in-EUR", R"("basis":"brutto")", "/basis", "\"brutto\"", "\"gross\"", "net or gross"},
        {"in-EUR", R"("settle":"out-of-band")", "/settle", "out-of-band", "\"refund\"", "not for customers to wish"},
        {"in-EUR", R"("settle":"cash")", "/settle", "\"cash\"", "\"balance\"", "not a way to settle"},
        {"in-EUR", R"("words":"")", "/words", "an empty text", "1 to 10000", "words that say nothing"},
        {"in-EUR", R"("words":["slow"])", "/words", "an array", "text", "words are one text"},
        {"in-EUR", R"("contact":{"phone":7})", "/contact/phone", "the number 7", "text", "a phone number is text"},
        {"in-EUR", R"("contact":"0800")", "/contact", "the text", "an object", "a contact is an object"},
        {"in-EUR", R"("contact":{"fax":"7"})", "/contact/fax", "an unknown field", "no field", "no fax"},
        {"in-EUR", R"("wort":"5.00")", "/wort", "an unknown field", "did you mean `worth`?", "a slip of the hand"},
        {"in-EUR", R"("cap":"5.00")", "/cap", "an unknown field", "no field of this name", "law 1: nobody caps"},
        {"in-EUR", R"("discount_percent":"50")", "/discount_percent", "an unknown field", "no field", "a deduction"},
        {"in-EUR", R"("lines":[{"line":"1","worth":"5.00","tax":"1.00"}])", "/lines/0/tax", "an unknown field",
         "no field", "nobody states tax"},
    };
    for (const Row& row : rows) {
        INFO(row.why << ": " << row.fields);
        const std::string head = house.journal_head();
        const Reply reply = house.post(Role::office, "/v1/claims", claim_on(row.invoice, row.fields));
        check_refused(reply, {422, "not-understood", row.pointer, row.found, row.expected});
        check_nothing_changed(house, head);
    }
    for (const char* invoice : {"in-EUR", "in-JPY", "in-TND", "in-CLF"})
        CHECK(house.get(Role::office, std::string("/v1/invoices/") + invoice).json().at("claims").empty());
}

TEST_CASE("what is money in the currency of the invoice is accepted, down to the last digit") {
    House house;
    record_in_currencies(house);
    struct Accepted {
        const char* invoice;
        const char* worth;
        const char* credit;
        const char* why;
    };
    const std::vector<Accepted> rows = {
        {"in-EUR", "100.00", "20.00", "two digits"},
        {"in-JPY", "100", "20", "none"},
        {"in-TND", "119.999", "0.001", "three, the smallest credit"},
        {"in-CLF", "0.0000", "120.0000", "four, and nothing at all"},
    };
    for (const Accepted& row : rows) {
        INFO(row.why);
        const std::string fields = std::string(R"("basis":"gross","worth":")") + row.worth + "\"";
        const Reply reply = house.post(Role::office, "/v1/claims", claim_on(row.invoice, fields));
        INFO(reply.body);
        REQUIRE(reply.status == 201);
        CHECK(reply.json().at("/preview/credit/gross"_json_pointer) == row.credit);
    }
}

TEST_CASE("all that is wrong with a statement is said at once") {
    House house;
    record_in_currencies(house);
    const Reply reply = house.post(
        Role::office, "/v1/claims",
        claim_on("in-EUR", R"("currency":"USD","lines":[{"line":"7","worth":"x"},{"line":"1","worth":"5"}])"));
    check_refused(reply, {422, "not-understood", "/currency"});
    std::vector<std::string> pointers;
    const Json problem = reply.json();
    for (const Json& error : problem.at("errors")) pointers.push_back(error.at("pointer"));
    CHECK(pointers == std::vector<std::string>{"/currency", "/lines/0/line", "/lines/0/worth", "/lines/1/worth"});
}

TEST_CASE("law 6: a claim on no invoice, or on no claim, is refused and says so") {
    House house;
    record(house, "R-1");
    const std::string head = house.journal_head();
    const std::string on_unknown = claim_on("R-2", R"("worth":"5.00")");
    check_refused(house.post(Role::office, "/v1/claims", on_unknown),
                  {422, "unknown-invoice", "/invoice", "R-2", "recorded"});
    struct Missing {
        const char* body;
        const char* pointer;
        const char* why;
    };
    for (const Missing& row : std::vector<Missing>{{R"({"channel":"phone"})", "/invoice", "no invoice"},
                                                   {R"({"invoice":"R-1"})", "/channel", "no channel"},
                                                   {R"({"invoice":"R-1","channel":"fax"})", "/channel", "no fax"},
                                                   {R"({"invoice":"","channel":"phone"})", "/invoice", "no number"},
                                                   {R"({"invoice":17,"channel":"phone"})", "/invoice", "a number"}}) {
        INFO(row.why);
        check_refused(house.post(Role::office, "/v1/claims", row.body), {422, "not-understood", row.pointer});
    }
    for (const char* action : {"/statements", "/acknowledge", "/approve", "/notes", "/cause"})
        for (const char* id : {"00000000-0000-7000-8000-000000000000", "R-1", "0"}) {
            INFO(action << " of " << id);
            const std::string body = std::string(action) == "/statements" ? R"({"kind":"withdraw","channel":"phone"})"
                                     : std::string(action) == "/notes"    ? R"({"text":"n"})"
                                     : std::string(action) == "/cause"    ? R"({"owner":"o","explanation":"e"})"
                                                                          : "";
            check_refused(house.post(Role::president, std::string("/v1/claims/") + id + action, body),
                          {404, "unknown-claim"});
        }
    check_nothing_changed(house, head);
}

TEST_CASE("law 1: no action in the company takes an amount, and none is found in what it is called") {
    House house;
    record(house, "R-1");
    const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "200.00"}});
    struct Act {
        const char* path;
        const char* body;
        int status;
        const char* type;
        const char* pointer;
        const char* why;
    };
    const std::vector<Act> rows = {
        {"/approve", R"({"amount":"5.00"})", 422, "not-understood", "/amount", "an amount"},
        {"/approve", R"({"worth":"300.00"})", 422, "not-understood", "/worth", "a worth of our own"},
        {"/approve", R"({"lines":[{"line":"1","worth":"1.00"}]})", 422, "not-understood", "/lines", "worths of lines"},
        {"/approve", R"({"credit":{"gross":"1.00"}})", 422, "not-understood", "/credit", "a credit"},
        {"/approve", "yes", 400, "malformed-body", "", "no JSON"},
        {"/approve", "[]", 400, "malformed-body", "", "no object"},
        {"/acknowledge", R"({"until":"2027-01-01"})", 422, "not-understood", "/until", "law 4: a promise moved later"},
        {"/notes", R"({"text":"n","worth":"1.00"})", 422, "not-understood", "/worth", "a worth in a note"},
        {"/notes", R"({"text":""})", 422, "not-understood", "/text", "a note of nothing"},
        {"/notes", "", 400, "malformed-body", "", "no note"},
        {"/cause", R"({"owner":"o","explanation":"e","credit":"1.00"})", 422, "not-understood", "/credit", "law 13"},
        {"/cause", R"({"explanation":"e"})", 422, "not-understood", "/owner", "a cause that nobody owns"},
        {"/statements", R"({"kind":"restate","channel":"phone"})", 422, "not-understood", "/worth", "stating nothing"},
        {"/statements", R"({"kind":"withdraw","channel":"phone","worth":"1.00"})", 422, "not-understood", "/worth",
         "withdrawn and stated"},
        {"/statements", R"({"kind":"invoke","channel":"phone","worth":"1.00"})", 422, "not-understood", "/kind",
         "no kind of further statement"},
        {"/statements", R"({"kind":"restate","channel":"phone","worth":"1"})", 422, "not-understood", "/worth",
         "not the digits"},
    };
    const std::string head = house.journal_head();
    for (const Act& row : rows) {
        INFO(row.why << ": " << row.path << " " << row.body);
        check_refused(house.post(Role::president, claim + row.path, row.body), {row.status, row.type, row.pointer});
    }
    check_nothing_changed(house, head);
}

TEST_CASE("a step that the claim's state does not allow is refused, and says the state") {
    House house;
    record(house, "R-1");
    const std::string waiting = "/v1/claims/" + invoke(house, "R-1");
    const std::string head = house.journal_head();
    check_refused(house.post(Role::president, waiting + "/approve"), {409, "worth-not-stated"});
    check_refused(house.post(Role::president, waiting + "/offer/decline"), {409, "offer-not-open"});
    check_nothing_changed(house, head);

    REQUIRE(house.post(Role::office, waiting + "/statements", R"({"kind":"restate","channel":"phone","worth":"0.00"})")
                .status == 200);
    REQUIRE(house.post(Role::president, waiting + "/approve").status == 200);
    const std::string approved = house.journal_head();
    struct Late {
        const char* path;
        const char* body;
    };
    for (const Late& row :
         std::vector<Late>{{"/approve", ""},
                           {"/acknowledge", ""},
                           {"/statements", R"({"kind":"withdraw","channel":"phone"})"},
                           {"/statements", R"({"kind":"restate","channel":"phone","worth":"9.00"})"}}) {
        INFO(row.path << " " << row.body);
        const Reply reply = house.post(Role::president, waiting + row.path, row.body);
        check_refused(reply, {409, "move-not-allowed"});
        CHECK_THAT(reply.body, Catch::Matchers::Contains("The claim is settled"));
    }
    check_nothing_changed(house, approved);
}

TEST_CASE("a worth in letters of several bytes is refused like any other that is no money") {
    House house;
    record(house, "R-1");
    const Reply reply = house.post(Role::office, "/v1/claims",
                                   claim_on("R-1", R"("worth":"ganz und gar nichts, überhaupt gar nüüüt")"));
    CHECK(reply.status == 422);
    std::string euros;
    for (int i = 0; i < 20; ++i) euros += "€";
    CHECK(house.post(Role::office, "/v1/claims", claim_on("R-1", R"("worth":")" + euros + "\"")).status == 422);
}

}  // namespace makegood::http_api
