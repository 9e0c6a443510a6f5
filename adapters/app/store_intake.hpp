#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "adapters/app/progress.hpp"
#include "adapters/import/intake.hpp"
#include "engine/port/store.hpp"

namespace makegood::app {

/// What became of the documents that were read.
struct IntakeCounts {
    std::uint64_t invoices_added = 0;
    std::uint64_t invoices_unchanged = 0;
    std::uint64_t credits_added = 0;
    std::uint64_t credits_unchanged = 0;
    std::uint64_t rejected = 0;
};

/// Takes documents from the readers to the store, many on their way at a time, so that they share commits. Credits
/// wait until all invoices are there, because files come in any order. Only finish() knows the counts.
/// Threads: fed by one; the store completes on its own.
class StoreIntake : public import::Intake {
  public:
    using Reject = std::function<void(const import::Source&, const Findings&)>;
    /// `reject` is called for one document at a time, on any thread. Store and reject outlive finish().
    StoreIntake(Store& store, Reject reject) : store_(store), reject_(std::move(reject)) {}
    ~StoreIntake() override { wait_for_all(); }

    void invoice(import::Source source, InvoiceDraft draft) override;
    void credit_elsewhere(import::Source source, InvoiceNumber of, Currency currency, CreditElsewhere credit) override;
    void reject(import::Source source, Findings findings) override;
    void progress(std::uint64_t bytes_done, std::uint64_t bytes_total) override;

    /// Sends the credits and waits for every answer.
    [[nodiscard]] IntakeCounts finish();

  private:
    struct Credit {
        import::Source source;
        RecordCreditElsewhere command;
    };
    void submit(import::Source source, Command command, std::uint64_t IntakeCounts::*added,
                std::uint64_t IntakeCounts::*unchanged);
    void tell_rejected(const import::Source& source, const Findings& findings);
    void wait_for_all();

    Store& store_;
    Reject reject_;
    Progress progress_;
    std::vector<Credit> credits_;
    std::mutex mutex_;
    std::condition_variable answered_;
    IntakeCounts counts_;        // guarded
    std::size_t in_flight_ = 0;  // guarded
};

}  // namespace makegood::app
