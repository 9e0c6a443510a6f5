#include "adapters/sqlite/chain_head.hpp"

#include <algorithm>

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
