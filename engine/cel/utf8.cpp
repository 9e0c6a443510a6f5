#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

constexpr std::uint32_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

std::size_t announced_length(std::uint32_t first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

/// The bits of a code point of `length` bytes.
std::uint32_t join_bytes(std::string_view text, std::size_t at, std::size_t length) {
    std::uint32_t point = length == 1 ? byte_at(text, at) : byte_at(text, at) & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte_at(text, at + i) & 0x3F);
    return point;
}

}  // namespace

std::size_t code_point_length(std::string_view text, std::size_t at) {
    const std::size_t length = announced_length(byte_at(text, at));
    if (length <= 1) return length;
    if (at + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (begins_code_point(text[at + i])) return 0;
    }
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const std::uint32_t point = join_bytes(text, at, length);
    return point >= smallest[length] && is_scalar(point) ? length : 0;
}

std::uint32_t code_point_at(std::string_view text, std::size_t at) {
    return join_bytes(text, at, announced_length(byte_at(text, at)));
}

std::size_t find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = code_point_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::string_view::npos;
}

void append_utf8(std::string& text, std::uint32_t scalar) {
    const auto tail = [&](std::uint32_t shift) { text += static_cast<char>(0x80 | (scalar >> shift & 0x3F)); };
    if (scalar < 0x80) {
        text += static_cast<char>(scalar);
    } else if (scalar < 0x800) {
        text += static_cast<char>(0xC0 | scalar >> 6);
        tail(0);
    } else if (scalar < 0x10000) {
        text += static_cast<char>(0xE0 | scalar >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | scalar >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace makegood::cel
