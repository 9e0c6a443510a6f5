#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/request_guard.hpp"
#include "engine/core/result.hpp"

namespace makegood::http {

struct Target {
    std::vector<std::string> path;
    std::vector<QueryParameter> query;
};

/// Splits an origin-form target (RFC 9112, 3.2.1) and then decodes its pieces, so that an encoded "/", "&" or "=" stays
/// part of its piece. In the query "+" is a space, as browser forms send it. Refuses, as `target_malformed`, a "%"
/// without two hex digits, an encoded NUL, and what does not decode to UTF-8. Pure.
[[nodiscard]] Result<Target, GuardRefusal> read_target(std::string_view target);

}  // namespace makegood::http
