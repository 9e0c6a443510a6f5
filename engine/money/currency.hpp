#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace makegood {

/// An ISO 4217 currency that money is kept in: its alphabetic code and its own number of decimal digits (0, 2, 3 or 4).
class Currency {
  public:
    /// The three capital letters of an active ISO 4217 code with a minor unit; anything else is nothing.
    [[nodiscard]] static std::optional<Currency> find(std::string_view code);

    [[nodiscard]] std::string_view code() const { return {code_.data(), code_.size()}; }
    [[nodiscard]] int digits() const { return digits_; }
    auto operator<=>(const Currency&) const = default;

  private:
    Currency(std::string_view code, int digits)
        : code_{code[0], code[1], code[2]}, digits_(static_cast<std::int8_t>(digits)) {}
    std::array<char, 3> code_;
    std::int8_t digits_;
};

}  // namespace makegood
