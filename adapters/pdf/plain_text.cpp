#include "adapters/pdf/plain_text.hpp"

#include <cstdint>

#include "adapters/codec/utf8.hpp"

namespace makegood::pdf {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Of one valid UTF-8 character.
std::uint32_t code_point(std::string_view character) {
    const auto lead = static_cast<std::uint8_t>(character.front());
    constexpr std::uint8_t lead_bits[] = {0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t code = lead & lead_bits[character.size() - 1];
    for (char byte : character.substr(1)) code = code << 6 | (static_cast<std::uint8_t>(byte) & 0x3F);
    return code;
}

bool is_space(std::uint32_t code) {
    return code <= 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

bool is_left_out(std::uint32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           (code >= 0xFFF9 && code <= 0xFFFC);
}

}  // namespace

std::string harmless(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool space_is_due = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = codec::character_bytes(text, at);
        const std::string_view character = bytes == 0 ? replacement : text.substr(at, bytes);
        at += bytes == 0 ? 1 : bytes;
        const std::uint32_t code = code_point(character);
        if (is_left_out(code)) continue;
        if (is_space(code)) {
            space_is_due = true;
            continue;
        }
        if (space_is_due && !out.empty()) out += ' ';
        space_is_due = false;
        out += character;
    }
    return out;
}

std::vector<std::string> paragraphs(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string paragraph = harmless(text.substr(0, end));
        if (!paragraph.empty()) all.push_back(std::move(paragraph));
        text = end == text.npos ? "" : text.substr(end + 1);
    }
    return all;
}

}  // namespace makegood::pdf
