#pragma once

#include <cstddef>
#include <string_view>

#include "adapters/codec/fault.hpp"

namespace makegood::codec {

/// Says what is wrong, and in which line and column, with bytes that the fast parser refused without saying where.
/// Slow, and not the judge: it is asked only after a refusal.
[[nodiscard]] Fault locate_json_error(std::string_view bytes, std::size_t depth_max);

}  // namespace makegood::codec
