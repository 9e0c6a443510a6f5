#include "engine/desk/invoice_stream.hpp"

#include <algorithm>

namespace makegood {

namespace {

class Applier {
  public:
    Applier(InvoiceStream& state, const Recorded& recorded) : state_(state), recorded_(recorded) {}

    void operator()(const InvoiceRecorded& event) {
        invariant(!state_.books, "an invoice is recorded once");
        Invoice invoice = Invoice::replayed(event.invoice);
        Billing billing = Billing::replayed(invoice, event.billed);
        Standing standing = Standing::as_billed(billing);
        const Money zero = Money::zero(event.invoice.currency);
        const Receivable receivable = Receivable::of(invoice.payable(), invoice.paid_before());
        state_.books = InvoiceStream::Books{
            std::move(invoice), event.guarantee, std::move(billing), std::move(standing), receivable, {}, zero};
    }

    void operator()(const CreditedElsewhere& event) {
        InvoiceStream::Books& books = require_books();
        books.standing.lines = event.standing_lines;
        books.standing.anchors = event.anchors;
        books.receivable.payable -= event.credit.totals.gross;
        books.over_credited += event.over_credited;
        books.credits_elsewhere.push_back(event.credit);
    }

    void operator()(const ClaimOpened& event) {
        invariant(state_.open_claim() == nullptr, "an invoice has at most one open claim");
        state_.claims.push_back(Claim{event.claim,
                                      event.number,
                                      ClaimState::received,
                                      recorded_.at,
                                      {heard(event.saying)},
                                      event.wish,
                                      event.contact,
                                      event.routing,
                                      std::nullopt,
                                      {},
                                      std::nullopt,
                                      {}});
    }

    void operator()(const StatementMade& event) {
        Claim& claim = require(event.claim);
        claim.statements.push_back(heard(event.saying));
        if (event.wish) claim.wish = event.wish;
        if (event.contact) claim.contact = event.contact;
        if (event.routing) claim.routing = *event.routing;
        if (event.saying.kind == StatementKind::withdrawing)
            move(claim, ClaimState::withdrawn);
        else if (claim.state == ClaimState::approved)
            move(claim, ClaimState::acknowledged);  // what was approved is not what is stated now
    }

    void operator()(const ClaimAcknowledged& event) { move(require(event.claim), ClaimState::acknowledged); }
    void operator()(const ClaimApproved& event) {
        Claim& claim = require(event.claim);
        move(claim, ClaimState::approved);
        claim.approved_by = recorded_.actor;
    }
    void operator()(const OfferMade& event) { require(event.claim).offer = event.movement; }
    void operator()(const OfferAnswered& event) { require(event.claim).offer.reset(); }

    void operator()(const AdjustmentIssued& event) {
        const Adjustment& adjustment = event.adjustment;
        InvoiceStream::Books& books = require_books();
        const Standing before = books.standing;
        const LineIndex index(books.billing);
        for (const AdjustedLine& line : adjustment.lines) {
            const auto at = index.find(line.line);
            invariant(at && books.standing.lines[*at] == line.before, "an adjustment starts from what stands");
            books.standing.lines[*at] = line.after;
        }
        if (adjustment.type == DocumentType::credit_note) {
            if (event.anchors.empty())
                for (const TaxSubtotal& row : adjustment.tax) take_off_stranded_tax(books, before, row);
            else
                books.standing.anchors = event.anchors;
            books.standing.rounding -= adjustment.rounding;
            books.receivable.payable -= adjustment.totals.gross;
        } else {
            books.receivable.payable += adjustment.totals.gross;
        }
        for (const SettlementPart& part : adjustment.settlement) {
            if (part.kind == SettlementKind::refund) books.receivable.refunded += part.amount;
            if (part.kind == SettlementKind::balance) books.receivable.kept += part.amount;
            if (part.kind == SettlementKind::out_of_band) books.receivable.settled_otherwise += part.amount;
        }
        require(adjustment.claim).adjustments.push_back(adjustment.number);
        state_.adjustments.push_back(adjustment);
    }

    void operator()(const AdjustmentReversed& event) {
        InvoiceStream::Books& books = require_books();
        books.standing = Standing{event.standing_lines, event.anchors, event.standing_rounding};
        const bool gives_back = event.reversal.type == DocumentType::supplementary_invoice;
        books.receivable.payable += gives_back ? event.reversal.totals.gross : -event.reversal.totals.gross;
        require(event.reversal.claim).adjustments.push_back(event.reversal.number);
        state_.adjustments.push_back(event.reversal);
    }

    void operator()(const StatementCorrected& event) {
        Claim& claim = require(event.claim);
        invariant(event.statement < claim.statements.size(), "what is corrected was stated");
        Statement& statement = claim.statements[event.statement];
        statement =
            Statement::replayed(event.saying, require_books().invoice->currency, statement.said_at(), recorded_.actor);
    }

