#include <array>
#include <optional>
#include <string>

#include "engine/cel/library.hpp"
#include "engine/cel/needle.hpp"
#include "engine/cel/pattern.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

// Positions in texts are counted in code points.

namespace {

constexpr auto text = ValueKind::string;
constexpr auto number = ValueKind::int64;

std::size_t count_code_points(std::string_view of) {
    std::size_t count = 0;
    for (const char c : of) count += begins_code_point(c) ? 1 : 0;
    return count;
}

/// The byte at which a code point begins, or the end; nothing where the text is shorter.
std::optional<std::size_t> byte_of(std::string_view of, std::int64_t position) {
    if (position < 0) return std::nullopt;
    auto left = static_cast<std::uint64_t>(position);
    std::size_t byte = 0;
    for (; byte < of.size(); ++byte) {
        if (begins_code_point(of[byte]) && left-- == 0) return byte;
    }
    return left == 0 ? std::optional(byte) : std::nullopt;
}

Value out_of_range(const Site& site, std::int64_t position) {
    return site.fail({"index out of range: ", std::to_string(position)});
}

Value size(const Site& site, Arguments a) {
    switch (a[0].kind) {
        case ValueKind::string:
            site.machine.charge(a[0].size >> 6);
            return Value::of(static_cast<std::int64_t>(count_code_points(a[0].view())));
        case ValueKind::bytes: return Value::of(std::int64_t{a[0].size});
        case ValueKind::list: return Value::of(static_cast<std::int64_t>(a[0].list->items.size()));
        case ValueKind::map: return Value::of(static_cast<std::int64_t>(a[0].map->entries.size()));
        default: return site.no_overload(a);
    }
}

Value contains(const Site& site, Arguments a) {
    if (!are(a, {text, text})) return site.no_overload(a);
    site.machine.charge(a[0].size >> 6);
    return Value::of(find_text(a[0].view(), a[1].view()) != std::string_view::npos);
}

Value starts_with(const Site& site, Arguments a) {
    if (!are(a, {text, text})) return site.no_overload(a);
    return Value::of(a[0].view().starts_with(a[1].view()));
}

Value ends_with(const Site& site, Arguments a) {
    if (!are(a, {text, text})) return site.no_overload(a);
    return Value::of(a[0].view().ends_with(a[1].view()));
}

Value matches(const Site& site, Arguments a) {
    constexpr std::size_t compile_cost = 2000;
    if (!are(a, {text, text})) return site.no_overload(a);
    site.machine.charge(compile_cost + a[1].size * std::size_t{16});
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    const auto pattern = Pattern::compile(a[1].view());
    if (!pattern) return site.fail({"no pattern: ", quote_for_error(a[1].view()), ": ", pattern.error()});
    site.machine.charge(pattern->cost(a[0].size));
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    return Value::of(pattern->is_in(a[0].view()));
}

Value char_at(const Site& site, Arguments a) {
    if (!are(a, {text, number})) return site.no_overload(a);
    const auto byte = byte_of(a[0].view(), a[1].int64);
    if (!byte) return out_of_range(site, a[1].int64);
    if (*byte == a[0].size) return Value::string("");
    return Value::string(a[0].view().substr(*byte, code_point_length(a[0].view(), *byte)));
}

/// A byte as a position; -1 where there is none.
Value position_of(std::string_view of, std::size_t byte) {
    if (byte == std::string_view::npos) return Value::of(std::int64_t{-1});
    return Value::of(static_cast<std::int64_t>(count_code_points(of.substr(0, byte))));
}

Value index_of(const Site& site, Arguments a) {
    if (!are(a, {text, text}) && !are(a, {text, text, number})) return site.no_overload(a);
    site.machine.charge(a[0].size >> 5);
    const auto from = a.size() == 3 ? byte_of(a[0].view(), a[2].int64) : std::optional<std::size_t>(0);
    if (!from) return out_of_range(site, a[2].int64);
    return position_of(a[0].view(), find_text(a[0].view(), a[1].view(), *from));
}

Value last_index_of(const Site& site, Arguments a) {
    if (!are(a, {text, text}) && !are(a, {text, text, number})) return site.no_overload(a);
    // The search backwards takes time of the product of both sizes.
    site.machine.charge((std::size_t{a[0].size} >> 5) + std::size_t{a[0].size} * a[1].size / 1024);
    if (site.machine.is_spent()) return site.machine.spent(site.node);
    const auto from = a.size() == 3 ? byte_of(a[0].view(), a[2].int64) : std::optional<std::size_t>(a[0].size);
    if (!from) return out_of_range(site, a[2].int64);
    return position_of(a[0].view(), a[0].view().rfind(a[1].view(), *from));
}

Value substring(const Site& site, Arguments a) {
    if (!are(a, {text, number}) && !are(a, {text, number, number})) return site.no_overload(a);
    site.machine.charge(a[0].size >> 6);
    const auto begin = byte_of(a[0].view(), a[1].int64);
    if (!begin) return out_of_range(site, a[1].int64);
    const auto end = a.size() == 3 ? byte_of(a[0].view(), a[2].int64) : std::optional<std::size_t>(a[0].size);
    if (!end) return out_of_range(site, a[2].int64);
    if (*end < *begin) {
        return site.fail({"no substring from ", std::to_string(a[1].int64), " to ", std::to_string(a[2].int64),
                          ": it ends before it begins"});
    }
    return Value::string(a[0].view().substr(*begin, *end - *begin));
}

/// Unicode's White_Space. Source: Unicode Character Database, PropList.txt.
bool is_space(std::uint32_t point) {
    return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 || point == 0x202F ||
           point == 0x205F || point == 0x3000;
}

/// The code point in the bytes of one, which are valid.
std::uint32_t decode(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (bytes.size() == 1) return first;
    std::uint32_t point = first & (0xFFu >> (bytes.size() + 1));
    for (const char c : bytes.substr(1)) point = (point << 6) | (static_cast<unsigned char>(c) & 0x3Fu);
    return point;
}

Value trim(const Site& site, Arguments a) {
    if (!are(a, {text})) return site.no_overload(a);
    std::string_view rest = a[0].view();
    site.machine.charge(rest.size() >> 5);
    while (!rest.empty()) {
        const std::size_t length = code_point_length(rest, 0);
        if (length == 0 || !is_space(decode(rest.substr(0, length)))) break;
        rest.remove_prefix(length);
    }
    while (!rest.empty()) {
        std::size_t begin = rest.size() - 1;
        while (begin > 0 && !begins_code_point(rest[begin])) --begin;
        if (!is_space(decode(rest.substr(begin)))) break;
        rest = rest.substr(0, begin);
    }
    return Value::string(rest);
}

}  // namespace

std::span<const LibraryFunction> string_functions() {
    static constexpr std::array functions{
        LibraryFunction{"size", false, 1, 1, size},          LibraryFunction{"size", true, 1, 1, size},
        LibraryFunction{"contains", true, 2, 2, contains},   LibraryFunction{"startsWith", true, 2, 2, starts_with},
        LibraryFunction{"endsWith", true, 2, 2, ends_with},  LibraryFunction{"matches", true, 2, 2, matches},
        LibraryFunction{"matches", false, 2, 2, matches},    LibraryFunction{"charAt", true, 2, 2, char_at},
        LibraryFunction{"indexOf", true, 2, 3, index_of},    LibraryFunction{"lastIndexOf", true, 2, 3, last_index_of},
        LibraryFunction{"substring", true, 2, 3, substring}, LibraryFunction{"trim", true, 1, 1, trim},
    };
    return functions;
}

}  // namespace makegood::cel
