#include "tests/adapters/http_api/client.hpp"

#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace makegood::http_api {

std::string Reply::header(std::string_view name) const {
    const std::string wanted = "\r\n" + std::string(name) + ": ";
    auto at = head.find(wanted);
    if (at == std::string::npos) return {};
    at += wanted.size();
    return head.substr(at, head.find("\r\n", at) - at);
}

std::string Reply::fixed() const {
    return std::to_string(status) + "\n" + header("Content-Type") + "\n" + header("ETag") + "\n" + header("Location") +
           "\n" + body;
}

std::string request(std::string_view method, std::string_view target, const Headers& headers, std::string_view body) {
    std::string bytes = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: desk\r\n";
    for (const auto& [name, value] : headers) bytes += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST") bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + std::string(body);
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    ::close(socket_);
    throw std::runtime_error("the test's client cannot connect");
}

Client::~Client() {
    hang_up();
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
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
    const auto size = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    unread_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
}

std::optional<Reply> Client::receive(bool has_body) {
    std::size_t end = std::string::npos;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos)
        if (!read_some()) return std::nullopt;
    Reply reply;
    reply.head = unread_.substr(0, end + 2);
    reply.status = std::stoi(reply.head.substr(9, 3));
    unread_.erase(0, end + 4);
    const std::string length = reply.header("Content-Length");
    const std::size_t size = length.empty() || !has_body ? 0 : std::stoul(length);
    while (unread_.size() < size)
        if (!read_some()) return std::nullopt;
    reply.body = unread_.substr(0, size);
    unread_.erase(0, size);
    return reply;
}

Reply Client::ask(std::string_view bytes, bool has_body) {
    send(bytes);
    auto reply = receive(has_body);
    if (!reply) throw std::runtime_error("the server closed without an answer");
    return *std::move(reply);
}

bool Client::is_closed() {
    return unread_.empty() && !read_some();
}

}  // namespace makegood::http_api