    void operator()(const PaymentReceived& event) {
        require_books().receivable.paid += event.payment.amount;
        state_.payments.push_back(event.payment);
    }

    void operator()(const PaymentReversed& event) {
        const auto found = std::find_if(state_.payments.begin(), state_.payments.end(),
                                        [&](const Payment& payment) { return payment.id == event.payment; });
        invariant(found != state_.payments.end() && !found->is_reversed, "what bounces came in, and bounces once");
        found->is_reversed = true;
        found->reversed_on = event.reversed_on;
        require_books().receivable.paid -= found->amount;
    }

    void operator()(const RefundRecorded& event) {
        Receivable& receivable = require_books().receivable;
        if (event.source == RefundSource::balance) {
            receivable.kept -= event.amount;
            receivable.refunded += event.amount;
        }
        state_.refunds.push_back({event.refund, event.source, event.document, event.claim, event.amount,
                                  event.recorded_on, recorded_.actor});
    }

    void operator()(const RefundAccountNamed& event) {
        Refund& refund = require(event.refund);
        refund.named = NamedAccount{event.account, recorded_.actor, state_.channels_on_file(refund)};
    }

    void operator()(const RefundAccountConfirmed& event) {
        Refund& refund = require(event.refund);
        invariant(refund.named.has_value(), "an account is named before it is confirmed");
        refund.named->confirmed_by = recorded_.actor;
    }

    void operator()(const RefundInstructed& event) {
        Refund& refund = require(event.refund);
        move(refund, RefundState::instructed);
        refund.attempts = static_cast<int>(event.attempt);
        refund.account = event.account;
        refund.instructed_on = event.instructed_on;
    }

    void operator()(const RefundPaid& event) {
        Refund& refund = require(event.refund);
        move(refund, RefundState::paid);
        refund.paid_on = event.paid_on;
        refund.reference = event.reference;
    }

    void operator()(const RefundFailed& event) {
        Refund& refund = require(event.refund);
        move(refund, RefundState::failed);
        refund.failed_on = event.failed_on;
        refund.failure = event.reason;
        refund.paid_on.reset();
        reserve(refund, false);
    }

    void operator()(const RefundDueAgain& event) {
        Refund& refund = require(event.refund);
        move(refund, RefundState::due);
        reserve(refund, true);
    }

    void operator()(const RefundCancelled& event) {
        Refund& refund = require(event.refund);
        move(refund, RefundState::cancelled);
        require_books().receivable.refunded -= refund.amount;
    }

    void operator()(const BalanceUsed& event) { require_books().receivable.used += event.amount; }
    void operator()(const BalanceReceived& event) { require_books().receivable.paid += event.amount; }
    void operator()(const MakeGoodGiven& event) { state_.make_goods.push_back(event.make_good); }
    void operator()(const BatchSealed&) { invariant(false, "batches are no invoice's event"); }
    void operator()(const BatchAnswered&) { invariant(false, "batches are no invoice's event"); }

    void operator()(const ClaimAdjusted& event) {
        Claim& claim = require(event.claim);
        claim.routing.dues[static_cast<std::size_t>(Step::settle)] = event.settle;
        move(claim, ClaimState::adjusted);
    }
    void operator()(const ClaimSettled& event) { move(require(event.claim), ClaimState::settled); }
    void operator()(const NoteAdded& event) {
        require(event.claim).notes.push_back({recorded_.at, recorded_.actor, event.text});
    }
    void operator()(const CauseNamed& event) { require(event.claim).cause = event.cause; }
    void operator()(const ConfigurationActivated&) { invariant(false, "configuration is no invoice's event"); }
    void operator()(const RulesActivated&) { invariant(false, "rules are no invoice's event"); }
    void operator()(const NumbersRestarted&) { invariant(false, "series are no invoice's event"); }
    void operator()(const NumbersResumed&) { invariant(false, "series are no invoice's event"); }

  private:
    Statement heard(const Saying& saying) {
        return Statement::replayed(saying, require_books().invoice->currency, recorded_.at, recorded_.actor);
    }

    /// What a note gives back beyond the fall of its lines' tax comes off the stranded tax (standing_tax).
    static void take_off_stranded_tax(InvoiceStream::Books& books, const Standing& before, const TaxSubtotal& row) {
        for (std::size_t group = 0; group < books.billing.groups.size(); ++group) {
            if (books.billing.groups[group].key != row.key) continue;
            if (before.stranded_tax(books.billing, group).is_zero()) continue;
            const Money fall = before.tax(books.billing, group) - books.standing.tax(books.billing, group);
            books.standing.anchors[group].tax -= row.amount - fall;
        }
    }

