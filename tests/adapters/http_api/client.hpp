#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace makegood::http_api {

using Json = nlohmann::json;

/// Longer than any step of a test needs, shorter than anybody waits for a hanging one.
inline constexpr int patience_ms = 10'000;

struct Reply {
    int status = 0;
    std::string head;
    std::string body;

    /// The value of a header; empty when it is not there.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// Throws when the body is not JSON in UTF-8.
    [[nodiscard]] Json json() const { return Json::parse(body); }
    /// What a repeat of a request gets again, to the byte.
    [[nodiscard]] std::string fixed() const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A whole request; Host and Content-Length are added.
[[nodiscard]] std::string request(std::string_view method, std::string_view target, const Headers& headers,
                                  std::string_view body);

/// A blocking client that sends bytes as they are given. Every wait ends after `patience_ms`, with an exception.
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
    /// The next whole answer; nothing when the connection ended first. An answer to HEAD has no body.
    std::optional<Reply> receive(bool has_body = true);
    /// Sends, and throws when no answer comes.
    Reply ask(std::string_view bytes, bool has_body = true);
    /// True when the server closed and sent nothing more.
    bool is_closed();

  private:
    bool read_some();

    int socket_ = -1;
    std::string unread_;
};

}  // namespace makegood::http_api
