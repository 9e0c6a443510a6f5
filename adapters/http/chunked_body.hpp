#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace makegood::http {

enum class ChunkFault { over_limit, malformed };

/// Takes a body in chunked coding (RFC 9112, 7.1) apart. Extensions and trailers are checked and dropped.
class ChunkedBody {
  public:
    explicit ChunkedBody(std::size_t body_bytes_max);
    ~ChunkedBody();
    ChunkedBody(ChunkedBody&&) noexcept;

    /// Gives how many bytes of `input` are dealt with; the rest is to be offered again with more behind it.
    [[nodiscard]] Result<std::size_t, ChunkFault> take(std::string_view input);
    [[nodiscard]] bool is_complete() const;
    /// The decoded body, once complete.
    [[nodiscard]] std::string release();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace makegood::http
