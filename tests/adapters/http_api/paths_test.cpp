#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

Reply ask(House& house, const std::string& method, const std::string& target) {
    const Headers headers = {{"Authorization", "Bearer " + house.token(Role::admin)}};
    return house.send(request(method, target, headers, ""), method != "HEAD");
}

}  // namespace

TEST_CASE("a path that is not there is a 404, with a token and without, and says where to look") {
    House house;
    record(house, "R-1");
    struct Row {
        const char* target;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{"/", "nothing at the root"},
                                           {"/v1", "nothing at the version"},
                                           {"/v2/queue", "another version"},
                                           {"/v1/queues", "a letter more"},
                                           {"/V1/queue", "paths have their case"},
                                           {"/v1/queue/", "a slash at the end"},
                                           {"/v1//queue", "a slash too many"},
                                           {"/v1/./queue", "dots are not resolved"},
                                           {"/v1/x/../queue", "two dots neither"},
                                           {"/v1/%2e%2e/v1/queue", "not when they are encoded"},
                                           {"/v1%2Fqueue", "an encoded slash parts nothing"},
                                           {"/v1/invoices/", "an invoice without a number"},
                                           {"/v1/invoices/R-1/", "a slash behind a number"},
                                           {"/v1/invoices/R-1/lines", "nothing below an invoice"},
                                           {"/v1/claims/x/approve/now", "nothing below an action"},
                                           {"/healthz/", "a slash behind a probe"}}) {
        INFO(row.target << ": " << row.why);
        check_refused(ask(house, "GET", row.target), {404, "not-found"});
        check_refused(house.send(request("GET", row.target, {}, "")), {404, "not-found"});
    }
}

TEST_CASE("a method that a path does not know is a 405 which names those it knows") {
    House house;
    struct Row {
        const char* method;
        const char* target;
        const char* allow;
    };
    for (const Row& row : std::vector<Row>{{"GET", "/v1/claims", "POST"},
                                           {"PUT", "/v1/claims", "POST"},
                                           {"DELETE", "/v1/claims/x", "GET"},
                                           {"PATCH", "/v1/invoices/R-1", "GET"},
                                           {"PUT", "/v1/invoices", "POST"},
                                           {"GET", "/v1/claims/x/approve", "POST"},
                                           {"HEAD", "/v1/claims/x/approve", "POST"},
                                           {"POST", "/v1/queue", "GET"},
                                           {"POST", "/v1/adjustments/CN-1", "GET"},
                                           {"DELETE", "/v1/journal", "GET"},
                                           {"OPTIONS", "/v1/queue", "GET"},
                                           {"TRACE", "/v1/queue", "GET"},
                                           {"post", "/v1/claims", "POST"},
                                           {"POST", "/healthz", "GET"}}) {
        INFO(row.method << " " << row.target);
        const Reply reply = ask(house, row.method, row.target);
        if (std::string(row.method) != "HEAD") check_refused(reply, {405, "method-not-allowed"});
        CHECK(reply.status == 405);
        CHECK_THAT(reply.header("Allow"), Catch::Matchers::StartsWith(row.allow));
    }
}

TEST_CASE("HEAD is GET without the body") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1");
    for (const std::string& target : {std::string("/v1/invoices/R-1"), "/v1/claims/" + claim, std::string("/v1/queue"),
                                      std::string("/openapi.json"), std::string("/v1/invoices/none")}) {
        INFO(target);
        Client client(house.port());
        const Headers headers = {{"Authorization", "Bearer " + house.token(Role::admin)}};
        const Reply head = client.ask(request("HEAD", target, headers, ""), false);
        const Reply get = client.ask(request("GET", target, headers, ""));
        CHECK(head.status == get.status);
        CHECK(head.body.empty());
        for (const char* name : {"Content-Type", "Content-Length", "ETag"})
            CHECK(head.header(name) == get.header(name));
    }
}

