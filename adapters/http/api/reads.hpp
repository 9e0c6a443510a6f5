#pragma once

#include "adapters/http/api/exchange.hpp"

// The routes that only look. GET never changes anything.
namespace makegood::http {

void get_invoice(Surroundings& around, Exchange exchange);
void get_claim(Surroundings& around, Exchange exchange);
void get_queue(Surroundings& around, Exchange exchange);
void get_adjustments(Surroundings& around, Exchange exchange);
void get_adjustment(Surroundings& around, Exchange exchange);
void get_entries(Surroundings& around, Exchange exchange);
void get_trial_balance(Surroundings& around, Exchange exchange);
void get_journal(Surroundings& around, Exchange exchange);
void get_refusals(Surroundings& around, Exchange exchange);
void get_outcomes(Surroundings& around, Exchange exchange);
void get_openapi(Surroundings& around, Exchange exchange);
void get_healthz(Surroundings& around, Exchange exchange);
void get_metrics(Surroundings& around, Exchange exchange);
void get_readyz(Surroundings& around, Exchange exchange);

}  // namespace makegood::http
