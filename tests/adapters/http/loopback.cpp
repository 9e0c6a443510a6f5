#include "tests/adapters/http/loopback.hpp"

#include <array>
#include <chrono>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace makegood::http::loopback {

std::string Reply::header(std::string_view name) const {
    std::string wanted = "\r\n" + std::string(name) + ": ";
    auto at = head.find(wanted);
    if (at == std::string::npos) return {};
    at += wanted.size();
    return head.substr(at, head.find("\r\n", at) - at);
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the test's client cannot connect");
}

Client::~Client() {
    hang_up();
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::end_sending() {
    ::shutdown(socket_, SHUT_WR);
}

void Client::hang_up() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

bool Client::read_some() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) != 1) throw std::runtime_error("the test's client waited in vain");
    std::array<char, 16384> bytes;
    auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    unread_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::optional<Reply> Client::receive(bool has_body) {
    std::size_t end = std::string::npos;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
        if (!read_some()) return std::nullopt;
    }
    Reply reply;
    reply.head = unread_.substr(0, end + 2);
    reply.status = std::stoi(reply.head.substr(9, 3));
    unread_.erase(0, end + 4);
    std::string length = reply.header("Content-Length");
    std::size_t size = length.empty() || !has_body ? 0 : std::stoul(length);
    while (unread_.size() < size) {
        if (!read_some()) return std::nullopt;
    }
    reply.body = unread_.substr(0, size);
    unread_.erase(0, size);
    return reply;
}

std::optional<Reply> Client::ask(std::string_view bytes) {
    send(bytes);
    return receive();
}

bool Client::is_closed() {
    return unread_.empty() && !read_some();
}

Desk::Desk()
    : act_([](Request request, Responder responder) {
          std::string text = "[" + request.method + "]";
          for (const auto& segment : request.path) text += "[/" + segment + "]";
          for (const auto& [name, value] : request.query) text += "[" + name + "=" + value + "]";
          responder(plain(200, text + "[" + request.body + "][" + request.peer + "]"));
      }) {}

void Desk::handle(Request request, Responder responder) {
    {
        std::lock_guard lock(mutex_);
        ++handled_;
    }
    changed_.notify_all();
    act_(std::move(request), std::move(responder));
}

int Desk::handled() {
    std::lock_guard lock(mutex_);
    return handled_;
}

bool Desk::wait_for(int handled) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(patience_ms), [&] { return handled_ >= handled; });
}

Running::Running(Handler& handler, const Limits& limits)
    : server_(limits, handler), port_(server_.listen("127.0.0.1", 0).value()), thread_([this] { server_.run(); }) {}

Running::~Running() {
    stop();
    join();
}

void Running::join() {
    if (thread_.joinable()) thread_.join();
}

std::string get(std::string_view target, std::string_view more_headers) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more_headers) + "\r\n";
}

std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string(target) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

Response plain(int status, std::string body) {
    Response response;
    response.status = status;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
}

}  // namespace makegood::http::loopback