    InvoiceStream::Books& require_books() {
        invariant(state_.books.has_value(), "an invoice is recorded before anything happens to it");
        return *state_.books;
    }

    Claim& require(const ClaimId& id) {
        const auto found = std::find_if(state_.claims.begin(), state_.claims.end(),
                                        [&](const Claim& claim) { return claim.id == id; });
        invariant(found != state_.claims.end(), "a claim is opened before anything happens to it");
        return *found;
    }

    void move(Claim& claim, ClaimState to) {
        invariant(may_move(claim.state, to), "a claim moves only as the table of moves allows");
        claim.state = to;
    }

    Refund& require(const RefundNumber& number) {
        const auto found = std::find_if(state_.refunds.begin(), state_.refunds.end(),
                                        [&](const Refund& refund) { return refund.number == number; });
        invariant(found != state_.refunds.end(), "a refund is recorded before anything happens to it");
        return *found;
    }

    static void move(Refund& refund, RefundState to) {
        invariant(may_move(refund.state, to), "a refund moves only as the table of moves allows");
        refund.state = to;
    }

    /// Money that failed to leave is owed, and not on its way. Make-goods are no part of the price.
    void reserve(const Refund& refund, bool is_under_way) {
        if (refund.source == RefundSource::make_good) return;
        Receivable& receivable = require_books().receivable;
        receivable.refunded += is_under_way ? refund.amount : -refund.amount;
        receivable.failed += is_under_way ? -refund.amount : refund.amount;
    }

    InvoiceStream& state_;
    const Recorded& recorded_;
};

}  // namespace

const Claim* InvoiceStream::open_claim() const {
    return !claims.empty() && is_open(claims.back().state) ? &claims.back() : nullptr;
}

const Claim* InvoiceStream::find(const ClaimId& id) const {
    const auto found = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return claim.id == id; });
    return found == claims.end() ? nullptr : &*found;
}

const Adjustment* InvoiceStream::find(const AdjustmentNumber& number) const {
    const auto found = std::find_if(adjustments.begin(), adjustments.end(),
                                    [&](const Adjustment& adjustment) { return adjustment.number == number; });
    return found == adjustments.end() ? nullptr : &*found;
}

const Payment* InvoiceStream::find(const PaymentId& id) const {
    const auto found =
        std::find_if(payments.begin(), payments.end(), [&](const Payment& payment) { return payment.id == id; });
    return found == payments.end() ? nullptr : &*found;
}

const Refund* InvoiceStream::find(const RefundNumber& number) const {
    const auto found =
        std::find_if(refunds.begin(), refunds.end(), [&](const Refund& refund) { return refund.number == number; });
    return found == refunds.end() ? nullptr : &*found;
}

bool InvoiceStream::is_reversed(const AdjustmentNumber& number) const {
    return std::any_of(adjustments.begin(), adjustments.end(),
                       [&](const Adjustment& adjustment) { return adjustment.reverses == number; });
}

Money InvoiceStream::refunds_payable() const {
    Money sum = books->receivable.refunded + books->receivable.failed;
    for (const MakeGood& given : make_goods)
        if (given.amount) sum += *given.amount;
    for (const Refund& refund : refunds)
        if (refund.state == RefundState::paid) sum -= refund.amount;
    return sum;
}

const BankAccount* InvoiceStream::paying_account() const {
    const auto found = std::find_if(payments.rbegin(), payments.rend(),
                                    [](const Payment& payment) { return payment.from && !payment.is_reversed; });
    return found == payments.rend() ? nullptr : &*found->from;
}

std::vector<Channel> InvoiceStream::channels_on_file(const Refund& refund) const {
    const Customer& customer = books->invoice->customer;
    const Claim* claim = refund.claim ? find(*refund.claim) : nullptr;
    const bool has_contact = claim && claim->contact;
    std::vector<Channel> channels;
    if (customer.email || (has_contact && claim->contact->email)) channels.push_back(Channel::link);
    if (has_contact && claim->contact->phone) channels.push_back(Channel::phone);
    if (customer.address && customer.address->street) channels.push_back(Channel::letter);
    return channels;
}

void apply(InvoiceStream& state, const Recorded& recorded) {
    invariant(recorded.stream_version == state.version + 1, "the events of a stream follow one another without a gap");
    std::visit(Applier(state, recorded), recorded.event);
    state.version = recorded.stream_version;
    state.history.push_back(
        {recorded.stream_version, recorded.at, recorded.actor, type_of(recorded.event), claim_of(recorded.event)});
}

MovePlan plan_of(const InvoiceStream::Books& books, const Claim& claim) {
    return plan_move(books.billing, books.standing, claim.worths());
}

}  // namespace makegood
