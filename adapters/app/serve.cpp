#include <atomic>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/finance_office.hpp"
#include "adapters/app/open_store.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/promise_keeper.hpp"
#include "adapters/app/rule_keeper.hpp"
#include "adapters/http/api/api.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/sqlite/tokens.hpp"

namespace makegood::app {

namespace {

struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};

/// "127.0.0.1:8080" or "[::1]:8080".
std::optional<ListenAddress> parse_listen(const std::string& text) {
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    ListenAddress listen{text.substr(0, colon)};
    if (listen.address.size() > 2 && listen.address.front() == '[' && listen.address.back() == ']')
        listen.address = listen.address.substr(1, listen.address.size() - 2);
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
    if (listen.address.empty() || error != std::errc() || stopped != end) return std::nullopt;
    return listen;
}

http::Limits http_limits(const config::Limits& limits) {
    http::Limits http;
    http.connections_max = static_cast<std::size_t>(limits.connections_max);
    http.body_bytes_max = static_cast<std::size_t>(limits.body_bytes_max);
    http.header_timeout_ms = static_cast<std::uint32_t>(limits.header_timeout_ms);
    http.body_timeout_ms = static_cast<std::uint32_t>(limits.body_timeout_ms);
    http.idle_timeout_ms = static_cast<std::uint32_t>(limits.idle_timeout_ms);
    http.drain_timeout_ms = static_cast<std::uint32_t>(std::max<std::int64_t>(1, limits.drain_timeout_ms));
    return http;
}

/// The store's tokens, as the API asks for them.
class TokenBearers : public Principals {
  public:
    explicit TokenBearers(sqlite::Tokens& tokens) : tokens_(tokens) {}
    [[nodiscard]] std::optional<Actor> find(std::string_view token) override { return tokens_.find(token); }

  private:
    sqlite::Tokens& tokens_;
};

/// Waits for SIGTERM, SIGINT and SIGHUP on a thread of its own, where stopping and reloading may take locks.
class Signals {
  public:
    /// Before any other thread starts: they inherit the mask.
    Signals() {
        sigemptyset(&signals_);
        for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals_, signal);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    /// Once. `reload` is called for each SIGHUP, `stop` for the first of the others, which is the last that is heard.
    template <class Stop, class Reload>
    void then(Stop stop, Reload reload) {
        thread_ = std::thread([this, stop, reload] {
            int signal = SIGHUP;
            while (sigwait(&signals_, &signal) == 0 && signal == SIGHUP && !is_over_) reload();
            if (is_over_) return;
            std::cerr << "makegood: stopping, requests in flight are finished\n";
            stop();
        });
    }
    /// From then on nothing is called any more. Also when the server ended by itself.
    void end() {
        if (!thread_.joinable()) return;
        is_over_ = true;
        pthread_kill(thread_.native_handle(), SIGTERM);
        thread_.join();
    }
    ~Signals() { end(); }

  private:
    sigset_t signals_{};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

std::string in_force(const std::optional<http::RuleDesk::Active>& active) {
    if (!active) return "no rules in force, every claim takes the default routing";
    return "rules " + active->rule_set + " in force, sha256 " + active->hash;
}

/// The rules of the directory that was named, or of the one beside the configuration. What is wrong with them is told
/// on standard error, all of it.
std::unique_ptr<RuleKeeper> load_rules(const ServeOptions& options, const Company& company, const Crypto& crypto,
                                       const WallClock& clock) {
    std::optional<std::filesystem::path> directory = rules_beside(options.config);
    if (options.rules) directory = options.rules->empty() ? std::nullopt : std::optional(*options.rules);
    auto keeper = RuleKeeper::load(directory, company, crypto, clock);
    if (keeper) return *std::move(keeper);
    for (const rule_files::FileFinding& finding : keeper.error())
        std::cerr << "makegood: " << rule_files::in_words(finding) << "\n";
    return nullptr;
}

void reload_rules(RuleKeeper& rules) {
    const auto reloaded = rules.reload();
    if (reloaded) {
        std::cerr << "makegood: rules read again, " << in_force(*reloaded) << std::endl;
        return;
    }
    for (const Finding& finding : reloaded.error())
        std::cerr << "makegood: " << (finding.pointer.empty() ? "" : finding.pointer + ": ") << "found "
                  << finding.found << "; accepted: " << finding.expected << "\n";
    std::cerr << "makegood: nothing was loaded, still " << in_force(rules.active()) << std::endl;
}

/// For whoever must prove one day that a file holds all of the journal (law 9).
void tell_checkpoint(const std::string& database, Crypto& crypto) {
    auto archive = sqlite::Archive::open(database, crypto);
    if (!archive) return;
    const JournalHead head = (*archive)->reader().head();
    std::cout << "makegood: stopped, checkpoint " << head.sequence << ":" << vault::to_hex(head.hash) << std::endl;
}

}  // namespace

int run_serve(const ServeOptions& options) {
    Signals signals;
    const auto listen = parse_listen(options.listen);
    if (!listen)
        return fail("--listen " + options.listen + " is not an address; accepted: ADDR:PORT, as in 127.0.0.1:8080");
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    const auto rules = load_rules(options, premises->company, vault, clock);
    if (!rules) return exit_failed;
    auto store = open_store(options.database, premises->configuration, *rules->company(), vault, clock);
    if (!store) return fail(store.error());
    rules->activate_with(
        [&](const Company& company) { return (*store)->activate(company, premises->configuration.content); });
    auto tokens = sqlite::Tokens::open(store_options(options.database, premises->configuration), vault);
    if (!tokens) return fail(tokens.error());

    TokenBearers bearers(**tokens);
    const PromiseKeeper promise_keeper(**store, clock);
    FinanceOffice finance(options.database, *premises, vault, clock);
    http::Api api(
        **store, bearers, vault, clock, [&] { return promise_keeper.why_held(); }, rules.get(), &finance);
    http::Server server(http_limits(premises->configuration.limits), api);
    auto port = server.listen(listen->address, listen->port);
    if (!port) return fail(port.error());
    signals.then([&] { server.stop(); }, [&] { reload_rules(*rules); });
    std::cout << "makegood: serving " << premises->configuration.company_name << " on http://"
              << options.listen.substr(0, options.listen.rfind(':')) << ":" << *port << ", database "
              << options.database << "\nmakegood: " << in_force(rules->active()) << std::endl;
    server.run();
    signals.end();  // before what it reloads and stops is gone
    tell_checkpoint(options.database, vault);
    return exit_done;
}

}  // namespace makegood::app
