#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/type.hpp"

namespace makegood::cel {

/// The name of `known` that somebody who wrote `written` most likely meant; empty where none is near.
[[nodiscard]] std::string_view nearest(std::string_view written, std::span<const std::string_view> known);

/// "a, b or c"; a long list is cut: "a, b, c, or 17 others".
[[nodiscard]] std::string list_of(std::span<const std::string> words, std::size_t words_max = 12);

/// The type as a finding tells it: cut where it is long.
[[nodiscard]] std::string short_text(const Type& type);

}  // namespace makegood::cel
