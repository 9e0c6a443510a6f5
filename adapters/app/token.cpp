#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/codec/event_words.hpp"
#include "adapters/sqlite/tokens.hpp"

namespace makegood::app {

int run_token_create(const TokenOptions& options) {
    vault::Vault vault;
    SystemClock clock;
    auto tokens = sqlite::Tokens::open(options.database, vault, clock);
    if (!tokens) return fail(tokens.error());
    const auto words = codec::words_of<Role>();
    const auto role = static_cast<Role>(std::find(words.begin(), words.end(), options.role) - words.begin());
    auto token = (*tokens)->create(role, options.name);
    if (!token) return fail(token.error());
    std::cout << *token << "\n";
    return exit_done;
}

}  // namespace makegood::app
