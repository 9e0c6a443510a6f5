#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "engine/cel/calendar.hpp"
#include "engine/cel/library.hpp"
#include "engine/cel/schema.hpp"
#include "engine/cel/utf8.hpp"
#include "engine/cel/value_text.hpp"

namespace makegood::cel {

namespace {

constexpr double two_to_63 = 9223372036854775808.0;
constexpr double two_to_64 = 18446744073709551616.0;

/// An integer in decimal digits, as a whole; nothing where it is none, or too large.
template <class Integer>
std::optional<Integer> read_integer(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    Integer number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

Value no_conversion(const Site& site, std::string_view text, std::string_view type) {
    return site.fail({"no ", type, ": ", quote_for_error(text)});
}

Value out_of_range(const Site& site, std::string_view type) {
    return site.fail({"out of range of ", type});
}

Value to_int(const Site& site, Arguments a) {
    const Value& from = a[0];
    switch (from.kind) {
        case ValueKind::int64: return from;
        case ValueKind::uint64:
            if (from.uint64 > INT64_MAX) return out_of_range(site, "int");
            return Value::of(static_cast<std::int64_t>(from.uint64));
        case ValueKind::float64:
            // Both ends are excluded: what is cast there and back need not be the same. Source: langdef.md, "Overflow".
            if (!(from.float64 > -two_to_63 && from.float64 < two_to_63)) return out_of_range(site, "int");
            return Value::of(static_cast<std::int64_t>(from.float64));
        case ValueKind::string: {
            const auto number = read_integer<std::int64_t>(from.view());
            return number ? Value::of(*number) : no_conversion(site, from.view(), "int");
        }
        case ValueKind::timestamp:
        case ValueKind::duration: return Value::of(from.int64);
        default: return site.no_overload(a);
    }
}

Value to_uint(const Site& site, Arguments a) {
    const Value& from = a[0];
    switch (from.kind) {
        case ValueKind::uint64: return from;
        case ValueKind::int64:
            if (from.int64 < 0) return out_of_range(site, "uint");
            return Value::of(static_cast<std::uint64_t>(from.int64));
        case ValueKind::float64:
            if (!(from.float64 >= 0 && from.float64 < two_to_64)) return out_of_range(site, "uint");
            return Value::of(static_cast<std::uint64_t>(from.float64));
        case ValueKind::string: {
            const auto number = read_integer<std::uint64_t>(from.view());
            return number ? Value::of(*number) : no_conversion(site, from.view(), "uint");
        }
        default: return site.no_overload(a);
    }
}

Value read_double(const Site& site, std::string_view text) {
    std::string_view digits = text;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    if (digits.starts_with('-') && digits.size() != text.size()) return no_conversion(site, text, "double");
    double number = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (end.ec == std::errc::invalid_argument || end.ptr != digits.data() + digits.size()) {
        return no_conversion(site, text, "double");
    }
    if (end.ec == std::errc::result_out_of_range) {
        // Too small to be told from 0, or too large.
        const bool is_small = digits.find("e-") != digits.npos || digits.find("E-") != digits.npos;
        return is_small ? Value::of(digits.starts_with('-') ? -0.0 : 0.0) : out_of_range(site, "double");
    }
    return Value::of(number);
}

Value to_double(const Site& site, Arguments a) {
    const Value& from = a[0];
    switch (from.kind) {
        case ValueKind::float64: return from;
        case ValueKind::int64: return Value::of(static_cast<double>(from.int64));
        case ValueKind::uint64: return Value::of(static_cast<double>(from.uint64));
        case ValueKind::string: return read_double(site, from.view());
        default: return site.no_overload(a);
    }
}

Value bytes_to_string(const Site& site, const Value& bytes) {
    site.machine.charge(bytes.size >> 5);
    if (find_invalid_utf8(bytes.view()) != std::string_view::npos) return site.fail("invalid UTF-8");
    return Value::string(bytes.view());
}

Value to_string(const Site& site, Arguments a) {
    const Value& from = a[0];
    std::string text;
    switch (from.kind) {
        case ValueKind::string: return from;
        case ValueKind::bytes: return bytes_to_string(site, from);
        case ValueKind::boolean: return Value::string(from.boolean ? "true" : "false");
        case ValueKind::int64: text = std::to_string(from.int64); break;
        case ValueKind::uint64: text = std::to_string(from.uint64); break;
        case ValueKind::float64: text = number_text(from.float64); break;
        case ValueKind::timestamp: append_timestamp(text, from); break;
        case ValueKind::duration: append_duration(text, from.int64); break;
        default: return site.no_overload(a);
    }
    return site.arena().string(text);
}

Value to_bytes(const Site& site, Arguments a) {
    if (a[0].kind != ValueKind::string && a[0].kind != ValueKind::bytes) return site.no_overload(a);
    return Value::bytes(a[0].view());
}

Value to_bool(const Site& site, Arguments a) {
    if (a[0].kind == ValueKind::boolean) return a[0];
    if (a[0].kind != ValueKind::string) return site.no_overload(a);
    for (const std::string_view text : {"1", "t", "T", "true", "TRUE", "True"}) {
        if (a[0].view() == text) return Value::of(true);
    }
    for (const std::string_view text : {"0", "f", "F", "false", "FALSE", "False"}) {
        if (a[0].view() == text) return Value::of(false);
    }
    return no_conversion(site, a[0].view(), "bool");
}

Value read(const Site& site, const Reading& reading, std::string_view text) {
    if (reading.value) return *reading.value;
    return site.fail({reading.wrong, ": ", quote_for_error(text)});
}

Value to_timestamp(const Site& site, Arguments a) {
    if (a[0].kind == ValueKind::timestamp) return a[0];
    if (a[0].kind == ValueKind::string) return read(site, read_timestamp(a[0].view()), a[0].view());
    if (a[0].kind != ValueKind::int64) return site.no_overload(a);
    const auto made = make_timestamp(a[0].int64, 0);
    return made ? *made : site.fail(timestamp_range);
}

Value to_duration(const Site& site, Arguments a) {
    if (a[0].kind == ValueKind::duration) return a[0];
    if (a[0].kind == ValueKind::string) return read(site, read_duration(a[0].view()), a[0].view());
    if (a[0].kind == ValueKind::int64) return Value::duration(a[0].int64);
    return site.no_overload(a);
}

Value to_dyn(const Site&, Arguments a) {
    return a[0];
}

Value type_of_host(const Site& site, const Value& value) {
    if (value.kind == ValueKind::object) return Value::type_of(site.machine.types.of_object(*value.object->type));
    for (const OpaqueType* opaque : site.machine.schema.opaques()) {
        if (opaque->tag() == value.tag) return Value::type_of(site.machine.types.of_opaque(*opaque));
    }
    return site.fail("a value of a type that the schema has not");
}

Value to_type(const Site& site, Arguments a) {
    static const std::array types{
        Type(TypeKind::null),     Type(TypeKind::boolean), Type(TypeKind::int64), Type(TypeKind::uint64),
        Type(TypeKind::float64),  Type(TypeKind::string),  Type(TypeKind::bytes), Type(TypeKind::timestamp),
        Type(TypeKind::duration), Type(TypeKind::list),    Type(TypeKind::map),   Type(TypeKind::optional),
        Type(TypeKind::type),
    };
    switch (a[0].kind) {
        case ValueKind::null: return Value::type_of(types[0]);
        case ValueKind::boolean: return Value::type_of(types[1]);
        case ValueKind::int64: return Value::type_of(types[2]);
        case ValueKind::uint64: return Value::type_of(types[3]);
        case ValueKind::float64: return Value::type_of(types[4]);
        case ValueKind::string: return Value::type_of(types[5]);
        case ValueKind::bytes: return Value::type_of(types[6]);
        case ValueKind::timestamp: return Value::type_of(types[7]);
        case ValueKind::duration: return Value::type_of(types[8]);
        case ValueKind::list: return Value::type_of(types[9]);
        case ValueKind::map: return Value::type_of(types[10]);
        case ValueKind::optional: return Value::type_of(types[11]);
        case ValueKind::type: return Value::type_of(types[12]);
        default: return type_of_host(site, a[0]);
    }
}

}  // namespace

std::span<const LibraryFunction> conversion_functions() {
    static constexpr std::array functions{
        LibraryFunction{"int", false, 1, 1, to_int},
        LibraryFunction{"uint", false, 1, 1, to_uint},
        LibraryFunction{"double", false, 1, 1, to_double},
        LibraryFunction{"string", false, 1, 1, to_string},
        LibraryFunction{"bytes", false, 1, 1, to_bytes},
        LibraryFunction{"bool", false, 1, 1, to_bool},
        LibraryFunction{"timestamp", false, 1, 1, to_timestamp},
        LibraryFunction{"duration", false, 1, 1, to_duration},
        LibraryFunction{"dyn", false, 1, 1, to_dyn},
        LibraryFunction{"type", false, 1, 1, to_type, false},
    };
    return functions;
}

}  // namespace makegood::cel
