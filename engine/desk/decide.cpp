#include <algorithm>

#include "engine/desk/claim_facts.hpp"
#include "engine/desk/command.hpp"
#include "engine/desk/money_desk.hpp"
#include "engine/desk/paperwork.hpp"
#include "engine/desk/same_invoice.hpp"

namespace makegood {

namespace {

Refusal refuse(RefusalReason reason) {
    return Refusal{reason};
}

/// A number that one of our own series gives, or will: nobody else's document may carry it (law 9).
void judge_number(const std::string& number, const std::string& pointer, const Company& company, Findings& findings) {
    for (Series series : document_series) {
        const std::string& prefix = company.prefixes[static_cast<std::size_t>(series)];
        if (carries_prefix(number, prefix))
            findings.push_back({pointer, "\"" + number + "\", which our own series \"" + prefix + "\" may give",
                                "a number that does not begin with \"" + prefix + "-\" and a year"});
    }
}

Findings reserved_numbers(const InvoiceDraft& draft, const Company& company) {
    Findings findings;
    judge_number(draft.number.text(), "/number", company, findings);
    for (std::size_t i = 0; i < draft.credited.size(); ++i)
        judge_number(draft.credited[i].number, "/credited/" + std::to_string(i) + "/number", company, findings);
    return findings;
}

class Decider {
  public:
    Decider(const InvoiceStream& state, const Context& context)
        : state_(state), context_(context), paperwork_(state, context) {}

    Decision operator()(const RecordInvoice& command) {
        if (state_.books) {
            if (!is_same_invoice(*state_.books->invoice, *command.invoice))
                return Failure{refuse(RefusalReason::invoice_differs)};
            return std::vector<Event>{};
        }
        const InvoiceDraft& draft = *command.invoice;
        if (Findings reserved = reserved_numbers(draft, context_.company); !reserved.empty())
            return Failure{Refusal{RefusalReason::number_reserved, std::move(reserved)}};
        const GuaranteeVersion& guarantee = context_.company.guarantee.in_force_on(draft.issued_on);
        std::vector<Event> events;
        const Billing billing = Billing::of(command.invoice);
        std::vector<Money> billed;
        for (const BilledLine& line : billing.lines) billed.push_back(line.billed);
        events.push_back(InvoiceRecorded{draft, guarantee.name, std::move(billed),
                                         entries_for_invoice(context_.company.chart, command.invoice)});
        Standing standing = Standing::as_billed(billing);
        for (const CreditElsewhere& credit : draft.credited) events.push_back(take_off(billing, standing, credit));
        return events;
    }

    Decision operator()(const RecordCreditElsewhere& command) {
        const InvoiceStream::Books& books = *state_.books;
        Findings reserved;
        judge_number(command.credit.number, "/number", context_.company, reserved);
        if (!reserved.empty()) return Failure{Refusal{RefusalReason::number_reserved, std::move(reserved)}};
        if (books.invoice->currency != command.currency) return Failure{refuse(RefusalReason::currency_differs)};
        if (Findings findings = examine(command.credit, ""); !findings.empty())
            return Failure{Refusal{RefusalReason::not_understood, std::move(findings)}};
        const auto known = std::find_if(books.credits_elsewhere.begin(), books.credits_elsewhere.end(),
                                        [&](const auto& credit) { return credit.number == command.credit.number; });
        if (known != books.credits_elsewhere.end()) {
            if (known->totals != command.credit.totals) return Failure{refuse(RefusalReason::invoice_differs)};
            return std::vector<Event>{};
        }
        Standing standing = books.standing;
        return std::vector<Event>{take_off(books.billing, standing, command.credit)};
    }

    Decision operator()(const Invoke& command) {
        auto statement = understand(command.saying);
        if (!statement) return Failure{Refusal{RefusalReason::not_understood, statement.error()}};
        return hear(command, *statement);
    }

