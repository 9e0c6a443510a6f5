#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "engine/core/result.hpp"

namespace makegood::http {

/// What is wrong with a request's head, in order of precedence. Each is a way to make two readers of one connection
/// disagree about where a request ends or for whom it is.
enum class HeadFault {
    head_unterminated,
    bare_line_ending,
    control_character,
    request_line_malformed,
    method_malformed,
    version_unknown,
    target_not_origin_form,
    target_malformed,
    header_folded,
    header_malformed,
    host_repeated,
    host_missing,
    host_malformed,
    content_length_repeated,
    content_length_malformed,
    content_length_overflow,
    transfer_encoding_repeated,
    transfer_encoding_unknown,
    transfer_encoding_on_1_0,
    framing_ambiguous,
};

struct GuardRefusal {
    HeadFault fault;
    /// Names the thing and what would be accepted; visible ASCII.
    std::string text;
};

/// The one reading of a head that everything behind the guard relies on. The views point into the bytes given.
struct GuardedHead {
    std::string_view method;
    std::string_view target;
    /// 0 or 1, of HTTP/1.x.
    int version_minor = 1;
    std::vector<FieldRange> fields;
    /// 0 when not sent.
    std::uint64_t content_length_bytes = 0;
    bool is_chunked = false;
    /// HTTP/1.0, or `Connection: close`.
    bool wants_close = false;
};

/// `head` goes from the first byte of the request line through the empty line (CR LF CR LF), at most 4 GiB.
/// Stricter than RFC 9112 where the RFC lets a server guess. Pure.
[[nodiscard]] Result<GuardedHead, GuardRefusal> guard_request(std::string_view head);

/// The kebab-case word for the fault, stable: part of the problem type's URI.
[[nodiscard]] std::string_view to_text(HeadFault fault);

/// RFC 9110, 5.6.2.
[[nodiscard]] bool is_token(std::string_view text);

}  // namespace makegood::http
