#include "adapters/sqlite/projector.hpp"

#include <algorithm>
#include <set>

namespace makegood::sqlite {

namespace {

template <class Texts>
std::string join(const Texts& texts) {
    std::string joined;
    for (const std::string& text : texts) joined += (joined.empty() ? "" : "\n") + text;
    return joined;
}

/// The columns of a claim that its events change.
struct ClaimColumns {
    int state;
    int rank;
    std::string flags;
    std::optional<std::int64_t> promise;
    std::optional<std::int64_t> target;
    std::optional<std::int64_t> honour_at;
};

ClaimColumns columns_of(const Claim& claim) {
    const int rank = static_cast<int>(Priority::urgent) - static_cast<int>(claim.routing.priority);
    ClaimColumns columns{static_cast<int>(claim.state), rank, join(claim.routing.flags), {}, {}, {}};
    if (!is_open(claim.state)) return columns;
    const Step step = claim.state == ClaimState::received ? Step::acknowledge : Step::adjust;
    const auto& next = claim.routing.dues[static_cast<std::size_t>(step)];
    const auto& adjust = claim.routing.dues[static_cast<std::size_t>(Step::adjust)];
    columns.promise = next_promise(claim.state, claim.routing.dues).unix_ms();
    columns.target = next->target.unix_ms();
    if (may_move(claim.state, ClaimState::approved) && !claim.worths().empty())
        columns.honour_at = adjust->promise.unix_ms();
    return columns;
}

Date utc_date(Instant at) {
    return Zone::utc().date_at(at);
}

using Services = std::set<std::string>;

void name_services(Services& services, const Statement& statement, const Billing& billing) {
    for (const Worth& worth : statement.worths())
        for (const BilledLine& line : billing.lines)
            if (!worth.line() || line.id == *worth.line()) services.insert(line.service.text());
}

Services services_of(const Claim& claim, const Billing& billing, std::size_t statements) {
    Services services;
    for (std::size_t i = 0; i < statements; ++i) name_services(services, claim.statements[i], billing);
    return services;
}

std::int64_t signed_amount(const Adjustment& adjustment, const Money& amount) {
    return adjustment.type == DocumentType::credit_note ? amount.minor() : -amount.minor();
}

}  // namespace

/// One event on its way into the tables.
class EventProjection {
  public:
    EventProjection(Projector& to, std::int64_t stream_id, const InvoiceStream& after, const Journaled& journaled,
                    Tally& tally)
        : to_(to), stream_id_(stream_id), after_(after), journaled_(journaled), tally_(tally) {}

    void operator()(const InvoiceRecorded& event) {
        const InvoiceDraft& invoice = event.invoice;
        const Receivable& receivable = after_.books->receivable;
        Run(to_.insert_invoice_, stream_id_, invoice.customer.id.text(), invoice.customer.name,
            std::string(invoice.currency.code()), invoice.issued_on.unix_days(), receivable.payable.minor(), is_paid(),
            open_minor())
            .finish();
        post(event.entries, invoice.issued_on, invoice.number.text());
        tally_.add(OutcomesBy::month, invoice.issued_on, "", invoice.currency,
                   {.billed_minor = invoice.totals.net.minor()});
        for (const BilledLine& line : after_.books->billing.lines)
            tally_.add(OutcomesBy::service, invoice.issued_on, line.service.text(), invoice.currency,
                       {.billed_minor = line.billed.minor()});
    }

    void operator()(const CreditedElsewhere& event) {
        note_open();
        post(event.entries, event.posted_on.value_or(utc_date(journaled_.recorded.at)), event.credit.number);
    }

    void operator()(const ClaimOpened& event) {
        const Claim& claim = *after_.find(event.claim);
        const ClaimColumns columns = columns_of(claim);
        const InvoiceDraft& invoice = *after_.books->invoice;
        Run(to_.insert_claim_, journaled_.sequence, Blob(claim.id.uuid()), claim.number.text(), stream_id_,
            invoice.customer.id.text(), columns.state, columns.rank, columns.flags, journaled_.sequence,
            services_text(claim), claim.opened_at.unix_ms(), event.opened_on.unix_days(), columns.promise,
            columns.target, columns.honour_at, std::string(invoice.currency.code()))
            .finish();
        count(OutcomesBy::month, "", event.opened_on, {.claims = 1});
        count(OutcomesBy::cause, "", event.opened_on, {.claims = 1});
        count_new_services(claim, event.opened_on);
        tally_.took(Series::claim, event.opened_on, event.ordinal, event.number.text());
    }