TEST_CASE("an invoice is found under its number, whatever letters that is made of") {
    House house;
    struct Row {
        const char* number;
        const char* segment;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{"A/1 ü", "A%2F1%20%C3%BC", "a slash, a blank, an umlaut"},
                                           {"100%", "100%25", "a percent sign"},
                                           {"a+b", "a%2Bb", "a plus"},
                                           {"?x=1#y", "%3Fx%3D1%23y", "what looks like a query"},
                                           {"\"quoted\"\\", "%22quoted%22%5C", "quotation marks and a backslash"},
                                           {"発票/七", "%E7%99%BA%E7%A5%A8%2F%E4%B8%83", "another script"},
                                           {"€ 😀", "%E2%82%AC%20%F0%9F%98%80", "beyond the basic plane"}}) {
        INFO(row.why);
        const Reply recorded = house.post(Role::finance, "/v1/invoices", four_lines(row.number).dump());
        REQUIRE(recorded.status == 201);
        CHECK(recorded.header("Location") == std::string("/v1/invoices/") + row.segment);
        const Reply found = house.get(Role::finance, recorded.header("Location"));
        CHECK(found.status == 200);
        CHECK(found.json().at("number") == row.number);
        const std::string claim = invoke(house, row.number, {{"worth", "0.00"}});
        CHECK(house.get(Role::office, "/v1/claims/" + claim).json().at("invoice") == row.number);
    }
    CHECK(house.get(Role::finance, "/v1/invoices/a+b").json().at("number") == "a+b");  // a path's plus is no blank
    check_refused(house.get(Role::finance, "/v1/invoices/A/1%20%C3%BC"), {404, "not-found"});
}

TEST_CASE("what is asked for and is not there is named in the 404") {
    House house;
    for (const auto& [target, named] : std::vector<std::pair<const char*, const char*>>{
             {"/v1/invoices/R%22-7", "R\\\"-7"}, {"/v1/adjustments/CN-2026-000009", "CN-2026-000009"}}) {
        INFO(target);
        const Reply reply = house.get(Role::admin, target);
        check_refused(reply, {404, "not-found"});
        CHECK_THAT(reply.body, Catch::Matchers::Contains(named));
    }
    for (const char* id : {"0190-x", "R-1", "00000000-0000-7000-8000-000000000000"})
        check_refused(house.get(Role::admin, std::string("/v1/claims/") + id), {404, "unknown-claim"});
}

TEST_CASE(
    "a question with a parameter that is unknown, doubled or not understood is refused and says what is accepted") {
    House house;
    record(house, "R-1");
    struct Row {
        const char* query;
        const char* named;
        const char* accepted;
        const char* why;
    };
    const std::vector<Row> pages = {
        {"limit=0", "limit", "from 1 to 500", "no rows"},
        {"limit=501", "limit", "from 1 to 500", "too many rows"},
        {"limit=-1", "limit", "from 1 to 500", "below zero"},
        {"limit=+5", "limit", "from 1 to 500", "a sign, or a blank"},
        {"limit=5.0", "limit", "from 1 to 500", "a fraction"},
        {"limit=", "limit", "from 1 to 500", "nothing"},
        {"limit=ten", "limit", "from 1 to 500", "a word"},
        {"limit=99999999999999999999999", "limit", "from 1 to 500", "beyond 64 bits"},
        {"limit=5&limit=5", "limit", "once", "twice"},
        {"after=x", "after", "next", "a word"},
        {"after=", "after", "next", "nothing"},
        {"after=-1", "after", "next", "below zero"},
        {"after=1&after=2", "after", "once", "twice"},
        {"Limit=5", "Limit", "after, limit", "names have their case"},
        {"offset=5", "offset", "after, limit", "another way to turn pages"},
        {"state=received", "state", "after, limit", "a filter that would show everything"},
        {"%22=1", "\\\"", "after, limit", "a name that needs escaping"},
    };
    for (const char* list : {"/v1/queue", "/v1/adjustments", "/v1/entries", "/v1/journal"})
        for (const Row& row : pages) {
            INFO(list << "?" << row.query << ": " << row.why);
            const Reply reply = house.get(Role::auditor, std::string(list) + "?" + row.query);
            check_refused(reply, {400, "parameter-not-understood"});
            CHECK_THAT(reply.body, Catch::Matchers::Contains(row.named) && Catch::Matchers::Contains(row.accepted));
        }
    for (const char* cursor : {"1", "1.2", "1.3.1", "1.-1.1", "x.0.1", "1.0.x", "1.0.1.1", ".."}) {
        INFO("a place in the queue: " << cursor);
        check_refused(house.get(Role::auditor, std::string("/v1/queue?after=") + cursor),
                      {400, "parameter-not-understood"});
    }
    const std::vector<Row> outcomes = {
        {"", "from", "2026-01-31", "no period"},
        {"from=2026-01-01", "to", "2026-01-31", "no end"},
        {"from=2026-13-01&to=2026-12-31", "from", "2026-01-31", "a month that is none"},
        {"from=2026-02-01&to=2026-01-31", "to", "not before from", "an end before the start"},
        {"from=2026-01-01&to=2026-12-31&by=year", "by", "month, service or cause", "no such grouping"},
        {"from=2026-01-01&to=2026-12-31&format=xml", "format", "json or csv", "no such format"},
        {"from=2026-01-01&to=2026-12-31&from=2026-01-01", "from", "once", "twice"},
        {"from=2026-01-01&to=2026-12-31&limit=5", "limit", "from, to, by, format", "no pages here"},
    };
    for (const Row& row : outcomes) {
        INFO(row.query << ": " << row.why);
        const Reply reply = house.get(Role::auditor, std::string("/v1/reports/outcomes?") + row.query);
        check_refused(reply, {400, "parameter-not-understood"});
        CHECK_THAT(reply.body, Catch::Matchers::Contains(row.named) && Catch::Matchers::Contains(row.accepted));
    }
}

