#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "adapters/http/inbox.hpp"
#include "adapters/http/request_guard.hpp"
#include "adapters/http/response_head.hpp"
#include "adapters/http/server.hpp"

namespace makegood::http {

// Private to this folder: it names Asio.

using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
template <class T>
using Awaitable = boost::asio::awaitable<T, Executor>;
using UseAwaitable = boost::asio::use_awaitable_t<Executor>;
using Clock = std::chrono::steady_clock;

inline constexpr auto as_tuple_awaitable = boost::asio::as_tuple(UseAwaitable{});

/// What the connections of one server share. I/O thread only.
struct Service {
    Limits limits;
    Handler& handler;
    std::shared_ptr<Inbox> inbox;
    HttpDate date;
    std::uint64_t requests_begun = 0;
    bool is_stopping = false;
};

/// One client: reads a request, hands it over, writes its answer, and again. One coroutine; I/O thread only.
class Connection {
  public:
    Connection(Socket socket, Service& service, std::uint32_t slot);

    /// Until the connection is closed.
    Awaitable<void> serve();
    /// The answer to `ticket`; ignored unless that request is the one waited for.
    void receive(Ticket ticket, std::optional<Response> response);
    /// Ends what has taken too long.
    void sweep(Clock::time_point now);
    /// Closes a connection that no request is under way on; others close after their answer.
    void drain();
    /// Closes at once, whatever is under way.
    void cut();

  private:
    enum class Stage { idle, busy };
    enum class Arrival { complete, partial, refused, gone };
    enum class Written { whole, partly, failed };

    Awaitable<bool> serve_one();
    Awaitable<Arrival> read_head();
    Awaitable<Arrival> read_body();
    Awaitable<Arrival> read_counted_body();
    Awaitable<Arrival> read_chunked_body();
    Awaitable<bool> write_rest();
    Awaitable<void> linger();

    [[nodiscard]] std::string_view buffered() const { return {input_.get() + begin_, end_ - begin_}; }
    void make_room();
    auto read_more();
    Arrival find_head();
    Arrival interrupted(const boost::system::error_code& error, std::string_view part);
    Arrival refuse(int status, std::string_view kind, std::string_view title, std::string_view detail);
    Arrival refuse(const GuardRefusal& refusal);
    Arrival refuse_body();
    Arrival open_request();
    Arrival check_expectation();
    Arrival take_counted_body();
    bool hand_over();
    auto answer_arrives();
    void keep_answer(std::optional<Response> response);
    Written write_answer();
    Written write_now();
    [[nodiscard]] std::array<boost::asio::const_buffer, 2> unwritten() const;
    void arm(std::uint32_t timeout_ms);
    void disarm();

    Socket socket_;
    Service& service_;
    std::string peer_;
    Ticket ticket_;

    std::size_t input_size_;
    std::unique_ptr<char[]> input_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    /// How much of `buffered()` is known to hold no end of a head.
    std::size_t searched_ = 0;
    std::size_t head_size_ = 0;
    bool skipped_empty_line_ = false;
    bool is_new_ = true;

    Request request_;
    std::size_t body_size_ = 0;
    bool is_chunked_ = false;
    bool is_head_request_ = false;
    bool expects_continue_ = false;

    Response answer_;
    std::string output_;
    std::string_view body_apart_;
    std::size_t written_ = 0;
    bool closes_ = false;
    /// The client may still be sending; to close at once could destroy the answer on its way.
    bool lingers_ = false;

    using Waiter = typename boost::asio::async_result<UseAwaitable, void()>::handler_type;
    std::optional<Waiter> waiter_;
    bool is_awaited_ = false;

    Stage stage_ = Stage::idle;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool is_expired_ = false;
};

}  // namespace makegood::http
