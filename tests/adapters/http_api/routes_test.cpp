#include <set>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

Json parsed(const char* text) {
    return Json::parse(text);
}

Json get(House& house, Role as, const std::string& target) {
    const Reply reply = house.get(as, target);
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    REQUIRE(reply.header("Content-Type") == "application/json");
    return reply.json();
}

Json items_of(House& house, Role as, const std::string& target) {
    return get(house, as, target).at("items");
}

Json post(House& house, Role as, const std::string& target, const std::string& body = {}) {
    const Reply reply = house.post(as, target, body);
    INFO(reply.body);
    REQUIRE(reply.status < 300);
    REQUIRE(reply.header("Content-Type") == "application/json");
    return reply.json();
}

}  // namespace

TEST_CASE("a recorded invoice shows what was posted and what stands") {
    House house;
    const Json posted = four_lines("R-1");
    const Reply recorded = house.post(Role::integration, "/v1/invoices", posted.dump());
    REQUIRE(recorded.status == 201);
    CHECK(recorded.header("Location") == "/v1/invoices/R-1");
    CHECK(recorded.header("ETag") == "\"1\"");
    Json invoice = get(house, Role::office, "/v1/invoices/R-1");
    // Stored answers are not sealed, so the one to the POST goes without the email.
    Json without_email = invoice;
    without_email.at("customer").erase("email");
    CHECK(without_email == recorded.json());
    for (const auto& [name, value] : posted.items()) {
        INFO(name);
        CHECK(invoice.at(name) == value);
    }
    CHECK(invoice.at("guarantee") == "2026");
    CHECK(invoice.at("adjustments").empty());
    CHECK(invoice.at("claims").empty());
    CHECK(invoice.at("standing") == parsed(R"({
        "lines": [{"id":"1","billed":"68.33","net":"68.33"}, {"id":"2","billed":"68.33","net":"68.33"},
                  {"id":"3","billed":"57.50","net":"57.50"}, {"id":"4","billed":"85.00","net":"85.00"}],
        "tax": [{"category":"S","rate":"20","base":"279.16","amount":"55.83"}],
        "totals": {"net":"279.16","tax":"55.83","gross":"334.99"}, "open": "334.99", "kept": "0.00"})"));
}

TEST_CASE("an invocation is answered with the claim, its routing and what approving would do") {
    House house;
    record(house, "R-1");
    const Reply reply = house.post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone",
        "lines":[{"line":"1","worth":"0.00"},{"line":"4","worth":"42.50"}],"words":"slow","settle":"refund",
        "contact":{"phone":"+44 1225 496000","email":"ada@quarry.example","when":"mornings"}})");
    REQUIRE(reply.status == 201);
    CHECK(reply.header("ETag") == "\"2\"");
    const Json claim = reply.json();
    CHECK(reply.header("Location") == "/v1/claims/" + claim.at("id").get<std::string>());
    CHECK(claim.at("number") == "CL-2026-000001");
    CHECK(claim.at("invoice") == "R-1");
    CHECK(claim.at("version") == "2");
    CHECK(claim.at("state") == "received");
    CHECK(claim.at("/routing/priority"_json_pointer) == "normal");
    CHECK(claim.at("/routing/flags"_json_pointer).empty());
    CHECK(claim.at("/routing/due/acknowledge"_json_pointer) ==
          parsed(R"({"promise":"2026-03-03T09:00:00.000Z","target":"2026-03-02T21:00:00.000Z"})"));
    CHECK(claim.at("preview") == parsed(R"({
        "lines": [{"line":"1","before":"68.33","after":"0.00","credit":"68.33"},
                  {"line":"4","before":"85.00","after":"42.50","credit":"42.50"}],
        "tax": [{"category":"S","rate":"20","base":"110.83","amount":"22.17"}],
        "before": {"net":"279.16","tax":"55.83","gross":"334.99"},
        "after": {"net":"168.33","tax":"33.66","gross":"201.99"},
        "credit": {"net":"110.83","tax":"22.17","gross":"133.00"}})"));

    const Json whole = get(house, Role::president, "/v1/claims/" + claim.at("id").get<std::string>());
    CHECK(whole.at("preview") == claim.at("preview"));
    CHECK(whole.at("opened_at") == "2026-03-02T09:00:00.000Z");
    CHECK(whole.at("currency") == "EUR");
    CHECK(whole.at("settle") == "refund");
    CHECK(whole.at("contact") ==
          parsed(R"({"phone":"+44 1225 496000","email":"ada@quarry.example","when":"mornings"})"));
    CHECK(whole.at("worths") == parsed(R"([{"line":"1","worth":"0.00","basis":"net"},
                                           {"line":"4","worth":"42.50","basis":"net"}])"));
    REQUIRE(whole.at("statements").size() == 1);
    CHECK(whole.at("statements")[0].at("words") == "slow");
    CHECK(whole.at("statements")[0].at("recorded_by") == "the office");
    CHECK(whole.at("history").size() == 1);
}

