#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/tally.hpp"
#include "engine/desk/invoice_stream.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// Keeps the projections: the rows of a command at once, sums by way of a Tally. Copies results out of events and
/// states and computes no policy, so that a replay of the journal gives the same rows.
///
/// How the outcomes are counted. A claim counts on the day it was opened (company's zone, as its event says), with its
/// times to acknowledge and adjust; credits on the day their document was issued; billed on the invoice's issue date.
///  - by month: every claim once.
///  - by service: a claim counts for a service from when a statement first names a line of it, or states a worth of the
///    whole invoice, which names all; a claim without a worth counts for none yet. Credits and billing go by line.
///  - by cause: a claim counts under the explanation named last, with all its credits; under "" while none is named.
class Projector {
  public:
    explicit Projector(SQLite::Database& database);

    /// `after` is the stream with this event, and no later one, applied.
    void project(std::int64_t stream_id, const InvoiceStream& after, const Journaled& journaled, Tally& tally);

  private:
    friend class EventProjection;

    Prepared insert_invoice_;
    Prepared pay_invoice_;
    Prepared insert_claim_;
    Prepared update_claim_;
    Prepared hear_again_;
    Prepared credit_claim_;
    Prepared close_claim_;
    Prepared insert_payment_;
    Prepared insert_refund_;
    Prepared move_refund_;
    Prepared insert_instruction_;
    Prepared insert_make_good_;
    Prepared name_cause_;
    Prepared insert_adjustment_;
    Prepared insert_entry_;
};

/// The services that a worth was ever stated of; one of the whole invoice names all.
[[nodiscard]] std::set<std::string> stated_services(const Claim& claim, const Billing& billing);

}  // namespace makegood::sqlite
