#include <algorithm>
#include <deque>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/adapters/http/loopback.hpp"
#include "tests/crash/dice.hpp"
#include "tests/crash/folder.hpp"
#include "tests/crash/kill/child.hpp"
#include "tests/crash/seed.hpp"

namespace makegood::crash {

using http::loopback::Client;
using http::loopback::Reply;

namespace {

constexpr std::size_t clients = 6;

/// A request as its client remembers it, in the bytes that were sent.
struct Sent {
    std::string bytes;
    std::optional<Reply> told{};  ///< the whole answer, when it came
};

bool is_same(const Reply& a, const Reply& b) {
    return a.status == b.status && a.body == b.body && a.header("ETag") == b.header("ETag") &&
           a.header("Location") == b.header("Location");
}

std::string in_words(const std::optional<Reply>& reply) {
    return reply ? std::to_string(reply->status) + " " + reply->body.substr(0, 300) : "no answer";
}

/// A server on the database, which is killed when this goes.
class Server {
  public:
    explicit Server(const std::string& database)
        : child_(
              {MAKEGOOD_PROGRAM, "serve", "--db", database, "--listen", "127.0.0.1:0", "--config", MAKEGOOD_CONFIG}) {}
    /// Waits until it serves. False when it ended before that.
    [[nodiscard]] bool comes_up() {
        const std::string line = child_.read_line();
        const std::string before = "http://127.0.0.1:";
        const auto at = line.find(before);
        if (at == std::string::npos) return false;
        port_ = static_cast<std::uint16_t>(std::stoi(line.substr(at + before.size())));
        return true;
    }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    void kill() { child_.kill(); }

  private:
    Child child_;
    std::uint16_t port_ = 0;
};

class Tokens {
  public:
    explicit Tokens(const std::string& database)
        : finance(create(database, "finance")), president(create(database, "president")) {}
    const std::string finance;
    const std::string president;

  private:
    static std::string create(const std::string& database, const std::string& role) {
        const Said said =
            run_program({MAKEGOOD_PROGRAM, "token", "create", "--db", database, "--role", role, "--name", role});
        REQUIRE(said.status == 0);
        return said.text.substr(0, said.text.find('\n'));
    }
};

std::string post(const std::string& path, const std::string& token, const std::string& key, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
           "\r\nIdempotency-Key: " + key +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string invoice(const std::string& number) {
    return R"({"number":")" + number +
           R"(","issued_on":"2026-02-27","currency":"EUR",)"
           R"("customer":{"id":"C-7","name":"Quarry Ltd","email":"ada@quarry.example"},"lines":[)"
           R"({"id":"1","service":"haulage","description":"haulage","quantity":"1","unit_price":"100.00",)"
           R"("net":"100.00","tax_category":"S","tax_rate":"20"}],)"
           R"("tax":[{"category":"S","rate":"20","base":"100.00","amount":"20.00"}],)"
           R"("totals":{"net":"100.00","tax":"20.00","gross":"120.00"},"paid":"120.00"})";
}

/// Everything that was sent to one database, by all clients, in all of its server's lives.
class Book {
  public:
    Sent& note(std::string bytes) {
        const std::lock_guard lock(mutex_);
        return sent_.emplace_back(Sent{std::move(bytes)});
    }
    [[nodiscard]] std::deque<Sent>& sent() { return sent_; }
    [[nodiscard]] std::size_t told() const {
        return static_cast<std::size_t>(
            std::count_if(sent_.begin(), sent_.end(), [](const Sent& sent) { return sent.told.has_value(); }));
    }

