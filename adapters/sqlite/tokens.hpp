#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/options.hpp"
#include "engine/core/actor.hpp"
#include "engine/core/result.hpp"
#include "engine/port/crypto.hpp"
#include "engine/time/instant.hpp"

namespace makegood::sqlite {

/// "president": the role as it is written in commands, tokens and the database.
[[nodiscard]] std::string_view to_text(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

struct TokenRow {
    std::int64_t id;
    Role role;
    std::string name;
    Instant created_at;
    std::optional<Instant> revoked_at;
};

/// Bearer tokens. Only their SHA-256 is stored. Another process may keep them while a store is open on the file: it
/// sees a new token at once, and goes on accepting a revoked one for at most `remembered_max`. Thread-safe.
class Tokens {
  public:
    static constexpr std::chrono::seconds remembered_max{5};

    /// Creates the file when there is none. Uses only path, vfs, busy_max and synchronous of the options.
    [[nodiscard]] static Result<std::unique_ptr<Tokens>, std::string> open(const Options& options, Crypto& crypto);
    ~Tokens();

    /// The token, which is told this once: "mg_" and 32 random bytes in base64url.
    [[nodiscard]] Result<std::string, std::string> create(Role role, const std::string& name, Instant at);
    /// Who bears it. Nothing when it is unknown or revoked, or when the file cannot be read.
    [[nodiscard]] std::optional<Actor> find(std::string_view token);
    /// Oldest first, with those revoked.
    [[nodiscard]] Result<std::vector<TokenRow>, std::string> list();
    /// False when there is no such token, or it was revoked before.
    [[nodiscard]] Result<bool, std::string> revoke(std::int64_t id, Instant at);

  private:
    struct Parts;
    explicit Tokens(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace makegood::sqlite
