#include <future>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/failing_disk.hpp"
#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

using Fault = FailingDisk::Fault;

Setting on_failing_disk() {
    Setting setting;
    setting.store.vfs = FailingDisk::name();
    return setting;
}

bool becomes_ready(House& house) {
    for (int i = 0; i < 500; ++i) {
        if (house.send(request("GET", "/readyz", {}, {})).status == 200) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

std::string invoice_number(int i) {
    return "R-" + std::to_string(i);
}

Headers key_of(int i) {
    return {{"Idempotency-Key", "key-of-" + std::to_string(i)}};
}

Reply post_invoice(House& house, int i) {
    return house.post(Role::finance, "/v1/invoices", four_lines(invoice_number(i)).dump(), key_of(i));
}

void check_alive(House& house) {
    CHECK(house.send(request("GET", "/healthz", {}, {})).status == 200);
    CHECK(house.get(Role::office, "/v1/invoices/R-0").status == 200);
    CHECK(house.get(Role::president, "/v1/queue").status == 200);
    CHECK(house.get(Role::auditor, "/v1/trial-balance").status == 200);
}

}  // namespace

TEST_CASE(
    "law 11: a disk that takes nothing more makes every change a 503, reading goes on, and it recovers by itself") {
    struct Row {
        Fault fault;
        const char* why;
    };
    for (const Row& row : {Row{Fault::full, "a full disk"}, Row{Fault::read_only, "a read-only disk"},
                           Row{Fault::does_not_flush, "a disk that does not flush"}}) {
        INFO(row.why);
        FailingDisk disk;
        House house(on_failing_disk());
        REQUIRE(post_invoice(house, 0).status == 201);
        const std::string claim = invoke(house, "R-0", {{"worth", "100.00"}});
        const std::string head = house.journal_head();
        disk.fails(row.fault);
        const std::string approve = "/v1/claims/" + claim + "/approve";
        const Headers key = {{"Idempotency-Key", "approve"}};
        for (int i = 0; i < 3; ++i) {
            const Reply reply = house.post(Role::president, approve, "", key);
            check_refused(reply, {503, "not-durable"});
            CHECK(reply.header("Retry-After") == "1");
            check_refused(house.post(Role::office, "/v1/claims", R"({"invoice":"none","channel":"phone"})"),
                          {503, "not-durable"});  // a refusal is an answer, too: not before the commit
        }
        check_refused(house.send(request("GET", "/readyz", {}, {})), {503, "not-writable"});
        check_alive(house);
        check_nothing_changed(house, head);
        disk.recovers();
        CHECK(becomes_ready(house));
        const Reply approved = house.post(Role::president, approve, "", key);
        CHECK(approved.status == 200);  // the same key: a 503 is not kept
        house.restart();
        CHECK(house.post(Role::president, approve, "", key).fixed() == approved.fixed());
        CHECK(house.get(Role::finance, "/v1/adjustments").json().at("items").size() == 1);
    }
}

TEST_CASE("law 11: of what comes while the disk fills up, all that was acknowledged is there, and nothing else") {
    for (const long bytes : {0L, 100'000L, 400'000L, 700'000L, 1'000'000L}) {
        INFO("full after " << bytes << " bytes");
        FailingDisk disk;
        House house(on_failing_disk());
        REQUIRE(post_invoice(house, 0).status == 201);
        disk.fills_after(bytes);
        std::vector<std::future<std::vector<Reply>>> clients;
        constexpr int per_client = 12;
        for (int client = 0; client < 8; ++client)
            clients.push_back(std::async(std::launch::async, [&house, client] {
                std::vector<Reply> replies;
                for (int i = 0; i < per_client; ++i)
                    replies.push_back(post_invoice(house, 1 + client * per_client + i));
                return replies;
            }));
        std::vector<int> statuses;
        for (auto& client : clients)
            for (const Reply& reply : client.get()) statuses.push_back(reply.status);
        check_alive(house);
        disk.recovers();
        CHECK(becomes_ready(house));
        const bool restarts = bytes % 200'000 == 0;
        if (restarts) house.restart();
        int number = 0;
        for (const int status : statuses) {
            INFO(invoice_number(number + 1) << " was told " << status);
            CHECK((status == 201 || status == 503));
            const Reply found = house.get(Role::finance, "/v1/invoices/" + invoice_number(++number));
            CHECK(found.status == (status == 201 ? 200 : 404));
            CHECK(post_invoice(house, number).status == 201);  // replayed, or done now
        }
        CHECK(contract::whole_journal(house.store()).size() == 2 + statuses.size());
    }
}

}  // namespace makegood::http_api
