#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/app/store_call.hpp"
#include "adapters/import/bank_statement.hpp"
#include "adapters/import/csv_payments.hpp"
#include "adapters/import/rejects_writer.hpp"
#include "adapters/import/remittance.hpp"
#include "adapters/sqlite/archive.hpp"
#include "adapters/sqlite/store.hpp"

namespace makegood::app {

namespace {

struct PaymentCounts {
    std::uint64_t payments = 0;
    std::uint64_t bounced = 0;
    std::uint64_t refunds_paid = 0;
    std::uint64_t refunds_returned = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t claims = 0;  ///< that a remittance opened or spoke on
    std::uint64_t left_out = 0;
    std::uint64_t rejected = 0;
};

std::string bytes_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return stream ? bytes.str() : std::string();
}

/// The bank's id is unique for the account only.
PaymentId id_of(const import::BankPayment& payment, const std::string& id) {
    return PaymentId(payment.account.empty() ? id : payment.account + "/" + id);
}

/// Takes what a bank tells into the store, movement by movement: a bounced payment comes after the payment.
class PaymentIntake {
  public:
    PaymentIntake(Store& store, Reader& reader, import::RejectsWriter* rejects)
        : store_(store), reader_(reader), rejects_(rejects) {}

    [[nodiscard]] bool is_refund(std::string_view number) {
        return reader_.invoice_of(RefundNumber(std::string(number))).has_value();
    }

    void take(const std::string& file, const import::BankReading& reading) {
        for (const Finding& finding : reading.findings) reject(file, finding.pointer, {finding});
        for (const import::LeftOut& left : reading.left_out) {
            ++counts_.left_out;
            note(file, left.place, left.id, left.why);
        }
        for (const import::BankPayment& payment : reading.payments) {
            take(file, payment);
            progress_.show(std::to_string(++done_) + " movements");
        }
    }
    [[nodiscard]] const PaymentCounts& counts() const { return counts_; }

    /// Every document that is wrong is told; what is only left aside stands in the file of rejects.
    void reject(const std::string& file, const std::string& document, const Findings& findings) {
        ++counts_.rejected;
        const import::Source source{file, 0, document};
        if (rejects_) rejects_->write(source, findings);
        for (const Finding& finding : findings)
            std::cerr << file << " (" << document << "): found " << finding.found << "; accepted: " << finding.expected
                      << "\n";
    }

  private:
    void note(const std::string& file, const std::string& place, const std::string& id, const std::string& why) {
        if (rejects_) rejects_->write({file, 0, id}, {{place, why, "nothing to be done"}});
    }

    void take(const std::string& file, const import::BankPayment& payment) {
        switch (payment.move) {
            case import::BankMove::payment: return take_payment(file, payment);
            case import::BankMove::bounced_payment: return take_bounced(file, payment);
            case import::BankMove::refund_sent:
                return submit(file, payment,
                              RecordRefundPaid{RefundNumber(*payment.end_to_end_id), payment.received_on, payment.id},
                              &PaymentCounts::refunds_paid);
            case import::BankMove::refund_returned:
                return submit(file, payment,
                              RecordRefundFailed{RefundNumber(*payment.end_to_end_id), payment.received_on,
                                                 payment.return_reason.empty() ? "returned" : payment.return_reason},
                              &PaymentCounts::refunds_returned);
        }
    }

    void take_payment(const std::string& file, const import::BankPayment& payment) {
        const auto found = import::match(payment, [&](std::string_view number) {
            return reader_.invoice(InvoiceNumber(std::string(number))).has_value();
        });
        if (!found) {
            std::string candidates;
            for (const std::string& candidate : found.error().candidates) candidates += " " + candidate;
            return reject(file, payment.id,
                          {{payment.place, found.error().why + (candidates.empty() ? "" : ":" + candidates),
                            "a payment that means one invoice; record it with POST /v1/payments"}});
        }
        Payment money{id_of(payment, payment.id), payment.received_on, payment.amount};
        if (payment.payer_iban)
            money.from = BankAccount{Personal(*payment.payer_iban), Personal(payment.payer_name.value_or(""))};
        if (!payment.text.empty()) money.text = Personal(payment.text);
        const InvoiceNumber invoice(found->number);
        money.deductions = deductions_of(payment, invoice);
        submit(file, payment, RecordPayment{invoice, std::move(money)}, &PaymentCounts::payments);
    }

