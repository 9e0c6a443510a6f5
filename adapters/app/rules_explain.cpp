#include <iostream>

#include "adapters/app/command_line.hpp"
#include "adapters/app/company_zones.hpp"
#include "adapters/app/premises.hpp"
#include "adapters/app/progress.hpp"
#include "adapters/app/recorded_rules.hpp"
#include "adapters/app/rules_commands.hpp"
#include "adapters/sqlite/archive.hpp"

namespace makegood::app {

namespace {

/// By its id, or else by its number, for which all claims are looked through.
std::vector<RoutingRow> find_routings(Reader& reader, const std::string& claim) {
    if (const auto id = parse_uuid(claim)) return reader.routings(ClaimId(*id));
    constexpr std::size_t page_rows = 500;
    Progress progress;
    std::uint64_t after = 0;
    for (std::uint64_t seen = 0;; seen += page_rows) {
        const auto rows = reader.routed_claims(Instant(0), after, page_rows, after);
        for (const RoutingRow& row : rows)
            if (row.number.text() == claim) return reader.routings(row.claim);
        if (rows.size() < page_rows) return {};
        progress.show(std::to_string(seen + page_rows) + " claims looked through");
    }
}

std::string clocks_words(const Dues& dues) {
    std::string words;
    for (const Step step : steps) {
        const auto& due = dues[static_cast<std::size_t>(step)];
        if (due)
            words += "    " + std::string(to_text(step)) + " by " + to_text(due->target) + ", promised by " +
                     to_text(due->promise) + "\n";
    }
    return words;
}

/// Lines are sorted by what became of the rule.
std::string reasons_words(const std::vector<ExplanationLine>& lines) {
    std::string words;
    std::string_view heading;
    for (const ExplanationLine& line : lines) {
        const std::string_view of_line = line.outcome == StepOutcome::fired    ? "  what fired\n"
                                         : line.outcome == StepOutcome::failed ? "  what went wrong\n"
                                                                               : "  what did not fire\n";
        if (of_line != heading) words += of_line;
        heading = of_line;
        words += "    " + line.step + ": " + line.text + "\n";
    }
    return words;
}

Result<std::vector<ExplanationLine>, std::string> explain_row(const RoutingRow& row, Reader& reader,
                                                              RecordedRules& recorded, const cel::ZoneTable& zones) {
    if (row.routing.rule_set_hash.empty()) return std::vector<ExplanationLine>{};
    const auto rules = recorded.find(row.routing.rule_set_hash, reader);
    if (!rules) return Failure{rules.error()};
    return explain_recorded(row, *rules, zones);
}

void print(const RoutingRow& row, const Result<std::vector<ExplanationLine>, std::string>& reasons) {
    std::cout << to_text(row.at) << " by " << row.routing.rule_set;
    if (row.routing.rule_set_hash.empty())
        std::cout << ", no rules were in force\n";
    else
        std::cout << ", sha256 " << row.routing.rule_set_hash << "\n";
    std::cout << "  " << in_words(row.routing) << "\n" << clocks_words(row.routing.dues);
    std::cout << (reasons ? reasons_words(*reasons) : "  why: " + reasons.error() + "\n");
}

}  // namespace

int run_rules_explain(const RulesOptions& options) {
    vault::Vault vault;
    const auto premises = load_premises(options.config, vault);
    if (!premises) return exit_failed;
    auto archive = sqlite::Archive::open(options.database, vault);
    if (!archive) return fail(archive.error());
    Reader& reader = (*archive)->reader();
    const std::vector<RoutingRow> rows = find_routings(reader, options.claim);
    if (rows.empty())
        return fail("no claim " + options.claim + " in " + options.database +
                    "; accepted: the number or the id of a claim");
    const CompanyZones zones(premises->company.zone);
    RecordedRules recorded(vault);
    std::cout << rows.back().number.text() << " (" << to_text(rows.back().claim) << "), routed "
              << (rows.size() == 1 ? std::string("once") : std::to_string(rows.size()) + " times") << "\n";
    for (const RoutingRow& row : rows) {
        std::cout << "\n";
        print(row, explain_row(row, reader, recorded, zones));
    }
    return exit_done;
}

}  // namespace makegood::app