TEST_CASE("credited one line at a time the four notes take 13.67, 13.66, 11.50 and 17.00 of tax, and all of it") {
    House house;
    record(house, "R-1");
    struct Note {
        const char* line;
        const char* net;
        const char* tax;
        const char* gross;
        const char* left;
    };
    const std::vector<Note> notes = {{"1", "68.33", "13.67", "82.00", "252.99"},
                                     {"2", "68.33", "13.66", "81.99", "171.00"},
                                     {"3", "57.50", "11.50", "69.00", "102.00"},
                                     {"4", "85.00", "17.00", "102.00", "0.00"}};
    int n = 0;
    for (const Note& note : notes) {
        INFO("line " << note.line);
        const std::string claim =
            invoke(house, "R-1", {{"lines", Json::array({{{"line", note.line}, {"worth", "0.00"}}})}});
        const Json approved = post(house, Role::president, "/v1/claims/" + claim + "/approve");
        CHECK(approved.at("state") == "settled");
        const std::string number = "CN-2026-00000" + std::to_string(++n);
        const Json document = get(house, Role::finance, "/v1/adjustments/" + number);
        CHECK(document.at("type") == "credit-note");
        CHECK(document.at("issued_on") == "2026-03-02");
        CHECK(document.at("invoice") == "R-1");
        CHECK(document.at("claim") == claim);
        CHECK(document.at("currency") == "EUR");
        CHECK(document.at("/lines/0/line"_json_pointer) == note.line);
        CHECK(document.at("/lines/0/net"_json_pointer) == note.net);
        CHECK(document.at("tax") ==
              Json::array({{{"category", "S"}, {"rate", "20"}, {"base", note.net}, {"amount", note.tax}}}));
        CHECK(document.at("totals") == Json({{"net", note.net}, {"tax", note.tax}, {"gross", note.gross}}));
        CHECK(document.at("settlement") == Json::array({{{"kind", "offset"}, {"amount", note.gross}}}));
        CHECK(get(house, Role::finance, "/v1/invoices/R-1").at("/standing/open"_json_pointer) == note.left);
    }
    CHECK(get(house, Role::finance, "/v1/invoices/R-1").at("/standing/totals"_json_pointer) ==
          parsed(R"({"net":"0.00","tax":"0.00","gross":"0.00"})"));
    CHECK(get(house, Role::finance, "/v1/adjustments").at("items").size() == 4);
    for (const Json& row : items_of(house, Role::finance, "/v1/trial-balance"))
        if (row.at("account") == "account:receivables") CHECK(row.at("balance") == "0.00");
}

TEST_CASE("the whole at 200.00 after credits of 82.00 credits 52.99") {
    House house;
    record(house, "R-1");
    const std::string first = invoke(house, "R-1", parsed(R"({"lines":[{"line":"1","worth":"0.00"}]})"));
    post(house, Role::president, "/v1/claims/" + first + "/approve");
    const std::string second = invoke(house, "R-1", {{"worth", "200.00"}});
    const Json claim = get(house, Role::office, "/v1/claims/" + second);
    CHECK(claim.at("/preview/before/gross"_json_pointer) == "252.99");
    CHECK(claim.at("/preview/credit/gross"_json_pointer) == "52.99");
    CHECK(claim.at("/preview/after/gross"_json_pointer) == "200.00");
    CHECK(claim.at("/routing/flags"_json_pointer) == parsed(R"(["repeat-claim"])"));
}

