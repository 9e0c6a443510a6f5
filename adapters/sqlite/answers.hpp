#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <vector>

#include "adapters/sqlite/connection.hpp"
#include "engine/port/store.hpp"
#include "engine/time/instant.hpp"

namespace makegood::sqlite {

/// A request's identity: the first half of SHA-256 over principal, route and key.
using AnswerKey = std::array<std::uint8_t, 16>;
[[nodiscard]] AnswerKey answer_key(const Crypto& crypto, const IdempotencyKey& idempotency);

/// Its bytes are uniform already.
struct AnswerKeyHash {
    std::size_t operator()(const AnswerKey& key) const noexcept {
        std::size_t mixed;
        std::memcpy(&mixed, key.data(), sizeof mixed);
        return mixed;
    }
};

/// The answers already given (law 12), stored as they were rendered. The keys lie in memory, so that the file needs no
/// index with random keys: it is only appended to, and trimmed at its old end. Writer's thread only.
class Answers {
  public:
    Answers(SQLite::Database& database, std::size_t answers_max, std::chrono::milliseconds age_max);

    struct Stored {
        Sha256 body_hash;
        Answer answer;
    };
    [[nodiscard]] std::optional<Stored> find(const AnswerKey& key);
    /// Within the transaction under way.
    void store(const AnswerKey& key, const Sha256& body_hash, const Answer& answer, Instant at);

    /// Removes the oldest of those beyond the limits, a bounded number at a time, within the transaction under way.
    void trim(Instant now);
    [[nodiscard]] bool is_trim_due(Instant now) const;

    /// The last answer stored was rolled back.
    void undo_last();
    void committed();
    /// The whole transaction was rolled back.
    void rolled_back();

  private:
    struct Kept {
        std::int64_t id;
        AnswerKey key;
    };

    void load();
    /// Up to `limit` of those committed before, as far as they are among the `excess` oldest, or too old.
    [[nodiscard]] std::vector<Kept> oldest(std::size_t limit, std::size_t excess, Instant too_old);

    SQLite::Database& database_;
    std::size_t answers_max_;
    std::chrono::milliseconds age_max_;
    std::unordered_map<AnswerKey, std::int64_t, AnswerKeyHash> ids_;
    std::int64_t last_id_ = 0;
    std::vector<Kept> stored_;   // in the transaction under way
    std::vector<Kept> removed_;  // likewise
    Instant next_age_check_{0};

    Prepared find_;
    Prepared insert_key_;
    Prepared insert_answer_;
};

}  // namespace makegood::sqlite
