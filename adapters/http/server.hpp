#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/http/message.hpp"
#include "adapters/http/responder.hpp"
#include "engine/core/result.hpp"

namespace makegood::http {

/// All at least 1. A deadline may fire late by an eighth of the shortest of them, at most 250 ms.
struct Limits {
    /// One more gets 503 and is closed.
    std::size_t connections_max = 4096;
    /// Request line and header fields together; more is 431. At most 1 GiB.
    std::size_t header_bytes_max = 16 * 1024;
    /// More is 413, without reading the rest.
    std::size_t body_bytes_max = 1024 * 1024;
    /// For the whole head, from its first byte; also for the first byte of a new connection.
    std::uint32_t header_timeout_ms = 10'000;
    /// For the whole body.
    std::uint32_t body_timeout_ms = 30'000;
    /// Between an answer and the first byte of the next request.
    std::uint32_t idle_timeout_ms = 60'000;
    /// For one whole answer.
    std::uint32_t write_timeout_ms = 30'000;
    /// Between stop() and the cut of what is still unfinished.
    std::uint32_t drain_timeout_ms = 10'000;
};

class Handler {
  public:
    virtual ~Handler() = default;
    /// Called on the I/O thread, one request at a time; must not block. There is no deadline for the answer. To throw
    /// is to drop the responder.
    virtual void handle(Request request, Responder responder) = 0;
};

/// HTTP/1.1 and 1.0 over TCP on one I/O thread, the one that calls run(). Requests of one connection are handled one
/// after the other, also when they came together. A client that hangs up doesn't cancel what was handed to the handler.
/// What the transport itself refuses is answered as an RFC 9457 problem and the connection closed.
class Server {
  public:
    /// `handler` outlives the server.
    Server(const Limits& limits, Handler& handler);
    /// Answers still owed go nowhere. Not while run() runs.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds before run(); may be called for several addresses. `address` is an IPv4 or IPv6 literal; port 0 takes a
    /// free one. Gives the port, or the reason in words.
    Result<std::uint16_t, std::string> listen(const std::string& address, std::uint16_t port);
    /// Serves until stop() has done its work. Once.
    void run();
    /// From any thread, any number of times, also before run(); returns at once. No new connections; idle ones close;
    /// requests begun are finished until drain_timeout_ms, then cut. Not for signal handlers: use a thread that waits.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace makegood::http
