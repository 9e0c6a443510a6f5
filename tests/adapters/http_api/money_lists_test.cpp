#include <catch2/catch.hpp>

#include "tests/adapters/http_api/money_house.hpp"

namespace makegood::http_api {

namespace {

/// The target of a Link header with rel="next"; empty when there is none.
std::string next_target(const Reply& reply) {
    const std::string link = reply.header("Link");
    if (link.empty()) return {};
    REQUIRE(link.ends_with(">; rel=\"next\""));
    return link.substr(1, link.find('>') - 1);
}

/// What every page says, by its links.
Json all_pages(House& house, Role as, std::string target) {
    Json items = Json::array();
    while (!target.empty()) {
        INFO(target);
        const Reply reply = house.get(as, target);
        REQUIRE(reply.status == 200);
        const Json page = reply.json();
        CHECK(page.contains("next") == !next_target(reply).empty());
        for (const Json& item : page.at("items")) items.push_back(item);
        target = next_target(reply);
    }
    return items;
}

/// A house with three refunds due and one that was released, payments short and whole, make-goods and open claims.
void fill(House& house) {
    for (const char* invoice : {"R-1", "R-2", "R-3"}) (void)credit(house, invoice);
    release(house, credit(house, "R-4"));
    for (const char* invoice : {"H-1", "H/2", "H-3"}) {
        record(house, invoice);
        const std::string claim = "/v1/claims/" + invoke(house, invoice);
        REQUIRE(house.post(Role::president, claim + "/make-goods", R"({"kind":"apology","text":"t"})").status == 201);
        pay(house, payment(std::string("SHORT-") + invoice, invoice, "100.00"));
    }
}

}  // namespace

TEST_CASE("the lists about money are the same whatever the page's size, and the next link keeps the filter") {
    House house;
    fill(house);
    struct Row {
        std::string target;
        std::size_t count;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{"/v1/payments?", 7, "every payment"},
                                           {"/v1/payments?shortfall=unexplained&", 3, "only what fell short"},
                                           {"/v1/payments?shortfall=discount&", 0, "none of this kind"},
                                           {"/v1/refunds?", 4, "every refund"},
                                           {"/v1/refunds?state=due&", 3, "only what waits"},
                                           {"/v1/refunds?state=instructed&", 1, "only what was released"},
                                           {"/v1/make-goods?", 3, "every make-good"},
                                           {"/v1/holds?", 3, "every open claim"}}) {
        INFO(row.target << ": " << row.why);
        const Json whole = all_pages(house, Role::finance, row.target + "limit=500");
        CHECK(whole.size() == row.count);
        for (const char* limit : {"1", "2", "3"})
            CHECK(all_pages(house, Role::finance, row.target + "limit=" + limit) == whole);
    }
}

TEST_CASE("a cursor or a filter that cannot be understood is refused, and a misspelt one shows nothing") {
    House house;
    for (const char* target : {"/v1/payments?after=x",
                               "/v1/payments?after=-1",
                               "/v1/payments?limit=0",
                               "/v1/payments?limit=501",
                               "/v1/payments?shortfall=",
                               "/v1/payments?shortfall=Discount",
                               "/v1/payments?shortfalls=discount",
                               "/v1/refunds?state=lost",
                               "/v1/refunds?state=due&state=paid",
                               "/v1/refunds?states=due",
                               "/v1/holds?after=1",
                               "/v1/holds?after=1.2",
                               "/v1/make-goods?after=MG-1",
                               "/v1/exports?after=x",
                               "/v1/refunds/RF-1?format=pdf",
                               "/v1/exports/1?file=x",
                               "/v1/account-statement",
                               "/v1/account-statement?account=&currency=EUR&from=2026-03-01&to=2026-03-31",
                               "/v1/account-statement?account=account:bank&currency=euro&from=2026-03-01&to=2026-03-31",
                               "/v1/account-statement?account=account:bank&currency=EUR&from=2026-02-30&to=2026-03-31",
                               "/v1/account-statement?account=account:bank&currency=EUR&from=2026-03-31&to=2026-03-30",
                               "/v1/account-statement?account=account:bank&currency=EUR&from=2026-03-01"}) {
        INFO(target);
        check_refused(house.get(Role::finance, target), {400, "parameter-not-understood"});
    }
}

TEST_CASE("a list of money may be asked for with HEAD, which tells its length and nothing else") {
    House house;
    fill(house);
    const Headers headers = {{"Authorization", "Bearer " + house.token(Role::finance)}};
    for (const char* target : {"/v1/payments", "/v1/refunds", "/v1/make-goods", "/v1/holds", "/v1/exports"}) {
        INFO(target);
        const Reply whole = house.send(request("GET", target, headers, ""));
        const Reply head = house.send(request("HEAD", target, headers, ""), false);
        CHECK(head.status == 200);
        CHECK(head.header("Content-Length") == std::to_string(whole.body.size()));
    }
}

TEST_CASE("the statement of an account opens and closes where its days say, and a misspelt account is none") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    const std::string march = "currency=EUR&from=2026-03-01&to=2026-03-31";
    const auto ask = [&](const std::string& account, const std::string& rest) {
        return house.get(Role::auditor, "/v1/account-statement?account=" + account + "&" + rest);
    };
    const Reply unmoved = ask("account:bank", march);
    REQUIRE(unmoved.status == 200);
    CHECK(unmoved.json().at("closing") == "0.00");
    CHECK(unmoved.json().at("days").empty());
    check_refused(ask("account:bnak", march), {404, "not-found"});

    const Credited of = credit(house, "R-1");
    release(house, of);
    REQUIRE(house.post(Role::finance, refund_path(of, "paid"), R"({"paid_on":"2026-03-02"})").status == 200);
    const Json statement = ask("account:bank", march).json();
    CHECK(statement.at("opening") == "0.00");
    CHECK(statement.at("days") ==
          Json::array({{{"day", "2026-03-01"}, {"debit", "334.99"}, {"credit", "0.00"}, {"balance", "334.99"}},
                       {{"day", "2026-03-02"}, {"debit", "0.00"}, {"credit", "102.00"}, {"balance", "232.99"}}}));
    CHECK(statement.at("closing") == "232.99");
    const Json later = ask("account:bank", "currency=EUR&from=2026-03-03&to=2026-03-31").json();
    CHECK(later.at("opening") == "232.99");
    CHECK(later.at("closing") == "232.99");
    CHECK(ask("account:bank", "currency=JPY&from=2026-03-01&to=2026-03-31").json().at("closing") == "0");
}

TEST_CASE("what is on hold is every invoice with an open claim, until it is settled") {
    House house;
    record(house, "R-1");
    const std::string claim = invoke(house, "R-1", {{"worth", "300.00"}});
    const Json holds = house.get(Role::integration, "/v1/holds").json().at("items");
    REQUIRE(holds.size() == 1);
    CHECK(holds[0] == Json({{"invoice", "R-1"},
                            {"customer", "C-7"},
                            {"customer_name", "Quarry Ltd"},
                            {"claim", claim},
                            {"number", "CL-2026-000001"},
                            {"state", "received"},
                            {"since", "2026-03-02T09:00:00.000Z"},
                            {"open", "334.99"},
                            {"currency", "EUR"}}));
    REQUIRE(house.post(Role::president, "/v1/claims/" + claim + "/approve").status == 200);
    CHECK(house.get(Role::integration, "/v1/holds").json().at("items").empty());
}

}  // namespace makegood::http_api
