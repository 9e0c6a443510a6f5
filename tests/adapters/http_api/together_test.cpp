#include <algorithm>
#include <future>
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

/// Asks all at the same moment, each on a connection that is open already.
std::vector<Reply> at_once(House& house, const std::vector<std::string>& requests) {
    std::promise<void> start;
    const std::shared_future<void> started = start.get_future().share();
    std::vector<std::future<Reply>> replies;
    for (const std::string& bytes : requests)
        replies.push_back(std::async(std::launch::async, [&house, bytes, started] {
            Client client(house.port());
            started.wait();
            return client.ask(bytes);
        }));
    start.set_value();
    std::vector<Reply> all;
    for (auto& reply : replies) all.push_back(reply.get());
    return all;
}

std::map<int, int> by_status(const std::vector<Reply>& replies) {
    std::map<int, int> counts;
    for (const Reply& reply : replies) ++counts[reply.status];
    return counts;
}

/// "CN-2026-000007" → 7
int ordinal(const std::string& number) {
    return std::stoi(number.substr(number.rfind('-') + 1));
}

void check_gapless(std::vector<std::string> numbers) {
    std::vector<int> ordinals;
    for (const std::string& number : numbers) ordinals.push_back(ordinal(number));
    std::sort(ordinals.begin(), ordinals.end());
    for (std::size_t i = 0; i < ordinals.size(); ++i) CHECK(ordinals[i] == static_cast<int>(i) + 1);
}

}  // namespace

TEST_CASE("sixteen invocations of one invoice at once open one claim, and the others are statements on it") {
    House house;
    record(house, "R-1");
    std::vector<std::string> requests;
    for (int i = 0; i < 16; ++i)
        requests.push_back(
            house.posting(Role::office, "/v1/claims",
                          R"({"invoice":"R-1","channel":"phone","worth":")" + std::to_string(100 + i) + R"(.00"})"));
    const std::vector<Reply> replies = at_once(house, requests);
    CHECK(by_status(replies) == std::map<int, int>{{200, 15}, {201, 1}});
    const std::string claim = replies.front().json().at("id");
    for (const Reply& reply : replies) CHECK(reply.json().at("id") == claim);
    CHECK(house.get(Role::office, "/v1/invoices/R-1").json().at("claims").size() == 1);
    const Json whole = house.get(Role::office, "/v1/claims/" + claim).json();
    CHECK(whole.at("statements").size() == 16);
    CHECK(whole.at("worths").size() == 1);  // the latest counts (law 1)
    CHECK(whole.at("worths")[0].at("worth") == whole.at("statements")[15].at("worths")[0].at("worth"));
}

TEST_CASE("of two approvals at once one is done and the other is told that it came late") {
    for (const bool with_version : {false, true}) {
        INFO("with a version: " << with_version);
        House house;
        record(house, "R-1");
        const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"worth", "100.00"}});
        const Headers version = with_version ? Headers{{"If-Match", "\"2\""}} : Headers{};
        std::vector<std::string> requests;
        for (int i = 0; i < 2; ++i) requests.push_back(house.posting(Role::president, claim + "/approve", "", version));
        const std::vector<Reply> replies = at_once(house, requests);
        CHECK(by_status(replies) == std::map<int, int>{{200, 1}, {with_version ? 412 : 409, 1}});
        CHECK(house.get(Role::finance, "/v1/adjustments").json().at("items").size() == 1);
    }
}

TEST_CASE("law 9: numbers have no gap, however claims on many invoices interleave and whatever is refused between") {
    House house;
    constexpr int invoices = 24;
    for (int i = 0; i < invoices; ++i) record(house, "R-" + std::to_string(i));
    std::vector<std::string> requests;
    for (int i = 0; i < invoices; ++i) {
        const std::string number = R"("invoice":"R-)" + std::to_string(i) + "\"";
        requests.push_back(
            house.posting(Role::office, "/v1/claims", "{" + number + R"(,"channel":"phone","worth":"100.00"})"));
        requests.push_back(
            house.posting(Role::office, "/v1/claims", "{" + number + R"(,"channel":"phone","worth":"1"})"));
    }
    std::shuffle(requests.begin(), requests.end(), std::mt19937(7));
    const std::vector<Reply> invoked = at_once(house, requests);
    CHECK(by_status(invoked) == std::map<int, int>{{201, invoices}, {422, invoices}});

    std::vector<std::string> claim_numbers;
    std::vector<std::string> approvals;
    for (const Reply& reply : invoked) {
        if (reply.status != 201) continue;
        const Json claim = reply.json();
        claim_numbers.push_back(claim.at("number"));
        const std::string path = "/v1/claims/" + claim.at("id").get<std::string>();
        approvals.push_back(house.posting(Role::president, path + "/approve", ""));
        approvals.push_back(house.posting(Role::president, path + "/approve", ""));
    }
    check_gapless(claim_numbers);
    CHECK(by_status(at_once(house, approvals)) == std::map<int, int>{{200, invoices}, {409, invoices}});
    std::vector<std::string> note_numbers;
    const Json notes = house.get(Role::finance, "/v1/adjustments?limit=500").json();
    for (const Json& note : notes.at("items")) note_numbers.push_back(note.at("number"));
    CHECK(note_numbers.size() == invoices);
    CHECK(std::is_sorted(note_numbers.begin(), note_numbers.end()));  // in the order of issue
    check_gapless(note_numbers);
}

TEST_CASE(
    "law 7: invocations, restatements and approvals of one invoice in any order leave billed = standing + credited") {
    House house;
    record(house, "R-1");
    std::mt19937 random(11);
    for (int round = 0; round < 6; ++round) {
        std::vector<std::string> requests;
        for (int i = 0; i < 8; ++i)
            requests.push_back(house.posting(Role::office, "/v1/claims",
                                             R"({"invoice":"R-1","channel":"phone","lines":[{"line":")" +
                                                 std::to_string(1 + random() % 4) + R"(","worth":")" +
                                                 std::to_string(random() % 60) + R"(.07"}]})"));
        (void)at_once(house, requests);
        const Json invoice = house.get(Role::office, "/v1/invoices/R-1").json();
        const std::string claim = invoice.at("claims").back().at("id");
        (void)at_once(house, {house.posting(Role::president, "/v1/claims/" + claim + "/approve", ""),
                              house.posting(Role::president, "/v1/claims/" + claim + "/acknowledge", "")});
        // An offer upward waits for the customer; declined, the next round goes on.
        house.post(Role::president, "/v1/claims/" + claim + "/offer/decline");
    }
    const Json invoice = house.get(Role::office, "/v1/invoices/R-1").json();
    const auto cents = [](const Json& amount) {
        std::string text = amount;
        text.erase(text.find('.'), 1);
        return std::stol(text);
    };
    for (const char* total : {"net", "tax", "gross"}) {
        long credited = 0;
        for (const Json& note : invoice.at("adjustments"))
            credited += (note.at("type") == "credit-note" ? 1 : -1) * cents(note.at("totals").at(total));
        CHECK(cents(invoice.at("totals").at(total)) == cents(invoice.at("standing").at("totals").at(total)) + credited);
    }
    CHECK(invoice.at("adjustments").size() >= 2);
}

}  // namespace makegood::http_api