    /// What the customer says opens a claim, or is more on the open one.
    Decision hear(const Invoke& command, const Statement& statement) {
        if (const Claim* open = state_.open_claim()) {
            std::vector<Event> events = revoke_offers();
            events.push_back(heard_again(*open, statement, command.saying, command.wish, command.contact));
            return events;
        }
        std::vector<Event> events = revoke_offers();
        const Numbered numbered = paperwork_.next_number(Series::claim);
        RoutedClaim routed = route_new(command, statement);
        events.push_back(ClaimOpened{context_.next_claim_id, ClaimNumber(numbered.number), numbered.ordinal,
                                     numbered.issued_on, command.saying, command.wish, command.contact,
                                     std::move(routed.routing), context_.company.configuration,
                                     std::move(routed.record)});
        return events;
    }

    Decision operator()(const StateAnew& command) {
        const Claim& claim = *state_.find(command.claim);
        if (!is_open(claim.state)) return Failure{state_refusal(claim)};
        auto statement = understand(command.saying);
        if (!statement) return Failure{Refusal{RefusalReason::not_understood, statement.error()}};
        std::vector<Event> events = revoke_offers();
        events.push_back(heard_again(claim, *statement, command.saying, std::nullopt, std::nullopt));
        return events;
    }

    Decision operator()(const Acknowledge& command) {
        const Claim& claim = *state_.find(command.claim);
        if (claim.state != ClaimState::received) return Failure{state_refusal(claim)};
        return std::vector<Event>{ClaimAcknowledged{claim.id}};
    }

    Decision operator()(const Approve& command) {
        const Claim& claim = *state_.find(command.claim);
        if (!may_be_honoured(claim)) return Failure{state_refusal(claim)};
        if (claim.worths().empty()) return Failure{refuse(RefusalReason::worth_not_stated)};
        return honour(claim, false);
    }

    Decision operator()(const KeepPromise& command) {
        const Claim& claim = *state_.find(command.claim);
        if (!may_be_honoured(claim)) return Failure{state_refusal(claim)};
        if (claim.worths().empty()) return Failure{refuse(RefusalReason::worth_not_stated)};
        const auto& due = claim.routing.dues[static_cast<std::size_t>(Step::adjust)];
        if (!due || context_.now < due->promise) return Failure{refuse(RefusalReason::promise_not_due)};
        return honour(claim, true);
    }

    Decision operator()(const AnswerOffer& command) {
        const Claim& claim = *state_.find(command.claim);
        if (!claim.offer && command.answer == OfferAnswer::revoked) return revoke_supplement(state_, claim, context_);
        if (!claim.offer) return Failure{refuse(RefusalReason::offer_not_open)};
        // What stands may have moved since the offer was made: what is confirmed is what it comes to now.
        const std::optional<Movement> offer = plan_of(*state_.books, claim).offer;
        const bool confirmed = command.answer == OfferAnswer::confirmed;
        if (confirmed && !offer) return Failure{refuse(RefusalReason::offer_not_open)};
        const Totals& offered = offer ? offer->totals : claim.offer->totals;
        if (confirmed && (command.gross != to_text(offered.gross) || command.tax != to_text(offered.tax)))
            return Failure{Refusal{RefusalReason::offer_differs,
                                   {{"/gross", "\"" + command.gross + "\" with tax \"" + command.tax + "\"",
                                     "\"" + to_text(offered.gross) + "\" with tax \"" + to_text(offered.tax) + "\""}}}};
        std::vector<Event> events{OfferAnswered{claim.id, command.answer}};
        if (confirmed) events.push_back(AdjustmentIssued{paperwork_.supplement(claim, *offer)});
        if (claim.state == ClaimState::approved) events.push_back(ClaimAdjusted{claim.id, !confirmed, std::nullopt});
        // A correction may have made the offer on a claim that was settled before.
        if (claim.state != ClaimState::settled && !awaits_refund(claim)) events.push_back(ClaimSettled{claim.id});
        return events;
    }

    Decision operator()(const AddNote& command) { return std::vector<Event>{NoteAdded{command.claim, command.text}}; }
    Decision operator()(const NameCause& command) {
        return std::vector<Event>{CauseNamed{command.claim, command.cause}};
    }

