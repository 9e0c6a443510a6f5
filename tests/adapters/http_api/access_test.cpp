#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

constexpr const char* nobody = "00000000-0000-7000-8000-000000000000";

/// Who may use a route: one letter each, in the order president, office, finance, auditor, integration, admin, system.
struct Access {
    const char* route;
    const char* may;  ///< "open": everybody, without a token
    const char* why;
};

constexpr std::array<Access, 52> matrix = {{
    {"POST /v1/invoices", "--f-iA-", "invoices come from the books or another system"},
    {"GET /v1/invoices/{number}", "pofaiA-", "everybody inside answers questions about an invoice"},
    {"POST /v1/claims", "po--i--", "the people and the system that hear customers"},
    {"GET /v1/claims/{id}", "pofaiA-", "everybody inside"},
    {"GET /v1/claims/{id}/routing", "po-a-A-", "who handles a claim, and who asks why it was handled so"},
    {"POST /v1/claims/{id}/statements", "po--i--", "the people and the system that hear customers"},
    {"POST /v1/claims/{id}/acknowledge", "po-----", "the office that takes the calls"},
    {"POST /v1/claims/{id}/approve", "p------", "law 3: the president's queue"},
    {"POST /v1/claims/{id}/notes", "pof----", "people who work on claims"},
    {"POST /v1/claims/{id}/cause", "po-----", "people who know what went wrong"},
    {"POST /v1/claims/{id}/offer/confirm", "----i--", "law 5: the customer confirms, by their own link"},
    {"POST /v1/claims/{id}/offer/revoke", "----i--", "law 5: the customer revokes, by their own link"},
    {"POST /v1/claims/{id}/offer/decline", "p------", "law 5: the president declines with thanks"},
    {"GET /v1/queue", "po-a-A-", "the president's, and who looks after it"},
    {"GET /v1/adjustments", "p-fa-A-", "who keeps or checks the books"},
    {"GET /v1/adjustments/{number}", "p-fa-A-", "who keeps or checks the books"},
    {"GET /v1/entries", "p-fa-A-", "who keeps or checks the books"},
    {"GET /v1/trial-balance", "p-fa-A-", "who keeps or checks the books"},
    {"POST /v1/payments", "--f-iA-", "who hears of the bank"},
    {"GET /v1/payments", "p-fa-A-", "accounts and remittances are personal: who keeps or checks the books"},
    {"POST /v1/payments/{id}/reversal", "--f-iA-", "who hears of the bank"},
    {"POST /v1/invoices/{number}/external-adjustments", "--f-iA-", "credits come from the books or another system"},
    {"POST /v1/invoices/{number}/balance/use", "-of----", "who speaks with the customer, and who keeps the books"},
    {"POST /v1/invoices/{number}/balance/refund", "-of----", "who speaks with the customer, and who keeps the books"},
    {"GET /v1/refunds", "p-fa-A-", "accounts are personal: who keeps or checks the books"},
    {"GET /v1/refunds/{number}", "p-fa-A-", "accounts are personal: who keeps or checks the books"},
    {"POST /v1/refunds/{number}/release", "--f----", "nobody else sends money"},
    {"POST /v1/refunds/{number}/account", "-of----", "who speaks with the customer, and who keeps the books"},
    {"POST /v1/refunds/{number}/account/confirm", "-of-i--", "the customer by their link, or who reaches them"},
    {"POST /v1/refunds/{number}/paid", "--f-iA-", "who hears of the bank"},
    {"POST /v1/refunds/{number}/failed", "--f-iA-", "who hears of the bank"},
    {"POST /v1/refunds/{number}/retry", "--f----", "nobody else sends money"},
    {"POST /v1/claims/{id}/make-goods", "p------", "the president gives"},
    {"GET /v1/make-goods", "p-fa-A-", "who keeps or checks the books"},
    {"GET /v1/make-goods/{number}", "p-fa-A-", "who keeps or checks the books"},
    {"POST /v1/adjustments/{number}/reversal", "p-f----", "who honours and who books"},
    {"GET /v1/holds", "pofaiA-", "what must not be dunned concerns everybody, and the system that duns"},
    {"GET /v1/account-statement", "p-fa-A-", "who keeps or checks the books"},
    {"POST /v1/exports", "--f----", "finance closes"},
    {"GET /v1/exports", "p-fa-A-", "who keeps or checks the books"},
    {"GET /v1/exports/{number}", "p-fa-A-", "its files hold accounts: who keeps or checks the books"},
    {"POST /v1/exports/{number}/booked", "--f-iA-", "the books, or the system that they are in"},
    {"POST /v1/exports/{number}/failed", "--f-iA-", "the books, or the system that they are in"},
    {"GET /v1/journal", "---a-A-", "who proves that nothing was altered"},
    {"GET /v1/reports/outcomes", "pofa-A-", "people, not systems"},
    {"GET /v1/reports/refusals", "po-a-A-", "who answers for what was not understood"},
    {"POST /v1/rules/reload", "-----A-", "who runs the server"},
    {"POST /v1/rules/backtest", "po-a-A-", "who writes rules and who judges them; nothing is changed"},
    {"GET /metrics", "---aiA-", "a scraper has a token of its own"},
    {"GET /openapi.json", "open", "a contract is public"},
    {"GET /healthz", "open", "probes have no token"},
    {"GET /readyz", "open", "probes have no token"},
}};

