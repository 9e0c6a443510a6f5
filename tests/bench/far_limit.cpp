// The far limit: a plain Beast server on one thread that reads a claim's body as ours does, and answers 201 with a body
// of the same size. It stores nothing, checks no token and guards no framing.
//   bench_far_limit ANSWER_BYTES    prints its address; ends with SIGTERM

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "adapters/http/api/bodies.hpp"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;

class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(Tcp::socket socket, const std::string& answer) : stream_(std::move(socket)), answer_(answer) {
        boost::system::error_code ignored;
        stream_.socket().set_option(Tcp::no_delay(true), ignored);
    }

    void read() {
        request_ = {};
        http::async_read(stream_, buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error) self->answer();
        });
    }

  private:
    void answer() {
        const bool understood = makegood::http::read_invoke(request_.body()).has_value();
        response_ = {understood ? http::status::created : http::status::bad_request, request_.version()};
        response_.set(http::field::content_type, "application/json");
        response_.keep_alive(request_.keep_alive());
        response_.body() = answer_;
        response_.prepare_payload();
        http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error) self->read();
        });
    }

    beast::tcp_stream stream_;
    const std::string& answer_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

void accept(Tcp::acceptor& acceptor, const std::string& answer) {
    acceptor.async_accept([&](beast::error_code error, Tcp::socket socket) {
        if (error) return;
        std::make_shared<Session>(std::move(socket), answer)->read();
        accept(acceptor, answer);
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: bench_far_limit ANSWER_BYTES\n";
        return 2;
    }
    const std::string answer(std::strtoul(argv[1], nullptr, 10), 'x');
    asio::io_context context{1};
    Tcp::acceptor acceptor(context, Tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
    asio::signal_set signals(context, SIGTERM, SIGINT);
    signals.async_wait([&](beast::error_code, int) { context.stop(); });
    accept(acceptor, answer);
    std::cout << "serving on http://127.0.0.1:" << acceptor.local_endpoint().port() << std::endl;
    context.run();
}