TEST_CASE("a claim walks from received to settled, and every step is in its history") {
    House house;
    record(house, "R-1");
    const std::string id = invoke(house, "R-1");
    const std::string claim = "/v1/claims/" + id;
    CHECK(get(house, Role::office, claim).at("/routing/flags"_json_pointer) == parsed(R"(["worth-not-stated"])"));
    CHECK(post(house, Role::office, claim + "/acknowledge").at("state") == "acknowledged");
    CHECK(post(house, Role::office, claim + "/notes", R"({"text":"called back"})").at("state") == "acknowledged");
    const Json stated = post(house, Role::integration, claim + "/statements",
                             R"({"kind":"restate","channel":"link","worth":"234.99"})");
    CHECK(stated.at("/preview/credit/gross"_json_pointer) == "100.00");
    CHECK(post(house, Role::president, claim + "/approve").at("state") == "settled");
    post(house, Role::president, claim + "/cause",
         R"({"owner":"quarry","explanation":"the faulty screen","fix_for_customer":"f","fix_for_good":"g"})");
    const Json whole = get(house, Role::auditor, claim);
    CHECK(whole.at("cause") == parsed(R"({"owner":"quarry","explanation":"the faulty screen",
                                          "fix_for_customer":"f","fix_for_good":"g"})"));
    CHECK(whole.at("adjustments") == parsed(R"(["CN-2026-000001"])"));
    CHECK(whole.at("notes")[0].at("text") == "called back");
    std::vector<std::string> events;
    for (const Json& happened : whole.at("history")) events.push_back(happened.at("event"));
    CHECK(events == std::vector<std::string>{"claim-opened", "claim-acknowledged", "note-added", "statement-made",
                                             "claim-approved", "adjustment-issued", "claim-adjusted", "claim-settled",
                                             "cause-named"});
}

TEST_CASE("a withdrawal ends a claim, and the next invocation opens another") {
    House house;
    record(house, "R-1");
    const std::string id = invoke(house, "R-1", {{"worth", "100.00"}});
    const Json withdrawn = post(house, Role::office, "/v1/claims/" + id + "/statements",
                                R"({"kind":"withdraw","channel":"phone","words":"settled it with the driver"})");
    CHECK(withdrawn.at("state") == "withdrawn");
    CHECK(get(house, Role::president, "/v1/queue").at("items").empty());
    CHECK(invoke(house, "R-1", {{"worth", "90.00"}}) != id);
}

TEST_CASE("law 5: a worth above standing is offered, and goes as the customer and the president will") {
    for (const std::string answer : {"confirm", "revoke", "decline"}) {
        INFO(answer);
        House house;
        record(house, "R-1");
        const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "401.99"}});
        const Json approved = post(house, Role::president, claim + "/approve");
        CHECK(approved.at("state") == "approved");
        CHECK(get(house, Role::finance, "/v1/adjustments").at("items").empty());
        const Json offer = get(house, Role::office, claim).at("/preview/offer"_json_pointer);
        CHECK(offer.at("/totals/gross"_json_pointer) == "67.00");
        const std::string tax = offer.at("/totals/tax"_json_pointer);
        const std::string head = house.journal_head();
        check_refused(
            house.post(Role::integration, claim + "/offer/confirm", R"({"gross":"67.01","tax":")" + tax + "\"}"),
            {409, "offer-differs", "/gross", "67.01", "67.00"});
        check_nothing_changed(house, head);

        const Role as = answer == "decline" ? Role::president : Role::integration;
        const std::string body = answer == "confirm" ? R"({"gross":"67.00","tax":")" + tax + "\"}" : "";
        post(house, as, claim + "/offer/" + answer, body);
        const Json items = get(house, Role::finance, "/v1/adjustments").at("items");
        const Json invoice = get(house, Role::finance, "/v1/invoices/R-1");
        if (answer != "confirm") {
            CHECK(items.empty());
            CHECK(invoice.at("/standing/totals/gross"_json_pointer) == "334.99");
            continue;
        }
        REQUIRE(items.size() == 1);
        CHECK(items[0].at("type") == "supplementary-invoice");
        CHECK(items[0].at("number") == "SI-2026-000001");
        CHECK(items[0].at("/totals/gross"_json_pointer) == "67.00");  // positive: the type says which way
        CHECK(invoice.at("/standing/totals/gross"_json_pointer) == "401.99");
        CHECK(invoice.at("/standing/open"_json_pointer) == "401.99");
    }
}

TEST_CASE("law 3: the queue has every open claim, worth stated or not, whose promise ends first on top") {
    House house;
    for (const char* number : {"R-1", "R-2", "R-3"}) {
        record(house, number);
        invoke(house, number, std::string(number) == "R-2" ? Json::object() : Json({{"worth", "0.00"}}));
        house.clock().advance(std::chrono::hours(1));
    }
    const Json queue = get(house, Role::president, "/v1/queue").at("items");
    REQUIRE(queue.size() == 3);
    CHECK(queue[0].at("invoice") == "R-1");
    CHECK(queue[0].at("number") == "CL-2026-000001");
    CHECK(queue[0].at("customer") == "Quarry Ltd");
    CHECK(queue[0].at("state") == "received");
    CHECK(queue[0].at("flags") == parsed(R"(["worth-zero"])"));
    CHECK(queue[0].at("promise") == "2026-03-03T09:00:00.000Z");
    CHECK(queue[0].at("target") == "2026-03-02T21:00:00.000Z");
    CHECK(queue[0].at("overdue") == false);
    CHECK(queue[1].at("flags") == parsed(R"(["worth-not-stated"])"));
    house.clock().advance(std::chrono::hours(48));
    CHECK(get(house, Role::president, "/v1/queue").at("items")[0].at("overdue") == true);
}