    /// A remittance that says of what and why, with amounts that add up, is a statement: the claim opens at once.
    Decision operator()(const RecordPayment& command) {
        Decision received = receive_payment(state_, command, context_);
        if (!received || received->empty()) return received;
        std::vector<Event> events = std::move(received).value();
        const Payment& payment = std::get<PaymentReceived>(events.front()).payment;
        if (payment.shortfall != Shortfall::statement) return events;
        const Saying saying = saying_of(*state_.books, payment);
        auto statement = understand(saying);
        invariant(statement.has_value(), "a remittance that states a worth can be understood");
        Decision heard = hear({command.invoice, saying, std::nullopt, std::nullopt}, *statement);
        for (Event& event : std::move(heard).value()) events.push_back(std::move(event));
        return events;
    }

    Decision operator()(const ReversePayment& command) { return reverse_payment(state_, command, context_); }
    Decision operator()(const ReleaseRefund& command) { return release_refund(state_, command, context_); }
    Decision operator()(const NameRefundAccount& command) { return name_refund_account(state_, command); }
    Decision operator()(const ConfirmRefundAccount& command) {
        return confirm_refund_account(state_, command, context_);
    }
    Decision operator()(const RecordRefundPaid& command) { return record_refund_paid(state_, command, context_); }
    Decision operator()(const RecordRefundFailed& command) { return record_refund_failed(state_, command, context_); }
    Decision operator()(const RetryRefund& command) { return retry_refund(state_, command); }
    Decision operator()(const UseBalance& command) { return use_balance(state_, command, context_); }
    Decision operator()(const RefundBalance& command) { return refund_balance(state_, command, context_); }
    Decision operator()(const GiveMakeGood& command) { return give_make_good(state_, command, context_); }
    Decision operator()(const ReverseAdjustment& command) { return reverse_adjustment(state_, command, context_); }

  private:
    static Refusal state_refusal(const Claim& claim) {
        return Refusal{RefusalReason::move_not_allowed, {}, claim.state};
    }

    /// Approved already means that an offer waits for the customer's answer.
    static bool may_be_honoured(const Claim& claim) { return may_move(claim.state, ClaimState::approved); }

    /// The latest statement counts: whatever was offered on an earlier one is off the table, and a claim that waited
    /// for nothing else is settled.
    std::vector<Event> revoke_offers() const {
        std::vector<Event> events;
        for (const Claim& claim : state_.claims) {
            if (!claim.offer) continue;
            events.push_back(OfferAnswered{claim.id, OfferAnswer::revoked});
            if (claim.state == ClaimState::adjusted && !awaits_refund(claim)) events.push_back(ClaimSettled{claim.id});
        }
        return events;
    }

    Result<Statement, Findings> understand(const Saying& saying) const {
        return Statement::understand(saying, state_.books->billing, context_.now, context_.actor);
    }

    const GuaranteeVersion& guarantee() const {
        return context_.company.guarantee.in_force_on(state_.books->invoice->issued_on);
    }

    struct RoutedClaim {
        Routing routing;
        std::shared_ptr<const RoutingRecord> record;
    };

    /// Rules annotate the default routing, which is there without them (laws 2 and 3).
    RoutedClaim route(const HeardClaim& heard) const {
        static const WordLists no_words;
        Router* router = context_.router;
        RuleFacts facts = facts_of(heard, context_, router ? router->rules().words() : no_words);
        Routing base = route_by_default(facts, guarantee());
        const auto sheet = FactSheet::of(std::move(facts));
        if (!router) return {std::move(base), std::make_shared<RoutingRecord>(RoutingRecord{{}, sheet})};
        Routed routed = router->route(*sheet, context_.now, std::move(base));
        return {std::move(routed.routing),
                std::make_shared<RoutingRecord>(RoutingRecord{std::move(routed.trace), sheet})};
    }

    RoutedClaim route_new(const Invoke& command, const Statement& statement) const {
        return route(HeardClaim{state_, {&statement}, command.wish, command.contact, state_.claims.size()});
    }

