#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/message.hpp"
#include "adapters/http/responder.hpp"
#include "engine/core/actor.hpp"
#include "engine/core/result.hpp"
#include "engine/port/clock.hpp"
#include "engine/port/crypto.hpp"
#include "engine/port/store.hpp"

namespace makegood::http {

class RuleDesk;
class FinanceDesk;
class LongWork;

/// Why the server should get no requests now, beside a store that cannot write; empty: it is ready. Thread-safe.
using Readiness = std::function<std::string()>;

/// What routes need of the world.
struct Surroundings {
    Store& store;
    Crypto& crypto;
    WallClock& clock;
    const Readiness& readiness;
    RuleDesk& rules;
    FinanceDesk& finance;
    LongWork& long_work;
};

/// Gives one answer, and has what was refused counted (law 6).
class Reply {
  public:
    Reply(Responder responder, Store& store) : responder_(std::move(responder)), store_(&store) {}
    void operator()(Response response);

  private:
    Responder responder_;
    Store* store_;
};

/// One request on its way through a route.
struct Exchange {
    Request request;
    Reply responder;
    Actor actor;
    std::string parameter;  ///< what stood for {id} or {number} in the path
    std::string route;      ///< "POST /v1/claims/…/approve", with the parameter in place
};

/// One query parameter, at most once; the error is the answer.
[[nodiscard]] Result<std::optional<std::string>, Response> query_parameter(const Request& request,
                                                                           std::string_view name);
/// Refuses parameters that a route does not know: a misspelt filter must not silently show everything. Empty names in
/// `known` are no names.
[[nodiscard]] std::optional<Response> refuse_unknown_parameters(const Request& request,
                                                                std::span<const std::string_view> known);

/// RFC 3986: everything but unreserved characters.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// What is wrong with the headers of a request that changes something, said before any work is done for it.
[[nodiscard]] std::optional<Response> refuse_headers(const Request& request);
/// Of a request about what has no version: an If-Match that nobody looks at would promise what is not kept.
[[nodiscard]] std::optional<Response> refuse_if_match(const Request& request);

/// Sends a command to the store. `render` makes the answer of what was accepted, `refused` of what was not; refusals
/// are worded in one place. Needs an Idempotency-Key; takes the expected version from If-Match.
void submit(Surroundings& around, Exchange exchange, std::variant<Command, ExportCommand> command,
            std::function<Answer(const Outcome&)> render, std::function<Answer(const Refusal&)> refused = {});

/// 503: nothing can be read now, and why.
[[nodiscard]] Response not_readable(std::string_view reason);

/// Answers from a snapshot.
void read(Surroundings& around, Exchange exchange, std::function<Response(Reader&, const Exchange&)> render);

}  // namespace makegood::http
