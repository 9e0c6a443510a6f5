#include "adapters/codec/utf8.hpp"

#include <algorithm>
#include <cstdint>

#include <simdjson.h>

namespace makegood::codec {

bool is_utf8(std::string_view bytes) {
    return simdjson::validate_utf8(bytes.data(), bytes.size());
}

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0) != 0x80; }));
}

std::size_t character_bytes(std::string_view bytes, std::size_t at) {
    if (at >= bytes.size()) return 0;
    const auto lead = static_cast<std::uint8_t>(bytes[at]);
    if (lead < 0x80) return 1;
    const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return is_utf8(bytes.substr(at, length)) ? length : 0;
}

}  // namespace makegood::codec
