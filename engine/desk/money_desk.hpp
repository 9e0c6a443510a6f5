#pragma once

#include "engine/desk/command.hpp"

namespace makegood {

// Decisions about money that moves: what comes in, what goes back, what is kept, what is taken back. The adjustment
// itself never waits for any of them. Each is decide() for its command, on a stream that has books; the two halves of
// RecordPayment are put together there.

/// PaymentReceived, classified; nothing when it was recorded before.
[[nodiscard]] Decision receive_payment(const InvoiceStream& state, const RecordPayment& command,
                                       const Context& context);
/// What a payment whose shortfall is `statement` says: worths of lines, or of the whole, gross.
[[nodiscard]] Saying saying_of(const InvoiceStream::Books& books, const Payment& payment);

[[nodiscard]] Decision reverse_payment(const InvoiceStream& state, const ReversePayment& command,
                                       const Context& context);

[[nodiscard]] Decision release_refund(const InvoiceStream& state, const ReleaseRefund& command, const Context& context);
[[nodiscard]] Decision name_refund_account(const InvoiceStream& state, const NameRefundAccount& command);
[[nodiscard]] Decision confirm_refund_account(const InvoiceStream& state, const ConfirmRefundAccount& command,
                                              const Context& context);
[[nodiscard]] Decision record_refund_paid(const InvoiceStream& state, const RecordRefundPaid& command,
                                          const Context& context);
[[nodiscard]] Decision record_refund_failed(const InvoiceStream& state, const RecordRefundFailed& command,
                                            const Context& context);
[[nodiscard]] Decision retry_refund(const InvoiceStream& state, const RetryRefund& command);

[[nodiscard]] Decision use_balance(const InvoiceStream& state, const UseBalance& command, const Context& context);
[[nodiscard]] Decision refund_balance(const InvoiceStream& state, const RefundBalance& command, const Context& context);
[[nodiscard]] Decision give_make_good(const InvoiceStream& state, const GiveMakeGood& command, const Context& context);

[[nodiscard]] Decision reverse_adjustment(const InvoiceStream& state, const ReverseAdjustment& command,
                                          const Context& context);
/// Law 5: a supplementary invoice may be revoked by the customer until it is paid.
[[nodiscard]] Decision revoke_supplement(const InvoiceStream& state, const Claim& claim, const Context& context);

}  // namespace makegood
