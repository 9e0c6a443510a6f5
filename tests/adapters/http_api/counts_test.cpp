#include <map>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

std::map<std::string, std::string> refusals(House& house) {
    std::map<std::string, std::string> counts;
    const Json report = house.get(Role::auditor, "/v1/reports/refusals").json();
    for (const Json& row : report.at("items")) {
        CHECK(row.at("day") == "2026-03-02");
        counts[row.at("kind")] = row.at("refused");
    }
    return counts;
}

}  // namespace

TEST_CASE("law 6: refusals are counted by day and kind, each once, over commits, repeats and restarts") {
    House house;
    record(house, "R-1");
    const auto refuse = [&](const char* body, const std::string& key) {
        const Reply reply = house.post(Role::office, "/v1/claims", body, {{"Idempotency-Key", key}});
        REQUIRE(reply.status >= 400);
    };
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) {
            const std::string key = std::to_string(round) + "-" + std::to_string(i);
            refuse(R"({"invoice":"none","channel":"phone"})", key + "-unknown");
            refuse(R"({"invoice":"R-1","channel":"phone","worth":"1"})", key + "-digits");
            refuse(R"({"invoice":"R-1","channel":"fax"})", key + "-fax");
            (void)house.get(Role::office, "/v1/journal");
            CHECK(house.post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone"})").status < 300);
        }
        house.restart();
        const std::string n = std::to_string(4 * (round + 1));
        const std::map<std::string, std::string> expected = {
            {"forbidden", n}, {"not-understood", std::to_string(8 * (round + 1))}, {"unknown-invoice", n}};
        CHECK(refusals(house) == expected);
    }
}

}  // namespace makegood::http_api
