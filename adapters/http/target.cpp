#include "adapters/http/target.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace makegood::http {

namespace {

enum class Plus { stays, is_space };

std::optional<std::uint8_t> hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
    return std::nullopt;
}

/// The length of the well-formed sequence at the front (Unicode 15, table 3-7); 0 when there is none.
std::size_t utf8_length(std::string_view text) {
    auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    unsigned first = byte(0);
    unsigned second = byte(1);
    if (first < 0x80) return 1;
    if (first < 0xc2 || first > 0xf4 || !follows(1)) return 0;
    if (first < 0xe0) return 2;
    bool is_overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    bool is_beyond = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    if (is_overlong || is_beyond || !follows(2)) return 0;
    if (first < 0xf0) return 3;
    return follows(3) ? 4 : 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        auto length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::optional<std::string> decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (i + 2 >= text.size()) return std::nullopt;
            auto high = hex_value(text[i + 1]);
            auto low = hex_value(text[i + 2]);
            if (!high || !low || (*high == 0 && *low == 0)) return std::nullopt;
            out += static_cast<char>(*high << 4 | *low);
            i += 2;
        }
    }
    if (!is_utf8(out)) return std::nullopt;
    return out;
}

/// Cuts the piece before `mark` off the front of `rest`.
std::string_view cut(std::string_view& rest, char mark) {
    auto end = std::min(rest.find(mark), rest.size());
    std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return piece;
}

bool read_path(std::string_view path, std::vector<std::string>& segments) {
    if (path.size() <= 1) return true;
    std::string_view rest = path.substr(1);
    bool ends_in_slash = rest.ends_with('/');
    segments.reserve(4);
    while (!rest.empty()) {
        auto segment = decode(cut(rest, '/'), Plus::stays);
        if (!segment) return false;
        segments.push_back(std::move(*segment));
    }
    if (ends_in_slash) segments.emplace_back();
    return true;
}

bool read_query(std::string_view rest, std::vector<QueryParameter>& query) {
    while (!rest.empty()) {
        std::string_view value = cut(rest, '&');
        if (value.empty()) continue;
        auto name = decode(cut(value, '='), Plus::is_space);
        auto decoded = decode(value, Plus::is_space);
        if (!name || !decoded) return false;
        query.push_back({std::move(*name), std::move(*decoded)});
    }
    return true;
}

}  // namespace

Result<Target, GuardRefusal> read_target(std::string_view target) {
    Target read;
    std::string_view query = target;
    std::string_view path = cut(query, '?');
    if (!read_path(path, read.path) || !read_query(query, read.query))
        return Failure{GuardRefusal{HeadFault::target_malformed,
                                    "The request target has an escape that does not decode; \"%\" and two hex digits "
                                    "are accepted, other than %00, and together they are UTF-8."}};
    return read;
}

}  // namespace makegood::http
