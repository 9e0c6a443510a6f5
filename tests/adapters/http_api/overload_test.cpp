#include <future>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

std::string invoice_number(int i) {
    return "R-" + std::to_string(i);
}

Headers key_of(int i) {
    return {{"Idempotency-Key", "key-of-" + std::to_string(i)}};
}

/// Posts invoices from clients of their own; counts the answers as they come.
class Crowd {
  public:
    Crowd(House& house, int count) {
        for (int i = 0; i < count; ++i)
            replies_.push_back(std::async(std::launch::async, [this, &house, i] {
                Reply reply =
                    house.post(Role::finance, "/v1/invoices", four_lines(invoice_number(i)).dump(), key_of(i));
                ++answered_;
                return reply;
            }));
    }
    [[nodiscard]] bool wait_for(int answered) const {
        for (int i = 0; i < 1'000 && answered_ < answered; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return answered_ == answered;
    }
    [[nodiscard]] std::vector<Reply> replies() {
        std::vector<Reply> all;
        for (auto& reply : replies_) all.push_back(reply.get());
        return all;
    }

  private:
    std::atomic<int> answered_{0};
    std::vector<std::future<Reply>> replies_;
};

}  // namespace

TEST_CASE("a full writer queue turns the next one away with a time to come back, and keeps those it took") {
    Setting setting;
    setting.store.queue_max = 2;
    House house(setting);
    contract::BusyWriter busy(house.store());
    Crowd crowd(house, 8);
    CHECK(crowd.wait_for(6));
    CHECK(house.send(request("GET", "/readyz", {}, {})).status == 200);  // busy is not broken
    CHECK(house.get(Role::finance, "/v1/invoices/R-0").status == 404);   // reading goes on
    busy.let_go();
    const std::vector<Reply> replies = crowd.replies();
    int taken = 0;
    for (int i = 0; i < 8; ++i) {
        const Reply& reply = replies[static_cast<std::size_t>(i)];
        const std::string number = invoice_number(i);
        INFO(number << ": " << reply.body);
        if (reply.status == 201) {
            ++taken;
            CHECK(house.get(Role::finance, "/v1/invoices/" + number).status == 200);
            continue;
        }
        check_refused(reply, {503, "busy"});
        CHECK(reply.header("Retry-After") == "1");
        CHECK(house.get(Role::finance, "/v1/invoices/" + number).status == 404);
        const Reply again = house.post(Role::finance, "/v1/invoices", four_lines(number).dump(), key_of(i));
        CHECK(again.status == 201);  // a 5xx is not kept under the key
    }
    CHECK(taken == 2);
}

TEST_CASE("what a stopping store did not come to is told so, and what it was told done is there afterwards") {
    Setting setting;
    setting.store.drain_max = std::chrono::milliseconds(50);
    setting.store.batch_max = 1;
    House house(setting);
    auto busy = std::make_unique<contract::BusyWriter>(house.store());
    Crowd crowd(house, 6);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    auto closing = std::async(std::launch::async, [&] { house.close_store(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    busy.reset();
    closing.get();
    const std::vector<Reply> replies = crowd.replies();
    house.restart();
    for (int i = 0; i < 6; ++i) {
        const Reply& reply = replies[static_cast<std::size_t>(i)];
        const std::string number = invoice_number(i);
        INFO(number << ": " << reply.body);
        if (reply.status != 201) {
            check_refused(reply, {503, "stopping"});
            CHECK(reply.header("Retry-After") == "1");
        }
        CHECK(house.get(Role::finance, "/v1/invoices/" + number).status == (reply.status == 201 ? 200 : 404));
        CHECK(house.post(Role::finance, "/v1/invoices", four_lines(number).dump(), key_of(i)).status == 201);
    }
}

TEST_CASE("a server that stops answers what it had begun") {
    House house;
    auto busy = std::make_unique<contract::BusyWriter>(house.store());
    Crowd crowd(house, 3);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    auto restarting = std::async(std::launch::async, [&] { house.restart(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    busy.reset();
    for (const Reply& reply : crowd.replies()) {
        CHECK(reply.status == 201);
        CHECK(reply.header("Connection") == "close");
    }
    restarting.get();
    for (int i = 0; i < 3; ++i) CHECK(house.get(Role::finance, "/v1/invoices/" + invoice_number(i)).status == 200);
}

}  // namespace makegood::http_api
