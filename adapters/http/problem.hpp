#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace makegood::http {

inline constexpr std::string_view problem_type_base = "https://makegood.dev/problems/";

/// An RFC 9457 problem: `kind` is a kebab-case word that never changes its meaning, `title` is the same for every
/// problem of the kind, `detail` is about this one. Both are UTF-8.
[[nodiscard]] Response problem(int status, std::string_view kind, std::string_view title, std::string_view detail);

}  // namespace makegood::http
