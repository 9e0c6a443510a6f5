#include "adapters/http/chunked_body.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace makegood::http {

namespace beast_http = boost::beast::http;

struct ChunkedBody::Impl {
    beast_http::request_parser<beast_http::string_body> parser;
};

ChunkedBody::ChunkedBody(std::size_t body_bytes_max) : impl_(std::make_unique<Impl>()) {
    // The guard has read the client's head; the parser is told only what it needs, so that it cannot read it otherwise.
    constexpr std::string_view head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    impl_->parser.body_limit(body_bytes_max);
    impl_->parser.eager(true);
    boost::system::error_code error;
    auto taken = impl_->parser.put(boost::asio::buffer(head), error);
    invariant(!error && taken == head.size(), "the parser of chunks reads a head of our own");
}

ChunkedBody::~ChunkedBody() = default;
ChunkedBody::ChunkedBody(ChunkedBody&&) noexcept = default;

Result<std::size_t, ChunkFault> ChunkedBody::take(std::string_view input) {
    if (input.empty()) return std::size_t{0};
    boost::system::error_code error;
    auto taken = impl_->parser.put(boost::asio::buffer(input), error);
    if (!error || error == beast_http::error::need_more) return taken;
    return Failure{error == beast_http::error::body_limit ? ChunkFault::over_limit : ChunkFault::malformed};
}

bool ChunkedBody::is_complete() const {
    return impl_->parser.is_done();
}

std::string ChunkedBody::release() {
    return std::move(impl_->parser.get().body());
}

}  // namespace makegood::http
