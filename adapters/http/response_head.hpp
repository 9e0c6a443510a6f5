#pragma once

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace makegood::http {

enum class Afterwards { stays_open, closes };

/// False where the answer would break its own framing: a status out of range, a header that is not a token, holds a
/// line ending or is the transport's to write.
[[nodiscard]] bool is_sendable(const Response& response);
/// False for the statuses whose answers end with their head (RFC 9112, 6.3).
[[nodiscard]] bool may_have_body(int status);
/// Appends status line, headers and empty line. Content-Length is the body's, whether it is sent or not; 204 has none.
void append_head(std::string& out, const Response& response, std::string_view date, Afterwards afterwards);

/// The Date of answers (RFC 9110, 5.6.7), written anew once a second.
class HttpDate {
  public:
    [[nodiscard]] std::string_view at(std::time_t unix_s);

  private:
    std::time_t written_for_ = -1;
    std::string text_;
};

}  // namespace makegood::http
