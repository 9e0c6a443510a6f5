#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "adapters/http/responder.hpp"

namespace makegood::http {

/// Carries answers to the I/O thread. A group of answers costs one wake-up: the first posts a drain, the others find it
/// posted. What is given during the hand-over itself takes no lock.
class Inbox : public ResponseSink {
  public:
    using Receive = std::function<void(Ticket, std::optional<Response>)>;

    /// `receive` runs on the I/O thread.
    Inbox(boost::asio::io_context& context, Receive receive) : context_(&context), receive_(std::move(receive)) {}

    void deliver(Ticket ticket, std::optional<Response> response) noexcept override;

    /// I/O thread only. Between the two, an answer to `ticket` given on this thread is kept for `close_hand_over`.
    void open_hand_over(Ticket ticket);
    /// The answer given meanwhile, if any; inside it nothing, if the responder was dropped.
    [[nodiscard]] std::optional<std::optional<Response>> close_hand_over();

    /// I/O thread only: this thread is it.
    void adopt_thread() { io_thread_.store(std::this_thread::get_id()); }
    /// After it answers go nowhere. Any thread, but not while the context runs.
    void close();

  private:
    struct Delivery {
        Ticket ticket;
        std::optional<Response> response;
    };

    void drain();

    std::atomic<std::thread::id> io_thread_{};
    std::optional<Ticket> handing_over_;
    std::optional<std::optional<Response>> at_once_;
    std::vector<Delivery> draining_;

    std::mutex mutex_;
    boost::asio::io_context* context_;
    bool is_drain_posted_ = false;
    std::vector<Delivery> waiting_;

    Receive receive_;
};

}  // namespace makegood::http
