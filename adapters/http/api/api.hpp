#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/http/api/access.hpp"
#include "adapters/http/api/finance_desk.hpp"
#include "adapters/http/api/rule_desk.hpp"
#include "adapters/http/server.hpp"
#include "engine/port/clock.hpp"
#include "engine/port/crypto.hpp"
#include "engine/port/store.hpp"

namespace makegood::http {

/// The routes of /v1 and their few neighbours: who may, what is asked, and the way to the store and back. Decides
/// nothing. handle() runs on the I/O thread; answers come from the store's threads.
class Api : public Handler {
  public:
    /// All of them outlive the server that calls handle().
    /// `not_ready` says why the server should get no requests now; empty: it is ready.
    /// Without `rules`, those of a company that has none; without `finance`, no papers and no closing.
    Api(
        Store& store, Principals& principals, Crypto& crypto, WallClock& clock,
        std::function<std::string()> not_ready = [] { return std::string(); }, RuleDesk* rules = nullptr,
        FinanceDesk* finance = nullptr);
    ~Api() override;
    void handle(Request request, Responder responder) override;

    /// "POST /v1/claims/{id}/approve" for every route: what openapi.json must describe, no more and no less.
    [[nodiscard]] static std::vector<std::string> routes();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace makegood::http
