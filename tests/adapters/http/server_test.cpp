#include "adapters/http/server.hpp"

#include <chrono>
#include <deque>

#include <catch2/catch.hpp>

#include "tests/adapters/http/loopback.hpp"

using namespace makegood::http;
using namespace makegood::http::loopback;
using namespace std::chrono_literals;

namespace {

/// Takes requests and keeps their responders until the test answers.
struct Shelf {
    Desk desk{[this](Request, Responder responder) {
        std::lock_guard lock(mutex);
        kept.push_back(std::move(responder));
    }};
    std::mutex mutex;
    std::deque<Responder> kept;

    Responder take() {
        for (auto until = std::chrono::steady_clock::now() + 5s; std::chrono::steady_clock::now() < until;) {
            {
                std::lock_guard lock(mutex);
                if (!kept.empty()) {
                    Responder first = std::move(kept.front());
                    kept.pop_front();
                    return first;
                }
            }
            std::this_thread::sleep_for(1ms);
        }
        throw std::runtime_error("no request was handed over");
    }
};

Limits short_limits() {
    Limits limits;
    limits.header_timeout_ms = limits.body_timeout_ms = limits.idle_timeout_ms = 150;
    return limits;
}

void expect_refusal(Client& client, int status, const std::string& kind) {
    auto reply = client.receive();
    REQUIRE(reply);
    CHECK(reply->status == status);
    CHECK(reply->header("Content-Type") == "application/problem+json");
    CHECK(reply->header("Connection") == "close");
    CHECK(reply->body.find("\"type\":\"https://makegood.dev/problems/" + kind + "\"") != std::string::npos);
    CHECK(reply->body.find("\"status\":" + std::to_string(status)) != std::string::npos);
    CHECK(client.is_closed());
}

}  // namespace

TEST_CASE("a request arrives as it was sent and its answer comes back") {
    Desk desk;
    Running server(desk);
    struct Row {
        std::string request, body;
        const char* why;
    };
    const std::vector<Row> rows{
        {get("/v1/queue?limit=5"), "[GET][/v1][/queue][limit=5][][127.0.0.1]", "no body"},
        {post("/v1/claims", "{}"), "[POST][/v1][/claims][{}][127.0.0.1]", "a counted body"},
        {"\r\n" + get("/"), "[GET][][127.0.0.1]", "one empty line in front is overlooked (RFC 9112, 2.2)"},
        {get("/inv%2F7/J%c3%b6rg?q=a+%26"), "[GET][/inv/7][/J\xc3\xb6rg][q=a &][][127.0.0.1]", "escapes are decoded"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\nT: "
         "1\r\n\r\n",
         "[POST][abcde][127.0.0.1]", "a chunked body, extension and trailer dropped"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "[POST][][127.0.0.1]",
         "no chunk"},
    };
    Client client(server.port());
    for (const Row& row : rows) {
        INFO(row.why);
        auto reply = client.ask(row.request);
        REQUIRE(reply);
        CHECK(reply->status == 200);
        CHECK(reply->body == row.body);
        CHECK(reply->header("Content-Length") == std::to_string(row.body.size()));
        CHECK(reply->header("Connection").empty());
        CHECK(reply->header("Date").ends_with(" GMT"));
    }
}