TEST_CASE("law 8: entries of an invoice and its credit balance, account by account") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "234.99"}});
    post(house, Role::president, "/v1/claims/" + claim + "/approve");
    long sum = 0;
    for (const Json& row : items_of(house, Role::finance, "/v1/trial-balance")) {
        std::string balance = row.at("balance");
        balance.erase(balance.find('.'), 1);
        sum += std::stol(balance);
        CHECK(row.at("currency") == "EUR");
        if (row.at("account") == "account:receivables") CHECK(row.at("balance") == "234.99");
    }
    CHECK(sum == 0);
    const Json entries = get(house, Role::finance, "/v1/entries").at("items");
    CHECK(entries.size() >= 4);
    CHECK(entries[0].at("debit") == "account:receivables");
    CHECK(entries[0].at("posted_on") == "2026-02-27");
    CHECK(entries[0].at("document") == "R-1");
    for (const Json& entry : entries) {
        CHECK(entry.at("debit") != entry.at("credit"));
        CHECK(entry.at("amount").get<std::string>().front() != '-');
    }
}

TEST_CASE("the journal shows every event with its hash, in order, for whoever proves") {
    House house;
    record(house, "R-1");
    invoke(house, "R-1", {{"worth", "100.00"}});
    const Json items = get(house, Role::auditor, "/v1/journal").at("items");
    REQUIRE(items.size() == 3);
    std::set<std::string> hashes;
    for (std::size_t i = 0; i < items.size(); ++i) {
        CHECK(items[i].at("sequence") == std::to_string(i + 1));
        CHECK(items[i].at("event").is_object());
        hashes.insert(items[i].at("hash"));
        CHECK(items[i].at("hash").get<std::string>().size() == 64);
    }
    CHECK(hashes.size() == 3);
    CHECK(get(house, Role::auditor, "/v1/journal?after=2").at("items").size() == 1);
    CHECK(get(house, Role::auditor, "/v1/journal?after=3").at("items").empty());
}

TEST_CASE("the outcomes add up claims and credit of a period, as JSON and as a sheet") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", parsed(R"({"lines":[{"line":"4","worth":"0.00"}]})"));
    house.clock().advance(std::chrono::minutes(90));
    post(house, Role::president, "/v1/claims/" + claim + "/approve");
    post(house, Role::office, "/v1/claims/" + claim + "/cause", R"({"owner":"o","explanation":"=the faulty screen"})");
    const std::string period = "/v1/reports/outcomes?from=2026-01-01&to=2026-12-31";
    bool is_there = false;
    for (const Json& row : items_of(house, Role::finance, period + "&by=service")) {
        if (row.at("key") != "cleaning") continue;
        is_there = true;
        CHECK(row.at("claims") == "1");
        CHECK(row.at("credited") == "85.00");
        CHECK(row.at("billed") == "85.00");
        CHECK(row.at("share_percent") == "100.0");
        CHECK(row.at("hours_to_adjust") == "1.5");
    }
    CHECK(is_there);
    const Reply sheet = house.get(Role::finance, period + "&by=cause&format=csv");
    CHECK(sheet.status == 200);
    CHECK_THAT(sheet.header("Content-Type"), Catch::Matchers::StartsWith("text/csv"));
    CHECK_THAT(sheet.body, Catch::Matchers::StartsWith("key,currency,claims,credited,billed"));
    CHECK_THAT(sheet.body, !Catch::Matchers::Contains("\n=the"));  // no formula
    CHECK_THAT(sheet.body, Catch::Matchers::Contains("85.00"));
}

TEST_CASE("the open routes answer whoever asks") {
    House house;
    const auto open = [&](const char* target) { return house.send(request("GET", target, {}, {})); };
    CHECK(open("/healthz").json() == Json({{"status", "alive"}}));
    CHECK(open("/readyz").json() == Json({{"status", "ready"}}));
    CHECK_THAT(open("/openapi.json").json().at("openapi").get<std::string>(), Catch::Matchers::StartsWith("3.1"));
}

}  // namespace makegood::http_api
