#pragma once

#include <atomic>
#include <cstdint>

#include "engine/port/clock.hpp"
#include "engine/port/crypto.hpp"

namespace makegood::contract {

/// A clock that goes when it is told to.
class HandClock : public WallClock {
  public:
    explicit HandClock(Instant at) : unix_ms_(at.unix_ms()) {}
    [[nodiscard]] Instant now() const override { return Instant(unix_ms_.load()); }
    void set(Instant at) { unix_ms_ = at.unix_ms(); }
    void advance(std::chrono::milliseconds by) { unix_ms_ += by.count(); }

  private:
    std::atomic<std::int64_t> unix_ms_;
};

/// Cryptography without any: the same calls give the same bytes, keys matter, plain texts do not show.
class FakeCrypto : public Crypto {
  public:
    [[nodiscard]] Sha256 sha256(std::string_view bytes) const override;
    void fill_random(std::span<std::uint8_t> bytes) override;
    [[nodiscard]] std::string seal(const CustomerKey& key, std::string_view plain) override;
    [[nodiscard]] std::optional<std::string> open(const CustomerKey& key, std::string_view sealed) const override;

  private:
    std::atomic<std::uint64_t> drawn_{1};
};

}  // namespace makegood::contract