    void operator()(const StatementMade& event) {
        const Claim& claim = *after_.find(event.claim);
        Run(to_.hear_again_, services_text(claim), event.routing ? std::optional(signed_sequence()) : std::nullopt,
            Blob(claim.id.uuid()))
            .finish();
        count_new_services(claim, refresh(claim).opened_on);
        if (!is_open(claim.state)) close(claim);
    }

    void operator()(const ClaimAcknowledged& event) {
        const auto taken = journaled_.recorded.at - after_.find(event.claim)->opened_at;
        count_step(*after_.find(event.claim), {.acknowledged = 1, .acknowledged_ms = taken.count()});
    }

    void operator()(const ClaimApproved& event) { refresh(*after_.find(event.claim)); }
    void operator()(const OfferMade&) {}
    void operator()(const OfferAnswered&) {}

    void operator()(const AdjustmentIssued& event) { issue(event.adjustment); }
    void operator()(const AdjustmentReversed& event) { issue(event.reversal); }

    void issue(const Adjustment& adjustment) {
        const ClaimRow row = refresh(*after_.find(adjustment.claim));
        insert(glance_at(adjustment));
        note_open();
        Run(to_.credit_claim_, signed_amount(adjustment, adjustment.totals.gross), Blob(adjustment.claim.uuid()))
            .finish();
        post(adjustment.entries, adjustment.issued_on, adjustment.number.text());
        const OutcomeSums credited{.credited_minor = signed_amount(adjustment, adjustment.totals.net)};
        count(OutcomesBy::month, "", adjustment.issued_on, credited);
        count(OutcomesBy::cause, row.cause, adjustment.issued_on, credited);
        for (const AdjustedLine& line : adjustment.lines)
            count(OutcomesBy::service, line.service.text(), adjustment.issued_on,
                  {.credited_minor = signed_amount(adjustment, line.net())});
        tally_.took(series_of(adjustment.type), adjustment.issued_on, adjustment.ordinal, adjustment.number.text());
    }

    void operator()(const StatementCorrected& event) {
        const Claim& claim = *after_.find(event.claim);
        Run(to_.hear_again_, services_text(claim), std::optional<std::int64_t>(), Blob(claim.id.uuid())).finish();
    }

    void operator()(const PaymentReceived& event) {
        const auto& shortfall = event.payment.shortfall;
        Run(to_.insert_payment_, journaled_.sequence, event.payment.id.text(), stream_id_,
            shortfall ? std::optional<std::int64_t>(static_cast<std::int64_t>(*shortfall)) : std::nullopt)
            .finish();
        note_open();
        post(event.entries, event.payment.received_on, event.payment.id.text());
    }

    void operator()(const PaymentReversed& event) {
        note_open();
        post(event.entries, event.reversed_on, event.payment.text());
    }

    void operator()(const RefundRecorded& event) {
        Run(to_.insert_refund_, journaled_.sequence, event.refund.text(), stream_id_,
            static_cast<int>(RefundState::due))
            .finish();
        post(event.entries, event.recorded_on, event.refund.text());
        tally_.took(Series::refund, event.recorded_on, event.ordinal, event.refund.text());
    }

    void operator()(const RefundAccountNamed&) {}
    void operator()(const RefundAccountConfirmed&) {}

    void operator()(const RefundInstructed& event) {
        move_refund(event.refund);
        Run(to_.insert_instruction_, journaled_.sequence, stream_id_).finish();
    }

    void operator()(const RefundPaid& event) {
        move_refund(event.refund);
        post(event.entries, event.posted_on, event.refund.text());
    }

    void operator()(const RefundFailed& event) {
        move_refund(event.refund);
        post(event.entries, event.posted_on, event.refund.text());
    }

    void operator()(const RefundDueAgain& event) { move_refund(event.refund); }
    void operator()(const RefundCancelled& event) {
        move_refund(event.refund);
        note_open();
        post(event.entries, event.posted_on, event.refund.text());
    }
    void operator()(const BalanceUsed&) {}

    void operator()(const BalanceReceived& event) {
        note_open();
        post(event.entries, event.posted_on, event.from.text());
    }

    void operator()(const MakeGoodGiven& event) {
        const MakeGood& given = event.make_good;
        Run(to_.insert_make_good_, journaled_.sequence, given.number.text()).finish();
        post(event.entries, given.issued_on, given.number.text());
        tally_.took(Series::make_good, given.issued_on, given.ordinal, given.number.text());
    }

    void operator()(const BatchSealed& event) {
        const std::string document = "batch " + std::to_string(event.content.number);
        post(event.accrual, event.content.through, document);
        post(event.reversal, Date::from_unix_days(event.content.through.unix_days() + 1), document,
             event.accrual.size());
    }
    void operator()(const BatchAnswered&) {}

