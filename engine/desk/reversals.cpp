#include <algorithm>

#include "engine/desk/money_desk.hpp"
#include "engine/desk/paperwork.hpp"

namespace makegood {

namespace {

/// The refund that a document asked for, while nothing of it has been sent.
const Refund* unsent_refund(const InvoiceStream& state, const Adjustment& document) {
    const auto found = std::find_if(state.refunds.begin(), state.refunds.end(), [&](const Refund& refund) {
        return refund.document == document.number.text() && refund.state == RefundState::due;
    });
    return found == state.refunds.end() ? nullptr : &*found;
}

AdjustmentReversed reversed(const Paperwork& paperwork, Adjustment reversal) {
    Standing after = paperwork.standing_after(reversal);
    return {std::move(reversal), std::move(after.lines), std::move(after.anchors), after.rounding};
}

/// What is owed once a credit note is taken back, and its refund with it if that was never sent.
Receivable receivable_after(const InvoiceStream& state, const Adjustment& document) {
    Receivable receivable = state.books->receivable;
    receivable.payable += document.totals.gross;
    if (const Refund* refund = unsent_refund(state, document)) receivable.refunded -= refund->amount;
    return receivable;
}

void cancel_refund(const InvoiceStream& state, const Adjustment& document, const Context& context,
                   std::vector<Event>& events) {
    if (const Refund* refund = unsent_refund(state, document))
        events.push_back(RefundCancelled{refund->number, Paperwork(state, context).today(),
                                         entries_for_cancelled_refund(context.company.chart, refund->amount)});
}

/// A correction comes to another worth than what stands, which is only clear while nothing was built on the document.
bool is_last_movement(const InvoiceStream& state, const Adjustment& document) {
    const auto last = std::find_if(state.adjustments.rbegin(), state.adjustments.rend(), [&](const Adjustment& other) {
        return !other.reverses && !state.is_reversed(other.number);
    });
    return last != state.adjustments.rend() && last->number == document.number;
}

/// Whether a later claim was honoured, perhaps without a document: what the customer said there is their latest word,
/// and a correction of an earlier one must not move what stands away from it (law 10).
bool is_overtaken(const InvoiceStream& state, const Claim& corrected) {
    const auto claim = std::find_if(state.claims.begin(), state.claims.end(),
                                    [&](const Claim& other) { return other.id == corrected.id; });
    return std::any_of(claim + 1, state.claims.end(), [](const Claim& later) {
        const bool is_honoured = later.state == ClaimState::approved || later.state == ClaimState::adjusted ||
                                 later.state == ClaimState::settled;
        return is_honoured && !later.worths().empty();
    });
}

/// The statement that the document honoured: the latest of its claim that names a worth.
std::optional<std::uint64_t> honoured_statement(const Claim& claim) {
    for (std::size_t i = claim.statements.size(); i > 0; --i)
        if (!claim.statements[i - 1].worths().empty()) return i - 1;
    return std::nullopt;
}

bool awaits_other_refund(const InvoiceStream& state, const ClaimId& claim, const Refund* than) {
    return std::any_of(state.refunds.begin(), state.refunds.end(), [&](const Refund& refund) {
        return refund.claim == claim && refund.source == RefundSource::adjustment && refund.is_payable() &&
               &refund != than;
    });
}

/// A reversal with the replacement that comes to the corrected worth.
Decision correct(const InvoiceStream& state, const Adjustment& document,
                 const ReverseAdjustment::Correction& correction, const Context& context) {
    const InvoiceStream::Books& books = *state.books;
    Claim claim = *state.find(document.claim);
    if (!is_last_movement(state, document) || is_overtaken(state, claim))
        return Failure{Refusal{RefusalReason::not_the_last_document}};
    const auto at = honoured_statement(claim);
    invariant(at.has_value(), "what was adjusted was stated");
    auto statement = Statement::understand(correction.saying, books.billing, context.now, context.actor);
    if (!statement) return Failure{Refusal{RefusalReason::not_understood, statement.error()}};
    if (statement->worths().empty())
        return Failure{Refusal{RefusalReason::not_understood,
                               {{"/worth", "nothing",
                                 "the worth that the customer really stated: a credit note is "
                                 "taken back for nothing less (law 10)"}}}};
    claim.statements[*at] =
        Statement::replayed(correction.saying, books.invoice->currency, claim.statements[*at].said_at(), context.actor);

    const Paperwork paperwork(state, context);
    AdjustmentReversed event = reversed(paperwork, paperwork.reversal_of(document));
    const Standing after{event.standing_lines, event.anchors, event.standing_rounding};
    const MovePlan plan = plan_move(books.billing, after, claim.worths());
    std::vector<Event> events;
    // The latest statement counts: what was offered on the one that was recorded wrongly is off the table.
    if (claim.offer) events.push_back(OfferAnswered{claim.id, OfferAnswer::revoked});
    events.push_back(StatementCorrected{claim.id, *at, correction.saying, correction.confirmed_over});
    events.push_back(std::move(event));
    cancel_refund(state, document, context, events);
    bool refund_due = awaits_other_refund(state, claim.id, unsent_refund(state, document));
    if (plan.credit) {
        const Money tax = paperwork.start().tax + document.totals.tax;
        Adjustment note = paperwork.credit_note(claim, *plan.credit, {receivable_after(state, document), tax});
        note.replaces = document.number;
        const auto refund = paperwork.refund_of(note);
        events.push_back(AdjustmentIssued{std::move(note)});
        if (refund) events.push_back(*refund);
        refund_due = refund_due || refund;
    }
    if (plan.offer) events.push_back(OfferMade{claim.id, *plan.offer});
    if (claim.state == ClaimState::adjusted && !plan.offer && !refund_due) events.push_back(ClaimSettled{claim.id});
    return events;
}

Refusal refuse_document(const InvoiceStream& state, const Adjustment& document) {
    std::string found = std::string(to_text(document.type)) + " \"" + document.number.text() + "\"";
    if (state.is_reversed(document.number))
        found += ", which was taken back before";
    else if (document.reverses)
        found += ", which takes \"" + document.reverses->text() + "\" back itself";
    return {RefusalReason::already_reversed,
            {{"", std::move(found),
              "a credit note that stands; a supplementary invoice is revoked by the customer, until it is paid"}}};
}

/// Whether a later document of ours moved a line of it since, and stands.
bool is_built_on(const InvoiceStream& state, const Adjustment& document) {
    const auto moves = [&](const Adjustment& later, const AdjustedLine& line) {
        return std::any_of(later.lines.begin(), later.lines.end(),
                           [&](const AdjustedLine& other) { return other.line == line.line; });
    };
    bool is_later = false;
    for (const Adjustment& other : state.adjustments) {
        if (is_later && !other.reverses && !state.is_reversed(other.number) &&
            std::any_of(document.lines.begin(), document.lines.end(),
                        [&](const AdjustedLine& line) { return moves(other, line); }))
            return true;
        is_later = is_later || other.number == document.number;
    }
    return false;
}

/// Whether as much stands, of each line and each tax, as the reversal takes off.
bool still_stands(const InvoiceStream::Books& books, const Adjustment& reversal) {
    const bool lines = std::none_of(reversal.lines.begin(), reversal.lines.end(),
                                    [](const AdjustedLine& line) { return line.after.is_negative(); });
    return lines && std::all_of(reversal.tax.begin(), reversal.tax.end(), [&](const TaxSubtotal& row) {
               for (std::size_t group = 0; group < books.billing.groups.size(); ++group)
                   if (books.billing.groups[group].key == row.key)
                       return books.standing.tax(books.billing, group) >= row.amount;
               return false;
           });
}

}  // namespace

Decision reverse_adjustment(const InvoiceStream& state, const ReverseAdjustment& command, const Context& context) {
    const Adjustment& document = *state.find(command.adjustment);
    const bool is_plain_credit = document.type == DocumentType::credit_note && !document.reverses;
    if (!is_plain_credit || state.is_reversed(document.number)) return Failure{refuse_document(state, document)};
    if (command.correction) return correct(state, document, *command.correction, context);

    const Paperwork paperwork(state, context);
    AdjustmentReversed event = reversed(paperwork, paperwork.reversal_of(document));
    Adjustment note = paperwork.replacement_of(document, event.reversal, receivable_after(state, document));
    const auto refund = paperwork.refund_of(note);
    const std::vector<TaxAnchor>& anchors = state.books->standing.anchors;
    AdjustmentIssued issued{std::move(note)};
    if (event.anchors != anchors) issued.anchors = anchors;
    std::vector<Event> events{std::move(event)};
    cancel_refund(state, document, context, events);
    events.push_back(std::move(issued));
    if (refund) events.push_back(*refund);
    return events;
}

Decision revoke_supplement(const InvoiceStream& state, const Claim& claim, const Context& context) {
    const auto supplement =
        std::find_if(state.adjustments.rbegin(), state.adjustments.rend(), [&](const Adjustment& document) {
            return document.claim == claim.id && document.type == DocumentType::supplementary_invoice &&
                   !document.reverses && !state.is_reversed(document.number);
        });
    if (supplement == state.adjustments.rend()) return Failure{Refusal{RefusalReason::offer_not_open}};
    const Paperwork paperwork(state, context);
    Adjustment reversal = paperwork.reversal_of(*supplement);
    if (is_built_on(state, *supplement) || !still_stands(*state.books, reversal))
        return Failure{Refusal{RefusalReason::not_the_last_document}};
    if (state.books->receivable.open() < supplement->totals.gross)
        return Failure{Refusal{RefusalReason::supplement_paid}};
    return std::vector<Event>{reversed(paperwork, std::move(reversal))};
}

}  // namespace makegood
