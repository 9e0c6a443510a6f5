#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sqlite/connection.hpp"
#include "engine/port/crypto.hpp"
#include "engine/time/instant.hpp"

namespace makegood::sqlite {

/// The end of the journal: what the next event is chained to. A value: keep the old one to go back.
struct ChainHead {
    std::uint64_t sequence = 0;  ///< of the last event; 0: none yet
    Sha256 hash{};               ///< zeros before the first
    Instant at{0};               ///< no later event is earlier
};

/// Reads it from the journal, and the time out of the last envelope.
[[nodiscard]] ChainHead read_chain_head(SQLite::Database& database);

/// SHA-256(0x01 ‖ journal id ‖ u64 sequence, big-endian ‖ previous ‖ SHA-256(envelope)). Source: DESIGN.md 5,
/// "Journal".
[[nodiscard]] Sha256 chain_hash(const Crypto& crypto, const Uuid& journal, std::uint64_t sequence,
                                const Sha256& previous, std::string_view envelope);

[[nodiscard]] std::string to_hex(const Sha256& hash);
/// What to_hex wrote; nothing for anything else.
[[nodiscard]] std::optional<Sha256> parse_hash(std::string_view hex);

}  // namespace makegood::sqlite
