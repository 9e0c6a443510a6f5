#include <future>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/money_house.hpp"

namespace makegood::http_api {

namespace {

constexpr const char* february = R"({"through":"2026-02-28"})";

Reply close(House& house, const std::string& body, const std::string& key) {
    return house.post(Role::finance, "/v1/exports", body, {{"Idempotency-Key", key}});
}

/// Holds up a close until it is let go.
class Gate {
  public:
    explicit Gate(PlainDesk& desk) {
        desk.before_close = [this] {
            ++arrived_;
            open_.wait();
        };
    }
    void wait_for(int closes) const {
        for (int i = 0; i < 1'000 && arrived_ < closes; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        REQUIRE(arrived_ >= closes);
    }
    void open() { opening_.set_value(); }

  private:
    std::atomic<int> arrived_{0};
    std::promise<void> opening_;
    std::shared_future<void> open_ = opening_.get_future().share();
};

}  // namespace

TEST_CASE("a closed period is a batch, which is listed, answered for and never changed") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    const Reply sealed = close(house, february, "close");
    REQUIRE(sealed.status == 201);
    CHECK(sealed.header("Location") == "/v1/exports/1");
    CHECK(sealed.header("ETag").empty());
    CHECK(sealed.json() == Json::parse(R"({"number":"1","through":"2026-02-28","state":"sealed",
        "sealed_at":"2026-03-02T09:00:00.000Z","sealed_by":"the finance",
        "checkpoint":{"sequence":"0","hash":"0000000000000000000000000000000000000000000000000000000000000000"},
        "totals":[],"accounts":[],"formats":[],"liabilities":[]})"));
    CHECK(house.get(Role::auditor, "/v1/exports/1").json() == sealed.json());
    CHECK(house.get(Role::auditor, "/v1/exports").json().at("items") == Json::array({sealed.json()}));

    const Reply failed = house.post(Role::integration, "/v1/exports/1/failed", R"({"reason":"account 4800"})");
    REQUIRE(failed.status == 200);
    CHECK(failed.json().at("state") == "failed");
    CHECK(failed.json().at("reason") == "account 4800");
    const Reply booked = house.post(Role::integration, "/v1/exports/1/booked", R"({"reference":"GL-1"})");
    REQUIRE(booked.status == 200);
    CHECK(booked.json().at("reference") == "GL-1");
    CHECK_FALSE(booked.json().contains("reason"));
    const std::string head = house.journal_head();
    CHECK(house.post(Role::finance, "/v1/exports/1/booked", R"({"reference":"GL-1"})").status == 200);
    check_refused(house.post(Role::finance, "/v1/exports/1/booked", R"({"reference":"GL-2"})"),
                  {409, "batch-answered", "", "GL-1", "not booked yet"});
    check_refused(house.post(Role::finance, "/v1/exports/1/failed", R"({"reason":"x"})"), {409, "batch-answered"});
    check_nothing_changed(house, head);
}

TEST_CASE("a period that is not over, or closed already, is not closed, and says through which day one may be") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    check_refused(close(house, R"({"through":"2026-03-02"})", "today"),
                  {422, "through-not-past", "/through", "2026-03-02", "a day before today"});
    check_refused(close(house, R"({"through":"soon"})", "soon"), {422, "not-understood", "/through", "soon", "a date"});
    check_refused(close(house, "{}", "none"), {422, "not-understood", "/through"});
    check_refused(close(house, "", "empty"), {400, "malformed-body"});
    REQUIRE(close(house, february, "close").status == 201);
    desk->sealed = 1;
    const std::string head = house.journal_head();
    check_refused(close(house, february, "again"),
                  {409, "batch-out-of-order", "/through", "2026-02-28", "a day after 2026-02-28"});
    check_refused(close(house, R"({"through":"2026-01-31"})", "before"), {409, "batch-out-of-order", "/through"});
    check_nothing_changed(house, head);
}

