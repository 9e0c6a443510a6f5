#pragma once

#include <functional>

#include "adapters/http/api/exchange.hpp"
#include "adapters/http/api/refusals.hpp"

// What routes that change something have in common.
namespace makegood::http {

/// The answer that says what is wrong with a body: 400 when it is no JSON, else 422.
[[nodiscard]] Response refused_body(const Findings& findings);

/// Sends the body's command on, or answers what is wrong with it.
template <class Understood>
void submit_body(Surroundings& around, Exchange exchange, Result<Understood, Findings> command,
                 std::function<Answer(const Outcome&)> render, std::function<Answer(const Refusal&)> refused = {}) {
    if (!command) return exchange.responder(refused_body(command.error()));
    submit(around, std::move(exchange), *std::move(command), std::move(render), std::move(refused));
}

/// Runs `act` with the claim that the path names; one that is no id is a claim that nobody knows.
template <class Act>
void with_claim(Exchange exchange, Act act) {
    const auto id = parse_uuid(exchange.parameter);
    if (!id) return exchange.responder(to_response(answer_of({RefusalReason::unknown_claim})));
    act(std::move(exchange), ClaimId(*id));
}

}  // namespace makegood::http
