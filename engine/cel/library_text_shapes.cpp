#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/cel/library.hpp"
#include "engine/cel/needle.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

// What makes new texts of texts: of the extensions strings and encoders.

namespace {

constexpr auto text = ValueKind::string;
constexpr auto number = ValueKind::int64;

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

/// A text of the same size with each byte changed.
template <class Change>
Value changed(const Site& site, Arguments a, Change change) {
    if (!are(a, {text})) return site.no_overload(a);
    site.machine.charge(a[0].size >> 5);
    const auto bytes = site.arena().array<char>(a[0].size);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::transform(a[0].view().begin(), a[0].view().end(), bytes.begin(), change);
    return Value::string({bytes.data(), bytes.size()});
}

Value lower_ascii(const Site& site, Arguments a) {
    return changed(site, a, to_lower);
}
Value upper_ascii(const Site& site, Arguments a) {
    return changed(site, a, to_upper);
}

Value reverse(const Site& site, Arguments a) {
    if (!are(a, {text})) return site.no_overload(a);
    const std::string_view from = a[0].view();
    site.machine.charge(from.size() >> 4);
    const auto bytes = site.arena().array<char>(from.size());
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::size_t end = from.size();
    for (std::size_t at = 0; at < from.size();) {
        const std::size_t length = std::max<std::size_t>(code_point_length(from, at), 1);
        end -= length;
        std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), length,
                    bytes.begin() + static_cast<std::ptrdiff_t>(end));
        at += length;
    }
    return Value::string({bytes.data(), bytes.size()});
}

/// Text that grows and is charged for; `is_full` once it costs too much, and then what was appended is not kept.
class Growing {
  public:
    explicit Growing(const Site& site) : site_(site) {}
    void append(std::string_view part) {
        site_.machine.charge(1 + (part.size() >> 5));
        if (!is_full()) text_ += part;
    }
    [[nodiscard]] bool is_full() const { return site_.machine.is_spent(); }
    [[nodiscard]] Value value() const {
        return is_full() ? site_.machine.spent(site_.node) : site_.arena().string(text_);
    }

  private:
    const Site& site_;
    std::string text_;
};

/// Where the next piece begins: behind a separator, or, where that is empty, at every code point.
struct Cut {
    std::size_t begin;
    std::size_t length;
};
Cut next_cut(std::string_view from, std::string_view separator, std::size_t at) {
    if (!separator.empty()) return {find_text(from, separator, at), separator.size()};
    if (at >= from.size()) return {std::string_view::npos, 0};
    const std::size_t next = at + std::max<std::size_t>(code_point_length(from, at), 1);
    return {next < from.size() ? next : std::string_view::npos, 0};
}

Value replace_in(const Site& site, std::string_view from, std::string_view sought, std::string_view by,
                 std::uint64_t count) {
    Growing made(site);
    std::size_t at = 0;
    if (sought.empty() && count > 0) {
        made.append(by);
        --count;
    }
    for (; count > 0 && !made.is_full(); --count) {
        Cut cut = next_cut(from, sought, at);
        // Nothing is found at every place between code points, the end included.
        if (sought.empty() && cut.begin == std::string_view::npos && at < from.size()) cut.begin = from.size();
        if (cut.begin == std::string_view::npos) break;
        made.append(from.substr(at, cut.begin - at));
        made.append(by);
        at = cut.begin + cut.length;
    }
    made.append(from.substr(at));
    return made.value();
}

Value replace(const Site& site, Arguments a) {
    if (!are(a, {text, text, text}) && !are(a, {text, text, text, number})) return site.no_overload(a);
    const std::int64_t limit = a.size() == 4 ? a[3].int64 : -1;
    const auto count = limit < 0 ? UINT64_MAX : static_cast<std::uint64_t>(limit);
    return replace_in(site, a[0].view(), a[1].view(), a[2].view(), count);
}

