#include "adapters/export/one_line.hpp"

#include "adapters/codec/utf8.hpp"

namespace makegood::exports {

namespace {

/// Printable ASCII without blanks at the ends or two together: most of what there is.
bool is_one_line_already(std::string_view text) {
    char before = ' ';
    for (const char byte : text) {
        if (byte < ' ' || byte > '~' || (byte == ' ' && before == ' ')) return false;
        before = byte;
    }
    return text.empty() || before != ' ';
}

}  // namespace

std::string one_line(std::string_view text) {
    if (is_one_line_already(text)) return std::string(text);
    std::string line;
    line.reserve(text.size());
    bool needs_blank = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = codec::character_bytes(text, at);
        const bool is_c1 = bytes == 2 && byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0;
        if (byte <= ' ' || byte == 0x7F || is_c1) {
            needs_blank = !line.empty();
        } else {
            if (needs_blank) line += ' ';
            needs_blank = false;
            line += bytes == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(at, bytes);
        }
        at += bytes == 0 ? 1 : bytes;
    }
    return line;
}

std::string_view first_characters(std::string_view text, std::size_t characters_max) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at < text.size() && seen < characters_max; ++seen) {
        const std::size_t bytes = codec::character_bytes(text, at);
        at += bytes == 0 ? 1 : bytes;
    }
    while (at > 0 && text[at - 1] == ' ') --at;
    return text.substr(0, at);
}

}  // namespace makegood::exports
