#include "adapters/verify/chain.hpp"

#include <algorithm>

#include <sodium.h>

namespace makegood::verify {

namespace {

std::optional<Hash> hash_of(std::string_view bytes) {
    Hash hash;
    if (bytes.size() != hash.size()) return std::nullopt;
    std::transform(bytes.begin(), bytes.end(), hash.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return hash;
}

std::string_view view_of(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

Hash sha256(std::string_view bytes) {
    Hash hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hash;
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4];
        text += digits[static_cast<unsigned char>(byte) & 15];
    }
    return text;
}

Hash Chain::next(const Hash& previous, std::string_view envelope) const {
    std::string linked(1, '\x01');
    linked.append(reinterpret_cast<const char*>(journal_.bytes.data()), journal_.bytes.size());
    for (int shift = 56; shift >= 0; shift -= 8)
        linked += static_cast<char>(static_cast<std::uint64_t>(sequence_) >> shift);
    linked += view_of(previous);
    linked += view_of(sha256(envelope));
    return sha256(linked);
}

bool Chain::step_to(std::int64_t sequence) {
    const std::int64_t expected = sequence_ + 1;
    if (sequence != expected) {
        findings_.add("sequence-hole",
                      sequence_ == 0 ? "the journal begins with this event"
                                     : "this event follows event " + std::to_string(sequence_),
                      "event " + std::to_string(expected) + " stands here: sequences run from 1 without holes");
        if (sequence > expected) gone_ += sequence - expected;
        previous_.reset();
        alternative_.reset();
    }
    sequence_ = sequence;
    return sequence == expected;
}

void Chain::link(std::string_view envelope, std::string_view hash, bool is_in_place) {
    const std::optional<Hash> stored = hash_of(hash);
    if (!previous_) {
        previous_ = is_in_place ? stored : std::nullopt;
        alternative_.reset();
        return;
    }
    const Hash due = next(*previous_, envelope);
    const bool holds = stored == due || (alternative_ && stored == next(*alternative_, envelope));
    if (!holds && is_in_place)
        findings_.add("hash-differs", "the hash is " + to_hex(hash), to_hex(view_of(due)) + ", from the bytes stored");
    alternative_ = holds || !is_in_place ? std::nullopt : std::optional(due);
    previous_ = holds || is_in_place ? stored : std::nullopt;
    if (!previous_) std::swap(previous_, alternative_);
}

bool Chain::explains(std::int64_t count) {
    if (count < 1 || count > gone_) return false;
    gone_ -= count;
    return true;
}

}  // namespace makegood::verify
