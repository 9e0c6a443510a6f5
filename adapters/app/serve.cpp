#include <atomic>
#include <charconv>
#include <csignal>
#include <iostream>
#include <optional>
#include <thread>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/promise_keeper.hpp"
#include "adapters/http/api/api.hpp"
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

/// Waits for SIGTERM or SIGINT on a thread of its own, where stopping may take locks.
class StopSignal {
  public:
    /// Before any other thread starts: they inherit the mask.
    StopSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    template <class Stop>
    void then(Stop stop) {
        thread_ = std::thread([this, stop] {
            int signal = 0;
            sigwait(&signals_, &signal);
            if (is_over_) return;
            std::cerr << "makegood: stopping, requests in flight are finished\n";
            stop();
        });
    }
    /// Also when the server ended by itself.
    ~StopSignal() {
        if (!thread_.joinable()) return;
        is_over_ = true;
        pthread_kill(thread_.native_handle(), SIGTERM);
        thread_.join();
    }

  private:
    sigset_t signals_{};
    std::atomic<bool> is_over_{false};
    std::thread thread_;
};

}  // namespace

int run_serve(const ServeOptions& options) {
    StopSignal stop_signal;
    const auto listen = parse_listen(options.listen);
    if (!listen)
        return fail("--listen " + options.listen + " is not an address; accepted: ADDR:PORT, as in 127.0.0.1:8080");
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto store = sqlite::SqliteStore::open(store_options(options.database, premises->configuration), vault, clock,
                                           premises->company);
    if (!store) return fail(store.error());
    auto tokens = sqlite::Tokens::open(store_options(options.database, premises->configuration), vault);
    if (!tokens) return fail(tokens.error());

    TokenBearers bearers(**tokens);
    const PromiseKeeper promise_keeper(**store, clock);
    http::Api api(**store, bearers, vault, clock, [&] { return promise_keeper.why_held(); });
    http::Server server(http_limits(premises->configuration.limits), api);
    auto port = server.listen(listen->address, listen->port);
    if (!port) return fail(port.error());
    stop_signal.then([&] { server.stop(); });
    std::cout << "makegood: serving " << premises->configuration.company_name << " on http://"
              << options.listen.substr(0, options.listen.rfind(':')) << ":" << *port << ", database "
              << options.database << std::endl;
    server.run();
    return exit_done;
}

}  // namespace makegood::app
