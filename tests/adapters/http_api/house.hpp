#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/finance_desk.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/sqlite/tokens.hpp"
#include "adapters/vault/vault.hpp"
#include "tests/adapters/http_api/client.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"

namespace makegood::http_api {

/// Makes the desk that makes out papers and closes periods, over the house's database.
using MakeFinance = std::function<std::unique_ptr<http::FinanceDesk>(const std::string& database, Crypto& crypto,
                                                                     const WallClock& clock)>;

struct Setting {
    http::Limits limits{};
    sqlite::Options store{};           ///< but for path and configuration
    MakeFinance finance{};             ///< nothing: there is no such desk
    std::optional<Company> company{};  ///< nothing: the contract's
    std::string configuration = "{}";  ///< its content
};

/// Everything that `makegood serve` puts together, on a temporary file and a free port of the loopback, with a clock
/// that stands still. Tokens are there for every role. Gone with it: threads, connections, files.
class House {
  public:
    explicit House(Setting setting = {});
    ~House();
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    /// Stops server and store, and starts them anew on the same file.
    void restart();
    /// The store's end, while the server goes on.
    void close_store() { store_.reset(); }

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] contract::HandClock& clock() { return clock_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// The token of "the <role>".
    [[nodiscard]] const std::string& token(Role role) const { return tokens_.at(static_cast<std::size_t>(role)); }
    /// A further token, of somebody else.
    [[nodiscard]] std::string token(Role role, const std::string& name);

    [[nodiscard]] Reply get(Role as, std::string_view target);
    /// With an Idempotency-Key of its own, unless `more` brings one.
    Reply post(Role as, std::string_view target, std::string_view body = {}, const Headers& more = {});
    /// The bytes of such a request.
    [[nodiscard]] std::string posting(Role as, std::string_view target, std::string_view body,
                                      const Headers& more = {}) const;
    /// As given, on a connection of its own.
    Reply send(std::string_view bytes, bool has_body = true);

    /// Sequence and hash of the last event: two that are equal say that nothing happened in between.
    [[nodiscard]] std::string journal_head();
    /// Destroys the key of a customer, whose personal fields are erased with it.
    void erase(const std::string& customer);
    /// What every file of the database holds, as bytes.
    [[nodiscard]] std::string bytes() const;

  private:
    struct Bearers : Principals {
        explicit Bearers(sqlite::Tokens& tokens) : of(tokens) {}
        [[nodiscard]] std::optional<Actor> find(std::string_view token) override { return of.find(token); }
        sqlite::Tokens& of;
    };

    void start();
    void stop();
    [[nodiscard]] sqlite::Options placed() const;

    Setting setting_;
    std::filesystem::path folder_;
    vault::Vault vault_;
    contract::HandClock clock_{contract::monday_morning()};
    std::array<std::string, 7> tokens_;
    std::unique_ptr<sqlite::SqliteStore> store_;
    std::unique_ptr<sqlite::Tokens> token_book_;
    std::unique_ptr<Bearers> bearers_;
    std::unique_ptr<http::FinanceDesk> finance_;
    std::unique_ptr<http::Api> api_;
    std::unique_ptr<http::Server> server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

inline constexpr std::array<Role, 7> all_roles = {Role::president,   Role::office, Role::finance, Role::auditor,
                                                  Role::integration, Role::admin,  Role::system};

/// What a refusal must say. Empty texts are not looked for; the others must stand in the answer's.
struct Refused {
    int status = 0;
    std::string type{};
    std::string pointer{};
    std::string found{};
    std::string expected{};
};

/// Checks that `reply` is a problem document with these words, whole and self-consistent.
void check_refused(const Reply& reply, const Refused& refused);
/// The same, and that the journal stands where it stood at `head`.
void check_nothing_changed(House& house, const std::string& head);

/// 68.33, 68.33, 57.50 and 85.00 at 20 %, 334.99 gross, nothing paid. Lines "1" to "4".
[[nodiscard]] Json four_lines(const std::string& number);
/// One line "1" of `net`, at a rate of 20 %.
[[nodiscard]] Json one_line(const std::string& number, const std::string& currency, const std::string& net,
                            const std::string& tax, const std::string& gross);
/// Records the four lines; throws unless that is a 201.
void record(House& house, const std::string& number);
/// Invokes by phone, with the further fields of `saying`; the claim's id. Throws unless that is a 201.
std::string invoke(House& house, const std::string& number, const Json& saying = Json::object());

}  // namespace makegood::http_api
