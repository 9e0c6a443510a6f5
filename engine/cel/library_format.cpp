#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "engine/cel/calendar.hpp"
#include "engine/cel/library.hpp"
#include "engine/cel/schema.hpp"
#include "engine/cel/value_text.hpp"

namespace makegood::cel {

// Source: google/cel-spec doc/extensions/strings.md, "Format".

namespace {

constexpr std::size_t precision_max = 100;
constexpr std::size_t precision_default = 6;
constexpr std::size_t depth_max = 100;

/// A type as format shows it: the well-known ones by their protobuf name.
std::string shown_type(const Type& type) {
    if (type.kind() == TypeKind::timestamp) return "google.protobuf.Timestamp";
    if (type.kind() == TypeKind::duration) return "google.protobuf.Duration";
    const std::string text = type.to_text();
    return text.substr(0, text.find('('));
}

/// A number in a base from 2 to 16.
std::string in_base(const Value& value, int base) {
    std::array<char, 72> digits;
    const auto end = value.kind == ValueKind::int64
                         ? std::to_chars(digits.data(), digits.data() + digits.size(), value.int64, base)
                         : std::to_chars(digits.data(), digits.data() + digits.size(), value.uint64, base);
    return std::string(digits.data(), end.ptr);
}

std::string bytes_in_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

double as_double(const Value& value) {
    if (value.kind == ValueKind::int64) return static_cast<double>(value.int64);
    if (value.kind == ValueKind::uint64) return static_cast<double>(value.uint64);
    return value.float64;
}

class Formatter {
  public:
    Formatter(const Site& site, std::string_view pattern, std::span<const Value> arguments)
        : site_(site), rest_(pattern), arguments_(arguments) {}

    Value run() {
        while (!rest_.empty() && !failure_) {
            const std::size_t percent = std::min(rest_.find('%'), rest_.size());
            append(rest_.substr(0, percent));
            rest_.remove_prefix(percent);
            if (!rest_.empty()) take_clause();
        }
        if (failure_) return *failure_;
        return site_.machine.is_spent() ? site_.machine.spent(site_.node) : site_.arena().string(made_);
    }

  private:
    void fail(std::initializer_list<std::string_view> pieces) {
        if (!failure_) failure_ = site_.fail(pieces);
    }

    void append(std::string_view text) {
        site_.machine.charge(1 + (text.size() >> 5));
        if (!site_.machine.is_spent()) {
            made_ += text;
        } else if (!failure_) {
            failure_ = site_.machine.spent(site_.node);
        }
    }

    void take_clause() {
        rest_.remove_prefix(1);
        if (rest_.starts_with('%')) {
            rest_.remove_prefix(1);
            return append("%");
        }
        const std::size_t precision = take_precision();
        if (failure_) return;
        if (rest_.empty()) return fail({"a format ends behind %"});
        const char verb = rest_[0];
        if (std::string_view("sdfebxXo").find(verb) == std::string_view::npos) {
            std::size_t size = 1;  // the whole of a character, and not the first of its bytes
            while (size < rest_.size() && (static_cast<unsigned char>(rest_[size]) & 0xC0U) == 0x80) ++size;
            return fail({"unknown verb in a format: ", quote_for_error(rest_.substr(0, size))});
        }
        rest_.remove_prefix(1);
        if (next_ >= arguments_.size()) {
            return fail({"index ", std::to_string(next_), " out of range of the values to format"});
        }
        write(verb, precision, arguments_[next_++]);
    }

    std::size_t take_precision() {
        if (!rest_.starts_with('.')) return precision_default;
        rest_.remove_prefix(1);
        std::size_t precision = 0;
        const auto end = std::from_chars(rest_.data(), rest_.data() + rest_.size(), precision);
        if (end.ec != std::errc() || precision > precision_max) {
            fail({"a precision in a format is a number from 0 to 100"});
        }
        rest_.remove_prefix(static_cast<std::size_t>(end.ptr - rest_.data()));
        return precision;
    }

    void write(char verb, std::size_t precision, const Value& value) {
        switch (verb) {
            case 's': return write_string(value, 0);
            case 'd': return write_decimal(value);
            case 'f': return write_fraction(value, std::chars_format::fixed, precision, "%f");
            case 'e': return write_fraction(value, std::chars_format::scientific, precision, "%e");
            case 'b': return write_binary(value);
            case 'o': return write_octal(value);
            default: return write_hex(value, verb == 'X');
        }
    }