TEST_CASE("law 12: closing again under the same key gets the batch again, though nothing is left to close") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    const Reply sealed = close(house, february, "close");
    REQUIRE(sealed.status == 201);
    desk->sealed = 1;
    const std::string head = house.journal_head();
    CHECK(close(house, february, "close").fixed() == sealed.fixed());
    check_refused(close(house, R"({"through":"2026-03-01"})", "close"), {422, "idempotency-key-reused"});
    const Reply refused = close(house, R"({"through":"2026-03-02"})", "today");
    house.clock().advance(std::chrono::hours(48));
    CHECK(close(house, R"({"through":"2026-03-02"})", "today").fixed() == refused.fixed());
    check_nothing_changed(house, head);
    house.restart();
    desk->sealed = 1;
    CHECK(close(house, february, "close").fixed() == sealed.fixed());
}

TEST_CASE("of two who close at once one is told that the other was faster") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    Gate gate(*desk);
    auto one = std::async(std::launch::async, [&] { return close(house, february, "one"); });
    gate.wait_for(1);
    auto other = std::async(std::launch::async, [&] { return close(house, february, "other"); });
    gate.open();
    const std::vector<Reply> replies = {one.get(), other.get()};
    CHECK(replies[0].status == 201);
    check_refused(replies[1], {409, "batch-out-of-order"});
    CHECK(house.get(Role::finance, "/v1/exports").json().at("items").size() == 1);
    CHECK(desk->closing_max == 1);
}

TEST_CASE("while periods are closed others read and write as ever") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    Gate gate(*desk);
    std::vector<std::future<Reply>> closes;
    for (int i = 0; i < 6; ++i)
        closes.push_back(
            std::async(std::launch::async, [&, i] { return close(house, february, "close-" + std::to_string(i)); }));
    gate.wait_for(1);
    record(house, "R-1");
    CHECK(house.get(Role::office, "/v1/invoices/R-1").status == 200);
    CHECK(house.get(Role::finance, "/v1/exports").json().at("items").empty());
    gate.open();
    int sealed = 0;
    for (auto& reply : closes) sealed += reply.get().status == 201 ? 1 : 0;
    CHECK(sealed == 1);
    CHECK(desk->closing_max == 1);
}

