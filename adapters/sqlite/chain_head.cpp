#include "adapters/sqlite/chain_head.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/codec/event_json.hpp"
#include "adapters/sqlite/key_ring.hpp"

namespace makegood::sqlite {

ChainHead read_chain_head(SQLite::Database& database) {
    Prepared query(database, "SELECT sequence, hash, envelope FROM journal ORDER BY sequence DESC LIMIT 1");
    Run run(query);
    if (!run.next()) return {};
    BlindSealer blind;
    const auto decoded = codec::decode_event(run.view(2), blind);
    invariant(decoded.has_value(), "the last event of the journal can be read");
    return {run.counter(0), run.bytes<32>(1), decoded->envelope.at};
}

std::string to_hex(const Sha256& hash) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (std::uint8_t byte : hash) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xfU];
    }
    return hex;
}

std::optional<Sha256> parse_hash(std::string_view hex) {
    Sha256 hash{};
    if (hex.size() != 2 * hash.size()) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const char* digits = hex.data() + 2 * i;
        const auto [end, error] = std::from_chars(digits, digits + 2, hash[i], 16);
        if (error != std::errc{} || end != digits + 2) return std::nullopt;
    }
    return hash;
}

Sha256 chain_hash(const Crypto& crypto, const Uuid& journal, std::uint64_t sequence, const Sha256& previous,
                  std::string_view envelope) {
    std::array<char, 1 + 16 + 8 + 32 + 32> linked;
    const auto put = [&](std::size_t at, const auto& bytes) {
        std::copy(bytes.begin(), bytes.end(), reinterpret_cast<std::uint8_t*>(linked.data()) + at);
    };
    linked[0] = 0x01;
    put(1, journal.bytes);
    for (std::size_t i = 0; i < 8; ++i) linked[17 + i] = static_cast<char>(sequence >> (56 - 8 * i));
    put(25, previous);
    put(57, crypto.sha256(envelope));
    return crypto.sha256({linked.data(), linked.size()});
}

}  // namespace makegood::sqlite