Value split(const Site& site, Arguments a) {
    if (!are(a, {text, text}) && !are(a, {text, text, number})) return site.no_overload(a);
    const std::int64_t limit = a.size() == 3 ? a[2].int64 : -1;
    const std::string_view from = a[0].view();
    std::vector<Value> pieces;
    if (limit == 0 || (from.empty() && a[1].size == 0)) return site.arena().list(pieces);
    std::size_t at = 0;
    while (limit < 0 || pieces.size() + 1 < static_cast<std::uint64_t>(limit)) {
        const Cut cut = next_cut(from, a[1].view(), at);
        if (cut.begin == std::string_view::npos) break;
        site.machine.charge(1 + ((cut.begin - at) >> 6));
        if (site.machine.is_spent()) return site.machine.spent(site.node);
        pieces.push_back(Value::string(from.substr(at, cut.begin - at)));
        at = cut.begin + cut.length;
    }
    pieces.push_back(Value::string(from.substr(at)));
    return site.arena().list(pieces);
}

Value join(const Site& site, Arguments a) {
    const bool has_separator = a.size() == 2;
    if (a[0].kind != ValueKind::list || (has_separator && a[1].kind != text)) return site.no_overload(a);
    Growing made(site);
    bool is_first = true;
    for (const Value& part : a[0].list->items) {
        if (part.kind != text) return site.no_overload({&part, 1});
        if (!is_first && has_separator) made.append(a[1].view());
        is_first = false;
        made.append(part.view());
        if (made.is_full()) break;
    }
    return made.value();
}

/// The escape of a character that is quoted with one; 0 for any other.
char escape_of(char c) {
    switch (c) {
        case '\a': return 'a';
        case '\b': return 'b';
        case '\f': return 'f';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        case '\v': return 'v';
        case '\\': return '\\';
        case '"': return '"';
        default: return 0;
    }
}

Value quote(const Site& site, Arguments a) {
    if (!are(a, {text})) return site.no_overload(a);
    site.machine.charge(a[0].size >> 4);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::string quoted = "\"";
    for (const char c : a[0].view()) {
        const char escape = escape_of(c);
        if (escape != 0) quoted += '\\';
        quoted += escape != 0 ? escape : c;
    }
    return site.arena().string(quoted + "\"");
}

constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value base64_encode(const Site& site, Arguments a) {
    if (!are(a, {ValueKind::bytes})) return site.no_overload(a);
    const std::string_view from = a[0].view();
    site.machine.charge(from.size() >> 4);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    std::string made;
    for (std::size_t i = 0; i < from.size(); i += 3) {
        std::uint32_t bits = 0;
        const std::size_t count = std::min<std::size_t>(3, from.size() - i);
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8 | (k < count ? static_cast<unsigned char>(from[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) made += k <= count ? base64_digits[(bits >> (18 - 6 * k)) & 63] : '=';
    }
    return site.arena().string(made);
}

/// Padding may be left out. Source: RFC 4648, section 4.
Value base64_decode(const Site& site, Arguments a) {
    constexpr std::string_view wrong = "no base64";
    if (!are(a, {text})) return site.no_overload(a);
    std::string_view from = a[0].view();
    site.machine.charge(from.size() >> 4);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    if (from.size() % 4 == 0 && from.ends_with('=')) from.remove_suffix(from.ends_with("==") ? 2 : 1);
    if (from.size() % 4 == 1) return site.fail(wrong);
    std::string made;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : from) {
        const std::size_t digit = base64_digits.find(c);
        if (digit == std::string_view::npos) return site.fail(wrong);
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held >= 8) {
            held -= 8;
            made += static_cast<char>(static_cast<unsigned char>(bits >> held));
        }
    }
    const Value kept = site.arena().string(made);
    return kept.is_error() ? kept : Value::bytes(kept.view());
}

}  // namespace

std::span<const LibraryFunction> text_shape_functions() {
    static constexpr std::array functions{
        LibraryFunction{"lowerAscii", true, 1, 1, lower_ascii},
        LibraryFunction{"upperAscii", true, 1, 1, upper_ascii},
        LibraryFunction{"reverse", true, 1, 1, reverse},
        LibraryFunction{"replace", true, 3, 4, replace},
        LibraryFunction{"split", true, 2, 3, split},
        LibraryFunction{"join", true, 1, 2, join},
        LibraryFunction{"strings.quote", false, 1, 1, quote},
        LibraryFunction{"format", true, 2, 2, format},
        LibraryFunction{"base64.encode", false, 1, 1, base64_encode},
        LibraryFunction{"base64.decode", false, 1, 1, base64_decode},
    };
    return functions;
}

}  // namespace makegood::cel