    /// A further statement may bring what rules ask about. Clocks that run are only ever tightened.
    StatementMade heard_again(const Claim& claim, const Statement& statement, const Saying& saying,
                              std::optional<SettlementKind> wish, const std::optional<Contact>& contact) const {
        StatementMade made{claim.id, saying, wish, contact};
        if (saying.kind == StatementKind::withdrawing) return made;
        std::vector<const Statement*> statements;
        for (const Statement& earlier : claim.statements) statements.push_back(&earlier);
        statements.push_back(&statement);
        RoutedClaim routed = route(HeardClaim{state_, std::move(statements), wish ? wish : claim.wish,
                                              contact ? contact : claim.contact, state_.claims.size() - 1});
        routed.routing.dues = tightest(claim.routing.dues, routed.routing.dues);
        made.routing = std::move(routed.routing);
        made.record = std::move(routed.record);
        return made;
    }

    Event take_off(const Billing& billing, Standing& standing, const CreditElsewhere& credit) const {
        ElsewhereEffect effect = credit_elsewhere(billing, standing, credit);
        standing = effect.after;
        return CreditedElsewhere{credit,
                                 effect.after.lines,
                                 effect.after.anchors,
                                 effect.over_credited,
                                 entries_for_credit_elsewhere(context_.company.chart, credit),
                                 paperwork_.today()};
    }

    /// Down is a right and is done now; up is an offer and waits for the customer (law 5).
    std::vector<Event> honour(const Claim& claim, bool by_promise) const {
        const MovePlan plan = plan_of(*state_.books, claim);
        std::vector<Event> events;
        if (claim.state == ClaimState::received) events.push_back(ClaimAcknowledged{claim.id});
        events.push_back(ClaimApproved{claim.id, by_promise});
        bool refund_due = false;
        if (plan.credit) {
            Adjustment note = paperwork_.credit_note(claim, *plan.credit, paperwork_.start());
            const auto refund = paperwork_.refund_of(note);
            refund_due = refund.has_value();
            events.push_back(AdjustmentIssued{std::move(note)});
            if (refund) events.push_back(*refund);
        }
        if (plan.offer) events.push_back(OfferMade{claim.id, *plan.offer});
        if (plan.offer && !plan.credit) return events;
        events.push_back(ClaimAdjusted{claim.id, !plan.credit, refund_due ? settle_due() : std::nullopt});
        if (!refund_due && !plan.offer) events.push_back(ClaimSettled{claim.id});
        return events;
    }

    std::optional<Due> settle_due() const {
        const Clock& clock = guarantee().clock(Step::settle);
        return Due{context_.now + clock.promise(), context_.now + clock.target()};
    }

    bool awaits_refund(const Claim& claim) const {
        return std::any_of(state_.refunds.begin(), state_.refunds.end(), [&](const Refund& refund) {
            return refund.claim == claim.id && refund.source == RefundSource::adjustment && refund.is_payable();
        });
    }

