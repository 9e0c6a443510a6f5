#include "adapters/sqlite/stream_folder.hpp"

namespace makegood::sqlite {

std::string stream_name(const InvoiceNumber& number) {
    return std::string(invoice_stream_prefix) + number.text();
}

InvoiceNumber invoice_number(std::string_view stream) {
    invariant(stream.starts_with(invoice_stream_prefix), "the stream of an invoice is named after it");
    return InvoiceNumber(std::string(stream.substr(invoice_stream_prefix.size())));
}

namespace {

Recorded recorded(Result<codec::Decoded, Finding> decoded) {
    invariant(decoded.has_value(), "an event of the journal can be read");
    codec::Decoded event = *std::move(decoded);
    return {event.envelope.version, event.envelope.at, std::move(event.envelope.actor), std::move(event.event)};
}

}  // namespace

Recorded read_event(std::string_view envelope, codec::Sealer& sealer) {
    return recorded(codec::decode_event(envelope, sealer, codec::Depth::state));
}

StreamFolder::StreamFolder(SQLite::Database& database, KeyRing* keys)
    : keys_(keys),
      by_name_(database, "SELECT id FROM streams WHERE name = ?"),
      by_claim_(database, "SELECT stream_id FROM claims WHERE id = ?"),
      by_adjustment_(database,
                     "SELECT j.stream_id FROM adjustments a JOIN journal j ON j.sequence = a.sequence "
                     "WHERE a.number = ?"),
      by_refund_(database, "SELECT stream_id FROM refunds WHERE number = ?"),
      by_payment_(database, "SELECT stream_id FROM payments WHERE id = ?"),
      name_(database, "SELECT name FROM streams WHERE id = ?"),
      version_(database, "SELECT coalesce(max(version), 0) FROM journal WHERE stream_id = ?"),
      events_(database, "SELECT envelope FROM journal WHERE stream_id = ? AND sequence < ? ORDER BY version"),
      first_event_(database, "SELECT envelope FROM journal WHERE stream_id = ? AND version = 1") {}

std::optional<std::int64_t> StreamFolder::find(const InvoiceNumber& number) {
    const std::string name = stream_name(number);
    Run run(by_name_, name);
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

std::optional<std::int64_t> StreamFolder::find(const ClaimId& claim) {
    Run run(by_claim_, Blob(claim.uuid()));
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

std::optional<std::int64_t> StreamFolder::find(const AdjustmentNumber& adjustment) {
    Run run(by_adjustment_, adjustment.text());
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

std::optional<std::int64_t> StreamFolder::find(const RefundNumber& refund) {
    Run run(by_refund_, refund.text());
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

std::optional<std::int64_t> StreamFolder::find(const PaymentId& payment) {
    Run run(by_payment_, payment.text());
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

std::uint64_t StreamFolder::version_of(std::int64_t stream_id) {
    Run run(version_, stream_id);
    invariant(run.next(), "an aggregate has a row");
    return run.counter(0);
}

InvoiceNumber StreamFolder::number_of(std::int64_t stream_id) {
    Run run(name_, stream_id);
    invariant(run.next(), "a stream has a name");
    return invoice_number(run.view(0));
}

InvoiceStream StreamFolder::fold(std::int64_t stream_id, std::uint64_t before) {
    InvoiceStream state;
    std::string customer;
    BlindSealer blind;
    std::optional<KeySealer> known;
    const auto sealer_of = [&](const std::string& named) -> codec::Sealer& {
        if (!keys_) return blind;
        customer = named;
        return known.emplace(*keys_, customer);
    };
    Run run(events_, stream_id, before);
    while (run.next()) {
        const bool is_first = state.version == 0;
        codec::Sealer& sealer = known ? static_cast<codec::Sealer&>(*known) : blind;
        apply(state,
              is_first ? recorded(codec::decode_first_event(run.view(0), sealer_of)) : read_event(run.view(0), sealer));
    }
    return state;
}

InvoiceDraft StreamFolder::invoice_as_recorded(std::int64_t stream_id) {
    BlindSealer blind;
    Run run(first_event_, stream_id);
    invariant(run.next(), "a stream has a first event");
    return std::get<InvoiceRecorded>(read_event(run.view(0), blind).event).invoice;
}

}  // namespace makegood::sqlite
