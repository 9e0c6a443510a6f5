#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/key_ring.hpp"
#include "engine/desk/invoice_stream.hpp"

namespace makegood::sqlite {

inline constexpr std::string_view invoice_stream_prefix = "invoice:";
inline constexpr std::string_view exports_stream = "exports";
[[nodiscard]] std::string stream_name(const InvoiceNumber& number);
/// The number in an invoice stream's name.
[[nodiscard]] InvoiceNumber invoice_number(std::string_view stream);

/// Folds invoice streams out of the journal, as one connection sees it. Throws SQLite::Exception.
class StreamFolder {
  public:
    /// `keys` may be null: what people said stays sealed and comes out erased.
    StreamFolder(SQLite::Database& database, KeyRing* keys);

    [[nodiscard]] std::optional<std::int64_t> find(const InvoiceNumber& number);
    [[nodiscard]] std::optional<std::int64_t> find(const ClaimId& claim);
    [[nodiscard]] std::optional<std::int64_t> find(const AdjustmentNumber& adjustment);
    [[nodiscard]] std::optional<std::int64_t> find(const RefundNumber& refund);
    [[nodiscard]] std::optional<std::int64_t> find(const PaymentId& payment);
    /// The version of its last event; 0: it has none.
    [[nodiscard]] std::uint64_t version_of(std::int64_t stream_id);
    [[nodiscard]] InvoiceNumber number_of(std::int64_t stream_id);
    /// Its events before journal sequence `before`, applied in order.
    [[nodiscard]] InvoiceStream fold(std::int64_t stream_id,
                                     std::uint64_t before = std::numeric_limits<std::int64_t>::max());

    /// Its first event alone; the customer's email comes out erased.
    [[nodiscard]] InvoiceDraft invoice_as_recorded(std::int64_t stream_id);

  private:
    KeyRing* keys_;
    Prepared by_name_;
    Prepared by_claim_;
    Prepared by_adjustment_;
    Prepared by_refund_;
    Prepared by_payment_;
    Prepared name_;
    Prepared version_;
    Prepared events_;
    Prepared first_event_;
};

/// Reads an event back as it was applied. One that cannot be read breaks an invariant: prepare() let the file in.
[[nodiscard]] Recorded read_event(std::string_view envelope, codec::Sealer& sealer);

}  // namespace makegood::sqlite