    void operator()(const ClaimAdjusted& event) {
        const auto taken = journaled_.recorded.at - after_.find(event.claim)->opened_at;
        count_step(*after_.find(event.claim), {.adjusted = 1, .adjusted_ms = taken.count()});
        close(*after_.find(event.claim));
    }

    void operator()(const ClaimSettled& event) { refresh(*after_.find(event.claim)); }
    void operator()(const NoteAdded&) {}

    void operator()(const CauseNamed& event) {
        const Claim& claim = *after_.find(event.claim);
        const ClaimRow before = refresh(claim);
        Run(to_.name_cause_, event.cause.explanation, Blob(claim.id.uuid())).finish();
        move_cause(claim, before, event.cause.explanation);
    }

    void operator()(const ConfigurationActivated&) {}
    void operator()(const NumbersRestarted&) {}
    void operator()(const NumbersResumed&) {}
    void operator()(const RulesActivated&) {}

  private:
    struct ClaimRow {
        Date opened_on;
        std::string cause;  ///< "" while none is named
    };

    std::int64_t signed_sequence() const { return static_cast<std::int64_t>(journaled_.sequence); }
    bool is_paid() const { return !after_.books->receivable.open().is_positive(); }
    std::int64_t open_minor() const { return after_.books->receivable.open().minor(); }
    void note_open() { Run(to_.pay_invoice_, is_paid(), open_minor(), stream_id_).finish(); }
    void close(const Claim& claim) { Run(to_.close_claim_, journaled_.sequence, Blob(claim.id.uuid())).finish(); }
    void move_refund(const RefundNumber& refund) {
        Run(to_.move_refund_, static_cast<int>(after_.find(refund)->state), refund.text()).finish();
    }

    std::string services_text(const Claim& claim) const { return join(stated_services(claim, after_.books->billing)); }

    /// Brings the row to the claim's state.
    ClaimRow refresh(const Claim& claim) {
        const ClaimColumns columns = columns_of(claim);
        Run run(to_.update_claim_, columns.state, columns.rank, columns.flags, columns.promise, columns.target,
                columns.honour_at, Blob(claim.id.uuid()));
        invariant(run.next(), "a claim has its row since it was opened");
        ClaimRow row{Date::from_unix_days(static_cast<std::int32_t>(run.integer(0))), run.text(1)};
        invariant(!run.next(), "a claim has one row");
        return row;
    }

    void insert(const AdjustmentGlance& document) {
        const auto settled = [&](SettlementKind kind) {
            return document.settled[static_cast<std::size_t>(kind)].minor();
        };
        Run(to_.insert_adjustment_, journaled_.sequence, document.number.text(), stream_id_,
            static_cast<int>(document.type), document.issued_on.unix_days(), document.invoice_issued_on.unix_days(),
            Blob(document.claim.uuid()), std::string(document.rounding.currency().code()), document.totals.net.minor(),
            document.totals.tax.minor(), document.rounding.minor(), document.totals.gross.minor(),
            settled(SettlementKind::offset), settled(SettlementKind::refund), settled(SettlementKind::balance),
            settled(SettlementKind::out_of_band))
            .finish();
    }

    /// `first` is the place of the first entry in the event.
    void post(const std::vector<Entry>& entries, Date posted_on, const std::string& document, std::size_t first = 0) {
        invariant(first + entries.size() < entries_per_event_max, "an event's entries can be numbered within it");
        std::uint64_t id = journaled_.sequence * entries_per_event_max + first;
        for (const Entry& entry : entries) {
            Run(to_.insert_entry_, id++, stream_id_, posted_on.unix_days(), entry.debit_name.text(),
                entry.credit_name.text(), std::string(entry.amount.currency().code()), entry.amount.minor(), document,
                static_cast<int>(entry.origin), static_cast<int>(entry.debit), static_cast<int>(entry.credit))
                .finish();
            tally_.post(entry, posted_on);
        }
    }

    void count(OutcomesBy by, const std::string& key, Date day, const OutcomeSums& sums) {
        tally_.add(by, day, key, after_.books->invoice->currency, sums);
    }

    void count_new_services(const Claim& claim, Date opened_on) {
        const Billing& billing = after_.books->billing;
        Services named;
        name_services(named, claim.statements.back(), billing);
        if (named.empty()) return;
        const Services counted = services_of(claim, billing, claim.statements.size() - 1);
        const OutcomeSums so_far = sums_of(claim);
        for (const std::string& service : named)
            if (!counted.contains(service)) count(OutcomesBy::service, service, opened_on, so_far);
    }