    const InvoiceStream& state_;
    const Context& context_;
    Paperwork paperwork_;
};

/// Whether what the command is about exists at all: said before anything else.
std::optional<Refusal> refuse_unknown(const InvoiceStream& state, const Command& command) {
    const Target target = target_of(command);
    const auto missing = [&]<class Key>(const Key& key) { return state.find(key) == nullptr; };
    if (const auto* claim = std::get_if<ClaimId>(&target); claim && missing(*claim))
        return refuse(RefusalReason::unknown_claim);
    if (const auto* adjustment = std::get_if<AdjustmentNumber>(&target); adjustment && missing(*adjustment))
        return refuse(RefusalReason::unknown_adjustment);
    if (const auto* refund = std::get_if<RefundNumber>(&target); refund && missing(*refund))
        return refuse(RefusalReason::unknown_refund);
    if (const auto* payment = std::get_if<PaymentId>(&target); payment && missing(*payment))
        return refuse(RefusalReason::unknown_payment);
    const auto no_invoice = [](const std::string& pointer, const InvoiceNumber& number) {
        return Refusal{RefusalReason::unknown_invoice,
                       {{pointer, "\"" + number.text() + "\", which no invoice has",
                         "the number of an invoice that was recorded"}}};
    };
    const bool records = std::holds_alternative<RecordInvoice>(command);
    if (!records && !state.books) return no_invoice("/invoice", std::get<InvoiceNumber>(target));
    return std::nullopt;
}

/// Who did what since the version that the caller saw.
std::optional<Refusal> refuse_stale(const InvoiceStream& state, const std::optional<std::uint64_t>& expected_version) {
    if (!expected_version || *expected_version == state.version) return std::nullopt;
    Refusal refusal{RefusalReason::stale_version};
    for (const Happening& happening : state.history)
        if (happening.version > *expected_version) refusal.since.push_back(happening);
    return refusal;
}

}  // namespace

Target target_of(const Command& command) {
    return std::visit(
        [](const auto& c) -> Target {
            if constexpr (requires { c.claim; })
                return c.claim;
            else if constexpr (requires { c.refund; })
                return c.refund;
            else if constexpr (requires { c.adjustment; })
                return c.adjustment;
            else if constexpr (requires { c.invoice->number; })
                return c.invoice->number;
            else if constexpr (requires { c.invoice; })
                return c.invoice;
            else
                return c.payment;
        },
        command);
}

std::optional<InvoiceNumber> other_target_of(const Command& command) {
    const auto* use = std::get_if<UseBalance>(&command);
    return use ? std::optional(use->on) : std::nullopt;
}

std::string_view to_text(RefusalReason reason) {
    switch (reason) {
        case RefusalReason::unknown_invoice: return "unknown-invoice";
        case RefusalReason::unknown_claim: return "unknown-claim";
        case RefusalReason::unknown_adjustment: return "unknown-adjustment";
        case RefusalReason::unknown_refund: return "unknown-refund";
        case RefusalReason::unknown_payment: return "unknown-payment";
        case RefusalReason::stale_version: return "stale-version";
        case RefusalReason::invoice_differs: return "invoice-differs";
        case RefusalReason::number_reserved: return "number-reserved";
        case RefusalReason::payment_differs: return "payment-differs";
        case RefusalReason::currency_differs: return "currency-differs";
        case RefusalReason::not_understood: return "not-understood";
        case RefusalReason::move_not_allowed: return "move-not-allowed";
        case RefusalReason::worth_not_stated: return "worth-not-stated";
        case RefusalReason::promise_not_due: return "promise-not-due";
        case RefusalReason::offer_not_open: return "offer-not-open";
        case RefusalReason::offer_differs: return "offer-differs";
        case RefusalReason::payment_bounced: return "payment-bounced";
        case RefusalReason::refund_move_not_allowed: return "refund-move-not-allowed";
        case RefusalReason::over_refundable: return "over-refundable";
        case RefusalReason::customer_differs: return "customer-differs";
        case RefusalReason::over_balance: return "over-balance";
        case RefusalReason::over_open: return "over-open";
        case RefusalReason::account_unknown: return "account-unknown";
        case RefusalReason::account_unconfirmed: return "account-unconfirmed";
        case RefusalReason::contact_not_on_file: return "contact-not-on-file";
        case RefusalReason::second_person_needed: return "second-person-needed";
        case RefusalReason::already_reversed: return "already-reversed";
        case RefusalReason::not_the_last_document: return "not-the-last-document";
        case RefusalReason::supplement_paid: return "supplement-paid";
        case RefusalReason::unknown_batch: return "unknown-batch";
        case RefusalReason::through_not_past: return "through-not-past";
        case RefusalReason::batch_out_of_order: return "batch-out-of-order";
        case RefusalReason::batch_answered: return "batch-answered";
    }
    break_invariant("a refusal has one of the reasons", std::source_location::current());
}

Decision decide(const InvoiceStream& state, const Command& command, const Context& context) {
    if (auto unknown = refuse_unknown(state, command)) return Failure{*std::move(unknown)};
    if (auto stale = refuse_stale(state, context.expected_version)) return Failure{*std::move(stale)};
    return std::visit(Decider(state, context), command);
}

}  // namespace makegood
