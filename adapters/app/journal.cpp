#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
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

}  // namespace makegood::app
