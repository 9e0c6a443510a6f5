#include "adapters/app/rule_keeper.hpp"

#include "adapters/app/backtest_claims.hpp"
#include "adapters/app/backtest_report.hpp"
#include "adapters/codec/json_reader.hpp"

namespace makegood::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t samples_usual = 10;
constexpr std::size_t samples_max = 100;
constexpr std::chrono::milliseconds backtest_time_max{2'500};  ///< half of what a snapshot may last

/// "at 1:26, …" where the finding is in an expression.
Finding as_finding(const RuleFinding& found, const std::string& before) {
    Finding finding = found.finding;
    finding.pointer = before + finding.pointer;
    if (found.place)
        finding.found = "at " + std::to_string(found.place->line) + ":" + std::to_string(found.place->column) + ", " +
                        finding.found;
    return finding;
}

struct BacktestRequest {
    std::string candidate;
    Date since = Date::from_unix_days(0);
    std::size_t samples = samples_usual;
};

Result<BacktestRequest, Findings> read_request(std::string_view json) {
    const auto document = codec::JsonDocument::parse(json);
    if (!document) return Failure{Findings{document.error()}};
    codec::Faults faults;
    codec::ObjectReader object = document->object(faults);
    BacktestRequest request;
    request.candidate = object.raw("candidate");
    const auto since = object.text("since", {1, 10}, codec::Controls::none);
    if (const auto day = parse_date(since))
        request.since = *day;
    else if (!since.empty())
        object.fault("since", "a day as in \"2026-01-31\"");
    if (const auto samples = object.optional_integer("samples", {0, samples_max}))
        request.samples = static_cast<std::size_t>(*samples);
    object.finish();
    if (!faults.empty()) return Failure{std::move(faults)};
    return request;
}

std::optional<RuleKeeper::Active> active_of(const Company& company, Instant now) {
    const auto rules = company.rules ? company.rules->in_force_on(company.zone.date_at(now)) : nullptr;
    if (!rules) return std::nullopt;
    return RuleKeeper::Active{rules->title(), rules->hash()};
}

}  // namespace

std::optional<fs::path> rules_beside(const fs::path& config) {
    fs::path normal = config.lexically_normal();
    if (normal.filename().empty()) normal = normal.parent_path();
    const fs::path beside = normal.parent_path() / "rules";
    std::error_code ignored;
    return fs::is_directory(beside, ignored) ? std::optional(beside) : std::nullopt;
}

Findings as_findings(const std::vector<rule_files::FileFinding>& findings) {
    Findings all;
    for (const rule_files::FileFinding& found : findings)
        all.push_back(
            as_finding(found.finding, found.file.string() + (found.finding.finding.pointer.empty() ? "" : "#")));
    return all;
}

RuleKeeper::RuleKeeper(std::optional<fs::path> directory, const Company& company, const Crypto& crypto,
                       const WallClock& clock)
    : directory_(std::move(directory)),
      hash_(hash_with(crypto)),
      clock_(clock),
      zones_(company.zone),
      recorded_(crypto),
      company_(std::make_shared<const Company>(company)) {}

Result<std::unique_ptr<RuleKeeper>, std::vector<rule_files::FileFinding>> RuleKeeper::load(
    const std::optional<fs::path>& directory, const Company& company, const Crypto& crypto, const WallClock& clock) {
    std::unique_ptr<RuleKeeper> keeper(new RuleKeeper(directory, company, crypto, clock));
    auto read = keeper->read();
    if (!read) return Failure{read.error()};
    keeper->company_ = *std::move(read);
    return keeper;
}

Result<std::shared_ptr<const Company>, std::vector<rule_files::FileFinding>> RuleKeeper::read() const {
    Company company = *this->company();
    if (directory_) {
        auto book = rule_files::load_directory(*directory_, hash_, &company.guarantee);
        if (!book) return Failure{book.error()};
        company.rules = std::make_shared<const RuleBook>(*std::move(book));
    }
    return std::make_shared<const Company>(std::move(company));
}

std::shared_ptr<const Company> RuleKeeper::company() const {
    const std::lock_guard lock(mutex_);
    return company_;
}

std::optional<RuleKeeper::Active> RuleKeeper::active() const {
    return active_of(*company(), clock_.now());
}

Result<std::optional<RuleKeeper::Active>, Findings> RuleKeeper::reload() {
    const std::lock_guard one_at_a_time(reloading_);
    if (!directory_) return Failure{Findings{{"", "a server without rules", "one that was started with --rules DIR"}}};
    auto read = this->read();
    if (!read) return Failure{as_findings(read.error())};
    invariant(activate_ != nullptr, "whoever reloads has a store that works by the rules");
    if (const auto activated = activate_(**read); !activated)
        return Failure{Findings{{"", "rules that load, but: " + activated.error(), "a store that can journal them"}}};
    const std::lock_guard lock(mutex_);
    company_ = *std::move(read);
    return active_of(*company_, clock_.now());
}

Result<std::vector<ExplanationLine>, std::string> RuleKeeper::explain(const RoutingRow& routed,
                                                                      std::string_view content) const {
    const auto rules = recorded_.read(routed.routing.rule_set_hash, content);
    if (!rules) return Failure{rules.error()};
    return explain_recorded(routed, *rules, zones_);
}

Result<std::string, Findings> RuleKeeper::backtest(Reader& reader, std::string_view request) const {
    const auto asked = read_request(request);
    if (!asked) return Failure{asked.error()};
    const std::shared_ptr<const Company> company = this->company();
    const auto candidate = rule_files::read_rules(asked->candidate, hash_, &company->guarantee);
    if (!candidate) {
        Findings findings;
        for (const RuleFinding& finding : candidate.error())
            if (finding.weight == RuleFinding::Weight::error) findings.push_back(as_finding(finding, "/candidate"));
        return Failure{std::move(findings)};
    }
    const BacktestQuestion question{
        *candidate, company->zone.start_of(asked->since), asked->samples, company->guarantee, zones_, recorded_};
    const BacktestAnswer answer = backtest_some(reader, question, {claims_max, backtest_time_max});
    return to_json({**candidate, asked->since, answer.is_complete}, answer.report);
}

}  // namespace makegood::app
