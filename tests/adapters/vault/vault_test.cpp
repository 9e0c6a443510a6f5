#include "adapters/vault/vault.hpp"

#include <catch2/catch.hpp>

namespace makegood::vault {

TEST_CASE("SHA-256 is the one of FIPS 180-4") {
    const Vault vault;
    CHECK(to_hex(vault.sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(vault.sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("what is sealed opens under its own key only, and not after a byte was altered") {
    Vault vault;
    CustomerKey key{};
    CustomerKey other{};
    vault.fill_random(key);
    vault.fill_random(other);
    const std::string words = "the screen was torn \xE2\x80\x94 twice";
    std::string sealed = vault.seal(key, words);
    CHECK(sealed.find("screen") == std::string::npos);
    CHECK(vault.open(key, sealed) == words);
    CHECK_FALSE(vault.open(other, sealed).has_value());
    sealed[sealed.size() / 2] = sealed[sealed.size() / 2] == 'A' ? 'B' : 'A';
    CHECK_FALSE(vault.open(key, sealed).has_value());
}

TEST_CASE("the same words never look the same twice") {
    Vault vault;
    const CustomerKey key{};
    CHECK(vault.seal(key, "unhappy") != vault.seal(key, "unhappy"));
}

TEST_CASE("what was never sealed does not open") {
    Vault vault;
    const CustomerKey key{};
    for (const char* sealed :
         {"", "AAAA", "not base64 at all!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
        CHECK_FALSE(vault.open(key, sealed).has_value());
}

}  // namespace makegood::vault
