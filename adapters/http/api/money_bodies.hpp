#pragma once

#include <string_view>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/desk/export_log.hpp"

// Bodies of requests about money, as commands. The findings say all that is wrong, with pointers into the body.
namespace makegood::http {

[[nodiscard]] Result<Command, Findings> read_payment(std::string_view body);
[[nodiscard]] Result<Command, Findings> read_payment_reversal(const PaymentId& payment, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_external_adjustment(const InvoiceNumber& invoice, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_balance_use(const InvoiceNumber& invoice, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_balance_refund(const InvoiceNumber& invoice, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_refund_account(const RefundNumber& refund, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_refund_account_confirm(const RefundNumber& refund, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_refund_paid(const RefundNumber& refund, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_refund_failed(const RefundNumber& refund, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_make_good(const ClaimId& claim, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_adjustment_reversal(const AdjustmentNumber& adjustment,
                                                                 std::string_view body);

/// {through}
[[nodiscard]] Result<Date, Findings> read_close(std::string_view body);
/// {reference} of a batch that was booked, {reason} of one that was not.
[[nodiscard]] Result<ExportCommand, Findings> read_batch_answer(std::uint64_t number, bool is_booked,
                                                                std::string_view body);

}  // namespace makegood::http
