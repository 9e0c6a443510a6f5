#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

struct Action {
    Role as;
    const char* path;
    const char* body;
    const char* why;
};

constexpr Action restate = {Role::office, "/statements", R"({"kind":"restate","channel":"phone","worth":"5.00"})",
                            "a restatement"};
constexpr Action acknowledge = {Role::office, "/acknowledge", "", "an acknowledgement"};
constexpr Action approve = {Role::president, "/approve", "", "an approval"};
constexpr Action note = {Role::office, "/notes", R"({"text":"n"})", "a note"};
constexpr Action cause = {Role::office, "/cause", R"({"owner":"o","explanation":"e"})", "a cause"};

Reply act(House& house, const std::string& claim, const Action& action, const std::string& version) {
    const Headers headers = version.empty() ? Headers{} : Headers{{"If-Match", version}};
    return house.post(action.as, "/v1/claims/" + claim + action.path, action.body, headers);
}

}  // namespace

TEST_CASE("a stale version is refused and says who did what in between") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "100.00"}});
    const std::string seen = house.get(Role::president, "/v1/claims/" + claim).header("ETag");
    CHECK(seen == "\"2\"");
    REQUIRE(act(house, claim, restate, seen).status == 200);
    REQUIRE(act(house, claim, note, "").status == 200);
    const std::string head = house.journal_head();
    for (const Action& action : {restate, acknowledge, approve}) {
        INFO(action.why);
        const Reply reply = act(house, claim, action, seen);
        check_refused(reply, {412, "stale-version"});
        const Json since = reply.json().at("since");
        REQUIRE(since.size() == 2);
        CHECK(since[0] == Json({{"version", "3"},
                                {"at", "2026-03-02T09:00:00.000Z"},
                                {"by", "the office"},
                                {"event", "statement-made"}}));
        CHECK(since[1].at("event") == "note-added");
        CHECK(since[1].at("version") == "4");
    }
    check_refused(
        house.post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone"})", {{"If-Match", seen}}),
        {412, "stale-version"});
    check_refused(act(house, claim, approve, "\"99\""), {412, "stale-version"});
    check_nothing_changed(house, head);
    CHECK(act(house, claim, approve, "\"4\"").status == 200);
}

TEST_CASE("an If-Match that is not one version is refused, on every action") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "100.00"}});
    const std::string head = house.journal_head();
    struct Row {
        const char* version;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"2", "without quotation marks"},
        {"\"2", "one quotation mark"},
        {"\"\"", "nothing between them"},
        {"\"two\"", "a word"},
        {"\"-2\"", "below zero"},
        {"\" 2\"", "a blank"},
        {"\"2.0\"", "a fraction"},
        {"W/\"2\"", "a weak tag"},
        {"*", "anything"},
        {"\"1\", \"2\"", "a list"},
        {"\"18446744073709551616\"", "beyond 64 bits"},
    };
    for (const Action& action : {restate, acknowledge, approve, note, cause})
        for (const Row& row : rows) {
            INFO(action.why << ": " << row.why);
            check_refused(act(house, claim, action, row.version), {400, "if-match-not-understood"});
        }
    check_refused(house.post(Role::president, "/v1/claims/" + claim + "/approve", "",
                             {{"If-Match", "\"2\""}, {"If-Match", "\"2\""}}),
                  {400, "if-match-not-understood"});
    check_nothing_changed(house, head);
}

TEST_CASE("every answer about an invoice carries the version that the next action may name") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "100.00"}});
    std::string version = house.get(Role::office, "/v1/invoices/R-1").header("ETag");
    for (const Action& action : {acknowledge, restate, note, cause, approve}) {
        INFO(action.why << " at " << version);
        const Reply reply = act(house, claim, action, version);
        REQUIRE(reply.status == 200);
        CHECK(reply.header("ETag") != version);
        version = reply.header("ETag");
        CHECK("\"" + reply.json().at("version").get<std::string>() + "\"" == version);
        CHECK(house.get(Role::office, "/v1/invoices/R-1").header("ETag") == version);
        CHECK(house.get(Role::office, "/v1/claims/" + claim).header("ETag") == version);
    }
}

TEST_CASE("notes and causes need no version, at any time") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "100.00"}});
    for (int i = 0; i < 2; ++i) {
        CHECK(act(house, claim, note, "").status == 200);
        CHECK(act(house, claim, cause, "").status == 200);
        if (i == 0) REQUIRE(act(house, claim, approve, "").status == 200);  // law 13: explained after the money
    }
}

}  // namespace makegood::http_api
