#include "adapters/app/store_intake.hpp"

#include <memory>
#include <utility>

namespace makegood::app {

namespace {

constexpr std::size_t in_flight_max = 512;

// How an answer tells, inside this file, what became of a command.
constexpr int answer_added = 201;
constexpr int answer_unchanged = 200;
constexpr int answer_refused = 400;

std::string reason_in_words(const Refusal& refusal) {
    switch (refusal.reason) {
        case RefusalReason::unknown_invoice:
            return "a credit on an invoice that is not recorded here; import that invoice first";
        case RefusalReason::invoice_differs: return "a number that is taken by a document with other content";
        case RefusalReason::currency_differs: return "a credit in another currency than its invoice";
        default: return std::string(to_text(refusal.reason));
    }
}

Answer classify(const Outcome& outcome) {
    if (outcome.refusal) return {answer_refused, reason_in_words(*outcome.refusal), {}, {}};
    return {outcome.events.empty() ? answer_unchanged : answer_added, {}, {}, {}};
}

}  // namespace

void StoreIntake::invoice(import::Source source, InvoiceDraft draft) {
    auto invoice = Invoice::check(std::move(draft));
    if (!invoice) return reject(std::move(source), invoice.error());
    submit(std::move(source), RecordInvoice{*std::move(invoice)}, &IntakeCounts::invoices_added,
           &IntakeCounts::invoices_unchanged);
}

void StoreIntake::credit_elsewhere(import::Source source, InvoiceNumber of, Currency currency, CreditElsewhere credit) {
    credits_.push_back({std::move(source), {std::move(of), currency, std::move(credit)}});
}

void StoreIntake::reject(import::Source source, Findings findings) {
    const std::lock_guard lock(mutex_);
    tell_rejected(source, findings);
}

void StoreIntake::tell_rejected(const import::Source& source, const Findings& findings) {
    ++counts_.rejected;
    progress_.clear();
    reject_(source, findings);
}

void StoreIntake::progress(std::uint64_t bytes_done, std::uint64_t bytes_total) {
    const std::uint64_t percent = bytes_total == 0 ? 100 : bytes_done * 100 / bytes_total;
    const std::lock_guard lock(mutex_);
    progress_.show(std::to_string(percent) + " % read, " + std::to_string(counts_.invoices_added) +
                   " invoices added, " + std::to_string(counts_.rejected) + " rejected");
}

void StoreIntake::submit(import::Source source, Command command, std::uint64_t IntakeCounts::*added,
                         std::uint64_t IntakeCounts::*unchanged) {
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [&] { return in_flight_ < in_flight_max; });
    ++in_flight_;
    lock.unlock();
    Submission submission{std::move(command), Actor{"import", Role::system, std::nullopt}};
    submission.render = classify;
    auto shared = std::make_shared<import::Source>(std::move(source));
    store_.submit(std::move(submission), [this, shared, added, unchanged](Completed completed) {
        const std::lock_guard guard(mutex_);
        if (completed.status != SubmissionStatus::done) {
            tell_rejected(*shared,
                          {{"", "nothing wrong, but it could not be stored: " + completed.detail, "another try"}});
        } else if (completed.answer.status == answer_refused) {
            tell_rejected(*shared, {{"", completed.answer.body, "a document that follows from what is recorded"}});
        } else {
            ++(counts_.*(completed.answer.status == answer_added ? added : unchanged));
        }
        --in_flight_;
        answered_.notify_all();
    });
}

void StoreIntake::wait_for_all() {
    std::unique_lock lock(mutex_);
    answered_.wait(lock, [&] { return in_flight_ == 0; });
}

IntakeCounts StoreIntake::finish() {
    wait_for_all();
    for (Credit& credit : std::exchange(credits_, {}))
        submit(std::move(credit.source), std::move(credit.command), &IntakeCounts::credits_added,
               &IntakeCounts::credits_unchanged);
    wait_for_all();
    progress_.clear();
    return counts_;
}

}  // namespace makegood::app
