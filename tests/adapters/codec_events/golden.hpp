#pragma once

#include <string>
#include <string_view>

namespace makegood {

/// The approved bytes of `name` in golden/, or nothing when there are none yet. A run with MAKEGOOD_APPROVE=1 in its
/// environment approves `bytes` first; the change shows in the version control's diff:
///
///     MAKEGOOD_APPROVE=1 ctest -R adapters_codec_events
[[nodiscard]] std::string approved(std::string_view name, std::string_view bytes);

}  // namespace makegood