TEST_CASE("a list is turned page by page without a gap or a double, and its link is the next page's address") {
    House house;
    for (int i = 0; i < 7; ++i) {
        record(house, "R-" + std::to_string(i));
        house.clock().advance(std::chrono::minutes(i % 3));  // some promises end together
        const std::string claim = invoke(house, "R-" + std::to_string(i), {{"worth", "100.00"}});
        if (i < 3) REQUIRE(house.post(Role::president, "/v1/claims/" + claim + "/approve").status == 200);
    }
    for (const std::string& list : {std::string("/v1/queue"), std::string("/v1/adjustments"),
                                    std::string("/v1/entries"), std::string("/v1/journal")}) {
        INFO(list);
        const Json whole = house.get(Role::auditor, list + "?limit=500").json().at("items");
        CHECK(whole.size() >= 3);
        Json paged = Json::array();
        std::string target = list + "?limit=2";
        for (int pages = 0; !target.empty() && pages < 50; ++pages) {
            const Reply reply = house.get(Role::auditor, target);
            REQUIRE(reply.status == 200);
            const Json page = reply.json();
            paged.insert(paged.end(), page.at("items").begin(), page.at("items").end());
            const std::string link = reply.header("Link");
            CHECK(page.contains("next") == !link.empty());
            if (!link.empty()) CHECK_THAT(link, Catch::Matchers::EndsWith(">; rel=\"next\""));
            target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
        }
        CHECK(paged == whole);
    }
}

TEST_CASE("a route without parameters does not pass over one that is sent") {
    House house;
    record(house, "R-1");
    const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "1.00"}});
    const std::string head = house.journal_head();
    for (const std::string& target :
         {std::string("/v1/trial-balance"), std::string("/v1/invoices/R-1"), std::string("/v1/adjustments/CN-1"),
          std::string("/v1/reports/refusals"), claim}) {
        INFO(target);
        const Reply reply = house.get(Role::admin, target + "?currency=USD");
        check_refused(reply, {400, "parameter-not-understood"});
        CHECK_THAT(reply.body, Catch::Matchers::Contains("currency") && Catch::Matchers::Contains("accepted: none"));
    }
    check_refused(house.post(Role::president, claim + "/approve?amount=5.00"), {400, "parameter-not-understood"});
    check_nothing_changed(house, head);
}

TEST_CASE("a cursor behind everything shows nothing") {
    // Above int64 it is taken for a number below zero, and everything is shown again.
    House house;
    record(house, "R-1");
    for (const char* list : {"/v1/journal", "/v1/entries"}) {
        INFO(list);
        const Reply reply = house.get(Role::admin, std::string(list) + "?after=18446744073709551615");
        CHECK((reply.status == 400 || reply.json().at("items").empty()));
    }
}

TEST_CASE("the 405 of a path that can be read names HEAD, which it answers") {
    // RFC 9110, 10.2.1: Allow lists the methods that the target advertises as supported.
    House house;
    CHECK(ask(house, "DELETE", "/v1/queue").header("Allow") == "GET, HEAD");
}

}  // namespace makegood::http_api