    void refuse(std::string_view verb, const Value& value) {
        fail({verb, " does not format a ", type_name(value, site_.machine.schema)});
    }

    void write_decimal(const Value& value) {
        if (!is_number(value)) return refuse("%d", value);
        append(value.kind == ValueKind::float64 ? fixed_text(value.float64) : in_base(value, 10));
    }

    void write_fraction(const Value& value, std::chars_format format, std::size_t precision, std::string_view verb) {
        if (!is_number(value)) return refuse(verb, value);
        const double number = as_double(value);
        if (!std::isfinite(number)) return append(fixed_text(number));
        std::array<char, 512> digits;
        const auto end =
            std::to_chars(digits.data(), digits.data() + digits.size(), number, format, static_cast<int>(precision));
        append({digits.data(), static_cast<std::size_t>(end.ptr - digits.data())});
    }

    void write_binary(const Value& value) {
        if (value.kind == ValueKind::boolean) return append(value.boolean ? "1" : "0");
        if (value.kind != ValueKind::int64 && value.kind != ValueKind::uint64) return refuse("%b", value);
        append(in_base(value, 2));
    }

    void write_octal(const Value& value) {
        if (value.kind != ValueKind::int64 && value.kind != ValueKind::uint64) return refuse("%o", value);
        append(in_base(value, 8));
    }

    void write_hex(const Value& value, bool is_upper) {
        std::string text;
        if (value.kind == ValueKind::int64 || value.kind == ValueKind::uint64) {
            text = in_base(value, 16);
        } else if (value.kind == ValueKind::string || value.kind == ValueKind::bytes) {
            site_.machine.charge(value.size >> 4);
            if (!site_.machine.is_spent()) text = bytes_in_hex(value.view());
        } else {
            return refuse(is_upper ? "%X" : "%x", value);
        }
        if (is_upper) {
            for (char& c : text) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
        }
        append(text);
    }

    void write_string(const Value& value, std::size_t depth) {
        if (failure_) return;
        if (depth > depth_max) return fail({"a value is nested too deep to be formatted"});
        switch (value.kind) {
            case ValueKind::list: return write_list(*value.list, depth + 1);
            case ValueKind::map: return write_map(*value.map, depth + 1);
            case ValueKind::string:
            case ValueKind::bytes: return append(value.view());
            case ValueKind::int64:
            case ValueKind::uint64: return append(in_base(value, 10));
            case ValueKind::float64: return append(fixed_text(value.float64));
            case ValueKind::type: return append(shown_type(*value.type));
            case ValueKind::error:
            case ValueKind::absent:
            case ValueKind::object:
            case ValueKind::optional: return refuse("%s", value);
            default: return append(to_text(value, site_.machine.schema));
        }
    }

    void write_list(const List& list, std::size_t depth) {
        append("[");
        for (std::size_t i = 0; i < list.items.size() && !failure_; ++i) {
            if (i > 0) append(", ");
            write_string(list.items[i], depth);
        }
        append("]");
    }

    /// Entries in the order of their keys' texts.
    void write_map(const Map& map, std::size_t depth) {
        std::vector<std::pair<std::string, const Value*>> entries;
        for (const auto& entry : map.entries) {
            std::string outside;
            std::swap(outside, made_);
            write_string(entry.key, depth);
            std::swap(outside, made_);
            if (failure_) return;
            entries.emplace_back(std::move(outside), &entry.value);
        }
        std::sort(entries.begin(), entries.end());
        append("{");
        for (std::size_t i = 0; i < entries.size() && !failure_; ++i) {
            if (i > 0) append(", ");
            append(entries[i].first);
            append(": ");
            write_string(*entries[i].second, depth);
        }
        append("}");
    }

    const Site& site_;
    std::string_view rest_;
    std::span<const Value> arguments_;
    std::size_t next_ = 0;
    std::string made_;
    std::optional<Value> failure_;
};

}  // namespace

Value format(const Site& site, Arguments a) {
    if (!are(a, {ValueKind::string, ValueKind::list})) return site.no_overload(a);
    return Formatter(site, a[0].view(), a[1].list->items).run();
}

}  // namespace makegood::cel
