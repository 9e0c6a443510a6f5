#include "adapters/sqlite/key_ring.hpp"

namespace makegood::sqlite {

std::string BlindSealer::seal(std::string_view) {
    break_invariant("whoever seals has a key", std::source_location::current());
}

Personal BlindSealer::open(std::string_view) {
    return Personal::erased();
}

KeyRing::KeyRing(SQLite::Database& database, Crypto& crypto, std::size_t cached_max)
    : crypto_(crypto),
      cached_max_(cached_max),
      find_(database, "SELECT key FROM keys WHERE customer = ?"),
      database_(database) {}

std::optional<CustomerKey> KeyRing::find(const std::string& customer) {
    if (const auto known = cached_.find(customer); known != cached_.end()) return known->second;
    Run run(find_, customer);
    if (!run.next()) return std::nullopt;
    const CustomerKey key = run.bytes<32>(0);
    remember(customer, key);
    return key;
}

CustomerKey KeyRing::find_or_create(const std::string& customer) {
    if (const auto known = find(customer)) return *known;
    CustomerKey key;
    crypto_.fill_random(key);
    if (!insert_) insert_.emplace(database_, "INSERT INTO keys (customer, key) VALUES (?, ?)");
    Run(*insert_, customer, Blob(key)).finish();
    remember(customer, key);
    return key;
}

void KeyRing::remember(const std::string& customer, const CustomerKey& key) {
    if (cached_.size() >= cached_max_) cached_.clear();
    cached_.emplace(customer, key);
}

std::string KeySealer::seal(std::string_view plain) {
    return keys_.crypto().seal(keys_.find_or_create(customer_), plain);
}

Personal KeySealer::open(std::string_view sealed) {
    const auto key = keys_.find(customer_);
    if (!key) return Personal::erased();
    auto plain = keys_.crypto().open(*key, sealed);
    return plain ? Personal(*std::move(plain)) : Personal::erased();
}

}  // namespace makegood::sqlite
