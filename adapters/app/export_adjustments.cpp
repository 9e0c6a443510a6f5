#include <future>
#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/commands.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/export/adjustments.hpp"
#include "adapters/sqlite/archive.hpp"

namespace makegood::app {

namespace {

void print_report(const exports::ExportReport& report, const std::string& out) {
    if (report.currencies.empty()) std::cout << out << ": no adjustments\n";
    for (const exports::CurrencyTotals& sum : report.currencies)
        std::cout << out << ": " << sum.documents << " adjustments in " << sum.totals.net.currency().code() << ", net "
                  << to_text(sum.totals.net) << ", tax " << to_text(sum.totals.tax) << ", gross "
                  << to_text(sum.totals.gross) << "; tied out to the books\n";
}

}  // namespace

int run_export_adjustments(const ExportOptions& options) {
    vault::Vault vault;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Progress progress;
    const auto format = options.format == "csv" ? exports::Format::csv : exports::Format::jsonl;
    auto report = exports::export_adjustments(
        (*archive)->reader(), premises->company.chart.names_of(Account::allowances), format, options.out,
        [&](std::uint64_t documents) { progress.show(std::to_string(documents) + " adjustments"); });
    progress.clear();
    if (!report) return fail(report.error());
    print_report(*report, options.out);
    return exit_done;
}

}  // namespace makegood::app