    /// Only those that are of the matched invoice and in its currency; others are in the text for whoever asks.
    std::vector<Deduction> deductions_of(const import::BankPayment& payment, const InvoiceNumber& invoice) const {
        std::vector<Deduction> deductions;
        for (const import::Deduction& told : payment.deductions) {
            const bool is_of_it = !told.document || *told.document == invoice.text();
            if (!is_of_it || !told.amount.is_positive() || told.amount.currency() != payment.amount.currency())
                return {};
            Deduction deduction{.amount = told.amount};
            if (told.line) deduction.line = LineId(*told.line);
            if (told.kind == import::DeductionKind::discount) deduction.kind = Shortfall::discount;
            if (!told.reason.empty()) deduction.reason = Personal(told.reason);
            deductions.push_back(std::move(deduction));
        }
        return deductions;
    }

    void take_bounced(const std::string& file, const import::BankPayment& payment) {
        if (!payment.reverses)
            return reject(file, payment.id,
                          {{payment.place, "a bounced payment that does not say which",
                            "the reference of the payment; record it with POST /v1/payments/ID/reversal"}});
        std::optional<std::string> reason;
        if (!payment.return_reason.empty()) reason = payment.return_reason;
        submit(file, payment, ReversePayment{id_of(payment, *payment.reverses), payment.received_on, reason},
               &PaymentCounts::bounced);
    }

    void submit(const std::string& file, const import::BankPayment& payment, Command command,
                std::uint64_t PaymentCounts::*taken) {
        Submission submission{std::move(command), Actor{"import", Role::system, {}}};
        std::optional<std::string> refused;
        bool is_new = false;
        bool speaks = false;
        submission.render = [&](const Outcome& outcome) {
            if (outcome.refusal) refused = in_words(*outcome.refusal);
            is_new = !outcome.events.empty();
            for (const Journaled& journaled : outcome.events)
                speaks = speaks || std::holds_alternative<ClaimOpened>(journaled.recorded.event) ||
                         std::holds_alternative<StatementMade>(journaled.recorded.event);
            return Answer{200, {}, {}, {}};
        };
        const Completed completed = submit_and_wait(store_, std::move(submission));
        if (completed.status != SubmissionStatus::done) refused = "not stored: " + completed.detail;
        if (refused)
            return reject(file, payment.id,
                          {{payment.place, *refused, "a movement that follows from what is recorded"}});
        ++(counts_.*(is_new ? taken : &PaymentCounts::unchanged));
        if (speaks) ++counts_.claims;
    }

    Store& store_;
    Reader& reader_;
    import::RejectsWriter* rejects_;
    Progress progress_;
    PaymentCounts counts_;
    std::uint64_t done_ = 0;
};

std::optional<import::PaymentMapping> load_mapping(const std::string& path) {
    if (path.empty()) return import::PaymentMapping::usual();
    auto mapping = import::read_payment_mapping(bytes_of(path));
    if (mapping) return *std::move(mapping);
    for (const Finding& finding : mapping.error())
        fail(path + " at " + finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected);
    return std::nullopt;
}

void read_file(const std::string& file, const import::PaymentMapping& mapping, PaymentIntake& intake) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return intake.reject(file, "", {{"", "no file, or none that may be read", "camt XML, or CSV of payments"}});
    if (file.ends_with(".csv")) return intake.take(file, import::read_csv_payments(stream, mapping));
    intake.take(file, import::read_bank_statement(bytes_of(file),
                                                  [&](std::string_view number) { return intake.is_refund(number); }));
}

void print_summary(const PaymentCounts& counts) {
    std::cout << "payments   " << counts.payments << " received, " << counts.bounced << " bounced, " << counts.unchanged
              << " known already\nrefunds    " << counts.refunds_paid << " paid, " << counts.refunds_returned
              << " returned\nclaims     " << counts.claims << " stated by a remittance\nleft out   " << counts.left_out
              << " movements that are not ours\nrejected   " << counts.rejected << " movements\n";
}

}  // namespace

int run_import_payments(const PaymentsOptions& options) {
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    const auto mapping = load_mapping(options.mapping);
    if (!mapping) return exit_failed;
    std::optional<import::RejectsWriter> rejects;
    if (!options.rejects.empty()) {
        auto opened = import::RejectsWriter::open(options.rejects);
        if (!opened) return fail(opened.error());
        rejects.emplace(*std::move(opened));
    }
    auto store = sqlite::SqliteStore::open(store_options(options.database, premises->configuration), vault, clock,
                                           premises->company);
    if (!store) return fail(store.error());
    // Which invoices and refunds there are does not change meanwhile: this program alone writes.
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    PaymentIntake intake(**store, (*archive)->reader(), rejects ? &*rejects : nullptr);
    for (const std::string& file : options.files) read_file(file, *mapping, intake);
    print_summary(intake.counts());
    if (rejects)
        if (auto written = rejects->finish(); !written) return fail(written.error());
    return intake.counts().rejected == 0 ? exit_done : exit_findings;
}

}  // namespace makegood::app