TEST_CASE("a request whose framing is in doubt is refused and never handed over") {
    Desk desk;
    Running server(desk);
    struct Row {
        std::string bytes;
        int status;
        std::string kind;
        const char* why;
    };
    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::vector<Row> rows{
        {"GET / HTTP/1.1\r\n\r\n", 400, "host-missing", "no Host"},
        {get("/", "Host: b\r\n"), 400, "host-repeated", "two"},
        {get("/", "Content-Length: 0\r\nContent-Length: 0\r\n"), 400, "content-length-repeated", "two lengths"},
        {get("/", "Content-Length: 5, 5\r\n"), 400, "content-length-malformed", "a list of lengths"},
        {get("/", "Transfer-Encoding: gzip\r\nContent-Length: 3\r\n") + "abc", 400, "transfer-encoding-unknown",
         "gzip"},
        {get("/", "Transfer-Encoding: xchunked\r\n"), 400, "transfer-encoding-unknown", "nearly chunked"},
        {get("/", "Transfer-Encoding: chunked, identity\r\n"), 400, "transfer-encoding-unknown", "a list"},
        {get("/", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400, "framing-ambiguous", "both"},
        {"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "transfer-encoding-on-1-0", "chunked on 1.0"},
        {get("/", "X: a\r\n b\r\n"), 400, "header-folded", "a folded header"},
        {get("/", "X : a\r\n"), 400, "header-malformed", "a blank before the colon"},
        {"GET / HTTP/1.1\nHost: a\n\n", 400, "bare-line-ending", "said at once, not after the deadline"},
        {"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "target-not-origin-form", "absolute form"},
        {get("/%00"), 400, "target-malformed", "an escaped NUL"},
        {get("/%4"), 400, "target-malformed", "half an escape"},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "version-unknown", "another version"},
        {get("/", "Expect: miracles\r\n"), 417, "expectation-unknown", "an unknown expectation"},
        {chunked + "x\r\n", 400, "chunk-malformed", "a size that is not hex"},
        {chunked + "-1\r\n", 400, "chunk-malformed", "a negative size"},
        {chunked + "3\r\nabcd\r\n0\r\n\r\n", 400, "chunk-malformed", "a chunk longer than it says"},
        {chunked + "3\nabc\r\n0\r\n\r\n", 400, "chunk-malformed", "a lone LF after the size"},
        {chunked + "3;\nx\r\nabc\r\n0\r\n\r\n", 400, "chunk-malformed", "a lone LF in the extension"},
        {chunked + "fffffffffffffffff\r\n", 400, "chunk-malformed", "a size that overflows"},
        {chunked + "3;" + std::string(20'000, 'x'), 400, "chunk-malformed", "an extension without end"},
        {chunked + "0\r\nT: " + std::string(20'000, 'x'), 400, "chunk-malformed", "a trailer without end"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Client client(server.port());
        client.send(row.bytes);
        expect_refusal(client, row.status, row.kind);
    }
    CHECK(desk.handled() == 0);
}

TEST_CASE("a request that ends early is refused, a connection that ends between requests is not") {
    Desk desk;
    Running server(desk);
    for (std::string bytes : {"GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
                              "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"}) {
        INFO(bytes);
        Client client(server.port());
        client.send(bytes);
        client.end_sending();
        expect_refusal(client, 400, "request-cut-off");
    }
    CHECK(desk.handled() == 0);
    Client half_open(server.port());
    half_open.send(get("/"));
    half_open.end_sending();
    CHECK(half_open.receive()->status == 200);
    CHECK(half_open.is_closed());
}

TEST_CASE("heads and bodies are accepted up to their limits and no further") {
    Limits limits;
    limits.header_bytes_max = 200;
    limits.body_bytes_max = 1000;
    Desk desk;
    Running server(desk, limits);
    auto sized_get = [](std::size_t size) {
        std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
    };
    auto chunked = [](std::size_t size) {
        std::string body = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (std::size_t i = 0; i < size; ++i) body += "1\r\nx\r\n";
        return body + "0\r\n\r\n";
    };
    struct Row {
        std::string bytes;
        int status;
        std::string kind;
        const char* why;
    };
    const std::vector<Row> rows{
        {sized_get(200), 200, "", "a head of exactly the limit"},
        {post("/", std::string(1000, 'x')), 200, "", "a body of exactly the limit"},
        {chunked(1000), 200, "", "a chunked body of exactly the limit, many times that on the wire"},
        {sized_get(201), 431, "head-too-long", "one byte more"},
        {"GET /" + std::string(100'000, 'x'), 431, "head-too-long", "a request line without end"},
        {post("/", std::string(1001, 'x')), 413, "body-too-long", "one byte more"},
        {get("/", "Content-Length: 99999999999\r\n"), 413, "body-too-long", "refused by its length, before any of it"},
        {chunked(1001), 413, "body-too-long", "one byte more in chunks"},
        {post("/", std::string(3'000'000, 'x')), 413, "body-too-long", "the answer survives what is still on its way"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Client client(server.port());
        CHECK(client.send(row.bytes));
        if (row.status == 200) {
            CHECK(client.receive()->status == 200);
        } else {
            expect_refusal(client, row.status, row.kind);
        }
    }
    CHECK(desk.handled() == 3);
}

TEST_CASE("whoever drips is cut by one deadline for the head and one for the body") {
    struct Row {
        std::string before, start;
        std::uint32_t header_timeout_ms, body_timeout_ms;
        const char* why;
    };
    constexpr std::uint32_t far_ms = 10'000;
    const std::string head = "GET / HTTP/1.1\r\nX: ";
    const std::string counted = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\n";
    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e7\r\n";
    const std::vector<Row> rows{
        {"", head, 150, far_ms, "the head of a first request"},
        {get("/"), head, 150, far_ms, "the head of a later request has its own deadline, not the idle one"},
        {"", counted, far_ms, 150, "a counted body"},
        {"", chunked, far_ms, 150, "a chunked body"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Limits limits;
        limits.header_timeout_ms = row.header_timeout_ms;
        limits.body_timeout_ms = row.body_timeout_ms;
        Desk desk;
        Running server(desk, limits);
        Client client(server.port());
        if (!row.before.empty()) CHECK(client.ask(row.before)->status == 200);
        client.send(row.start);
        for (int i = 0; i < 25; ++i) {
            std::this_thread::sleep_for(10ms);
            client.send("x");
        }
        expect_refusal(client, 408, "request-timeout");
        CHECK(desk.handled() == (row.before.empty() ? 0 : 1));
    }
}

TEST_CASE("a slow body is not cut by the deadline of the head, nor a slow handler by any") {
    Limits limits = short_limits();
    limits.body_timeout_ms = 10'000;
    Shelf shelf;
    Running server(shelf.desk, limits);
    Client client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
    std::this_thread::sleep_for(400ms);
    client.send("b");
    Responder responder = shelf.take();
    std::this_thread::sleep_for(400ms);
    responder(plain(200, "in the end"));
    CHECK(client.receive()->body == "in the end");
}

TEST_CASE("a connection on which nothing happens is closed without a word") {
    Desk desk;
    Running server(desk, short_limits());
    Client silent(server.port());
    Client served_once(server.port());
    CHECK(served_once.ask(get("/"))->status == 200);
    CHECK(silent.is_closed());
    CHECK(served_once.is_closed());
}

TEST_CASE("a client that takes no bytes is cut by the deadline for writing") {
    Limits limits;
    limits.write_timeout_ms = 100;
    Desk desk([](Request, Responder responder) { responder(plain(200, std::string(30'000'000, 'x'))); });
    Running server(desk, limits);
    Client client(server.port());
    client.send(get("/"));
    REQUIRE(desk.wait_for(1));
    std::this_thread::sleep_for(400ms);
    CHECK_FALSE(client.receive());
}

TEST_CASE("a large answer arrives whole") {
    std::string body;
    for (int i = 0; body.size() < 5'000'000; ++i) body += std::to_string(i) + ",";
    Desk desk([&](Request, Responder responder) { responder(plain(200, body)); });
    Running server(desk);
    Client client(server.port());
    CHECK(client.ask(get("/"))->body == body);
    CHECK(client.ask(get("/"))->body == body);
}

TEST_CASE("requests that come together are answered in their order") {
    Shelf shelf;
    Running server(shelf.desk);
    Client client(server.port());
    client.send(get("/1") + post("/2", "abc") + get("/3"));
    int handled = 0;
    for (std::string name : {"first", "second", "third"}) {
        Responder responder = shelf.take();
        CHECK(shelf.desk.handled() == ++handled);
        responder(plain(200, name));
        CHECK(client.receive()->body == name);
    }
}

TEST_CASE("a head in single bytes is one request") {
    Desk desk;
    Running server(desk);
    Client client(server.port());
    for (char c : "\r\n" + post("/a", "xyz")) client.send(std::string_view(&c, 1));
    CHECK(client.receive()->body == "[POST][/a][xyz][127.0.0.1]");
}

TEST_CASE("HEAD is answered like GET, without the body") {
    Desk desk;
    Running server(desk);
    Client client(server.port());
    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
    auto reply = client.receive(false);
    CHECK(reply->status == 200);
    CHECK(reply->header("Content-Length") == "22");
    CHECK(client.ask(get("/a"))->body == "[GET][/a][][127.0.0.1]");
}

TEST_CASE("an answer without a body has no length to be mistaken about") {
    Desk desk([](Request, Responder responder) { responder(Response{204, "", {}, "ignored"}); });
    Running server(desk);
    Client client(server.port());
    auto reply = client.ask(get("/"));
    CHECK(reply->status == 204);
    CHECK(reply->header("Content-Length").empty());
    CHECK(client.ask(get("/"))->status == 204);
}

TEST_CASE("a connection closes after its answer when the client wishes so or speaks HTTP/1.0") {
    Desk desk;
    Running server(desk);
    for (std::string request : {get("/", "Connection: close\r\n"), get("/", "Connection: x, Close\r\n"),
                                std::string("GET / HTTP/1.0\r\n\r\n")}) {
        INFO(request);
        Client client(server.port());
        auto reply = client.ask(request + get("/never"));
        CHECK(reply->status == 200);
        CHECK(reply->header("Connection") == "close");
        CHECK(client.is_closed());
    }
    CHECK(desk.handled() == 3);
}

TEST_CASE("a client that waits for 100 Continue gets it only where its body is wanted") {
    Desk desk;
    Limits limits;
    limits.body_bytes_max = 10;
    Running server(desk, limits);
    Client client(server.port());
    CHECK(client.ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n")->status == 100);
    CHECK(client.ask("abc")->body == "[POST][abc][127.0.0.1]");
    CHECK(client.ask(get("/", "Expect: 100-continue\r\n"))->status == 200);
    CHECK(client.ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc")->status ==
          200);
    CHECK(client.ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
              ->status == 100);
    CHECK(client.ask("1\r\nx\r\n0\r\n\r\n")->body == "[POST][x][127.0.0.1]");
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    expect_refusal(client, 413, "body-too-long");
}

TEST_CASE("answers may come from any thread, in any order between connections") {
    Shelf shelf;
    Running server(shelf.desk);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 64; ++i) clients.push_back(std::make_unique<Client>(server.port()));
    for (int round = 0; round < 20; ++round) {
        std::vector<Responder> responders;
        for (auto& client : clients) {
            client->send(get("/"));
            responders.push_back(shelf.take());
        }
        std::thread writer([&] {
            for (std::size_t i = clients.size(); i-- > 0;) responders[i](plain(200, std::to_string(i)));
        });
        for (std::size_t i = 0; i < clients.size(); ++i) CHECK(clients[i]->receive()->body == std::to_string(i));
        writer.join();
    }
}

TEST_CASE("a request nobody answers is a 500 and its connection goes on") {
    struct Row {
        Desk::Act act;
        const char* why;
    };
    const std::vector<Row> rows{
        {[](Request, Responder) {}, "dropped during the hand-over"},
        {[](Request, Responder responder) { std::thread([kept = std::move(responder)] {}).join(); },
         "by another thread"},
        {[](Request, Responder) { throw std::runtime_error("a bug"); }, "the handler threw"},
        {[](Request, Responder responder) {
             responder(Response{200, "", {{"Location", "/a\r\nX: b"}}, ""});
         },
         "a header that would split the answer"},
        {[](Request, Responder responder) {
             responder(Response{200, "", {{"Content-Length", "7"}}, ""});
         },
         "a header that is the transport's"},
        {[](Request, Responder responder) {
             responder(Response{99, "", {}, ""});
         },
         "a status out of range"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk(row.act);
        Running server(desk);
        Client client(server.port());
        for (int i = 0; i < 2; ++i) {
            auto reply = client.ask(get("/"));
            REQUIRE(reply);
            CHECK(reply->status == 500);
            CHECK(reply->header("Connection").empty());
        }
    }
}

TEST_CASE("a client that hangs up cancels nothing, and its answer reaches nobody else") {
    Shelf shelf;
    Running server(shelf.desk);
    auto gone = std::make_unique<Client>(server.port());
    gone->send(get("/"));
    Responder late = shelf.take();
    gone.reset();
    Client next(server.port());
    next.send(get("/"));
    Responder second = shelf.take();
    late(plain(200, "for who is gone"));
    second(plain(200, "for the next"));
    CHECK(next.receive()->body == "for the next");
}

TEST_CASE("one connection too many is told so, and there is room again when one ends") {
    Limits limits;
    limits.connections_max = 3;
    Desk desk;
    Running server(desk, limits);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Client>(server.port()));
        CHECK(clients.back()->ask(get("/"))->status == 200);
    }
    Client one_more(server.port());
    expect_refusal(one_more, 503, "connections-exhausted");
    CHECK(clients.front()->ask(get("/"))->status == 200);
    clients.pop_back();
    int status = 503;
    for (int tries = 0; status == 503 && tries < 500; ++tries) {
        Client again(server.port());
        auto reply = again.ask(get("/"));
        if (reply) status = reply->status;
        std::this_thread::sleep_for(1ms);
    }
    CHECK(status == 200);
}

TEST_CASE("a stop finishes what was begun, closes what is idle and takes nothing new") {
    Shelf shelf;
    Running server(shelf.desk);
    Client waiting(server.port());
    waiting.send(get("/"));
    Responder responder = shelf.take();
    Client halfway(server.port());
    halfway.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
    Client idle(server.port());
    std::this_thread::sleep_for(20ms);  // until the server has seen the bytes of `halfway`
    server.stop();
    CHECK(idle.is_closed());
    CHECK_THROWS(Client(server.port()));
    halfway.send("bc");
    shelf.take()(plain(200, "halfway"));
    responder(plain(200, "waited for"));
    for (auto* client : {&waiting, &halfway}) {
        auto reply = client->receive();
        REQUIRE(reply);
        CHECK(reply->status == 200);
        CHECK(reply->header("Connection") == "close");
        CHECK(client->is_closed());
    }
    server.join();
}

TEST_CASE("a stop waits no longer than the drain lasts, and answers that come later go nowhere") {
    Limits limits;
    limits.drain_timeout_ms = 100;
    Shelf shelf;
    std::vector<Responder> owed;
    {
        Running server(shelf.desk, limits);
        Client client(server.port());
        client.send(get("/"));
        owed.push_back(shelf.take());
        Client another(server.port());
        another.send(get("/"));
        owed.push_back(shelf.take());
        Client dripping(server.port());
        dripping.send("GET");
        auto begun = std::chrono::steady_clock::now();
        server.stop();
        server.join();
        CHECK(std::chrono::steady_clock::now() - begun < 2s);
        for (Client* each : {&client, &another, &dripping}) CHECK(each->is_closed());
        owed.front()(plain(200, "after run()"));
    }
    owed.back()(plain(200, "after the server"));
}

TEST_CASE("a server that is stopped before it runs returns at once") {
    Desk desk;
    Server server({}, desk);
    REQUIRE(server.listen("127.0.0.1", 0).has_value());
    server.stop();
    server.run();
    CHECK(desk.handled() == 0);
}

TEST_CASE("an address that cannot be had is refused in words") {
    Desk desk;
    Running server(desk);
    Server second({}, desk);
    CHECK(second.listen("127.0.0.1", server.port()).error().find("in use") != std::string::npos);
    CHECK(second.listen("localhost", 0).error().find("no IPv4 or IPv6 address") != std::string::npos);
    CHECK(second.listen("127.0.0.1", 0).value() > 0);
}

TEST_CASE("a responder answers once") {
    struct Counting : ResponseSink {
        int answers = 0, drops = 0;
        void deliver(Ticket, std::optional<Response> response) noexcept override { ++(response ? answers : drops); }
    };
    auto sink = std::make_shared<Counting>();
    {
        Responder responder(sink, {});
        Responder moved = std::move(responder);
        moved(plain(200, ""));
        CHECK_THROWS(moved(plain(200, "")));
        Responder dropped(sink, {});
        dropped = Responder(sink, {});
    }
    CHECK(sink->answers == 1);
    CHECK(sink->drops == 2);
}
