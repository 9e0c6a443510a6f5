#include "adapters/sqlite/tokens.hpp"

#include <map>
#include <mutex>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/writer_lock.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 7> roles = {{
    {Role::president, "president"},
    {Role::office, "office"},
    {Role::finance, "finance"},
    {Role::auditor, "auditor"},
    {Role::integration, "integration"},
    {Role::admin, "admin"},
    {Role::system, "system"},
}};

constexpr std::size_t remembered_tokens_max = 10'000;

/// RFC 4648, 5, without padding.
std::string base64url(const std::array<std::uint8_t, 32>& bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        for (held += 8; held >= 6; held -= 6) text += digits[(bits >> (held - 6)) & 63];
    }
    if (held > 0) text += digits[(bits << (6 - held)) & 63];
    return text;
}

/// A file that has no schema yet is given one, as a store would.
std::string ensure_prepared(const Options& options, Crypto& crypto) {
    if (std::string reason = objection(options); !reason.empty()) return reason;
    if (is_prepared(options)) return {};
    const auto lock = WriterLock::take(options.path);
    if (!lock) return lock.error();
    const auto journal = prepare(options, crypto);
    return journal ? std::string() : journal.error();
}

}  // namespace

std::string_view to_text(Role role) {
    for (const auto& [known, text] : roles)
        if (known == role) return text;
    break_invariant("a role has a name", std::source_location::current());
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto& [role, known] : roles)
        if (known == text) return role;
    return std::nullopt;
}

struct Tokens::Parts {
    Parts(const Options& options, Crypto& with)
        : crypto(with),
          database(connect(options, Access::read_write)),
          insert(database, "INSERT INTO tokens (hash, role, name, created_at) VALUES (?, ?, ?, ?)"),
          find(database, "SELECT role, name FROM tokens WHERE hash = ? AND revoked_at IS NULL"),
          list(database, "SELECT id, role, name, created_at, revoked_at FROM tokens ORDER BY id"),
          revoke(database, "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL") {}

    struct Remembered {
        Actor actor;
        std::chrono::steady_clock::time_point until;
    };

    std::optional<Actor> look_up(const Sha256& hash) {
        try {
            Run run(find, Blob(hash));
            if (!run.next()) return std::nullopt;
            const auto role = parse_role(run.view(0));
            return role ? std::optional(Actor{run.text(1), *role, {}}) : std::nullopt;
        } catch (const SQLite::Exception&) {
            return std::nullopt;
        }
    }

    Crypto& crypto;
    std::mutex mutex;
    std::map<Sha256, Remembered> remembered;
    SQLite::Database database;
    Prepared insert;
    Prepared find;
    Prepared list;
    Prepared revoke;
};

Tokens::Tokens(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Tokens::~Tokens() = default;

Result<std::unique_ptr<Tokens>, std::string> Tokens::open(const Options& options, Crypto& crypto) {
    try {
        if (std::string reason = ensure_prepared(options, crypto); !reason.empty()) return Failure{std::move(reason)};
        return std::unique_ptr<Tokens>(new Tokens(std::make_unique<Parts>(options, crypto)));
    } catch (const SQLite::Exception& failure) {
        return Failure{"\"" + options.path + "\" cannot be opened: " + failure.what()};
    }
}

Result<std::string, std::string> Tokens::create(Role role, const std::string& name, Instant at) {
    const std::lock_guard lock(parts_->mutex);
    std::array<std::uint8_t, 32> secret;
    parts_->crypto.fill_random(secret);
    std::string token = "mg_" + base64url(secret);
    try {
        const std::string role_text(to_text(role));
        const Sha256 hash = parts_->crypto.sha256(token);
        Run(parts_->insert, Blob(hash), role_text, name, at.unix_ms()).finish();
        return token;
    } catch (const SQLite::Exception& failure) {
        return Failure{std::string("the token could not be stored: ") + failure.what()};
    }
}

std::optional<Actor> Tokens::find(std::string_view token) {
    const Sha256 hash = parts_->crypto.sha256(token);
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(parts_->mutex);
    auto& remembered = parts_->remembered;
    if (const auto known = remembered.find(hash); known != remembered.end()) {
        if (now < known->second.until) return known->second.actor;
        remembered.erase(known);
    }
    auto actor = parts_->look_up(hash);
    if (!actor) return std::nullopt;
    if (remembered.size() >= remembered_tokens_max) remembered.clear();
    remembered.emplace(hash, Parts::Remembered{*actor, now + remembered_max});
    return actor;
}

Result<std::vector<TokenRow>, std::string> Tokens::list() {
    const std::lock_guard lock(parts_->mutex);
    try {
        std::vector<TokenRow> rows;
        Run run(parts_->list);
        while (run.next()) {
            const auto role = parse_role(run.view(1));
            invariant(role.has_value(), "a stored role is one");
            rows.push_back({run.integer(0), *role, run.text(2), Instant(run.integer(3)),
                            run.is_null(4) ? std::nullopt : std::optional(Instant(run.integer(4)))});
        }
        return rows;
    } catch (const SQLite::Exception& failure) {
        return Failure{std::string("the tokens could not be read: ") + failure.what()};
    }
}

Result<bool, std::string> Tokens::revoke(std::int64_t id, Instant at) {
    const std::lock_guard lock(parts_->mutex);
    try {
        parts_->remembered.clear();
        return Run(parts_->revoke, at.unix_ms(), id).finish() > 0;
    } catch (const SQLite::Exception& failure) {
        return Failure{std::string("the token could not be revoked: ") + failure.what()};
    }
}

}  // namespace makegood::sqlite