std::string method_of(const Access& row) {
    return std::string(row.route).substr(0, std::string(row.route).find(' '));
}

std::string target_of(const Access& row) {
    std::string target = std::string(row.route).substr(std::string(row.route).find(' ') + 1);
    for (const auto& [parameter, value] : {std::pair{"{id}", nobody}, std::pair{"{number}", "none"}})
        if (const auto at = target.find(parameter); at != std::string::npos)
            target.replace(at, std::string(parameter).size(), value);
    return target;
}

/// Without an Idempotency-Key: whoever gets past the door is turned away behind it, and nothing changes.
Reply knock(House& house, const Access& row, const Headers& headers) {
    return house.send(request(method_of(row), target_of(row), headers, method_of(row) == "POST" ? "{}" : ""));
}

}  // namespace

TEST_CASE("the matrix of access names every route that there is, and no other") {
    std::vector<std::string> expected;
    for (const Access& row : matrix) expected.emplace_back(row.route);
    std::vector<std::string> routes = http::Api::routes();
    std::sort(expected.begin(), expected.end());
    std::sort(routes.begin(), routes.end());
    CHECK(routes == expected);
}

TEST_CASE("every role may use exactly the routes of the matrix") {
    House house;
    const std::string head = house.journal_head();
    for (const Access& row : matrix)
        for (std::size_t i = 0; i < all_roles.size(); ++i) {
            const Role role = all_roles[i];
            INFO(row.route << " as " << sqlite::to_text(role) << ": " << row.why);
            const Reply reply = knock(house, row, {{"Authorization", "Bearer " + house.token(role)}});
            const bool may = std::string(row.may) == "open" || row.may[i] != '-';
            if (may) {
                CHECK(reply.status != 401);
                CHECK(reply.status != 403);
            } else {
                check_refused(reply, {403, "forbidden"});
                CHECK_THAT(reply.body, Catch::Matchers::Contains(std::string(sqlite::to_text(role))));
            }
        }
    check_nothing_changed(house, head);
}

TEST_CASE(
    "whoever does not say who they are in one bearer token we know is asked to, on every route that is not open") {
    House house;
    const std::string token = house.token(Role::admin);
    const std::string head = house.journal_head();
    struct Row {
        Headers headers;
        const char* why;
    };
    const std::vector<Row> rows = {
        {{}, "no header"},
        {{{"Authorization", "Bearer mg_unknown"}}, "a token that is not ours"},
        {{{"Authorization", "Bearer " + token + "x"}}, "a token with a letter more"},
        {{{"Authorization", "Bearer " + token.substr(0, token.size() - 1)}}, "a token with a letter less"},
        {{{"Authorization", "Bearer "}}, "a scheme without a token"},
        {{{"Authorization", token}}, "a token without a scheme"},
        {{{"Authorization", "Basic " + token}}, "another scheme"},
        {{{"Authorization", "Bearer " + token}, {"Authorization", "Bearer " + token}}, "the header twice"},
        {{{"Authorization", "Bearer " + token}, {"authorization", "Bearer mg_unknown"}}, "two headers that disagree"},
        {{{"Authorization", "Bearer " + token + ", Bearer " + token}}, "two tokens in one header"},
        {{{"Cookie", "token=" + token}}, "a cookie is no bearer token"},
        {{{"Proxy-Authorization", "Bearer " + token}}, "a header for somebody else"},
    };
    for (const Access& row : matrix)
        for (const Row& asked : rows) {
            INFO(row.route << ": " << asked.why);
            const Reply reply = knock(house, row, asked.headers);
            if (std::string(row.may) == "open") {
                CHECK(reply.status == 200);
                continue;
            }
            check_refused(reply, {401, "unauthenticated"});
            CHECK(reply.header("WWW-Authenticate") == "Bearer");
        }
    check_nothing_changed(house, head);
}

TEST_CASE("the scheme's name counts in any case, and a token in the query is none") {
    House house;
    const std::string token = house.token(Role::auditor);
    CHECK(house.send(request("GET", "/v1/queue", {{"authorization", "bEARER " + token}}, {})).status == 200);
    check_refused(house.send(request("GET", "/v1/queue?access_token=" + token, {}, {})), {401, "unauthenticated"});
}

TEST_CASE("who may not is told so before what is wrong with the rest is looked at") {
    House house;
    check_refused(house.post(Role::auditor, "/v1/claims", "{not json"), {403, "forbidden"});
    check_refused(house.send(request("POST", "/v1/claims", {}, "{not json")), {401, "unauthenticated"});
}

}  // namespace makegood::http_api
