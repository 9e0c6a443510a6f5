#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace makegood::codec {

/// Appends canonical JSON (RFC 8259) to a string: no whitespace, minimal escapes, UTF-8 as it is, fields in the order
/// written. The same calls give the same bytes for ever, so they may be hashed.
///
///     JsonWriter json(body);
///     json.object_begin().field("state", "received").field("version", 3).object_end();
///
/// Breaks an invariant on text that is not UTF-8, a value in an object without a key, a key elsewhere, an end without
/// its begin, and nesting deeper than 63.
class JsonWriter {
  public:
    explicit JsonWriter(std::string& out) : out_(out) {}
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    JsonWriter& object_begin() { return begin('{', 1); }
    JsonWriter& object_end() { return end('}', 1); }
    JsonWriter& array_begin() { return begin('[', 0); }
    JsonWriter& array_end() { return end(']', 0); }
    JsonWriter& key(std::string_view name);

    JsonWriter& text(std::string_view value);
    /// Consumers that are not ours may lose digits above 2^53: money and 64-bit integers go out as text.
    JsonWriter& number(std::int64_t value);
    JsonWriter& number(std::uint64_t value);
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) JsonWriter& number(Number value) {
        if constexpr (std::signed_integral<Number>)
            return number(static_cast<std::int64_t>(value));
        else
            return number(static_cast<std::uint64_t>(value));
    }
    /// Only to give back what others sent: the shortest digits that read as the same number, never a bare integer.
    /// Finite.
    JsonWriter& fraction(double value);
    JsonWriter& flag(bool value);
    JsonWriter& null();
    /// A value that is JSON already, appended unseen.
    JsonWriter& raw(std::string_view json);

    JsonWriter& field(std::string_view name, std::string_view value) { return key(name).text(value); }
    JsonWriter& field(std::string_view name, const char* value) { return key(name).text(value); }
    JsonWriter& field(std::string_view name, const std::string& value) { return key(name).text(value); }
    JsonWriter& field(std::string_view name, std::same_as<bool> auto value) { return key(name).flag(value); }
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) JsonWriter& field(std::string_view name,
                                                                                           Number value) {
        return key(name).number(value);
    }
    JsonWriter& raw_field(std::string_view name, std::string_view json) { return key(name).raw(json); }
    JsonWriter& object_field(std::string_view name) { return key(name).object_begin(); }
    JsonWriter& array_field(std::string_view name) { return key(name).array_begin(); }

    /// Every begin has had its end and exactly one value stands there.
    [[nodiscard]] bool is_complete() const { return depth_ == 0 && needs_comma_; }

  private:
    JsonWriter& begin(char bracket, std::uint64_t is_object);
    JsonWriter& end(char bracket, std::uint64_t is_object);
    void before_value();
    void quote(std::string_view text);
    void escape(std::string_view text);

    std::string& out_;
    std::uint64_t objects_ = 0;  // one bit a level, the innermost lowest: 1 is an object
    unsigned depth_ = 0;
    bool needs_comma_ = false;
    bool has_key_ = false;
};

}  // namespace makegood::codec