TEST_CASE("of more long work than may wait the last is turned away with a time to come back, and nothing is lost") {
    constexpr int taken = 1 + 64;  // one at work, the others waiting
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    Gate gate(*desk);
    std::vector<std::future<Reply>> closes;
    std::atomic<int> answered{0};
    for (int i = 0; i < taken + 1; ++i)
        closes.push_back(std::async(std::launch::async, [&, i] {
            Reply reply = close(house, february, "close-" + std::to_string(i));
            ++answered;
            return reply;
        }));
    for (int i = 0; i < 1'000 && answered == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(answered == 1);
    gate.open();
    std::array<int, 3> counts{};  // sealed, closed already, turned away
    for (auto& close : closes) {
        const Reply reply = close.get();
        ++counts[reply.status == 201 ? 0 : reply.status == 409 ? 1 : 2];
        if (reply.status != 503) continue;
        check_refused(reply, {503, "not-readable"});
        CHECK(reply.header("Retry-After") == "1");
    }
    CHECK(counts == std::array<int, 3>{1, taken - 1, 1});
}

TEST_CASE("a server that stops while a period is being closed answers, or never began") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    auto gate = std::make_unique<Gate>(*desk);
    auto closing = std::async(std::launch::async, [&] { return close(house, february, "close"); });
    gate->wait_for(1);
    auto restarting = std::async(std::launch::async, [&] { house.restart(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    gate->open();
    const Reply reply = closing.get();
    restarting.get();
    CHECK((reply.status == 201 || reply.status == 503));
    const Json batches = house.get(Role::finance, "/v1/exports").json().at("items");
    CHECK(batches.size() == (reply.status == 201 ? 1 : 0));
}

TEST_CASE("what is wrong with a request's headers is said before anything is put together for it") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    desk->before_close = [] { FAIL("work was done for a request that is refused"); };
    const std::string token = "Bearer " + house.token(Role::finance);
    check_refused(house.send(request("POST", "/v1/exports", {{"Authorization", token}}, february)),
                  {400, "idempotency-key-required"});
    for (const char* version : {"\"1\"", "*"})
        check_refused(house.post(Role::finance, "/v1/exports", february, {{"If-Match", version}}),
                      {400, "if-match-not-understood"});
    for (const char* answer : {"booked", "failed"})
        check_refused(house.post(Role::finance, std::string("/v1/exports/1/") + answer, "{}", {{"If-Match", "\"1\""}}),
                      {400, "if-match-not-understood"});
}

TEST_CASE("the files of a batch are downloaded under their names, and what is not there is named") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    REQUIRE(close(house, february, "close").status == 201);
    const Reply file = house.get(Role::auditor, "/v1/exports/1?format=csv");
    CHECK(file.status == 200);
    CHECK(file.body == "batch 1");
    CHECK(file.header("Content-Type") == "application/octet-stream");
    CHECK(file.header("Content-Disposition") == "attachment; filename*=UTF-8''documents.csv");
    CHECK(house.get(Role::auditor, "/v1/exports/1?format=csv&file=%C3%A4%20b.csv").header("Content-Disposition") ==
          "attachment; filename*=UTF-8''%C3%A4%20b.csv");
    check_refused(house.get(Role::finance, "/v1/exports/1?format=xlsx"),
                  {422, "not-in-this-form", "/format", "xlsx", "one of csv"});
    check_refused(house.get(Role::finance, "/v1/exports/1?file=x"), {400, "parameter-not-understood"});
    for (const char* number : {"0", "2", "none", "1x", "-1", "99999999999999999999", "1%2F1"})
        for (const char* query : {"", "?format=csv"}) {
            INFO(number << query);
            check_refused(house.get(Role::finance, std::string("/v1/exports/") + number + query),
                          {404, "unknown-batch"});
        }
    check_refused(house.post(Role::finance, "/v1/exports/2/booked", R"({"reference":"x"})"), {404, "unknown-batch"});
}

TEST_CASE("a document is asked for in the form that the end of its number names") {
    PlainDesk* desk = nullptr;
    House house(with_desk(desk));
    const Credited of = credit(house, "R-1");
    const std::string path = "/v1/adjustments/" + of.note;
    const Reply pdf = house.get(Role::finance, path + ".pdf");
    CHECK(pdf.body == "%PDF of " + of.note);
    CHECK(pdf.header("Content-Type") == "application/pdf");
    CHECK(pdf.header("Content-Disposition") == "inline; filename*=UTF-8''" + of.note + ".pdf");
    check_refused(house.get(Role::finance, path + ".xml"),
                  {422, "not-in-this-form", "/currency", "4 digits", "a currency of 2"});
    for (const char* wrong : {"none.pdf", ".pdf", "none.xml", "CN-1.PDF", "%2Epdf"})
        check_refused(house.get(Role::finance, std::string("/v1/adjustments/") + wrong), {404, "not-found"});
    const Reply given =
        house.post(Role::president, of.claim + "/make-goods", R"({"kind":"apology","text":"We are sorry."})");
    REQUIRE(given.status == 201);
    CHECK(house.get(Role::finance, given.header("Location")).json() == given.json());
    CHECK(house.get(Role::finance, given.header("Location") + ".pdf").body == "%PDF of MG-2026-000001");
    for (const char* ending : {".xml", ".pdf.pdf", "x"})
        check_refused(house.get(Role::finance, given.header("Location") + ending), {404, "not-found"});
}

TEST_CASE("without a configuration nothing is closed and no document made out, and both say why") {
    House house;
    check_refused(close(house, february, "close"),
                  {422, "not-understood", "", "without documents", "started with a configuration"});
    const Credited of = credit(house, "R-1");
    check_refused(house.get(Role::finance, "/v1/adjustments/" + of.note + ".pdf"), {422, "not-in-this-form"});
}

}  // namespace makegood::http_api
