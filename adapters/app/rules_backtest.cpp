#include <iostream>

#include "adapters/app/backtest_claims.hpp"
#include "adapters/app/backtest_report.hpp"
#include "adapters/app/command_line.hpp"
#include "adapters/app/company_zones.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/app/rules_commands.hpp"

namespace makegood::app {

int run_rules_backtest(const RulesOptions& options) {
    vault::Vault vault;
    const auto since = parse_date(options.since);
    if (!since) return fail("--since " + options.since + " is not a day; accepted: a day as in 2026-01-31");
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    const Company& company = premises->company;
    const rule_files::FileReport candidate =
        rule_files::check_file(options.candidate, hash_with(vault), &company.guarantee);
    print(candidate.findings);
    if (!candidate.rules) return exit_failed;

    const CompanyZones zones(company.zone);
    RecordedRules recorded(vault);
    const BacktestQuestion question{
        candidate.rules, company.zone.start_of(*since), options.samples, company.guarantee, zones, recorded};
    Progress progress;
    const auto report = backtest_all(options.database, vault, question, [&](double share, std::uint64_t claims) {
        progress.show(std::to_string(static_cast<int>(share * 100)) + " %, " + std::to_string(claims) +
                      " claims compared");
    });
    progress.clear();
    if (!report) return fail(report.error());
    const BacktestHead head{*candidate.rules, *since, true};
    std::cout << (options.format == "json" ? to_json(head, *report) + "\n" : to_table(head, *report));
    return exit_done;
}

}  // namespace makegood::app
