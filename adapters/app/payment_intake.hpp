#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/app/progress.hpp"
#include "adapters/import/bank_payment.hpp"
#include "adapters/import/rejects_writer.hpp"
#include "engine/port/store.hpp"

namespace makegood::app {

/// What became of the movements that were read.
struct PaymentCounts {
    std::uint64_t payments = 0;
    std::uint64_t bounced = 0;
    std::uint64_t refunds_paid = 0;
    std::uint64_t refunds_returned = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t claims = 0;  ///< stated by a remittance
    std::uint64_t left_out = 0;
    std::uint64_t rejected = 0;
};

/// Takes what a bank tells into the store, movement by movement: a bounced payment comes after the payment.
/// What is rejected is told on standard error; what is left out stands in the file of rejects only.
/// Threads: one. All that it is made of outlives it.
class PaymentIntake {
  public:
    /// `rejects` may be null.
    PaymentIntake(Store& store, Reader& reader, import::RejectsWriter* rejects)
        : store_(store), reader_(reader), rejects_(rejects) {}

    [[nodiscard]] bool is_refund(std::string_view number);
    void take(const std::string& file, const import::BankReading& reading);
    /// `movement` is its id, or its place where it has none.
    void reject(const std::string& file, const std::string& movement, const Finding& finding);

    [[nodiscard]] const PaymentCounts& counts() const { return counts_; }

  private:
    void note(const std::string& file, const import::LeftOut& left);
    void take(const std::string& file, const import::BankPayment& payment);
    void take_payment(const std::string& file, const import::BankPayment& payment);
    void take_bounced(const std::string& file, const import::BankPayment& payment);
    void take_refund(const std::string& file, const import::BankPayment& payment);
    [[nodiscard]] Result<InvoiceNumber, Finding> invoice_of(const import::BankPayment& payment);
    [[nodiscard]] Result<PaymentId, Finding> bounced_by(const import::BankPayment& payment);
    [[nodiscard]] std::optional<InvoiceStream> as_it_stands(const InvoiceNumber& invoice);
    void submit(const std::string& file, const import::BankPayment& payment, Command command,
                std::uint64_t PaymentCounts::*taken);

    Store& store_;
    Reader& reader_;  ///< as it was before the first movement: which invoices and refunds there are does not change
    import::RejectsWriter* rejects_;
    Progress progress_;
    PaymentCounts counts_;
    std::uint64_t done_ = 0;
};

}  // namespace makegood::app
