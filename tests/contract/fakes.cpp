#include "tests/contract/fakes.hpp"

namespace makegood::contract {

namespace {

/// splitmix64 (Steele, Lea, Flood 2014).
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

std::uint64_t digest(std::uint64_t seed, std::string_view bytes) {
    std::uint64_t state = mix(seed);
    for (const char byte : bytes) state = mix(state ^ static_cast<std::uint8_t>(byte));
    return state;
}

std::uint64_t digest(const CustomerKey& key) {
    return digest(7, {reinterpret_cast<const char*>(key.data()), key.size()});
}

constexpr std::string_view hex_digits = "0123456789abcdef";

void append_hex(std::string& to, std::uint8_t byte) {
    to += hex_digits[byte >> 4];
    to += hex_digits[byte & 15];
}

}  // namespace

Sha256 FakeCrypto::sha256(std::string_view bytes) const {
    Sha256 hash;
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] = static_cast<std::uint8_t>(digest(i / 8, bytes) >> (8 * (i % 8)));
    return hash;
}

void FakeCrypto::fill_random(std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(mix(drawn_++));
}

std::string FakeCrypto::seal(const CustomerKey& key, std::string_view plain) {
    const std::uint64_t under = digest(key);
    std::string sealed;
    for (int i = 0; i < 8; ++i) append_hex(sealed, static_cast<std::uint8_t>(digest(under, plain) >> (8 * i)));
    for (std::size_t i = 0; i < plain.size(); ++i)
        append_hex(sealed, static_cast<std::uint8_t>(static_cast<std::uint8_t>(plain[i]) ^ mix(under + i)));
    return sealed;
}

std::optional<std::string> FakeCrypto::open(const CustomerKey& key, std::string_view sealed) const {
    const std::uint64_t under = digest(key);
    const auto byte_at = [&](std::size_t i) {
        return static_cast<std::uint8_t>(hex_digits.find(sealed[2 * i]) * 16 + hex_digits.find(sealed[2 * i + 1]));
    };
    std::string plain;
    for (std::size_t i = 8; i < sealed.size() / 2; ++i)
        plain += static_cast<char>(byte_at(i) ^ static_cast<std::uint8_t>(mix(under + i - 8)));
    for (std::size_t i = 0; i < 8; ++i)
        if (byte_at(i) != static_cast<std::uint8_t>(digest(under, plain) >> (8 * i))) return std::nullopt;
    return plain;
}

}  // namespace makegood::contract
