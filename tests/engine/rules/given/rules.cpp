#include "tests/engine/rules/given/rules.hpp"

#include <stdexcept>

#include "engine/rules/money_type.hpp"

namespace makegood::given {

Money eur(std::string_view amount) {
    return *parse_money_with_currency(std::string(amount) + " EUR");
}

RuleFacts ordinary_claim() {
    const Date today = *parse_date("2026-11-03");
    return RuleFacts{
        .claim = {.channel = "phone",
                  .worth_is_stated = true,
                  .basis = "gross",
                  .worth = eur("274.99"),
                  .worth_is_zero = false,
                  .worth_is_above_standing = false,
                  .credit = eur("60.00"),
                  .credit_in_company = eur("60.00"),
                  .share = 0.18,
                  .is_whole_invoice = false,
                  .lines_claimed = 1,
                  .lines_worth_nothing = 0,
                  .services = {"training"},
                  .others_this_week = 0,
                  .has_words = false,
                  .words_signal = {},
                  .has_phone = true,
                  .has_email = true,
                  .wish = std::nullopt},
        .lines = {{.id = "1",
                   .service = "training",
                   .description = "Safety training",
                   .billed_net = eur("250.00"),
                   .standing_net = eur("250.00"),
                   .worth = eur("240.00"),
                   .share = 0.2,
                   .is_worth_nothing = false,
                   .others_this_week = 0}},
        .invoice = {.number = "INV-1",
                    .issued_on = *parse_date("2026-10-12"),
                    .age_days = 22,
                    .due_on = std::nullopt,
                    .is_overdue = false,
                    .currency = "EUR",
                    .net = eur("279.16"),
                    .gross = eur("334.99"),
                    .gross_in_company = eur("334.99"),
                    .standing = eur("334.99"),
                    .paid = eur("0.00"),
                    .open = eur("334.99"),
                    .is_paid = false,
                    .was_prepaid = false,
                    .has_credits_elsewhere = false,
                    .lines = 2,
                    .earlier_claims = 0},
        .customer = {.id = "C-1", .country = "AT", .lists = {}, .days_known = 400},
        .history = {.claims = 1,
                    .open_claims = 0,
                    .claims_last_365_days = 0,
                    .days_since_last_claim = 380,
                    .invoices = 14,
                    .invoices_paid = 12,
                    .billed_in_company = eur("9800.00"),
                    .billed_last_365_days_in_company = eur("8200.00"),
                    .credited_in_company = eur("40.00"),
                    .credited_last_365_days_in_company = eur("0.00")},
        .guarantee = {.version = "2026-1", .window_days = 30, .is_late = false},
        .today = {.date = today, .weekday = std::string(weekday_of(today)), .hour = 10, .is_weekend = false},
        .now = *parse_instant("2026-11-03T09:12:00.500Z"),
    };
}

Guarantee guarantee() {
    const auto days = [](int n) { return *Clock::make(std::chrono::hours(24 * n), std::chrono::hours(12 * n)); };
    return Guarantee({{GuaranteeVersionName("2026-1"),
                       *parse_date("2026-01-01"),
                       "…",
                       30,
                       {days(1), days(2), days(10), days(14), days(20), days(30), days(60)}}});
}

Routing routing_by_default(Instant now) {
    Routing routing;
    routing.rule_set = "default/1";
    routing.notices = {"president"};
    routing.tasks = {"call-the-customer"};
    routing.flags = {"repeat-claim"};
    routing.dues = start_clocks(guarantee().versions().front(), now);
    return routing;
}

RuleSetDraft draft_of(std::vector<RuleDraft> rules, std::vector<TableDraft> tables) {
    RuleSetDraft draft;
    draft.name = "test";
    draft.version = "1";
    draft.hash = "hash";
    draft.rules = std::move(rules);
    draft.tables = std::move(tables);
    return draft;
}

RuleDraft rule(std::string id, std::string when, Effects then) {
    RuleDraft draft;
    draft.name = "Rule " + id;
    draft.why = "Because of " + id + ".";
    draft.id = std::move(id);
    draft.when = std::move(when);
    draft.then = std::move(then);
    return draft;
}

RowDraft row(std::string id, std::vector<std::string> cells) {
    Effects then;
    then.flags = {id};
    return {std::move(id), std::move(cells), std::move(then)};
}

TableDraft table(HitPolicy hit, const std::vector<std::string>& inputs, std::vector<RowDraft> rows) {
    TableDraft draft;
    draft.id = "table";
    draft.name = "The table";
    draft.why = "Because of the table.";
    draft.hit = hit;
    char name = 'a';
    for (const std::string& input : inputs) draft.inputs.push_back({std::string(1, name++), input});
    draft.rows = std::move(rows);
    return draft;
}

std::shared_ptr<const RuleSet> must_load(RuleSetDraft draft) {
    auto loaded = load(std::move(draft));
    if (loaded) return loaded->rules;
    std::string all;
    for (const RuleFinding& finding : loaded.error()) all += in_words(finding) + "\n";
    throw std::runtime_error(all);
}

std::string findings_of(RuleSetDraft draft, const Guarantee* guarantee) {
    const auto loaded = load(std::move(draft), guarantee);
    std::string all;
    for (const RuleFinding& finding : loaded ? loaded->warnings : loaded.error()) all += in_words(finding) + "\n";
    return all;
}

std::string outcomes(const Trace& trace) {
    std::string text;
    for (const StepTrace& step : trace.steps) {
        if (!text.empty()) text += " ";
        switch (step.outcome) {
            case StepOutcome::fired: text += "fired"; break;
            case StepOutcome::not_fired: text += "not-fired"; break;
            case StepOutcome::passed_over: text += "passed-over"; break;
            case StepOutcome::failed: text += "failed"; break;
        }
    }
    return text;
}

}  // namespace makegood::given
