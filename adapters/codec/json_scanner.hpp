#pragma once

#include <cstdint>
#include <string_view>

namespace makegood::codec {

/// Walks once, front to back, over JSON that JsonWriter wrote, and allocates nothing. At the first thing that is not as
/// expected, or a text with an escape in it, it gives up and goes no further: whoever asks then reads the whole with
/// care (JsonDocument), who also tells what is wrong. What is passed over is not looked at.
class JsonScanner {
  public:
    explicit JsonScanner(std::string_view json) : at_(json.data()), end_(json.data() + json.size()) {}

    [[nodiscard]] bool has_given_up() const { return has_given_up_; }
    void give_up() {
        has_given_up_ = true;
        at_ = end_;
    }

    /// Calls `use` with the name of each field; it reads the field's value, or passes it over.
    template <class Use>
    void object(Use use) {
        take('{');
        if (take_if('}')) return;
        do {
            const std::string_view name = text();
            take(':');
            if (has_given_up_) return;
            use(name);
        } while (take_if(','));
        take('}');
    }
    /// Calls `use` for each element, which it reads or passes over.
    template <class Use>
    void array(Use use) {
        take('[');
        if (take_if(']')) return;
        do {
            if (has_given_up_) return;
            use();
        } while (take_if(','));
        take(']');
    }

    /// Points into the JSON.
    [[nodiscard]] std::string_view text();
    /// The digits, sign, point and exponent of a number; points into the JSON.
    [[nodiscard]] std::string_view number();
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] bool flag();
    /// Whether it is null; if so, it is read.
    [[nodiscard]] bool take_null() { return take_if("null"); }
    /// Whether the value to come is an object.
    [[nodiscard]] bool is_at_object() const { return at_ != end_ && *at_ == '{'; }
    void pass_over();
    /// Nothing comes any more.
    [[nodiscard]] bool is_at_end() const { return at_ == end_; }

  private:
    void take(char expected) {
        if (!take_if(expected)) give_up();
    }
    bool take_if(char expected) {
        if (at_ == end_ || *at_ != expected) return false;
        ++at_;
        return true;
    }
    bool take_if(std::string_view expected);
    void pass_over_text();
    void pass_over_nested();

    const char* at_;
    const char* end_;
    bool has_given_up_ = false;
};

}  // namespace makegood::codec
