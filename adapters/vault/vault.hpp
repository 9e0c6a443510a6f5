#pragma once

#include <memory>

#include "engine/port/crypto.hpp"

namespace makegood::vault {

/// libsodium and libcrypto behind the engine's port: SHA-256, XChaCha20-Poly1305 with a random nonce, and the system's
/// randomness.
/// Thread-safe.
class Vault : public Crypto {
  public:
    /// Throws std::runtime_error when libsodium cannot be initialised on this machine.
    Vault();
    [[nodiscard]] Sha256 sha256(std::string_view bytes) const override;
    void fill_random(std::span<std::uint8_t> bytes) override;
    [[nodiscard]] std::string seal(const CustomerKey& key, std::string_view plain) override;
    [[nodiscard]] std::optional<std::string> open(const CustomerKey& key, std::string_view sealed) const override;
};

/// SHA-256 of bytes that come in pieces.
class Hasher {
  public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    void add(std::string_view bytes);
    /// Once.
    [[nodiscard]] Sha256 finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Lowercase hexadecimal, for hashes that people compare.
[[nodiscard]] std::string to_hex(const Sha256& hash);

}  // namespace makegood::vault
