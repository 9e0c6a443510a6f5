#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "adapters/codec/event_json.hpp"
#include "adapters/sqlite/connection.hpp"
#include "engine/port/crypto.hpp"

namespace makegood::sqlite {

/// Opens nothing: for whoever needs an event without what people said in it.
class BlindSealer : public codec::Sealer {
  public:
    [[nodiscard]] std::string seal(std::string_view plain) override;
    [[nodiscard]] Personal open(std::string_view sealed) override;
};

/// The keys of customers, as one connection sees them. A destroyed key is no key: what it sealed comes back erased.
class KeyRing {
  public:
    KeyRing(SQLite::Database& database, Crypto& crypto, std::size_t cached_max);

    [[nodiscard]] std::optional<CustomerKey> find(const std::string& customer);
    /// Made and stored on first use, within the transaction under way.
    [[nodiscard]] CustomerKey find_or_create(const std::string& customer);
    /// For when the transaction, or the part of it that may have made a key, was rolled back, or a key destroyed.
    void forget() { cached_.clear(); }
    [[nodiscard]] Crypto& crypto() { return crypto_; }

  private:
    void remember(const std::string& customer, const CustomerKey& key);

    Crypto& crypto_;
    std::size_t cached_max_;
    std::unordered_map<std::string, CustomerKey> cached_;
    Prepared find_;
    std::optional<Prepared> insert_;
    SQLite::Database& database_;
};

/// Seals and opens the personal fields of one customer's events; makes the key when there is something to seal.
class KeySealer : public codec::Sealer {
  public:
    KeySealer(KeyRing& keys, const std::string& customer) : keys_(keys), customer_(customer) {}
    [[nodiscard]] std::string seal(std::string_view plain) override;
    [[nodiscard]] Personal open(std::string_view sealed) override;

  private:
    KeyRing& keys_;
    const std::string& customer_;
};

}  // namespace makegood::sqlite
