#pragma once

#include "adapters/http/api/exchange.hpp"

// The routes about rules: why a claim was routed as it was, reloading, trying a candidate.
namespace makegood::http {

void get_routing(Surroundings& around, Exchange exchange);
/// Needs no Idempotency-Key: a second reload of the same files changes nothing.
void post_reload(Surroundings& around, Exchange exchange);
/// Changes nothing.
void post_backtest(Surroundings& around, Exchange exchange);

}  // namespace makegood::http
