#include <algorithm>
#include <array>

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

/// Who must not release the refund: who recorded or approved its claim at any time, who recorded the refund itself (a
/// make-good, a balance on request), who named another account.
std::optional<std::string> conflict(const InvoiceStream& state, const Refund& refund, const Actor& actor) {
    const auto is_same = [&](const Actor& other) { return is_person(other) && other.name == actor.name; };
    if (refund.named && is_same(refund.named->named_by)) return "who named the account";
    for (const Happening& happening : state.history) {
        if (!refund.claim || happening.claim != refund.claim || !is_same(happening.actor)) continue;
        if (happening.type == "claim-approved") return "who approved the claim";
        constexpr std::array<std::string_view, 3> recording = {"claim-opened", "statement-made", "statement-corrected"};
        if (std::find(recording.begin(), recording.end(), happening.type) != recording.end())
            return "who recorded the claim";
    }
    return is_same(refund.recorded_by) ? std::optional<std::string>("who recorded the refund") : std::nullopt;
}

Refusal refuse_person(const std::string& who, const Actor& actor) {
    return {RefusalReason::second_person_needed,
            {{"", "\"" + actor.name + "\", " + who, "a second person: whoever did that cannot do this too"}}};
}

/// A payment may have bounced since the refund was recorded: what was never paid is not sent back.
std::optional<Refusal> refuse_beyond_paid(const InvoiceStream& state, const Refund& refund, const Money& returnable) {
    if (refund.source == RefundSource::make_good || refund.amount <= returnable) return std::nullopt;
    return over(RefusalReason::over_refundable, refund.amount, std::max(Money::zero(returnable.currency()), returnable),
                "what was paid on invoice \"" + state.books->invoice->number.text() + "\" and is still here");
}

/// The account that a refund may go to now, or why it may not.
Result<BankAccount, Refusal> destination(const InvoiceStream& state, const Refund& refund) {
    if (refund.named && !refund.named->confirmed_by) return Failure{Refusal{RefusalReason::account_unconfirmed}};
    const BankAccount* account = refund.named               ? &refund.named->account
                                 : goes_back(state, refund) ? state.paying_account()
                                                            : nullptr;
    if (!account || account->iban.is_erased()) return Failure{Refusal{RefusalReason::account_unknown}};
    return *account;
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

}  // namespace

Decision release_refund(const InvoiceStream& state, const ReleaseRefund& command, const Context& context) {
    const Refund& refund = *state.find(command.refund);
    if (!may_move(refund.state, RefundState::instructed)) return Failure{refuse_move(refund, RefundState::instructed)};
    // A refund that is due is among what was sent back already.
    if (auto refusal = refuse_beyond_paid(state, refund, state.books->receivable.returnable() + refund.amount))
        return Failure{*std::move(refusal)};
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
    const std::vector<Channel>& on_file = refund.named->on_file;
    if (std::find(on_file.begin(), on_file.end(), command.over) == on_file.end())
        return Failure{Refusal{RefusalReason::contact_not_on_file}};
    if (is_person(context.actor) && refund.named->named_by.name == context.actor.name)
        return Failure{refuse_person("who named the account", context.actor)};
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
    // Told a second time, perhaps after the refund went out again: the new attempt did not fail by that.
    if (refund.failed_on == command.on && refund.failure == command.reason) return std::vector<Event>{};
    if (!may_move(refund.state, RefundState::failed)) return Failure{refuse_move(refund, RefundState::failed)};
    RefundFailed failed{refund.number, command.on, Paperwork(state, context).today(), command.reason};
    if (refund.state == RefundState::paid)
        failed.entries = entries_for_returned_refund(context.company.chart, refund.amount);
    return std::vector<Event>{std::move(failed)};
}

Decision retry_refund(const InvoiceStream& state, const RetryRefund& command) {
    const Refund& refund = *state.find(command.refund);
    if (!may_move(refund.state, RefundState::due)) return Failure{refuse_move(refund, RefundState::due)};
    if (auto refusal = refuse_beyond_paid(state, refund, state.books->receivable.returnable()))
        return Failure{*std::move(refusal)};
    return std::vector<Event>{RefundDueAgain{refund.number}};
}

Decision use_balance(const InvoiceStream& state, const UseBalance& command, const Context& context) {
    const InvoiceStream::Books& from = *state.books;
    if (!context.other || !context.other->books || command.on == command.invoice)
        return Failure{Refusal{RefusalReason::unknown_invoice,
                               {{"/on", "\"" + command.on.text() + "\"", "the number of another recorded invoice"}}}};
    const InvoiceStream::Books& to = *context.other->books;
    if (to.invoice->currency != from.invoice->currency) return Failure{Refusal{RefusalReason::currency_differs}};
    if (command.consent == Channel::short_payment)
        return Failure{Refusal{RefusalReason::not_understood,
                               {{"/consent", "\"short-payment\", which agrees to nothing",
                                 "how the customer agreed: \"link\", \"phone\" or \"letter\""}}}};
    auto amount = read_amount(command.amount, from.invoice->currency);
    if (!amount) return Failure{std::move(amount).error()};
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
    const Money returnable = std::max(Money::zero(amount->currency()), books.receivable.returnable());
    if (*amount > returnable)
        return Failure{over(RefusalReason::over_refundable, *amount, returnable,
                            "what was paid on this invoice and is still here")};
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
    if (command.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return Failure{Refusal{RefusalReason::not_understood,
                               {{"/text", "no words", "what the letter says: the company's own words"}}}};
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
    if (const auto& key = context.company.make_good_tax[static_cast<std::size_t>(command.kind)])
        given.tax = tax_included(*amount, *key);
    const Numbered refund = paperwork.next_number(Series::refund);
    RefundRecorded recorded{RefundNumber(refund.number), refund.ordinal, refund.issued_on, RefundSource::make_good,
                            given.number.text(),         command.claim,  *amount};
    auto entries = entries_for_make_good(context.company.chart, *amount, given.tax);
    return std::vector<Event>{MakeGoodGiven{std::move(given), std::move(entries)}, std::move(recorded)};
}

}  // namespace makegood
