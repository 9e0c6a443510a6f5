#pragma once

#include <string_view>

namespace makegood::http {

/// openapi.json, the contract of the API, byte for byte.
[[nodiscard]] std::string_view openapi_text();

}  // namespace makegood::http
