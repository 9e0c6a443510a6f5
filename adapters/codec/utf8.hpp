#pragma once

#include <cstddef>
#include <string_view>

namespace makegood::codec {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Code points in valid UTF-8.
[[nodiscard]] std::size_t characters_in(std::string_view text);

/// Bytes of the character that starts at `at`, 1 to 4; 0 when none that RFC 3629 allows starts there.
[[nodiscard]] std::size_t character_bytes(std::string_view bytes, std::size_t at);

}  // namespace makegood::codec
