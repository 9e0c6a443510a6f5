#include <algorithm>
#include <map>

#include "engine/desk/money_desk.hpp"

namespace makegood {

namespace {

Findings examine(const Payment& payment, const Billing& billing) {
    Findings findings;
    if (!payment.amount.is_positive())
        findings.push_back({"/amount", "\"" + to_text(payment.amount) + "\"", "an amount above zero"});
    const LineIndex index(billing);
    for (std::size_t i = 0; i < payment.deductions.size(); ++i) {
        const Deduction& deduction = payment.deductions[i];
        const std::string pointer = "/deductions/" + std::to_string(i);
        if (!deduction.amount.is_positive())
            findings.push_back({pointer + "/amount", "\"" + to_text(deduction.amount) + "\"", "an amount above zero"});
        if (deduction.line && !index.find(*deduction.line))
            findings.push_back({pointer + "/line", "\"" + deduction.line->text() + "\"", "a line of the invoice"});
    }
    return findings;
}

/// Gross worths by line; a line that is named twice loses both amounts. Nothing when a worth would be below zero, a
/// line cannot be credited, or lines and the whole are mixed.
std::optional<std::map<std::size_t, Money>> worths_of(const InvoiceStream::Books& books, const Payment& payment) {
    std::map<std::size_t, Money> worths;
    const LineIndex index(books.billing);
    for (const Deduction& deduction : payment.deductions) {
        if (!deduction.line) return std::nullopt;
        const std::size_t line = *index.find(*deduction.line);
        if (!books.billing.groups[books.billing.lines[line].group].can_be_credited()) return std::nullopt;
        const auto [at, is_new] = worths.emplace(line, line_gross(books.billing, books.standing, line));
        at->second -= deduction.amount;
        if (at->second.is_negative()) return std::nullopt;
    }
    return worths;
}

std::optional<Money> worth_of_whole(const InvoiceStream::Books& books, const Payment& payment) {
    if (payment.deductions.size() != 1 || payment.deductions.front().line) return std::nullopt;
    const Money worth = books.standing.totals(books.billing).gross - payment.deductions.front().amount;
    return worth.is_negative() ? std::nullopt : std::optional(worth);
}

bool states_a_worth(const InvoiceStream::Books& books, const Payment& payment) {
    return worth_of_whole(books, payment) || worths_of(books, payment);
}

}  // namespace

Decision receive_payment(const InvoiceStream& state, const RecordPayment& command, const Context& context) {
    const InvoiceStream::Books& books = *state.books;
    Payment payment = command.payment;
    if (const Payment* known = state.find(payment.id)) {
        const bool is_repeat = known->is_same(payment) && books.invoice->number == command.invoice;
        if (is_repeat) return std::vector<Event>{};
        return Failure{
            Refusal{RefusalReason::payment_differs,
                    {{"/id",
                      "\"" + payment.id.text() + "\", recorded already as " + to_text(known->amount) + " of " +
                          to_text(known->received_on) + " on \"" + books.invoice->number.text() + "\"",
                      "the same payment, or an id of its own"}}}};
    }
    if (payment.amount.currency() != books.invoice->currency) return Failure{Refusal{RefusalReason::currency_differs}};
    if (Findings findings = examine(payment, books.billing); !findings.empty())
        return Failure{Refusal{RefusalReason::not_understood, std::move(findings)}};
    const Money open = books.receivable.open();
    payment.shortfall =
        open.is_positive() ? classify(payment, open, books.invoice, context.company.short_payment) : std::nullopt;
    if (payment.shortfall == Shortfall::statement && !states_a_worth(books, payment))
        payment.shortfall = Shortfall::unexplained;
    auto entries = entries_for_payment(context.company.chart, payment.amount);
    return std::vector<Event>{PaymentReceived{std::move(payment), std::move(entries)}};
}

Saying saying_of(const InvoiceStream::Books& books, const Payment& payment) {
    Saying saying;
    saying.channel = Channel::short_payment;
    saying.basis = Basis::gross;
    for (const Deduction& deduction : payment.deductions)
        if (deduction.reason && !saying.words) saying.words = deduction.reason;
    if (!saying.words) saying.words = payment.text;
    if (const auto whole = worth_of_whole(books, payment)) {
        saying.worth = to_text(*whole);
        return saying;
    }
    const auto worths = worths_of(books, payment);
    invariant(worths.has_value(), "a remittance that is a statement states worths");
    for (const auto& [line, worth] : *worths) saying.lines.push_back({books.billing.lines[line].id, to_text(worth)});
    return saying;
}

Decision reverse_payment(const InvoiceStream& state, const ReversePayment& command, const Context& context) {
    const Payment& payment = *state.find(command.payment);
    if (payment.reversed_on == command.on) return std::vector<Event>{};  // the bank's word, a second time
    if (payment.is_reversed) return Failure{Refusal{RefusalReason::payment_bounced}};
    return std::vector<Event>{PaymentReversed{payment.id, command.on, command.reason,
                                              entries_for_reversed_payment(context.company.chart, payment.amount)}};
}

}  // namespace makegood
