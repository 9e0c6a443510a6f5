#include <future>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

constexpr const char* claim_body = R"({"invoice":"R-1","channel":"phone"})";

Headers with_key(const std::string& key) {
    return {{"Idempotency-Key", key}};
}

struct Step {
    Role as;
    std::string path;  ///< {claim}: the claim of the second step
    std::string body;
    Headers more;
    int status;
    const char* why;
};

/// One claim from invoice to cause, with every kind of answer that is final on the way.
std::vector<Step> story() {
    const auto stale = [](const char* key) { return Headers{{"Idempotency-Key", key}, {"If-Match", "\"1\""}}; };
    return {
        {Role::finance, "/v1/invoices", four_lines("R-1").dump(), with_key("invoice"), 201, "an invoice"},
        {Role::office, "/v1/claims", claim_body, with_key("claim"), 201, "a claim"},
        {Role::office, "/v1/claims", claim_body, with_key("claim again"), 400, "a key with a blank"},
        {Role::office, "/v1/claims", claim_body, with_key("further"), 200, "a further statement"},
        {Role::finance, "/v1/invoices", four_lines("R-1").dump(), with_key("same"), 200, "the invoice again"},
        {Role::finance, "/v1/invoices", one_line("R-1", "EUR", "1.00", "0.20", "1.20").dump(), with_key("differs"), 409,
         "another invoice of that number"},
        {Role::office, "/v1/claims", R"({"invoice":"R-2","channel":"phone"})", with_key("unknown"), 422, "no invoice"},
        {Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone","worth":"1"})", with_key("digits"), 422,
         "not understood by the engine"},
        {Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"fax"})", with_key("fax"), 422, "not a claim"},
        {Role::president, "/v1/claims/{claim}/approve", "", with_key("early"), 409, "no worth yet"},
        {Role::president, "/v1/claims/{claim}/approve", "", stale("stale"), 412, "an old version"},
        {Role::office, "/v1/claims/00000000-0000-7000-8000-000000000000/acknowledge", "", with_key("none"), 404,
         "no such claim"},
        {Role::office, "/v1/claims/{claim}/acknowledge", "{}", with_key("acknowledge"), 200, "acknowledged"},
        {Role::office, "/v1/claims/{claim}/acknowledge", "{}", with_key("acknowledge-2"), 409, "acknowledged before"},
        {Role::office, "/v1/claims/{claim}/statements", R"({"kind":"restate","channel":"phone","worth":"200.00"})",
         with_key("restate"), 200, "a worth"},
        {Role::office, "/v1/claims/{claim}/notes", R"({"text":"called back"})", with_key("note"), 200, "a note"},
        {Role::president, "/v1/claims/{claim}/approve", "", with_key("approve"), 200, "approved"},
        {Role::president, "/v1/claims/{claim}/approve", "", with_key("approve-2"), 409, "approved before"},
        {Role::president, "/v1/claims/{claim}/cause", R"({"owner":"quarry","explanation":"the screen"})",
         with_key("cause"), 200, "a cause"},
        {Role::integration, "/v1/claims/{claim}/offer/revoke", "", with_key("revoke"), 409, "no offer"},
    };
}

Reply take(House& house, const Step& step, const std::string& claim) {
    std::string path = step.path;
    if (const auto at = path.find("{claim}"); at != std::string::npos) path.replace(at, 7, claim);
    return house.post(step.as, path, step.body, step.more);
}

std::string claim_in(const Reply& reply) {
    return reply.json().at("id");
}

}  // namespace

TEST_CASE("law 12: a repeat gets the same answer to the byte, after everything else has happened and after a restart") {
    House house;
    const std::vector<Step> steps = story();
    std::vector<Reply> first;
    std::string claim;
    for (const Step& step : steps) {
        INFO(step.why);
        first.push_back(take(house, step, claim));
        INFO(first.back().body);
        CHECK(first.back().status == step.status);
        if (first.size() == 2) claim = claim_in(first.back());
    }
    CHECK(first[0].header("Location") == "/v1/invoices/R-1");
    CHECK(first[1].header("Location") == "/v1/claims/" + claim);
    const std::string head = house.journal_head();
    for (const char* when : {"afterwards", "after a restart"}) {
        for (std::size_t i = steps.size(); i-- > 0;) {
            INFO(when << ": " << steps[i].why);
            CHECK(take(house, steps[i], claim).fixed() == first[i].fixed());
        }
        check_nothing_changed(house, head);
        house.restart();
    }
}

TEST_CASE("a change without one key of 1 to 255 visible characters is not made") {
    House house;
    record(house, "R-1");
    const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "1.00"}});
    const std::string head = house.journal_head();
    struct Row {
        Headers keys;
        const char* why;
    };
    const std::vector<Row> rows = {
        {{}, "no key"},
        {with_key(""), "an empty key"},
        {with_key(std::string(256, 'k')), "a key of 256 characters"},
        {with_key("a b"), "a blank inside"},
        {with_key("a\tb"), "a tab inside"},
        {with_key("schlüssel"), "letters that are not ASCII"},
        {{{"Idempotency-Key", "a"}, {"Idempotency-Key", "b"}}, "two keys"},
        {{{"Idempotency-Key", "a"}, {"idempotency-key", "a"}}, "one key twice"},
    };
    struct Path {
        Role as;
        std::string target;
        const char* body;
    };
    const std::string invoice = four_lines("R-2").dump();
    const std::vector<Path> paths = {
        {Role::finance, "/v1/invoices", invoice.c_str()},
        {Role::office, "/v1/claims", claim_body},
        {Role::office, claim + "/statements", R"({"kind":"withdraw","channel":"phone"})"},
        {Role::office, claim + "/acknowledge", ""},
        {Role::president, claim + "/approve", ""},
        {Role::office, claim + "/notes", R"({"text":"n"})"},
        {Role::office, claim + "/cause", R"({"owner":"o","explanation":"e"})"},
        {Role::integration, claim + "/offer/confirm", R"({"gross":"1.00","tax":"0.00"})"},
        {Role::integration, claim + "/offer/revoke", ""},
        {Role::president, claim + "/offer/decline", ""},
    };
    for (const Path& path : paths)
        for (const Row& row : rows) {
            INFO(path.target << ": " << row.why);
            Headers headers = row.keys;
            headers.emplace_back("Authorization", "Bearer " + house.token(path.as));
            check_refused(house.send(request("POST", path.target, headers, path.body)),
                          {400, "idempotency-key-required"});
        }
    check_nothing_changed(house, head);
    CHECK(house.post(Role::office, "/v1/claims", claim_body, with_key(std::string(255, 'k'))).status == 200);
}

