#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/open_store.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/sqlite/rebuild.hpp"
#include "adapters/verify/verify.hpp"

namespace makegood::app {

namespace {

std::string share(std::uint64_t done, std::uint64_t of) {
    return std::to_string(done) + " of " + std::to_string(of) + " events";
}

}  // namespace

int run_journal_verify(const JournalOptions& options) {
    Progress progress;
    const auto report = verify::verify_journal(
        options.database, [&](std::uint64_t done, std::uint64_t of) { progress.show(share(done, of) + " verified"); });
    progress.clear();
    if (!report) return fail(report.error());
    std::cout << verify::in_words(*report);
    return report->is_clean() ? exit_done : exit_findings;
}

int run_journal_rebuild(const JournalOptions& options) {
    Progress progress;
    sqlite::Options store;
    store.path = options.database;
    auto rebuilt = sqlite::rebuild_projections(
        store, [&](std::uint64_t done, std::uint64_t of) { progress.show(share(done, of) + " replayed"); });
    progress.clear();
    if (!rebuilt) return fail(rebuilt.error());
    std::cout << "projections rebuilt from " << *rebuilt << " events\n";
    return exit_done;
}

int run_journal_prove(const JournalOptions& options) {
    const auto colon = options.checkpoint.find(':');
    const std::string event = options.checkpoint.substr(0, colon);
    const bool is_number = !event.empty() && event.size() <= 18 && event.find_first_not_of("0123456789") == event.npos;
    if (colon == options.checkpoint.npos || !is_number)
        return fail("--checkpoint " + options.checkpoint +
                    " is none; accepted: EVENT:HASH, as in 1234:9f86d081… with 64 hexadecimal digits");
    vault::Vault vault;
    SystemClock clock;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto store = open_store(options.database, premises->configuration, premises->company, vault, clock);
    if (!store) return fail(store.error());
    const auto mark = (*store)->resume_series(std::stoull(event), options.checkpoint.substr(colon + 1));
    if (!mark) return fail("nothing is proven: " + mark.error());
    std::cout << "numbers go on where they stood at event " << event << ", "
              << (mark->empty() ? "without a mark" : "with the mark " + *mark) << "\n";
    return exit_done;
}

}  // namespace makegood::app
