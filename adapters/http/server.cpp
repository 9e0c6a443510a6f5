#include "adapters/http/server.hpp"

#include <algorithm>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http/connection.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

namespace {

constexpr auto accept_pause = std::chrono::milliseconds(100);

std::chrono::milliseconds sweep_period(const Limits& limits) {
    auto shortest =
        std::min({limits.header_timeout_ms, limits.body_timeout_ms, limits.idle_timeout_ms, limits.write_timeout_ms});
    return std::chrono::milliseconds(std::clamp<std::uint32_t>(shortest / 8, 5, 250));
}

void check(const Limits& limits) {
    invariant(limits.connections_max > 0 && limits.header_bytes_max > 0 && limits.body_bytes_max > 0,
              "the limits of the HTTP server are at least 1");
    invariant(limits.header_bytes_max <= std::size_t{1} << 30, "a head has at most 1 GiB");
    invariant(limits.header_timeout_ms > 0 && limits.body_timeout_ms > 0 && limits.idle_timeout_ms > 0 &&
                  limits.write_timeout_ms > 0 && limits.drain_timeout_ms > 0,
              "the deadlines of the HTTP server are at least 1 ms");
}

/// As far as it goes without waiting: whoever is over the limit gets no place to wait in.
void turn_away(Socket& socket, HttpDate& date) {
    Response response = problem(503, "connections-exhausted", "The server has too many connections",
                                "All connections that the server keeps are taken; try again later.");
    response.headers.push_back({"Retry-After", "1"});
    std::string answer;
    append_head(answer, response, date.at(std::time(nullptr)), Afterwards::closes);
    answer += response.body;
    ErrorCode ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(answer), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
    socket.read_some(asio::buffer(answer), ignored);  // unread bytes would turn the close into a reset
    socket.close(ignored);
}

}  // namespace

struct Server::Impl {
    Impl(const Limits& limits, Handler& handler);
    ~Impl();

    std::string open(Acceptor& acceptor, const std::string& address, std::uint16_t port);
    Awaitable<void> accept(Acceptor& acceptor);
    void welcome(Socket socket);
    void release(std::uint32_t slot);
    void sweep();
    void begin_stop();
    void cut_all();
    void finish();
    template <class Act>
    void for_each_connection(Act act);

    asio::io_context context{1};
    std::shared_ptr<Inbox> inbox;
    Service service;
    std::vector<std::unique_ptr<Acceptor>> acceptors;
    Timer sweep_timer{context.get_executor()};
    Timer drain_timer{context.get_executor()};
    Timer accept_timer{context.get_executor()};
    std::vector<std::unique_ptr<Connection>> connections;
    std::vector<std::uint32_t> free_slots;
    bool is_sweeping = false;
};

Server::Impl::Impl(const Limits& limits, Handler& handler)
    : inbox(std::make_shared<Inbox>(context,
                                    [this](Ticket ticket, std::optional<Response> response) {
                                        if (auto& connection = connections[ticket.slot])
                                            connection->receive(ticket, std::move(response));
                                    })),
      service{limits, handler, inbox, {}, 0, false} {
    check(limits);
}

Server::Impl::~Impl() {
    inbox->close();
}

std::string Server::Impl::open(Acceptor& acceptor, const std::string& address, std::uint16_t port) {
    ErrorCode error;
    auto ip = asio::ip::make_address(address, error);
    if (error) return "\"" + address + "\" is no IPv4 or IPv6 address; 127.0.0.1, ::1 or 0.0.0.0 are";
    asio::ip::tcp::endpoint endpoint(ip, port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(Acceptor::max_listen_connections, error);
    if (error) return "cannot listen on " + address + " port " + std::to_string(port) + ": " + error.message();
    return {};
}

Awaitable<void> Server::Impl::accept(Acceptor& acceptor) {
    while (acceptor.is_open()) {
        Socket socket(context.get_executor());
        auto [error] = co_await acceptor.async_accept(socket, as_tuple_awaitable);
        if (!error) {
            welcome(std::move(socket));
        } else if (acceptor.is_open() && error != asio::error::connection_aborted) {
            accept_timer.expires_after(accept_pause);  // out of descriptors, say: wait for some to be closed
            co_await accept_timer.async_wait(as_tuple_awaitable);
        }
    }
}

void Server::Impl::welcome(Socket socket) {
    if (connections.size() - free_slots.size() >= service.limits.connections_max)
        return turn_away(socket, service.date);
    if (free_slots.empty()) {
        free_slots.push_back(static_cast<std::uint32_t>(connections.size()));
        connections.emplace_back();
    }
    auto slot = free_slots.back();
    connections[slot] = std::make_unique<Connection>(std::move(socket), service, slot);
    free_slots.pop_back();
    asio::co_spawn(context, connections[slot]->serve(), [this, slot](std::exception_ptr) { release(slot); });
    if (!std::exchange(is_sweeping, true)) sweep();
}

void Server::Impl::release(std::uint32_t slot) {
    connections[slot].reset();
    free_slots.push_back(slot);
    if (service.is_stopping && free_slots.size() == connections.size()) finish();
}

template <class Act>
void Server::Impl::for_each_connection(Act act) {
    for (auto& connection : connections)
        if (connection) act(*connection);
}

/// Looks at every deadline, in turns, as long as there are connections: 4096 of them cost some 20 µs.
void Server::Impl::sweep() {
    auto now = Clock::now();
    for_each_connection([now](Connection& connection) { connection.sweep(now); });
    is_sweeping = free_slots.size() < connections.size();
    if (!is_sweeping) return;
    sweep_timer.expires_at(now + sweep_period(service.limits));
    sweep_timer.async_wait([this](const ErrorCode& error) {
        if (!error) sweep();
    });
}

void Server::Impl::begin_stop() {
    if (std::exchange(service.is_stopping, true)) return;
    ErrorCode ignored;
    for (auto& acceptor : acceptors) acceptor->close(ignored);
    accept_timer.cancel();
    if (free_slots.size() == connections.size()) return finish();
    for_each_connection([](Connection& connection) { connection.drain(); });
    drain_timer.expires_after(std::chrono::milliseconds(service.limits.drain_timeout_ms));
    drain_timer.async_wait([this](const ErrorCode& error) {
        if (!error) cut_all();
    });
}

void Server::Impl::cut_all() {
    for_each_connection([](Connection& connection) { connection.cut(); });
}

/// Nothing is left to do, so that run() returns by itself.
void Server::Impl::finish() {
    sweep_timer.cancel();
    drain_timer.cancel();
}

Server::Server(const Limits& limits, Handler& handler) : impl_(std::make_unique<Impl>(limits, handler)) {}

Server::~Server() = default;

Result<std::uint16_t, std::string> Server::listen(const std::string& address, std::uint16_t port) {
    auto acceptor = std::make_unique<Acceptor>(impl_->context.get_executor());
    std::string failure = impl_->open(*acceptor, address, port);
    if (!failure.empty()) return Failure{std::move(failure)};
    ErrorCode error;
    auto bound = acceptor->local_endpoint(error).port();
    impl_->acceptors.push_back(std::move(acceptor));
    return bound;
}

void Server::run() {
    impl_->inbox->adopt_thread();
    for (auto& acceptor : impl_->acceptors)
        asio::co_spawn(impl_->context, impl_->accept(*acceptor), [](std::exception_ptr) {});
    impl_->context.run();
}

void Server::stop() {
    asio::post(impl_->context, [impl = impl_.get()] { impl->begin_stop(); });
}

}  // namespace makegood::http
