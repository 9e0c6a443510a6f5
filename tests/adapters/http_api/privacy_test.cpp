#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

const std::vector<std::string> secrets = {"the foreman laughed at me", "+44 1225 496000", "ada.private@quarry.example",
                                          "after the funeral", "she sounded hurt"};

void check_silent(const std::string& what, const std::string& text) {
    for (const std::string& secret : secrets) {
        INFO(what << " tells \"" << secret << "\"");
        CHECK(text.find(secret) == std::string::npos);
    }
}

/// A whole claim, with everything a customer and the office might say; every answer on the way.
std::vector<std::pair<std::string, std::string>> tell_everything(House& house) {
    std::vector<std::pair<std::string, std::string>> answers;
    const auto post = [&](Role as, const std::string& target, const std::string& body) {
        const Reply reply = house.post(as, target, body);
        answers.emplace_back("POST " + target, reply.head + reply.body);
        return reply;
    };
    record(house, "R-1");
    const std::string contact =
        R"("contact":{"phone":"+44 1225 496000","email":"ada.private@quarry.example","when":"after the funeral"})";
    const std::string words = R"("words":"the foreman laughed at me")";
    const Reply opened =
        post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone",)" + words + "," + contact + "}");
    REQUIRE(opened.status == 201);
    const std::string claim = "/v1/claims/" + opened.json().at("id").get<std::string>();
    REQUIRE(post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone",)" + words + "," + contact + "}")
                .status == 200);
    REQUIRE(post(Role::office, claim + "/statements",
                 R"({"kind":"restate","channel":"phone","worth":"100.00",)" + words + "}")
                .status == 200);
    REQUIRE(post(Role::office, claim + "/notes", R"({"text":"she sounded hurt"})").status == 200);
    REQUIRE(post(Role::office, claim + "/acknowledge", "").status == 200);
    REQUIRE(post(Role::president, claim + "/cause", R"({"owner":"quarry","explanation":"the screen"})").status == 200);
    REQUIRE(post(Role::president, claim + "/approve", "").status == 200);
    // Refusals, which quote what was found.
    post(Role::office, "/v1/claims", R"({"invoice":"none","channel":"phone",)" + words + "," + contact + "}");
    post(Role::office, "/v1/claims",
         R"({"invoice":"R-1","channel":"phone","worth":"x",)" + words + "," + contact + "}");
    post(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone",)" + words + ",\"words\":\"x\"}");
    post(Role::office, claim + "/statements", R"({"kind":"restate","channel":"phone","worth":"1.00",)" + words + "}");
    return answers;
}

}  // namespace

TEST_CASE("law 14: a customer's words are told to those who open the claim, and stand nowhere else") {
    House house;
    for (const auto& [what, answer] : tell_everything(house)) check_silent(what, answer);
    const std::string claim = house.get(Role::office, "/v1/invoices/R-1").json().at("claims")[0].at("id");
    for (const std::string& target :
         {std::string("/v1/invoices/R-1"), std::string("/v1/queue"), std::string("/v1/adjustments"),
          std::string("/v1/adjustments/CN-2026-000001"), std::string("/v1/entries"), std::string("/v1/trial-balance"),
          std::string("/v1/journal"), std::string("/v1/reports/outcomes?from=2026-01-01&to=2026-12-31&by=cause")}) {
        const Reply reply = house.get(Role::admin, target);
        CHECK(reply.status == 200);
        check_silent("GET " + target, reply.head + reply.body);
    }
    const Reply opened = house.get(Role::office, "/v1/claims/" + claim);
    for (const std::string& secret : secrets) CHECK_THAT(opened.body, Catch::Matchers::Contains(secret));
}

TEST_CASE("what a person said, and how to reach them, is ciphertext in every file") {
    House house;
    (void)tell_everything(house);
    check_silent("the database", house.bytes());
    house.restart();  // and after the log was written through
    check_silent("the database", house.bytes());
}

TEST_CASE("a customer's address for mail is ciphertext in every file") {
    // POST /v1/invoices answers with what was posted, and the answer is stored unsealed for repeats.
    House house;
    record(house, "R-1");
    CHECK(house.bytes().find("ada@quarry.example") == std::string::npos);
}

}  // namespace makegood::http_api
