#include "adapters/http/inbox.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace makegood::http {

void Inbox::deliver(Ticket ticket, std::optional<Response> response) noexcept {
    if (std::this_thread::get_id() == io_thread_.load(std::memory_order_relaxed) && handing_over_ &&
        handing_over_->request == ticket.request) {
        at_once_.emplace(std::move(response));
        return;
    }
    std::lock_guard lock(mutex_);
    if (context_ == nullptr) return;
    waiting_.push_back({ticket, std::move(response)});
    if (std::exchange(is_drain_posted_, true)) return;
    boost::asio::post(*context_, [this] { drain(); });
}

void Inbox::open_hand_over(Ticket ticket) {
    handing_over_ = ticket;
    at_once_.reset();
}

std::optional<std::optional<Response>> Inbox::close_hand_over() {
    handing_over_.reset();
    return std::exchange(at_once_, std::nullopt);
}

void Inbox::close() {
    std::lock_guard lock(mutex_);
    context_ = nullptr;
    waiting_.clear();
}

void Inbox::drain() {
    {
        std::lock_guard lock(mutex_);
        draining_.swap(waiting_);
        is_drain_posted_ = false;
    }
    for (Delivery& delivery : draining_) receive_(delivery.ticket, std::move(delivery.response));
    draining_.clear();
}

}  // namespace makegood::http
