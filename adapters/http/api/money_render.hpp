#pragma once

#include <string>

#include "adapters/codec/json_writer.hpp"
#include "engine/port/store.hpp"

// How payments, refunds, make-goods and batches look on the wire. Accounts and remittances are personal: they appear in
// answers to questions, never in the stored answer to a command.
namespace makegood::http {

using codec::JsonWriter;

enum class Accounts { shown, left_out };

void write_payment(JsonWriter& json, const Payment& payment, const InvoiceNumber& invoice, Accounts accounts);
void write_refund(JsonWriter& json, const Refund& refund, const InvoiceNumber& invoice, Accounts accounts);
void write_refund_row(JsonWriter& json, const RefundRow& row);
void write_payment_row(JsonWriter& json, const PaymentRow& row);
void write_make_good(JsonWriter& json, const MakeGood& given);
void write_hold(JsonWriter& json, const HoldRow& row);
void write_batch(JsonWriter& json, const Batch& batch);

/// payments[], refunds[], make_goods[]: fields of an invoice. Without accounts, since the answer may be stored.
void write_settled_fields(JsonWriter& json, const InvoiceStream& stream);

/// {account, currency, from, to, opening, days[{day, debit, credit, balance}], closing}
[[nodiscard]] std::string render_account_statement(const AccountName& account, Date from, Date to,
                                                   const AccountDayRow& before, const std::vector<AccountDayRow>& days);

}  // namespace makegood::http
