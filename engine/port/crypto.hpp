#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace makegood {

using Sha256 = std::array<std::uint8_t, 32>;
using CustomerKey = std::array<std::uint8_t, 32>;

/// What the store needs of cryptography, so that no library of it reaches past its adapter. Thread-safe.
class Crypto {
  public:
    virtual ~Crypto() = default;
    [[nodiscard]] virtual Sha256 sha256(std::string_view bytes) const = 0;
    virtual void fill_random(std::span<std::uint8_t> bytes) = 0;
    /// Encrypts and authenticates under `key` with a nonce of its own. The result is text: base64url without padding.
    [[nodiscard]] virtual std::string seal(const CustomerKey& key, std::string_view plain) = 0;
    /// Nothing when it was not sealed under this key, or was altered.
    [[nodiscard]] virtual std::optional<std::string> open(const CustomerKey& key, std::string_view sealed) const = 0;
};

}  // namespace makegood
