#include <catch2/catch.hpp>

#include "tests/adapters/http_api/money_house.hpp"

namespace makegood::http_api {

namespace {

Reply repeatable(House& house, Role as, const std::string& target, const std::string& body, const std::string& key) {
    return house.post(as, target, body, {{"Idempotency-Key", key}});
}

}  // namespace

TEST_CASE("law 12: a repeated request about money gets the first answer again and moves no more money") {
    House house;
    record(house, "R-0");
    const Credited of = credit(house, "R-1");
    const Credited kept = credit(house, "R-2", payment("B-2", "R-2"), {{"settle", "balance"}});
    const Credited gone = credit(house, "R-3");
    release(house, of);
    struct Row {
        Role as;
        std::string target;
        std::string body;
    };
    const std::vector<Row> rows = {
        {Role::finance, "/v1/payments", payment("B-0", "R-0", "100.00").dump()},
        {Role::finance, "/v1/payments/B-0/reversal", R"({"reversed_on":"2026-03-02"})"},
        {Role::finance, "/v1/invoices/R-0/external-adjustments",
         R"({"number":"E","currency":"EUR","net":"1.00","tax":"0.20","gross":"1.20"})"},
        {Role::office, "/v1/invoices/R-2/balance/use", R"({"on":"R-0","amount":"10.00","consent":"phone"})"},
        {Role::office, "/v1/invoices/R-2/balance/refund", R"({"amount":"10.00"})"},
        {Role::finance, refund_path(of, "failed"), R"({"failed_on":"2026-03-02","reason":"x"})"},
        {Role::finance, refund_path(of, "retry"), ""},
        {Role::finance, refund_path(of, "release"), ""},
        {Role::finance, refund_path(of, "paid"), R"({"paid_on":"2026-03-02"})"},
        {Role::president, kept.claim + "/make-goods", R"({"kind":"money","amount":"5.00","text":"t"})"},
        {Role::finance, "/v1/adjustments/" + gone.note + "/reversal", ""},
        // A refusal is an answer too.
        {Role::finance, refund_path(of, "release"), "{}"},
        {Role::office, "/v1/invoices/R-2/balance/refund", R"({"amount":"999.00"})"},
    };
    int n = 0;
    for (const Row& row : rows) {
        INFO(row.target << " " << row.body);
        const std::string key = "money-" + std::to_string(++n);
        const Reply first = repeatable(house, row.as, row.target, row.body, key);
        CHECK(first.status < 500);
        const std::string head = house.journal_head();
        CHECK(repeatable(house, row.as, row.target, row.body, key).fixed() == first.fixed());
        check_refused(repeatable(house, row.as, row.target, row.body.empty() ? "{}" : row.body + " ", key),
                      {422, "idempotency-key-reused"});
        check_nothing_changed(house, head);
    }
    house.restart();
    n = 0;
    for (const Row& row : rows) {
        INFO("after a restart: " << row.target);
        const Reply again = repeatable(house, row.as, row.target, row.body, "money-" + std::to_string(++n));
        CHECK(again.status != 503);
        CHECK((again.status == 200 || again.status == 201 || again.status == 409));
    }
}

TEST_CASE("a bank's word that comes twice, under another key, is booked once") {
    House house;
    const Credited of = credit(house, "R-1");
    release(house, of);
    const std::string word = R"({"paid_on":"2026-03-02","reference":"BANK-9"})";
    REQUIRE(house.post(Role::integration, refund_path(of, "paid"), word).status == 200);
    const std::string head = house.journal_head();
    CHECK(house.post(Role::finance, refund_path(of, "paid"), word).status == 200);
    const Json paid = payment("BANK-R-1", "R-1");
    CHECK(house.post(Role::finance, "/v1/payments", paid.dump()).status == 200);
    check_nothing_changed(house, head);
}

}  // namespace makegood::http_api
