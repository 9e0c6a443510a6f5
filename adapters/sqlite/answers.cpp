#include "adapters/sqlite/answers.hpp"

#include <algorithm>

namespace makegood::sqlite {

namespace {

constexpr std::size_t trimmed_at_once_max = 256;
constexpr std::chrono::milliseconds between_age_checks = std::chrono::minutes(1);

/// With its length in front, so that no two triples of texts make one text.
void append(std::string& to, const std::string& part) {
    to += std::to_string(part.size());
    to += ':';
    to += part;
}

}  // namespace

AnswerKey answer_key(const Crypto& crypto, const IdempotencyKey& idempotency) {
    std::string text;
    append(text, idempotency.principal);
    append(text, idempotency.route);
    append(text, idempotency.key);
    const Sha256 hash = crypto.sha256(text);
    AnswerKey key;
    std::memcpy(key.data(), hash.data(), key.size());
    return key;
}

Answers::Answers(SQLite::Database& database, std::size_t answers_max, std::chrono::milliseconds age_max)
    : database_(database),
      answers_max_(answers_max),
      age_max_(age_max),
      find_(database, "SELECT body_hash, status, body, etag, location FROM answers WHERE id = ?"),
      insert_key_(database, "INSERT INTO answer_keys (id, key) VALUES (?, ?)"),
      insert_answer_(database,
                     "INSERT INTO answers (id, at, body_hash, status, etag, location, body) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)") {
    load();
}

void Answers::load() {
    ids_.reserve(static_cast<std::size_t>(database_.execAndGet("SELECT count(*) FROM answer_keys").getInt64()));
    Prepared query(database_, "SELECT id, key FROM answer_keys");
    Run run(query);
    while (run.next()) {
        last_id_ = run.integer(0);
        ids_.emplace(run.bytes<16>(1), last_id_);
    }
}

std::optional<Answers::Stored> Answers::find(const AnswerKey& key) {
    const auto known = ids_.find(key);
    if (known == ids_.end()) return std::nullopt;
    Run run(find_, known->second);
    invariant(run.next(), "an answer whose key is known is stored");
    return Stored{run.bytes<32>(0), {static_cast<int>(run.integer(1)), run.text(2), run.text(3), run.text(4)}};
}

void Answers::store(const AnswerKey& key, const Sha256& body_hash, const Answer& answer, Instant at) {
    const std::int64_t id = last_id_ + 1;
    Run(insert_key_, id, Blob(key)).finish();
    Run(insert_answer_, id, at.unix_ms(), Blob(body_hash), answer.status, answer.etag, answer.location, answer.body)
        .finish();
    last_id_ = id;
    ids_.insert_or_assign(key, id);
    stored_.push_back({id, key});
}

bool Answers::is_trim_due(Instant now) const {
    return ids_.size() > answers_max_ || now >= next_age_check_;
}

void Answers::trim(Instant now) {
    if (!is_trim_due(now)) return;
    const bool by_age = now >= next_age_check_;
    const std::size_t excess = ids_.size() > answers_max_ ? ids_.size() - answers_max_ : 0;
    const std::size_t limit = by_age ? trimmed_at_once_max : std::min(excess, trimmed_at_once_max);
    const std::vector<Kept> going = oldest(limit, excess, now + -age_max_);
    if (by_age && going.size() < limit) next_age_check_ = now + between_age_checks;
    if (going.empty()) return;
    for (const char* table : {"answers", "answer_keys"}) {
        Prepared remove(database_, std::string("DELETE FROM ") + table + " WHERE id <= ?");
        Run(remove, going.back().id).finish();
    }
    for (const Kept& kept : going) ids_.erase(kept.key);
    removed_.insert(removed_.end(), going.begin(), going.end());
}

std::vector<Answers::Kept> Answers::oldest(std::size_t limit, std::size_t excess, Instant too_old) {
    std::vector<Kept> found;
    Prepared query(database_,
                   "SELECT k.id, k.key, a.at FROM answer_keys k JOIN answers a ON a.id = k.id "
                   "WHERE k.id < ? ORDER BY k.id LIMIT ?");
    Run run(query, stored_.empty() ? last_id_ + 1 : stored_.front().id, limit);
    while (run.next() && (found.size() < excess || Instant(run.integer(2)) < too_old))
        found.push_back({run.integer(0), run.bytes<16>(1)});
    return found;
}

void Answers::undo_last() {
    ids_.erase(stored_.back().key);
    last_id_ = stored_.back().id - 1;
    stored_.pop_back();
}

void Answers::committed() {
    stored_.clear();
    removed_.clear();
}

void Answers::rolled_back() {
    while (!stored_.empty()) undo_last();
    for (const Kept& kept : removed_) ids_.emplace(kept.key, kept.id);
    removed_.clear();
}

}  // namespace makegood::sqlite
