#include "adapters/vault/vault.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sodium.h>

namespace makegood::vault {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == std::tuple_size_v<CustomerKey>);
static_assert(SHA256_DIGEST_LENGTH == std::tuple_size_v<Sha256>);

/// Random bytes, drawn from the system for many nonces at a time. Per thread.
void draw_nonce(unsigned char* nonce) {
    thread_local std::array<unsigned char, 128 * nonce_bytes> drawn;
    thread_local std::size_t used = drawn.size();
    if (used == drawn.size()) {
        randombytes_buf(drawn.data(), drawn.size());
        used = 0;
    }
    std::copy_n(drawn.begin() + static_cast<std::ptrdiff_t>(used), nonce_bytes, nonce);
    used += nonce_bytes;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Vault::Vault() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of randomness on this machine");
}

Sha256 Vault::sha256(std::string_view bytes) const {
    Sha256 hash;
    // libcrypto's uses the processor's own instructions, libsodium's does not: a sixth of the time.
    SHA256(bytes_of(bytes), bytes.size(), hash.data());
    return hash;
}

void Vault::fill_random(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

std::string Vault::seal(const CustomerKey& key, std::string_view plain) {
    std::vector<unsigned char> sealed(nonce_bytes + plain.size() + tag_bytes);
    draw_nonce(sealed.data());
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, bytes_of(plain), plain.size(),
                                               nullptr, 0, nullptr, sealed.data(), key.data());
    std::string text(sodium_base64_encoded_len(sealed.size(), base64_variant), '\0');
    sodium_bin2base64(text.data(), text.size(), sealed.data(), sealed.size(), base64_variant);
    text.pop_back();  // the terminating zero
    return text;
}

std::optional<std::string> Vault::open(const CustomerKey& key, std::string_view sealed) const {
    std::vector<unsigned char> bytes(sealed.size());
    std::size_t length = 0;
    if (sodium_base642bin(bytes.data(), bytes.size(), sealed.data(), sealed.size(), nullptr, &length, nullptr,
                          base64_variant) != 0 ||
        length < nonce_bytes + tag_bytes)
        return std::nullopt;
    std::string plain(length - nonce_bytes - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
                                                   bytes.data() + nonce_bytes, length - nonce_bytes, nullptr, 0,
                                                   bytes.data(), key.data()) != 0)
        return std::nullopt;
    return plain;
}

struct Hasher::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("libcrypto has no SHA-256 on this machine");
}

Hasher::~Hasher() = default;

void Hasher::add(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Sha256 Hasher::finish() {
    Sha256 hash;
    EVP_DigestFinal_ex(state_->context, hash.data(), nullptr);
    return hash;
}

std::string to_hex(const Sha256& hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::uint8_t byte : hash) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace makegood::vault
