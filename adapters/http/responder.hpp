#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "adapters/http/message.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::http {

/// Which request an answer belongs to; meaningful to the sink that gave it out.
struct Ticket {
    std::uint32_t slot = 0;
    std::uint64_t request = 0;
};

/// Where answers go. A test of routes implements one of its own.
class ResponseSink {
  public:
    virtual ~ResponseSink() = default;
    /// Called once a ticket, from any thread; nothing when the responder was dropped.
    virtual void deliver(Ticket ticket, std::optional<Response> response) noexcept = 0;
};

/// The right and the duty to answer one request, once, from any thread, also after the client hung up or the server is
/// gone (then the answer goes nowhere). Dropped without an answer, the client gets 500 and its connection goes on.
class Responder {
  public:
    Responder(std::shared_ptr<ResponseSink> sink, Ticket ticket) : sink_(std::move(sink)), ticket_(ticket) {}
    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&& other) noexcept {
        drop();
        sink_ = std::move(other.sink_);
        ticket_ = other.ticket_;
        return *this;
    }
    Responder(const Responder&) = delete;
    Responder& operator=(const Responder&) = delete;
    ~Responder() { drop(); }

    void operator()(Response response) {
        invariant(sink_ != nullptr, "a request is answered once");
        std::exchange(sink_, nullptr)->deliver(ticket_, std::move(response));
    }

  private:
    void drop() noexcept {
        if (sink_) std::exchange(sink_, nullptr)->deliver(ticket_, std::nullopt);
    }

    std::shared_ptr<ResponseSink> sink_;
    Ticket ticket_;
};

}  // namespace makegood::http
