#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/http/server.hpp"

namespace makegood::http::loopback {

/// Longer than any step of a test needs, shorter than anybody waits for a hanging one.
inline constexpr int patience_ms = 5000;

struct Reply {
    int status = 0;
    std::string head;
    std::string body;

    /// The value of a header; empty when it is not there.
    [[nodiscard]] std::string header(std::string_view name) const;
};

/// A blocking client that sends bytes as they are given. Every wait ends after `patience_ms`.
class Client {
  public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// False when the other end no longer takes bytes.
    bool send(std::string_view bytes);
    void end_sending();
    void hang_up();
    /// The next whole answer; nothing when the connection ended first. Interim answers are replies of their own.
    /// `has_body` is false for the answer to a HEAD.
    std::optional<Reply> receive(bool has_body = true);
    /// Sends and receives.
    std::optional<Reply> ask(std::string_view bytes);
    /// True when the server closed and sent nothing more.
    bool is_closed();

  private:
    bool read_some();

    int socket_ = -1;
    std::string unread_;
};

/// Keeps what it was handed, answers by a function or not at all.
class Desk : public Handler {
  public:
    using Act = std::function<void(Request, Responder)>;

    /// Answers with method, path, query, body and peer, each in brackets.
    Desk();
    explicit Desk(Act act) : act_(std::move(act)) {}
    void handle(Request request, Responder responder) override;
    [[nodiscard]] int handled();
    /// False when fewer came in time.
    [[nodiscard]] bool wait_for(int handled);

  private:
    Act act_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int handled_ = 0;
};

/// A server on a free port of the loopback, with its thread.
class Running {
  public:
    explicit Running(Handler& handler, const Limits& limits = {});
    ~Running();
    [[nodiscard]] std::uint16_t port() const { return port_; }
    void stop() { server_.stop(); }
    /// Returns when run() has.
    void join();

  private:
    Server server_;
    std::uint16_t port_;
    std::thread thread_;
};

/// A whole request without a body, on one kept connection.
[[nodiscard]] std::string get(std::string_view target, std::string_view more_headers = {});
[[nodiscard]] std::string post(std::string_view target, std::string_view body);
[[nodiscard]] Response plain(int status, std::string body);

}  // namespace makegood::http::loopback
