#include "engine/cel/value_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/cel/calendar.hpp"
#include "engine/cel/machine.hpp"
#include "engine/cel/schema.hpp"
#include "engine/cel/utf8.hpp"

namespace makegood::cel {

namespace {

/// What is no number in digits; empty for every other.
std::string_view special_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    return {};
}

std::string digits_text(double number, std::chars_format format) {
    std::array<char, 400> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, format);
    return std::string(digits.data(), end.ptr);
}

void append_quoted(std::string& text, std::string_view content, std::size_t bytes_max) {
    std::size_t end = std::min(content.size(), bytes_max);
    while (end > 0 && end < content.size() && !begins_code_point(content[end])) --end;
    text += '"';
    for (const char c : content.substr(0, end)) {
        if (c == '"' || c == '\\') text += '\\';
        if (c == '\n') {
            text += "\\n";
        } else {
            text += c;
        }
    }
    text += end < content.size() ? "...\"" : "\"";
}

void append_bytes(std::string& text, std::string_view content, std::size_t bytes_max) {
    constexpr std::string_view digits = "0123456789abcdef";
    text += "b\"";
    for (const char c : content.substr(0, bytes_max)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\') {
            text += c;
        } else {
            text += "\\x";
            text += digits[byte >> 4];
            text += digits[byte & 15];
        }
    }
    text += content.size() > bytes_max ? "...\"" : "\"";
}

class Writer {
  public:
    Writer(std::string& text, const Schema& schema, const TextLimits& limits)
        : text_(text), schema_(schema), limits_(limits) {}

    void write(const Value& value, std::size_t depth) {
        switch (value.kind) {
            case ValueKind::list: return write_list(*value.list, depth + 1);
            case ValueKind::map: return write_map(*value.map, depth + 1);
            case ValueKind::object: return write_object(*value.object, depth + 1);
            case ValueKind::optional: return write_optional(value, depth + 1);
            case ValueKind::opaque: return write_opaque(value);
            default: return write_scalar(value);
        }
    }

  private:
    void write_scalar(const Value& value) {
        switch (value.kind) {
            case ValueKind::error: text_ += "error: " + std::string(value.fault->words); break;
            case ValueKind::absent: text_ += "absent"; break;
            case ValueKind::null: text_ += "null"; break;
            case ValueKind::boolean: text_ += value.boolean ? "true" : "false"; break;
            case ValueKind::int64: text_ += std::to_string(value.int64); break;
            case ValueKind::uint64: text_ += std::to_string(value.uint64) + "u"; break;
            case ValueKind::float64: text_ += number_text(value.float64); break;
            case ValueKind::string: append_quoted(text_, value.view(), limits_.bytes_max); break;
            case ValueKind::bytes: append_bytes(text_, value.view(), limits_.bytes_max); break;
            case ValueKind::timestamp: append_timestamp(text_, value); break;
            case ValueKind::duration: append_duration(text_, value.int64); break;
            case ValueKind::type: text_ += value.type->to_text(); break;
            default: break;
        }
    }

    /// Writes what stands between brackets: as many as fit, and how many were left out.
    template <class WriteOne>
    void write_items(char open, char close, std::size_t count, std::size_t depth, WriteOne write_one) {
        text_ += open;
        const std::size_t shown = depth > limits_.depth_max ? 0 : std::min(count, limits_.items_max);
        for (std::size_t i = 0; i < shown; ++i) {
            if (i > 0) text_ += ", ";
            write_one(i);
        }
        if (shown < count && shown > 0) text_ += ", ... " + std::to_string(count - shown) + " more";
        if (shown < count && shown == 0) text_ += "...";
        text_ += close;
    }

    void write_list(const List& list, std::size_t depth) {
        write_items('[', ']', list.items.size(), depth, [&](std::size_t i) { write(list.items[i], depth); });
    }

    void write_map(const Map& map, std::size_t depth) {
        write_items('{', '}', map.entries.size(), depth, [&](std::size_t i) {
            write(map.entries[i].key, depth);
            text_ += ": ";
            write(map.entries[i].value, depth);
        });
    }

    void write_object(const Object& object, std::size_t depth) {
        std::vector<std::size_t> present;
        for (std::size_t i = 0; i < object.fields.size(); ++i) {
            if (object.fields[i].kind != ValueKind::absent) present.push_back(i);
        }
        write_items('{', '}', present.size(), depth, [&](std::size_t i) {
            text_ += object.type->fields()[present[i]].name + ": ";
            write(object.fields[present[i]], depth);
        });
    }

    void write_optional(const Value& value, std::size_t depth) {
        if (value.held == nullptr) {
            text_ += "none";
        } else if (depth > limits_.depth_max) {
            text_ += "...";
        } else {
            write(*value.held, depth);
        }
    }

    void write_opaque(const Value& value) {
        for (const OpaqueType* opaque : schema_.opaques()) {
            if (opaque->tag() == value.tag) {
                text_ += opaque->to_text(value);
                return;
            }
        }
        text_ += "opaque";
    }

    std::string& text_;
    const Schema& schema_;
    const TextLimits& limits_;
};

}  // namespace

std::string to_text(const Value& value, const Schema& schema, const TextLimits& limits) {
    std::string text;
    append_text(text, value, schema, limits);
    return text;
}

void append_text(std::string& text, const Value& value, const Schema& schema, const TextLimits& limits) {
    Writer(text, schema, limits).write(value, 0);
}

std::string number_text(double number) {
    if (const auto special = special_text(number); !special.empty()) return std::string(special);
    const double size = std::fabs(number);
    const bool is_plain = size == 0 || (size >= 1e-6 && size < 1e21);
    return digits_text(number, is_plain ? std::chars_format::fixed : std::chars_format::scientific);
}

std::string fixed_text(double number) {
    if (const auto special = special_text(number); !special.empty()) return std::string(special);
    return digits_text(number, std::chars_format::fixed);
}

}  // namespace makegood::cel
