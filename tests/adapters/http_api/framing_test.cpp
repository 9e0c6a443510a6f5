#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* claim_body = R"({"invoice":"R-1","channel":"phone"})";

http::Limits short_limits() {
    http::Limits limits;
    limits.header_timeout_ms = 300;
    limits.body_timeout_ms = 300;
    limits.idle_timeout_ms = 300;
    return limits;
}

House& with_invoice(House& house) {
    record(house, "R-1");
    return house;
}

bool becomes(const std::function<bool()>& holds) {
    for (int i = 0; i < 500; ++i) {
        if (holds()) return true;
        std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
}

/// A whole invocation, where `from` in its head is replaced.
std::string twisted(const House& house, const std::string& from, const std::string& to) {
    std::string bytes = house.posting(Role::office, "/v1/claims", claim_body);
    const auto at = bytes.find(from);
    return at == std::string::npos ? throw std::logic_error("nothing to twist: " + from)
                                   : bytes.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE(
    "a request whose end or addressee two readers could see differently is refused whole, and the connection with it") {
    House house;
    with_invoice(house);
    const std::string head = house.journal_head();
    struct Row {
        const char* from;
        std::string to;
        int status;
        const char* type;
        const char* why;
    };
    const std::string host = "Host: desk\r\n";
    const std::string length = "Content-Length: 35\r\n";
    const std::vector<Row> rows = {
        {"Host: desk\r\n", host + host, 400, "host-repeated", "two hosts"},
        {"Host: desk\r\n", host + "host: other\r\n", 400, "host-repeated", "two hosts that disagree"},
        {"Host: desk\r\n", "", 400, "host-missing", "no host"},
        {"Host: desk\r\n", "Host: desk/x\r\n", 400, "host-malformed", "a host with a path"},
        {"Content-Length: 35\r\n", length + length, 400, "content-length-repeated", "the length twice"},
        {"Content-Length: 35\r\n", length + "Content-Length: 0\r\n", 400, "content-length-repeated", "two lengths"},
        {"Content-Length: 35\r\n", "Content-Length: 35, 35\r\n", 400, "content-length-malformed", "two lengths in one"},
        {"Content-Length: 35\r\n", "Content-Length: +35\r\n", 400, "content-length-malformed", "a sign"},
        {"Content-Length: 35\r\n", "Content-Length: -1\r\n", 400, "content-length-malformed", "below zero"},
        {"Content-Length: 35\r\n", "Content-Length: 0x23\r\n", 400, "content-length-malformed", "hexadecimal"},
        {"Content-Length: 35\r\n", "Content-Length:\r\n", 400, "content-length-malformed", "an empty length"},
        {"Content-Length: 35\r\n", "Content-Length: 35 \x0b\r\n", 400, "control-character", "a control character"},
        {"Content-Length: 35\r\n", "Content-Length: 184467440737095516161\r\n", 400, "content-length-overflow",
         "beyond 64 bits"},
        {"Content-Length: 35\r\n", length + "Transfer-Encoding: chunked\r\n", 400, "framing-ambiguous",
         "both framings"},
        {"Content-Length: 35\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", 400,
         "transfer-encoding-repeated", "chunked twice"},
        {"Content-Length: 35\r\n", "Transfer-Encoding: gzip, chunked\r\n", 400, "transfer-encoding-unknown", "gzip"},
        {"Content-Length: 35\r\n", "Transfer-Encoding: identity\r\n", 400, "transfer-encoding-unknown", "identity"},
        {"Content-Length: 35\r\n", "Transfer-Encoding: xchunked\r\n", 400, "transfer-encoding-unknown",
         "nearly chunked"},
        {"Content-Length: 35\r\n", "Transfer-Encoding : chunked\r\n", 400, "header-malformed",
         "a blank before the colon"},
        {"Content-Length: 35\r\n", "Transfer-Encoding: chunked\r\n", 400, "chunk-malformed", "chunked, and it is not"},
        {"Content-Length: 35\r\n", length + " folded: x\r\n", 400, "header-folded", "a folded line"},
        {"Content-Length: 35\r\n", length + "X: a\r\n\tb\r\n", 400, "header-folded", "a folded line with a tab"},
        {"Content-Length: 35\r\n", "Content-Length: 35\n", 400, "bare-line-ending", "a lone LF"},
        {"Content-Length: 35\r\n", length + "X: a\rb\r\n", 400, "bare-line-ending", "a lone CR"},
        {"Content-Length: 35\r\n", length + "X: a" + std::string(1, '\0') + "b\r\n", 400, "control-character", "a NUL"},
        {"Content-Length: 35\r\n", length + "X y: a\r\n", 400, "header-malformed", "a blank in a name"},
        {"Content-Length: 35\r\n", length + ": a\r\n", 400, "header-malformed", "no name"},
        {"Content-Length: 35\r\n", length + "nonsense\r\n", 400, "header-malformed", "no colon"},
        {"POST /v1", "POST http://desk/v1", 400, "target-not-origin-form", "absolute form"},
        {"/v1/claims", "*", 400, "target-not-origin-form", "asterisk form"},
        {"POST /v1/claims", "CONNECT desk:80", 400, "target-not-origin-form", "authority form"},
        {"/v1/claims", "/v1/claims#top", 400, "target-malformed", "a fragment"},
        {"/v1/claims", "/v1/cl\xC3\xA4ims", 400, "target-malformed", "bytes that are not ASCII"},
        {"/v1/claims", "/v1/claims%00", 400, "target-malformed", "a NUL in the path"},
        {"/v1/claims", "/v1/claims%", 400, "target-malformed", "half an escape"},
        {"/v1/claims", "/v1/%C0%AFclaims", 400, "target-malformed", "an overlong slash"},
        {"HTTP/1.1", "HTTP/1.0\r\nTransfer-Encoding: chunked\r\nX: y", 400, "transfer-encoding-on-1-0",
         "chunked in HTTP/1.0"},
        {"HTTP/1.1", "HTTP/2.0", 505, "version-unknown", "another version"},
        {"HTTP/1.1", "http/1.1", 505, "version-unknown", "the version in small letters"},
        {" HTTP/1.1", "", 400, "request-line-malformed", "HTTP/0.9"},
        {"POST /v1", "POST  /v1", 400, "request-line-malformed", "two blanks"},
        {"POST", "P(ST", 400, "method-malformed", "a method that is no token"},
        {"Host: desk\r\n", host + "X: " + std::string(20'000, 'x') + "\r\n", 431, "head-too-long", "a long head"},
        {"Host: desk\r\n", host + "Expect: tea\r\n", 417, "expectation-unknown", "an expectation nobody meets"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Client client(house.port());
        client.send(twisted(house, row.from, row.to) + request("GET", "/healthz", {}, {}));
        const auto reply = client.receive();
        REQUIRE(reply);
        check_refused(*reply, {row.status, row.type});
        CHECK(reply->header("Connection") == "close");
        CHECK(client.is_closed());
    }
    check_nothing_changed(house, head);
    CHECK(house.post(Role::office, "/v1/claims", claim_body).status == 201);
}

TEST_CASE("a chunked body is a body like any other") {
    House house;
    with_invoice(house);
    const std::string chunks =
        "5\r\n{\"inv\r\n1e;x=y\r\noice\":\"R-1\",\"channel\":\"phone\"}\r\n0\r\nTrailer: x\r\n\r\n";
    std::string bytes = twisted(house, "Content-Length: 35", "Transfer-Encoding: Chunked");
    bytes.resize(bytes.size() - 35);
    CHECK(house.send(bytes + chunks).status == 201);
    const std::string head = house.journal_head();
    std::string endless = bytes;
    for (int i = 0; i < 17; ++i) endless += "10000\r\n" + std::string(65'536, ' ') + "\r\n";
    check_refused(house.send(endless), {413, "body-too-long"});
    check_nothing_changed(house, head);
}

TEST_CASE("what came of a request that was cut off is nothing") {
    House house;
    with_invoice(house);
    const std::string whole = house.posting(Role::office, "/v1/claims", claim_body);
    const std::string head = house.journal_head();
    for (const std::size_t missing : {std::size_t{1}, std::size_t{20}, std::size_t{35}, whole.size() - 10}) {
        INFO("without its last " << missing << " bytes");
        const std::string part = whole.substr(0, whole.size() - missing);
        Client client(house.port());
        client.send(part);
        client.end_sending();
        const auto reply = client.receive();
        REQUIRE(reply);
        check_refused(*reply, {400, "request-cut-off"});
        CHECK(client.is_closed());

        Client gone(house.port());
        gone.send(part);
        gone.hang_up();
    }
    CHECK(house.get(Role::auditor, "/v1/journal").status == 200);
    check_nothing_changed(house, head);
}

TEST_CASE("a client that hangs up after its request, or only stops sending, does not cancel it") {
    House house;
    with_invoice(house);
    Client gone(house.port());
    gone.send(house.posting(Role::office, "/v1/claims", claim_body));
    gone.hang_up();
    const std::string invoice = "/v1/invoices/R-1";
    CHECK(becomes([&] { return house.get(Role::office, invoice).json().at("claims").size() == 1; }));

    Client half(house.port());
    half.send(house.posting(Role::office, "/v1/claims", R"({"invoice":"R-1","channel":"phone","worth":"9.00"})"));
    half.end_sending();
    const auto reply = half.receive();
    REQUIRE(reply);
    CHECK(reply->status == 200);
}

TEST_CASE("a head or a body that drips has one deadline, and others are served meanwhile") {
    House house({.limits = short_limits()});
    with_invoice(house);
    const std::string whole = house.posting(Role::office, "/v1/claims", claim_body);
    const std::string head = house.journal_head();
    const std::size_t body_at = whole.size() - 35;
    for (const std::size_t begun : {std::size_t{1}, body_at, body_at + 1}) {
        INFO("dripping from byte " << begun);
        Client dripping(house.port());
        dripping.send(whole.substr(0, begun));
        const auto started = steady_clock::now();
        std::atomic<bool> is_over{false};
        std::thread drops([&] {
            for (std::size_t at = begun; at + 1 < whole.size() && !is_over; ++at) {
                std::this_thread::sleep_for(milliseconds(40));
                dripping.send(whole.substr(at, 1));
            }
        });
        CHECK(house.get(Role::office, "/v1/queue").status == 200);
        const auto reply = dripping.receive();
        is_over = true;
        drops.join();
        REQUIRE(reply);
        check_refused(*reply, {408, "request-timeout"});
        CHECK(steady_clock::now() - started < milliseconds(3'000));
        CHECK(dripping.is_closed());
    }
    check_nothing_changed(house, head);
}

TEST_CASE("a connection that says nothing, or nothing more, is closed without a word") {
    House house({.limits = short_limits()});
    Client silent(house.port());
    Client idle(house.port());
    CHECK(idle.ask(request("GET", "/healthz", {}, {})).status == 200);
    CHECK(silent.is_closed());
    CHECK(idle.is_closed());
}

TEST_CASE("one connection more than there may be is turned away, and room is there again when one goes") {
    http::Limits limits;
    limits.connections_max = 2;
    House house({.limits = limits});
    Client first(house.port());
    auto second = std::make_unique<Client>(house.port());
    const std::string probe = request("GET", "/healthz", {}, {});
    REQUIRE(first.ask(probe).status == 200);
    REQUIRE(second->ask(probe).status == 200);
    Client third(house.port());
    const auto reply = third.receive();
    REQUIRE(reply);
    CHECK(reply->status == 503);
    second.reset();
    CHECK(becomes([&] {
        Client again(house.port());
        again.send(probe);
        const auto answer = again.receive();
        return answer && answer->status == 200;
    }));
    CHECK(first.ask(probe).status == 200);
}

TEST_CASE("requests sent at once on one connection are answered in their order") {
    House house;
    with_invoice(house);
    Client client(house.port());
    std::string all;
    for (int i = 0; i < 20; ++i) {
        all += house.posting(Role::office, "/v1/claims", claim_body);
        all += request("GET", "/healthz", {}, {});
    }
    client.send(all);
    for (int i = 0; i < 20; ++i) {
        const auto invoked = client.receive();
        const auto alive = client.receive();
        REQUIRE(invoked);
        REQUIRE(alive);
        CHECK(invoked->status == (i == 0 ? 201 : 200));
        CHECK(alive->body == R"({"status":"alive"})");
    }
}

}  // namespace makegood::http_api
