#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/sqlite/tokens.hpp"

namespace makegood::app {

int run_token_create(const TokenOptions& options) {
    vault::Vault vault;
    SystemClock clock;
    sqlite::Options store;
    store.path = options.database;
    auto tokens = sqlite::Tokens::open(store, vault);
    if (!tokens) return fail(tokens.error());
    const auto role = sqlite::parse_role(options.role);
    if (!role) return fail("--role " + options.role + " is not a role");
    auto token = (*tokens)->create(*role, options.name, clock.now());
    if (!token) return fail(token.error());
    std::cout << *token << "\n";
    return exit_done;
}

}  // namespace makegood::app
