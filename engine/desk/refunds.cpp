#include <algorithm>

#include "engine/desk/money_desk.hpp"
#include "engine/desk/paperwork.hpp"

namespace makegood {

namespace {

Refusal refuse_move(const Refund& refund, RefundState to) {
    return {RefusalReason::refund_move_not_allowed,
            {{"", "refund \"" + refund.number.text() + "\", which is " + std::string(to_text(refund.state)),
              "one from which a refund may become " + std::string(to_text(to)) +
                  ": due → instructed → paid | failed → due"}}};
}

/// Another firm's bill is paid to that firm; everything else goes back to whoever paid.
bool goes_back(const InvoiceStream& state, const Refund& refund) {
    return std::none_of(state.make_goods.begin(), state.make_goods.end(), [&](const MakeGood& given) {
        return given.number.text() == refund.document && given.kind == MakeGoodKind::other_bill;
    });
}

/// A customer's own link is no person of ours; what it recorded anybody may release.
bool is_person(const Actor& actor) {
    return actor.role != Role::integration && actor.role != Role::system;
}

/// Who must not release the refund: who recorded or approved its claim, who named another account.
std::optional<std::string> conflict(const InvoiceStream& state, const Refund& refund, const Actor& actor) {
    const auto is_same = [&](const Actor& other) { return is_person(other) && other.name == actor.name; };
    if (refund.named && is_same(refund.named->named_by)) return "who named the account";
    const Claim* claim = refund.claim ? state.find(*refund.claim) : nullptr;
    if (!claim) return std::nullopt;
    if (claim->approved_by && is_same(*claim->approved_by)) return "who approved the claim";
    const bool recorded = std::any_of(claim->statements.begin(), claim->statements.end(),
                                      [&](const Statement& statement) { return is_same(statement.recorded_by()); });
    return recorded ? std::optional<std::string>("who recorded the claim") : std::nullopt;
}

Refusal refuse_person(const std::string& who, const Actor& actor) {
    return {RefusalReason::second_person_needed,
            {{"", "\"" + actor.name + "\", " + who, "a second person: whoever did that cannot do this too"}}};
}

/// Contacts that the customer gave before another account came up: on the invoice, or with the claim.
bool is_on_file(const InvoiceStream& state, const Refund& refund, Channel over) {
    const Claim* claim = refund.claim ? state.find(*refund.claim) : nullptr;
    const bool has_email = state.books->invoice->customer.email || (claim && claim->contact && claim->contact->email);
    const bool has_phone = claim && claim->contact && claim->contact->phone;
    const auto& address = state.books->invoice->customer.address;
    switch (over) {
        case Channel::link: return has_email;
        case Channel::phone: return has_phone;
        case Channel::letter: return address && address->street;
        case Channel::short_payment: return false;
    }
    break_invariant("a channel is one of the channels", std::source_location::current());
}

/// The account that a refund may go to now, or why it may not.
Result<BankAccount, Refusal> destination(const InvoiceStream& state, const Refund& refund) {
    if (refund.named) {
        if (!refund.named->confirmed_by) return Failure{Refusal{RefusalReason::account_unconfirmed}};
        return refund.named->account;
    }
    const BankAccount* paying = goes_back(state, refund) ? state.paying_account() : nullptr;
    if (!paying || paying->iban.is_erased()) return Failure{Refusal{RefusalReason::account_unknown}};
    return *paying;
}

/// A claim that waited for nothing but this refund is settled.
void settle_claim(const InvoiceStream& state, const Refund& paid, std::vector<Event>& events) {
    const Claim* claim = paid.claim ? state.find(*paid.claim) : nullptr;
    if (!claim || claim->state != ClaimState::adjusted || claim->offer) return;
    const bool waits = std::any_of(state.refunds.begin(), state.refunds.end(), [&](const Refund& refund) {
        return refund.claim == claim->id && refund.number != paid.number && refund.source == RefundSource::adjustment &&
               refund.is_payable();
    });
    if (!waits && paid.source == RefundSource::adjustment) events.push_back(ClaimSettled{claim->id});
}

/// An amount above zero in the invoice's currency.
Result<Money, Refusal> read_amount(const std::string& text, Currency currency) {
    const auto amount = parse_money(text, currency);
    if (amount && amount->is_positive()) return *amount;
    return Failure{Refusal{RefusalReason::not_understood,
                           {{"/amount", "\"" + text + "\"", "an amount above zero; " + accepted_form(currency)}}}};
}

Refusal over(RefusalReason reason, const Money& asked, const Money& at_most, const std::string& what) {
    return {reason, {{"/amount", "\"" + to_text(asked) + "\"", "at most \"" + to_text(at_most) + "\", " + what}}};
}

}  // namespace

Decision release_refund(const InvoiceStream& state, const ReleaseRefund& command, const Context& context) {
    const Refund& refund = *state.find(command.refund);
    if (!may_move(refund.state, RefundState::instructed)) return Failure{refuse_move(refund, RefundState::instructed)};
    auto account = destination(state, refund);
    if (!account) return Failure{std::move(account).error()};
    if (const auto who = conflict(state, refund, context.actor)) return Failure{refuse_person(*who, context.actor)};
    return std::vector<Event>{RefundInstructed{refund.number, refund.attempts + 1, Paperwork(state, context).today(),
                                               refund.amount, *std::move(account)}};
}

Decision name_refund_account(const InvoiceStream& state, const NameRefundAccount& command) {
    const Refund& refund = *state.find(command.refund);
    const bool is_here = refund.state == RefundState::due || refund.state == RefundState::failed;
    if (!is_here) return Failure{refuse_move(refund, RefundState::instructed)};
    return std::vector<Event>{RefundAccountNamed{refund.number, command.account}};
}

Decision confirm_refund_account(const InvoiceStream& state, const ConfirmRefundAccount& command,
                                const Context& context) {
    const Refund& refund = *state.find(command.refund);
    if (!refund.named) return Failure{Refusal{RefusalReason::account_unknown}};
    if (is_person(context.actor) && refund.named->named_by.name == context.actor.name)
        return Failure{refuse_person("who named the account", context.actor)};
    if (!is_on_file(state, refund, command.over)) return Failure{Refusal{RefusalReason::contact_not_on_file}};
    return std::vector<Event>{RefundAccountConfirmed{refund.number, command.over}};
}

Decision record_refund_paid(const InvoiceStream& state, const RecordRefundPaid& command, const Context& context) {
    const Refund& refund = *state.find(command.refund);
    // A bank's word that comes twice, by statement and by notification, changes nothing the second time.
    if (refund.state == RefundState::paid && refund.reference == command.reference && refund.paid_on == command.on)
        return std::vector<Event>{};
    if (!may_move(refund.state, RefundState::paid)) return Failure{refuse_move(refund, RefundState::paid)};
    std::vector<Event> events{RefundPaid{refund.number, command.on, Paperwork(state, context).today(),
                                         command.reference,
                                         entries_for_paid_refund(context.company.chart, refund.amount)}};
    settle_claim(state, refund, events);
    return events;
}

Decision record_refund_failed(const InvoiceStream& state, const RecordRefundFailed& command, const Context& context) {
    const Refund& refund = *state.find(command.refund);
    if (!may_move(refund.state, RefundState::failed)) return Failure{refuse_move(refund, RefundState::failed)};
    RefundFailed failed{refund.number, command.on, Paperwork(state, context).today(), command.reason};
    if (refund.state == RefundState::paid)
        failed.entries = entries_for_returned_refund(context.company.chart, refund.amount);
    return std::vector<Event>{std::move(failed)};
}

Decision retry_refund(const InvoiceStream& state, const RetryRefund& command) {
    const Refund& refund = *state.find(command.refund);
    if (!may_move(refund.state, RefundState::due)) return Failure{refuse_move(refund, RefundState::due)};
    const Money refundable = state.books->receivable.refundable();
    if (refund.source != RefundSource::make_good && refund.amount > refundable)
        return Failure{over(RefusalReason::over_refundable, refund.amount, refundable,
                            "what was paid on this invoice and is still here")};
    return std::vector<Event>{RefundDueAgain{refund.number}};
}

Decision use_balance(const InvoiceStream& state, const UseBalance& command, const Context& context) {
    const InvoiceStream::Books& from = *state.books;
    if (!context.other || !context.other->books || command.on == command.invoice)
        return Failure{Refusal{RefusalReason::unknown_invoice,
                               {{"/on", "\"" + command.on.text() + "\"", "the number of another recorded invoice"}}}};
    const InvoiceStream::Books& to = *context.other->books;
    auto amount = read_amount(command.amount, from.invoice->currency);
    if (!amount) return Failure{std::move(amount).error()};
    if (to.invoice->currency != from.invoice->currency) return Failure{Refusal{RefusalReason::currency_differs}};
    if (to.invoice->customer.id != from.invoice->customer.id) return Failure{Refusal{RefusalReason::customer_differs}};
    if (*amount > from.receivable.balance())
        return Failure{over(RefusalReason::over_balance, *amount, from.receivable.balance(),
                            "what is kept for the customer from this invoice")};
    const Money open = std::max(Money::zero(amount->currency()), to.receivable.open());
    if (*amount > open)
        return Failure{over(RefusalReason::over_open, *amount, open, "what is open on the other invoice")};
    return std::vector<Event>{BalanceUsed{command.on, *amount, command.consent},
                              BalanceReceived{command.invoice, Paperwork(state, context).today(), *amount,
                                              entries_for_used_balance(context.company.chart, *amount)}};
}

Decision refund_balance(const InvoiceStream& state, const RefundBalance& command, const Context& context) {
    const InvoiceStream::Books& books = *state.books;
    auto amount = read_amount(command.amount, books.invoice->currency);
    if (!amount) return Failure{std::move(amount).error()};
    const Money balance = books.receivable.balance();
    if (*amount > balance)
        return Failure{over(RefusalReason::over_balance, *amount, balance, "what is kept for the customer")};
    const Numbered numbered = Paperwork(state, context).next_number(Series::refund);
    return std::vector<Event>{RefundRecorded{RefundNumber(numbered.number), numbered.ordinal, numbered.issued_on,
                                             RefundSource::balance, books.invoice->number.text(), std::nullopt, *amount,
                                             entries_for_refunded_balance(context.company.chart, *amount)}};
}

Decision give_make_good(const InvoiceStream& state, const GiveMakeGood& command, const Context& context) {
    const bool is_money = command.kind != MakeGoodKind::apology;
    if (is_money != command.amount.has_value())
        return Failure{Refusal{RefusalReason::not_understood,
                               {{"/amount", is_money ? "no amount" : "an amount",
                                 is_money ? "the amount that is given" : "an apology without an amount"}}}};
    const Paperwork paperwork(state, context);
    const Numbered numbered = paperwork.next_number(Series::make_good);
    MakeGood given{MakeGoodNumber(numbered.number),
                   numbered.ordinal,
                   numbered.issued_on,
                   state.books->invoice->number,
                   command.claim,
                   command.kind,
                   std::nullopt,
                   command.text};
    if (!is_money) return std::vector<Event>{MakeGoodGiven{std::move(given), {}}};
    auto amount = read_amount(*command.amount, state.books->invoice->currency);
    if (!amount) return Failure{std::move(amount).error()};
    given.amount = *amount;
    const Numbered refund = paperwork.next_number(Series::refund);
    RefundRecorded recorded{RefundNumber(refund.number), refund.ordinal, refund.issued_on, RefundSource::make_good,
                            given.number.text(),         command.claim,  *amount};
    return std::vector<Event>{MakeGoodGiven{std::move(given), entries_for_make_good(context.company.chart, *amount)},
                              std::move(recorded)};
}

}  // namespace makegood
