#pragma once

#include "adapters/http/api/exchange.hpp"

// Routes about money that moves: payments, refunds, balances, make-goods, what must not be dunned, account statements.
namespace makegood::http {

void post_payment(Surroundings& around, Exchange exchange);
void post_payment_reversal(Surroundings& around, Exchange exchange);
void get_payments(Surroundings& around, Exchange exchange);
void post_external_adjustment(Surroundings& around, Exchange exchange);
void post_balance_use(Surroundings& around, Exchange exchange);
void post_balance_refund(Surroundings& around, Exchange exchange);

void get_refunds(Surroundings& around, Exchange exchange);
void get_refund(Surroundings& around, Exchange exchange);
void post_refund_release(Surroundings& around, Exchange exchange);
void post_refund_account(Surroundings& around, Exchange exchange);
void post_refund_account_confirm(Surroundings& around, Exchange exchange);
void post_refund_paid(Surroundings& around, Exchange exchange);
void post_refund_failed(Surroundings& around, Exchange exchange);
void post_refund_retry(Surroundings& around, Exchange exchange);

void post_make_good(Surroundings& around, Exchange exchange);
void post_adjustment_reversal(Surroundings& around, Exchange exchange);

void get_holds(Surroundings& around, Exchange exchange);
void get_account_statement(Surroundings& around, Exchange exchange);

}  // namespace makegood::http
