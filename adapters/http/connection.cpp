#include "adapters/http/connection.hpp"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <tuple>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

#include "adapters/http/chunked_body.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/target.hpp"

namespace makegood::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

namespace {

constexpr std::size_t input_bytes_min = 4096;
/// Above it a body is sent from where it lies; below, one copy is cheaper than a second buffer.
constexpr std::size_t copied_body_bytes_max = 16 * 1024;
constexpr std::size_t kept_output_bytes_max = 64 * 1024;
constexpr std::size_t reserved_body_bytes_max = 64 * 1024;
/// How long a refused client may go on sending before the close may destroy the answer on its way (RFC 9112, 9.6).
constexpr std::uint32_t linger_timeout_ms = 1000;

std::string peer_of(const Socket& socket) {
    ErrorCode error;
    auto endpoint = socket.remote_endpoint(error);
    return error ? std::string() : endpoint.address().to_string();
}

Response broken_answer() {
    return problem(500, "internal", "The server made a mistake",
                   "The request was understood, but no answer to it could be made.");
}

}  // namespace

Connection::Connection(Socket socket, Service& service, std::uint32_t slot)
    : socket_(std::move(socket)),
      service_(service),
      peer_(peer_of(socket_)),
      ticket_{slot, 0},
      input_size_(std::max(service.limits.header_bytes_max + 2, input_bytes_min)),
      input_(std::make_unique_for_overwrite<char[]>(input_size_)) {
    ErrorCode ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

auto Connection::answer_arrives() {
    return asio::async_initiate<const UseAwaitable, void()>(
        [this](auto handler) { waiter_.emplace(std::move(handler)); }, UseAwaitable{});
}

Awaitable<void> Connection::serve() {
    bool goes_on = true;
    while (goes_on) goes_on = co_await serve_one();
    if (lingers_) co_await linger();
    ErrorCode ignored;
    socket_.close(ignored);
}

/// False when the connection is to be closed.
Awaitable<bool> Connection::serve_one() {
    Arrival arrival = co_await read_head();
    if (arrival == Arrival::complete) arrival = open_request();
    if (arrival == Arrival::partial) arrival = co_await read_body();
    if (arrival == Arrival::gone) co_return false;
    if (arrival == Arrival::refused) closes_ = true;
    if (arrival == Arrival::complete && !hand_over()) co_await answer_arrives();
    Written written = write_answer();
    if (written == Written::partly) written = co_await write_rest() ? Written::whole : Written::failed;
    bool is_whole = written == Written::whole;
    lingers_ = is_whole && (arrival == Arrival::refused || !service_.is_stopping);
    co_return is_whole && !closes_;
}

// Reading

void Connection::make_room() {
    if (begin_ == end_) begin_ = end_ = 0;
    if (end_ < input_size_ || begin_ == 0) return;
    std::memmove(input_.get(), input_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
}

auto Connection::read_more() {
    make_room();
    return socket_.async_read_some(asio::buffer(input_.get() + end_, input_size_ - end_), as_tuple_awaitable);
}

Awaitable<Connection::Arrival> Connection::read_head() {
    searched_ = 0;
    skipped_empty_line_ = false;
    closes_ = false;
    Arrival found = find_head();
    if (found != Arrival::partial) co_return found;
    stage_ = begin_ == end_ ? Stage::idle : Stage::busy;
    if (stage_ == Stage::idle && service_.is_stopping) co_return Arrival::gone;
    bool waits = stage_ == Stage::idle && !std::exchange(is_new_, false);
    arm(waits ? service_.limits.idle_timeout_ms : service_.limits.header_timeout_ms);
    while (found == Arrival::partial) {
        auto [error, size] = co_await read_more();
        if (error) co_return interrupted(error, "head");
        end_ += size;
        found = find_head();
        if (std::exchange(stage_, Stage::busy) == Stage::idle && found == Arrival::partial)
            arm(service_.limits.header_timeout_ms);
    }
    co_return found;
}

/// Looks for the end of the head. A lone LF ends it too: the guard then says what is wrong with it, at once.
Connection::Arrival Connection::find_head() {
    if (!skipped_empty_line_ && buffered().starts_with("\r\n")) {  // RFC 9112, 2.2
        begin_ += 2;
        searched_ = 0;
        skipped_empty_line_ = true;
    }
    std::string_view bytes = buffered();
    for (auto at = bytes.find('\n', searched_); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        bool is_lone = at == 0 || bytes[at - 1] != '\r';
        bool ends_head = at >= 3 && bytes[at - 2] == '\n';
        if (!is_lone && !ends_head) continue;
        head_size_ = at + 1;
        if (head_size_ > service_.limits.header_bytes_max) break;
        return Arrival::complete;
    }
    searched_ = bytes.size();
    if (bytes.size() < service_.limits.header_bytes_max) return Arrival::partial;
    return refuse(431, "head-too-long", "The head of the request is too long",
                  "Request line and headers are accepted up to " + std::to_string(service_.limits.header_bytes_max) +
                      " bytes together.");
}

Connection::Arrival Connection::interrupted(const ErrorCode& error, std::string_view part) {
    bool has_begun = part != "head" || begin_ != end_;
    if (!has_begun) return Arrival::gone;
    if (is_expired_)
        return refuse(408, "request-timeout", "The request took too long",
                      std::string("The ") + std::string(part) + " of the request did not arrive in time.");
    if (error == asio::error::eof)
        return refuse(400, "request-cut-off", "The request was cut off",
                      std::string("The connection ended inside the ") + std::string(part) + " of the request.");
    return Arrival::gone;
}

Connection::Arrival Connection::refuse(int status, std::string_view kind, std::string_view title,
                                       std::string_view detail) {
    answer_ = problem(status, kind, title, detail);
    is_head_request_ = false;
    return Arrival::refused;
}

Connection::Arrival Connection::refuse(const GuardRefusal& refusal) {
    int status = refusal.fault == HeadFault::version_unknown ? 505 : 400;
    return refuse(status, to_text(refusal.fault), "The head of the request is not acceptable", refusal.text);
}

Connection::Arrival Connection::open_request() {
    std::string_view head = buffered().substr(0, head_size_);
    auto guarded = guard_request(head);
    if (!guarded) return refuse(guarded.error());
    auto target = read_target(guarded->target);
    if (!target) return refuse(target.error());
    if (guarded->content_length_bytes > service_.limits.body_bytes_max) return refuse_body();
    GuardedHead read = std::move(guarded).value();
    Target decoded = std::move(target).value();
    is_head_request_ = read.method == "HEAD";
    closes_ = read.wants_close;
    is_chunked_ = read.is_chunked;
    body_size_ = static_cast<std::size_t>(read.content_length_bytes);
    expects_continue_ = false;
    request_.method = is_head_request_ ? std::string_view("GET") : read.method;
    request_.path = std::move(decoded.path);
    request_.query = std::move(decoded.query);
    request_.headers = Headers(std::string(head), std::move(read.fields));
    request_.body.clear();
    request_.peer = peer_;
    begin_ += head_size_;
    return read.version_minor == 1 ? check_expectation() : take_counted_body();
}

Connection::Arrival Connection::refuse_body() {
    return refuse(413, "body-too-long", "The body of the request is too long",
                  "A body is accepted up to " + std::to_string(service_.limits.body_bytes_max) + " bytes.");
}

/// RFC 9110, 10.1.1.
Connection::Arrival Connection::check_expectation() {
    auto expected = request_.headers.find("expect");
    expects_continue_ = expected.has_value();
    if (expected && !equal_ignoring_case(*expected, "100-continue"))
        return refuse(417, "expectation-unknown", "The expectation cannot be met",
                      "The header Expect asks for something other than \"100-continue\".");
    return take_counted_body();
}

/// The body as far as it is here; `partial` when the socket has to be asked for more.
Connection::Arrival Connection::take_counted_body() {
    if (is_chunked_) return Arrival::partial;
    std::string_view ready = buffered().substr(0, body_size_ - request_.body.size());
    request_.body.append(ready);
    begin_ += ready.size();
    return request_.body.size() == body_size_ ? Arrival::complete : Arrival::partial;
}

Awaitable<Connection::Arrival> Connection::read_body() {
    arm(service_.limits.body_timeout_ms);
    bool is_waited_for = request_.body.empty() && begin_ == end_;
    if (std::exchange(expects_continue_, false) && is_waited_for) {
        output_ = "HTTP/1.1 100 Continue\r\n\r\n";
        body_apart_ = {};
        written_ = 0;
        auto [error, size] = co_await asio::async_write(socket_, asio::buffer(output_), as_tuple_awaitable);
        if (error) co_return Arrival::gone;
    }
    if (is_chunked_) co_return co_await read_chunked_body();
    co_return co_await read_counted_body();
}

Awaitable<Connection::Arrival> Connection::read_counted_body() {
    request_.body.reserve(std::min(body_size_, reserved_body_bytes_max));
    Arrival arrival = take_counted_body();
    while (arrival == Arrival::partial) {
        auto [error, size] = co_await read_more();
        if (error) co_return interrupted(error, "body");
        end_ += size;
        arrival = take_counted_body();
    }
    co_return arrival;
}

Awaitable<Connection::Arrival> Connection::read_chunked_body() {
    ChunkedBody body(service_.limits.body_bytes_max);
    while (true) {
        auto taken = body.take(buffered());
        if (!taken && taken.error() == ChunkFault::over_limit) co_return refuse_body();
        if (taken) begin_ += *taken;
        if (taken && body.is_complete()) break;
        make_room();
        if (!taken || end_ == input_size_)
            co_return refuse(400, "chunk-malformed", "The body of the request is not acceptable",
                             "The chunked body is malformed, or its extensions or trailers are too long.");
        auto [error, size] = co_await read_more();
        if (error) co_return interrupted(error, "body");
        end_ += size;
    }
    request_.body = body.release();
    co_return Arrival::complete;
}

// Answering

/// True when the answer is here already.
bool Connection::hand_over() {
    disarm();
    ticket_.request = ++service_.requests_begun;
    service_.inbox->open_hand_over(ticket_);
    try {
        service_.handler.handle(std::move(request_), Responder(service_.inbox, ticket_));
    } catch (...) {  // the responder, wherever it is, answers or is dropped
    }
    auto answered = service_.inbox->close_hand_over();
    is_awaited_ = !answered;
    if (answered) keep_answer(std::move(*answered));
    return answered.has_value();
}

void Connection::keep_answer(std::optional<Response> response) {
    answer_ = response && is_sendable(*response) ? std::move(*response) : broken_answer();
}

void Connection::receive(Ticket ticket, std::optional<Response> response) {
    if (!is_awaited_ || ticket.request != ticket_.request) return;
    is_awaited_ = false;
    keep_answer(std::move(response));
    Waiter waiter = std::move(*waiter_);
    waiter_.reset();
    std::move(waiter)();  // may end this connection
}

Connection::Written Connection::write_answer() {
    if (service_.is_stopping) closes_ = true;
    if (output_.capacity() > kept_output_bytes_max) output_ = std::string();
    output_.clear();
    append_head(output_, answer_, service_.date.at(std::time(nullptr)),
                closes_ ? Afterwards::closes : Afterwards::stays_open);
    body_apart_ = {};
    bool has_body = may_have_body(answer_.status) && !is_head_request_;
    if (has_body && answer_.body.size() > copied_body_bytes_max) {
        body_apart_ = answer_.body;
    } else if (has_body) {
        output_ += answer_.body;
    }
    written_ = 0;
    return write_now();
}

std::array<asio::const_buffer, 2> Connection::unwritten() const {
    auto first = std::min(written_, output_.size());
    return {asio::buffer(output_) + first, asio::buffer(body_apart_) + (written_ - first)};
}

/// Mostly the whole answer goes into the socket's buffer, without a turn of the loop.
Connection::Written Connection::write_now() {
    ErrorCode error;
    written_ +=
        body_apart_.empty() ? socket_.write_some(asio::buffer(output_), error) : socket_.write_some(unwritten(), error);
    if (error && error != asio::error::would_block) return Written::failed;
    return written_ == output_.size() + body_apart_.size() ? Written::whole : Written::partly;
}

Awaitable<bool> Connection::write_rest() {
    arm(service_.limits.write_timeout_ms);
    auto [error, size] = co_await asio::async_write(socket_, unwritten(), as_tuple_awaitable);
    disarm();
    co_return !error;
}

Awaitable<void> Connection::linger() {
    ErrorCode error;
    socket_.shutdown(Socket::shutdown_send, error);
    arm(linger_timeout_ms);
    while (!error && !is_expired_) {
        begin_ = end_ = 0;
        std::size_t size = 0;
        std::tie(error, size) = co_await read_more();
    }
}

// Time and the end

void Connection::arm(std::uint32_t timeout_ms) {
    is_expired_ = false;
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms);
}

void Connection::disarm() {
    deadline_ = Clock::time_point::max();
}

void Connection::sweep(Clock::time_point now) {
    if (now < deadline_) return;
    disarm();
    is_expired_ = true;
    ErrorCode ignored;
    socket_.cancel(ignored);
}

void Connection::drain() {
    ErrorCode ignored;
    if (stage_ == Stage::idle) socket_.cancel(ignored);
}

void Connection::cut() {
    ErrorCode ignored;
    lingers_ = false;
    socket_.close(ignored);
    receive(ticket_, std::nullopt);
}

}  // namespace makegood::http
