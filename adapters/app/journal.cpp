#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/sqlite/rebuild.hpp"
#include "adapters/verify/verify.hpp"

namespace makegood::app {

int run_journal_verify(const JournalOptions& options) {
    Progress progress;
    const auto report = verify::verify_journal(
        options.database, [&](std::uint64_t events) { progress.show(std::to_string(events) + " events verified"); });
    std::cout << verify::in_words(report);
    return report.is_sound() ? exit_done : exit_findings;
}

int run_journal_rebuild(const JournalOptions& options) {
    Progress progress;
    vault::Vault vault;
    auto rebuilt = sqlite::rebuild_projections(options.database, vault, [&](std::uint64_t events) {
        progress.show(std::to_string(events) + " events replayed");
    });
    if (!rebuilt) return fail(rebuilt.error());
    std::cout << "projections rebuilt from " << *rebuilt << " events\n";
    return exit_done;
}

}  // namespace makegood::app
