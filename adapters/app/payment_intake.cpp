#include "adapters/app/payment_intake.hpp"

#include <future>
#include <iostream>

#include "adapters/app/store_call.hpp"
#include "adapters/import/remittance.hpp"

namespace makegood::app {

namespace {

constexpr const char* follows_from_what_is_recorded = "a movement that follows from what is recorded";

/// The bank's id is unique for the account only.
PaymentId id_of(const import::BankPayment& payment, const std::string& id) {
    return PaymentId(payment.account.empty() ? id : payment.account + "/" + id);
}

/// Only those that are of the matched invoice and in its currency; others are in the text for whoever asks.
std::vector<Deduction> deductions_of(const import::BankPayment& payment, const InvoiceNumber& invoice) {
    std::vector<Deduction> deductions;
    for (const import::Deduction& told : payment.deductions) {
        const bool is_of_it = !told.document || *told.document == invoice.text();
        if (!is_of_it || !told.amount.is_positive() || told.amount.currency() != payment.amount.currency()) return {};
        Deduction deduction{.amount = told.amount};
        if (told.line) deduction.line = LineId(*told.line);
        if (told.kind == import::DeductionKind::discount) deduction.kind = Shortfall::discount;
        // A credit note set off is somebody's document and no worth: the office looks for it.
        if (told.kind == import::DeductionKind::credit_note) deduction.kind = Shortfall::unexplained;
        if (!told.reason.empty()) deduction.reason = Personal(told.reason);
        deductions.push_back(std::move(deduction));
    }
    return deductions;
}

std::string in_words(const Money& amount) {
    return to_text(amount) + " " + std::string(amount.currency().code());
}

/// Whether it may be the payment that came back: as much, and from the same account as far as both are known.
bool may_have_bounced(const Payment& payment, const import::BankPayment& bounce) {
    if (payment.amount != bounce.amount) return false;
    if (!payment.from || payment.from->iban.is_erased() || !bounce.payer_iban) return true;
    const auto iban = payment.from->iban.reveal();
    return !iban || iban->empty() || *iban == *bounce.payer_iban;
}

}  // namespace

bool PaymentIntake::is_refund(std::string_view number) {
    return reader_.invoice_of(RefundNumber(std::string(number))).has_value();
}

void PaymentIntake::take(const std::string& file, const import::BankReading& reading) {
    for (const Finding& finding : reading.findings) reject(file, finding.pointer, finding);
    for (const import::LeftOut& left : reading.left_out) note(file, left);
    for (const import::BankPayment& payment : reading.payments) {
        take(file, payment);
        progress_.show(std::to_string(++done_) + " movements");
    }
    progress_.clear();
}

void PaymentIntake::reject(const std::string& file, const std::string& movement, const Finding& finding) {
    ++counts_.rejected;
    if (rejects_) rejects_->write({file, 0, movement}, {finding});
    progress_.clear();
    std::cerr << file << (movement.empty() ? "" : " (" + movement + ")") << ": found " << finding.found
              << "; accepted: " << finding.expected << "\n";
}

void PaymentIntake::note(const std::string& file, const import::LeftOut& left) {
    ++counts_.left_out;
    if (rejects_) rejects_->write({file, 0, left.id}, {{left.place, left.why, "nothing to be done"}});
}

void PaymentIntake::take(const std::string& file, const import::BankPayment& payment) {
    switch (payment.move) {
        case import::BankMove::payment: return take_payment(file, payment);
        case import::BankMove::bounced_payment: return take_bounced(file, payment);
        case import::BankMove::refund_sent:
        case import::BankMove::refund_returned: return take_refund(file, payment);
    }
}

Result<InvoiceNumber, Finding> PaymentIntake::invoice_of(const import::BankPayment& payment) {
    const auto found = import::match(payment, [&](std::string_view number) {
        return reader_.invoice(InvoiceNumber(std::string(number))).has_value();
    });
    if (found) return InvoiceNumber(found->number);
    return Failure{Finding{payment.place, found.error().why,
                           "a payment that means one invoice; record it with POST /v1/payments"}};
}

void PaymentIntake::take_payment(const std::string& file, const import::BankPayment& payment) {
    const auto invoice = invoice_of(payment);
    if (!invoice) return reject(file, payment.id, invoice.error());
    Payment money{id_of(payment, payment.id), payment.received_on, payment.amount};
    if (payment.payer_iban)
        money.from = BankAccount{Personal(*payment.payer_iban), Personal(payment.payer_name.value_or(""))};
    if (!payment.text.empty()) money.text = Personal(payment.text);
    money.deductions = deductions_of(payment, *invoice);
    submit(file, payment, RecordPayment{*invoice, std::move(money)}, &PaymentCounts::payments);
}

/// Banks name what came back by the payer's reference, a file by our id of it. The payer's reference is not unique, so
/// it is the one payment that fits, on the invoice that the remittance still names; never one of several.
Result<PaymentId, Finding> PaymentIntake::bounced_by(const import::BankPayment& payment) {
    const Finding unsaid{payment.place, "a bounced payment that does not say which",
                         "the reference of one payment; record it with POST /v1/payments/ID/reversal"};
    if (payment.account.empty()) {
        if (payment.reverses) return PaymentId(*payment.reverses);
        return Failure{unsaid};
    }
    const auto invoice = invoice_of(payment);
    const auto stream = invoice ? as_it_stands(*invoice) : std::nullopt;
    if (!stream && payment.reverses) return id_of(payment, *payment.reverses);
    if (!stream) return Failure{unsaid};
    std::vector<PaymentId> fitting;
    for (const Payment& known : stream->payments) {
        if (payment.reverses && known.id == id_of(payment, *payment.reverses)) return known.id;
        if (may_have_bounced(known, payment)) fitting.push_back(known.id);
    }
    if (fitting.size() == 1) return fitting.front();
    const std::string of = " of " + in_words(payment.amount) + " on invoice \"" + invoice->text() + "\"";
    std::string found = fitting.empty() ? "a bounced payment, and none" + of
                                        : "a bounced payment, and " + std::to_string(fitting.size()) + of + ":";
    for (const PaymentId& id : fitting) found += " " + id.text();
    return Failure{Finding{payment.place, std::move(found), unsaid.expected}};
}

void PaymentIntake::take_bounced(const std::string& file, const import::BankPayment& payment) {
    auto bounced = bounced_by(payment);
    if (!bounced) return reject(file, payment.id, bounced.error());
    std::optional<std::string> reason;
    if (!payment.return_reason.empty()) reason = payment.return_reason;
    submit(file, payment, ReversePayment{*std::move(bounced), payment.received_on, reason}, &PaymentCounts::bounced);
}

/// A refund is paid, or comes back, whole: another amount is not it.
void PaymentIntake::take_refund(const std::string& file, const import::BankPayment& payment) {
    const RefundNumber number(*payment.end_to_end_id);
    const auto stream = reader_.invoice_of(number);
    const Refund* refund = stream ? stream->find(number) : nullptr;
    if (refund && refund->amount != payment.amount)
        return reject(file, payment.id,
                      {payment.place, in_words(payment.amount) + " for refund \"" + number.text() + "\"",
                       "the amount of that refund, " + in_words(refund->amount)});
    if (payment.move == import::BankMove::refund_sent)
        return submit(file, payment, RecordRefundPaid{number, payment.received_on, payment.id},
                      &PaymentCounts::refunds_paid);
    const std::string why = payment.return_reason.empty() ? "returned" : payment.return_reason;
    submit(file, payment, RecordRefundFailed{number, payment.received_on, why}, &PaymentCounts::refunds_returned);
}

std::optional<InvoiceStream> PaymentIntake::as_it_stands(const InvoiceNumber& invoice) {
    std::promise<std::optional<InvoiceStream>> read;
    store_.read(
        [&](Reader& reader) { read.set_value(reader.invoice(invoice)); },
        [&](std::string_view why) { read.set_exception(std::make_exception_ptr(StoreUnavailable(std::string(why)))); });
    return read.get_future().get();
}

void PaymentIntake::submit(const std::string& file, const import::BankPayment& payment, Command command,
                           std::uint64_t PaymentCounts::*taken) {
    Submission submission{std::move(command), Actor{"import", Role::system, {}}};
    std::optional<Finding> refused;
    bool is_new = false;
    bool speaks = false;
    submission.render = [&](const Outcome& outcome) {
        if (outcome.refusal) refused = told_by(*outcome.refusal, follows_from_what_is_recorded);
        is_new = !outcome.events.empty();
        for (const Journaled& journaled : outcome.events)
            speaks = speaks || std::holds_alternative<ClaimOpened>(journaled.recorded.event) ||
                     std::holds_alternative<StatementMade>(journaled.recorded.event);
        return Answer{200, {}, {}, {}};
    };
    const Completed completed = submit_and_wait(store_, std::move(submission));
    if (completed.status != SubmissionStatus::done)
        refused = Finding{"", "nothing wrong, but it could not be stored: " + completed.detail, "another try"};
    if (refused) return reject(file, payment.id, {payment.place, refused->found, refused->expected});
    ++(counts_.*(is_new ? taken : &PaymentCounts::unchanged));
    if (speaks) ++counts_.claims;
}

}  // namespace makegood::app
