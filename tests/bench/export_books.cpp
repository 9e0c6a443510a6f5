/// Fills a database with credit notes, by the store itself, so that exports have something to write:
/// bench_export_books CONFIG FILE FIRST SECOND    so many issued on 2 March 2026, and so many on the 3rd
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>

#include "adapters/app/premises.hpp"
#include "adapters/sqlite/store.hpp"

using namespace makegood;

namespace {

class HandClock : public WallClock {
  public:
    [[nodiscard]] Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

  private:
    Instant now_{*parse_instant("2026-03-02T09:00:00Z")};
};

InvoiceDraft invoice(std::size_t number) {
    const Currency gbp = *Currency::find("GBP");
    const auto money = [&](std::int64_t minor) { return Money(minor, gbp); };
    const auto line = [&](const std::string& id, std::int64_t minor) {
        return InvoiceLine{LineId(id),
                           ServiceName("screening"),
                           "Rock screening, week 38",
                           *Decimal::parse("1"),
                           "HUR",
                           *Decimal::parse(to_text(money(minor))),
                           money(minor),
                           {"S", Decimal::parse("20")},
                           {}};
    };
    const std::string name = std::to_string(number);
    return {InvoiceNumber("INV-" + name),
            *Date::from_civil(2026, 2, 27),
            {},
            gbp,
            {CustomerId("C-" + name),
             "Müller & Söhne " + name,
             {},
             {},
             Address{"High Street 1", "Leeds", "LS1 4AP", "GB"},
             {}},
            {},
            {},
            {line("1", 6833), line("2", 8500)},
            {},
            {},
            {{{"S", Decimal::parse("20")}, money(15333), money(3067)}},
            {money(15333), money(3067), money(18400)},
            {},
            {},
            money(10000),
            {}};
}

/// Sends commands, many on their way at a time, and waits for all.
class Clerk {
  public:
    explicit Clerk(Store& store) : store_(store) {}

    void send(Command command, std::function<void(const Outcome&)> use = {}) {
        {
            std::unique_lock lock(mutex_);
            free_.wait(lock, [&] { return on_their_way_ < 1024; });
            ++on_their_way_;
        }
        Submission submission{std::move(command), Actor{"bench", Role::president, {}}};
        submission.render = [use = std::move(use)](const Outcome& outcome) {
            if (outcome.refusal) {
                std::cerr << to_text(outcome.refusal->reason) << "\n";
                std::exit(1);
            }
            if (use) use(outcome);
            return Answer{200, {}, {}, {}};
        };
        store_.submit(std::move(submission), [this](const Completed& completed) {
            if (completed.status != SubmissionStatus::done) std::exit(1);
            const std::lock_guard lock(mutex_);
            --on_their_way_;
            free_.notify_all();
        });
    }
    void wait() {
        std::unique_lock lock(mutex_);
        free_.wait(lock, [&] { return on_their_way_ == 0; });
    }

  private:
    Store& store_;
    std::mutex mutex_;
    std::condition_variable free_;
    std::size_t on_their_way_ = 0;
};

void issue(Clerk& clerk, std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i) clerk.send(RecordInvoice{Invoice::check(invoice(i)).value()});
    clerk.wait();
    std::vector<ClaimId> claims;
    for (std::size_t i = from; i < from + count; ++i) {
        Saying saying;
        saying.lines = {{LineId("1"), "0.00"}};
        clerk.send(Invoke{InvoiceNumber("INV-" + std::to_string(i)), saying, {}, {}},
                   [&](const Outcome& outcome) { claims.push_back(outcome.after.claims.back().id); });
    }
    clerk.wait();
    for (const ClaimId& claim : claims) clerk.send(Approve{claim});
    clerk.wait();
}

}  // namespace

int main(int count, char** words) {
    if (count != 5) return 2;
    vault::Vault vault;
    HandClock clock;
    const auto premises = app::load_premises(words[1], vault);
    if (!premises) return 1;
    auto store = sqlite::SqliteStore::open(app::store_options(words[2], premises->configuration), vault, clock,
                                           premises->company);
    if (!store) {
        std::cerr << store.error() << "\n";
        return 1;
    }
    Clerk clerk(**store);
    const std::size_t first = std::strtoull(words[3], nullptr, 10);
    issue(clerk, 1, first);
    clock.set(*parse_instant("2026-03-03T09:00:00Z"));
    issue(clerk, 1 + first, std::strtoull(words[4], nullptr, 10));
    return 0;
}