  private:
    std::mutex mutex_;
    std::deque<Sent> sent_;
};

/// Sends until the server is gone: an invoice, a claim on it, a note, the president's approval.
void send_on_and_on(const std::string& name, std::uint16_t port, const Tokens& tokens, Book& book) {
    Client client(port);
    const auto ask = [&](const std::string& path, const std::string& token, const std::string& key,
                         const std::string& body) {
        Sent& sent = book.note(post(path, token, key, body));
        sent.told = client.ask(sent.bytes);
        return sent.told;
    };
    for (int i = 0;; ++i) {
        const std::string number = name + "-" + std::to_string(i);
        if (!ask("/v1/invoices", tokens.finance, number + "/invoice", invoice(number))) return;
        const std::string saying =
            R"({"invoice":")" + number + R"(","channel":"phone","worth":"60.00","words":"it was wet"})";
        const auto opened = ask("/v1/claims", tokens.president, number + "/claim", saying);
        if (!opened) return;
        const std::string claim = opened->header("Location");
        if (!ask(claim + "/notes", tokens.president, number + "/note", R"({"text":"called back"})")) return;
        if (!ask(claim + "/approve", tokens.president, number + "/approve", "{}")) return;
    }
}

void work_until_killed(Server& server, const std::string& life, std::chrono::milliseconds span, const Tokens& tokens,
                       Book& book) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < clients; ++i)
        threads.emplace_back([&, i] {
            try {
                send_on_and_on(life + "-" + std::to_string(i), server.port(), tokens, book);
            } catch (const std::exception&) {
                // It was killed before the client came.
            }
        });
    std::this_thread::sleep_for(span);
    server.kill();
    for (std::thread& thread : threads) thread.join();
}

/// Sends every request again, in the same bytes.
void require_all_there(std::uint16_t port, Book& book) {
    Client client(port);
    for (Sent& sent : book.sent()) {
        const auto again = client.ask(sent.bytes);
        INFO(sent.bytes << "\nwas answered " << in_words(sent.told) << "\nand now " << in_words(again));
        REQUIRE(again);
        if (sent.told)
            REQUIRE(is_same(*again, *sent.told));
        else
            REQUIRE(again->status < 300);
        sent.told = again;
    }
}

}  // namespace

TEST_CASE("law 11: kill -9 loses nothing acknowledged, and the next server takes over at once") {
    const std::uint64_t seed = first_seed();
    const int kills = is_full() ? 60 : 8;
    INFO("replay with MAKEGOOD_SEED=" << seed);
    Dice dice(seed);
    const Folder folder(Lies::on_disk);
    const std::string database = folder.path("makegood.db");
    const Tokens tokens(database);
    Book book;
    for (int life = 0; life < kills; ++life) {
        if (dice.falls(1, 3)) {  // killed while it starts
            Server unborn(database);
            std::this_thread::sleep_for(std::chrono::milliseconds(dice.below(40)));
        }
        Server server(database);
        REQUIRE(server.comes_up());
        require_all_there(server.port(), book);
        work_until_killed(server, "life" + std::to_string(life), std::chrono::milliseconds(dice.between(5, 400)),
                          tokens, book);
        const Said verified = run_program({MAKEGOOD_PROGRAM, "journal", "verify", "--db", database});
        INFO(verified.text);
        REQUIRE(verified.status == 0);
    }
    Server last(database);
    REQUIRE(last.comes_up());
    require_all_there(last.port(), book);
    std::cout << "kill -9, MAKEGOOD_SEED=" << seed << ": " << kills << " kills, " << book.told()
              << " requests acknowledged, none lost\n";
    CHECK(book.told() > static_cast<std::size_t>(kills) * 20);
}

TEST_CASE("a server killed while it makes its database leaves one that the next server opens") {
    const std::uint64_t seed = first_seed();
    const int kills = is_full() ? 300 : 20;
    INFO("replay with MAKEGOOD_SEED=" << seed);
    Dice dice(seed);
    for (int i = 0; i < kills; ++i) {
        const Folder folder(Lies::on_disk);
        const std::string database = folder.path("makegood.db");
        Server unborn(database);
        std::this_thread::sleep_for(std::chrono::microseconds(dice.below(30'000)));
        unborn.kill();
        Server next(database);
        REQUIRE(next.comes_up());
    }
}

}  // namespace makegood::crash