TEST_CASE("a key with another body is refused, be the difference one blank, and the first answer stays") {
    House house;
    record(house, "R-1");
    const Reply first = house.post(Role::office, "/v1/claims", claim_body, with_key("k"));
    const std::string head = house.journal_head();
    for (const char* other : {R"({"invoice":"R-1","channel":"phone","worth":"1.00"})",
                              R"({"invoice":"R-1", "channel":"phone"})", R"({"channel":"phone","invoice":"R-1"})"}) {
        INFO(other);
        check_refused(house.post(Role::office, "/v1/claims", other, with_key("k")), {422, "idempotency-key-reused"});
    }
    check_nothing_changed(house, head);
    CHECK(house.post(Role::office, "/v1/claims", claim_body, with_key("k")).fixed() == first.fixed());

    const std::string path = "/v1/claims/" + claim_in(first) + "/acknowledge";
    REQUIRE(house.post(Role::office, path, "", with_key("a")).status == 200);
    check_refused(house.post(Role::office, path, "{}", with_key("a")), {422, "idempotency-key-reused"});
}

TEST_CASE("a key belongs to one principal and one route") {
    House house;
    record(house, "R-1");
    record(house, "R-2");
    const std::string one = invoke(house, "R-1", {{"worth", "1.00"}});
    const std::string two = invoke(house, "R-2", {{"worth", "1.00"}});
    const auto acknowledge = [&](Role as, const std::string& claim) {
        return house.post(as, "/v1/claims/" + claim + "/acknowledge", "", with_key("k"));
    };
    CHECK(acknowledge(Role::office, one).status == 200);
    CHECK(acknowledge(Role::office, two).status == 200);  // another route: not the answer about the first claim
    check_refused(acknowledge(Role::president, one), {409, "move-not-allowed"});  // another principal: judged anew
    CHECK(house.post(Role::president, "/v1/claims/" + one + "/approve", "", with_key("k")).status == 200);

    const auto as = [&](const std::string& token) {
        return house.send(request("POST", "/v1/claims",
                                  {{"Authorization", "Bearer " + token}, {"Idempotency-Key", "mine"}},
                                  R"({"invoice":"R-2","channel":"phone"})"));
    };
    const Reply ada = as(house.token(Role::office, "Ada"));
    const Reply ben = as(house.token(Role::office, "Ben"));
    CHECK(ada.status == 200);
    CHECK(ben.status == 200);
    CHECK(ada.header("ETag") != ben.header("ETag"));
    check_refused(as(house.token(Role::auditor, "Ada")), {403, "forbidden"});  // before the key is looked at
}

TEST_CASE("a request whose key is still in flight gets a 409, and one of many at once is done") {
    House house;
    record(house, "R-1");
    constexpr int clients = 24;
    contract::BusyWriter busy(house.store());
    std::vector<std::future<Reply>> replies;
    std::atomic<int> answered{0};
    for (int i = 0; i < clients; ++i)
        replies.push_back(std::async(std::launch::async, [&] {
            Reply reply = house.post(Role::office, "/v1/claims", claim_body, with_key("k"));
            ++answered;
            return reply;
        }));
    for (int i = 0; i < 1'000 && answered < clients - 1; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(answered == clients - 1);
    busy.let_go();
    int done = 0;
    std::string first;
    for (auto& reply : replies) {
        const Reply got = reply.get();
        if (got.status == 201) {
            ++done;
            first = got.fixed();
            continue;
        }
        check_refused(got, {409, "idempotency-key-in-flight"});
        CHECK(got.header("Retry-After") == "1");
    }
    CHECK(done == 1);
    CHECK(house.post(Role::office, "/v1/claims", claim_body, with_key("k")).fixed() == first);
}

TEST_CASE("of many identical requests that race one is done, and every answer is that one or says to wait") {
    House house;
    record(house, "R-1");
    std::vector<std::future<Reply>> replies;
    for (int i = 0; i < 32; ++i)
        replies.push_back(std::async(
            std::launch::async, [&] { return house.post(Role::office, "/v1/claims", claim_body, with_key("k")); }));
    std::string first;
    for (auto& reply : replies) {
        const Reply got = reply.get();
        if (got.status == 409) {
            check_refused(got, {409, "idempotency-key-in-flight"});
            continue;
        }
        CHECK(got.status == 201);
        if (first.empty()) first = got.fixed();
        CHECK(got.fixed() == first);
    }
    CHECK(contract::whole_journal(house.store()).size() == 3);  // the configuration, the invoice, the claim
}

}  // namespace makegood::http_api
