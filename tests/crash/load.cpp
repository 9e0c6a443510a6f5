#include "tests/crash/load.hpp"

#include <chrono>
#include <future>
#include <memory>
#include <thread>

#include "tests/contract/desk.hpp"
#include "tests/crash/dice.hpp"

namespace makegood::crash {

namespace {

constexpr std::size_t invoices_each = 12;
constexpr std::size_t burst_max = 6;
constexpr std::size_t text_bytes_max = 2'000;  // so that some commands fill pages and others don't

/// One invoice and what its client knows of it.
struct Affair {
    InvoiceNumber invoice;
    bool is_recorded = false;
    std::optional<ClaimId> claim{};
};

Command record(const InvoiceNumber& number, Dice& dice) {
    InvoiceDraft draft = *contract::invoice(number.text(), dice.falls(1, 2) ? "180.00" : "0.00");
    draft.customer.id = CustomerId("C-" + std::to_string(dice.below(50)));
    return RecordInvoice{Invoice::check(std::move(draft)).value()};
}

Command invoke(const InvoiceNumber& number, Dice& dice) {
    const std::string worth = std::to_string(dice.below(100)) + ".00";
    return contract::invoke(number.text(),
                            dice.falls(1, 2) ? contract::worth_of_whole(worth) : contract::worth_of_line("1", worth));
}

Personal text(Dice& dice) {
    return Personal(std::string(dice.between(1, text_bytes_max), 'x'));
}

Command next_command(const Affair& affair, Dice& dice) {
    if (!affair.is_recorded) return record(affair.invoice, dice);
    if (!affair.claim) return invoke(affair.invoice, dice);
    switch (dice.below(8)) {
        case 0:
        case 1: return Approve{*affair.claim};
        case 2: return Acknowledge{*affair.claim};
        case 3:
        case 4: return AddNote{*affair.claim, text(dice)};
        case 5: return NameCause{*affair.claim, {TeamName("yard"), "the faulty screen at the quarry", {}, {}}};
        case 6: return contract::invoke(affair.invoice.text(), contract::worth_of_line("no such line", "1.00"));
        default: return invoke(affair.invoice, dice);
    }
}

/// One thread's clients.
class Clients {
  public:
    Clients(const Load& load, std::size_t thread, Store& store, Oracle& oracle, const Crypto& crypto)
        : load_(load),
          name_(load.name + "-" + std::to_string(thread)),
          store_(store),
          oracle_(oracle),
          crypto_(crypto),
          dice_(load.seed + thread) {
        for (std::size_t i = 0; i < invoices_each; ++i)
            affairs_.push_back({InvoiceNumber(name_ + "-" + std::to_string(i))});
    }

    void work() {
        while (asked_ < load_.requests_max && !load_.is_over()) work_in_a_burst();
    }

  private:
    struct Asked {
        Affair& affair;
        Request& request;
        std::future<Completed> completed;
    };

    void work_in_a_burst() {
        std::vector<Asked> burst;
        const std::size_t first = dice_.below(invoices_each);
        const std::size_t size = dice_.between(1, burst_max);
        for (std::size_t i = 0; i < size; ++i) {
            Affair& affair = affairs_[(first + i) % invoices_each];
            Request& request = oracle_.ask(name_ + "/" + std::to_string(++asked_), next_command(affair, dice_));
            burst.push_back({affair, request, submit(request)});
        }
        for (Asked& asked : burst) hear(asked);
    }

    std::future<Completed> submit(Request& request) {
        auto promise = std::make_shared<std::promise<Completed>>();
        store_.submit(submission_of(request, crypto_), [this, &request, promise](Completed completed) {
            const bool is_answered =
                completed.status == SubmissionStatus::done || completed.status == SubmissionStatus::replayed;
            if (is_answered && !load_.is_over()) oracle_.acknowledge(request, completed.answer);
            promise->set_value(std::move(completed));
        });
        return promise->get_future();
    }

    void hear(Asked& asked) {
        Completed completed = asked.completed.get();
        while (completed.status == SubmissionStatus::unavailable && !load_.is_over()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            completed = submit(asked.request).get();
        }
        learn(asked.affair, asked.request, completed);
    }

    void learn(Affair& affair, const Request& request, const Completed& completed) {
        switch (completed.status) {
            case SubmissionStatus::done:
            case SubmissionStatus::replayed:
                affair.is_recorded = true;
                if (const auto claim = parse_uuid(completed.answer.location)) affair.claim = ClaimId(*claim);
                return;
            case SubmissionStatus::unavailable:
            case SubmissionStatus::stopping: return;
            case SubmissionStatus::key_reused:
            case SubmissionStatus::key_in_flight:
            case SubmissionStatus::queue_full:
            case SubmissionStatus::broken:
                oracle_.complain(request.key + " was told status " +
                                 std::to_string(static_cast<int>(completed.status)) + " " + completed.detail);
        }
    }

    const Load& load_;
    std::string name_;
    Store& store_;
    Oracle& oracle_;
    const Crypto& crypto_;
    Dice dice_;
    std::vector<Affair> affairs_;
    std::size_t asked_ = 0;
};

}  // namespace

void run(const Load& load, Store& store, Oracle& oracle, const Crypto& crypto) {
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < load.threads; ++i)
        threads.emplace_back([&, i] { Clients(load, i, store, oracle, crypto).work(); });
    for (std::thread& thread : threads) thread.join();
}

}  // namespace makegood::crash
