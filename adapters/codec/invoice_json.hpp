#pragma once

#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "adapters/codec/json_writer.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/invoice/invoice.hpp"

namespace makegood::codec {

/// Reads an invoice as `POST /v1/invoices` and the JSON lines of the import have it, or says everything that is wrong
/// with its form. Whether the sums tie out is Invoice::check's to say; what is given to it can be added up inside
/// int64.
///
/// {number, issued_on, due_on?, currency, customer{id, name, email?, vat_id?, address{street?, city?, postal_code?,
/// country}?, endpoint?}, buyer_reference?, delivery?, lines[{id, service, description, quantity, unit?, unit_price,
/// net, tax_category, tax_rate?, exemption_reason?}], allowances?[{category, rate?, amount, reason}], charges?[same],
/// tax[{category, rate?, base, amount}], totals{net, tax, gross}, rounding?, prepaid?[{amount, document?}], paid?,
/// credited?[{number, net, tax, gross}]}
///
/// `delivery` is a date or {date?, address?}. Amounts are texts with the currency's digits, decimals are texts.
/// Numbers and ids have 1 to 64 characters, names 1 to 200, other texts up to 2,000; lists up to 10,000 items.
[[nodiscard]] Result<InvoiceDraft, Findings> read_invoice(std::string_view json);

/// The same of an object inside another document, up to and including its finish(). Findings go to the reader's faults;
/// after any, the draft is good for nothing.
[[nodiscard]] InvoiceDraft read_invoice(ObjectReader& invoice);

/// Writes what was posted as an object: the same fields in the same order, decimals as they were written. What is
/// empty is left out, like an email that was erased. How a credit given elsewhere divides by rate has no place in it.
void write_invoice(JsonWriter& json, const InvoiceDraft& invoice);
/// The fields alone, into an object that holds more.
void write_invoice_fields(JsonWriter& json, const InvoiceDraft& invoice);

}  // namespace makegood::codec