    /// A step that is measured: counted wherever the claim is.
    void count_step(const Claim& claim, const OutcomeSums& sums) {
        const ClaimRow row = refresh(claim);
        count(OutcomesBy::month, "", row.opened_on, sums);
        count(OutcomesBy::cause, row.cause, row.opened_on, sums);
        for (const std::string& service : services_of(claim, after_.books->billing, claim.statements.size()))
            count(OutcomesBy::service, service, row.opened_on, sums);
    }

    void move_cause(const Claim& claim, const ClaimRow& before, const std::string& to) {
        const OutcomeSums sums = sums_of(claim);
        count(OutcomesBy::cause, before.cause, before.opened_on, -sums);
        count(OutcomesBy::cause, to, before.opened_on, sums);
        for (const Adjustment& adjustment : after_.adjustments) {
            if (adjustment.claim != claim.id) continue;
            const OutcomeSums credited{.credited_minor = signed_amount(adjustment, adjustment.totals.net)};
            count(OutcomesBy::cause, before.cause, adjustment.issued_on, -credited);
            count(OutcomesBy::cause, to, adjustment.issued_on, credited);
        }
    }

    /// What a claim counts for on the day it was opened.
    OutcomeSums sums_of(const Claim& claim) const {
        OutcomeSums sums{.claims = 1};
        for (const Happening& happening : after_.history) {
            if (happening.claim != claim.id) continue;
            const auto taken = (happening.at - claim.opened_at).count();
            if (happening.type == type_of(ClaimAcknowledged{claim.id}))
                sums += {.acknowledged = 1, .acknowledged_ms = taken};
            if (happening.type == type_of(ClaimAdjusted{claim.id, {}, {}}))
                sums += {.adjusted = 1, .adjusted_ms = taken};
        }
        return sums;
    }

    Projector& to_;
    std::int64_t stream_id_;
    const InvoiceStream& after_;
    const Journaled& journaled_;
    Tally& tally_;
};

Projector::Projector(SQLite::Database& database)
    : insert_invoice_(database,
                      "INSERT INTO invoices (stream_id, customer, customer_name, currency, issued_on, gross_minor, "
                      "is_paid, open_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      pay_invoice_(database,
                   "UPDATE invoices SET is_paid = ?1, open_minor = ?2 "
                   "WHERE stream_id = ?3 AND (is_paid <> ?1 OR open_minor <> ?2)"),
      insert_claim_(database,
                    "INSERT INTO claims (opened_sequence, id, number, stream_id, customer, state, rank, flags, "
                    "routed_sequence, services, opened_at, opened_on, promise, target, honour_at, currency) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      update_claim_(database,
                    "UPDATE claims SET state = ?, rank = ?, flags = ?, promise = ?, target = ?, honour_at = ? "
                    "WHERE id = ? RETURNING opened_on, coalesce(cause, '')"),
      hear_again_(database,
                  "UPDATE claims SET services = ?, routed_sequence = coalesce(?, routed_sequence) WHERE id = ?"),
      credit_claim_(database, "UPDATE claims SET credited_minor = credited_minor + ? WHERE id = ?"),
      close_claim_(database, "UPDATE claims SET closed_sequence = ? WHERE id = ?"),
      insert_payment_(database, "INSERT INTO payments (sequence, id, stream_id, shortfall) VALUES (?, ?, ?, ?)"),
      insert_refund_(database, "INSERT INTO refunds (sequence, number, stream_id, state) VALUES (?, ?, ?, ?)"),
      move_refund_(database, "UPDATE refunds SET state = ? WHERE number = ?"),
      insert_instruction_(database, "INSERT INTO refund_instructions (sequence, stream_id) VALUES (?, ?)"),
      insert_make_good_(database, "INSERT INTO make_goods (sequence, number) VALUES (?, ?)"),
      name_cause_(database, "UPDATE claims SET cause = ? WHERE id = ?"),
      insert_adjustment_(database, "INSERT INTO adjustments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_entry_(database,
                    "INSERT INTO entries (id, stream_id, posted_on, debit, credit, currency, amount_minor, document, "
                    "origin, debit_role, credit_role) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") {}

std::set<std::string> stated_services(const Claim& claim, const Billing& billing) {
    return services_of(claim, billing, claim.statements.size());
}

void Projector::project(std::int64_t stream_id, const InvoiceStream& after, const Journaled& journaled, Tally& tally) {
    std::visit(EventProjection(*this, stream_id, after, journaled, tally), journaled.recorded.event);
}

}  // namespace makegood::sqlite
