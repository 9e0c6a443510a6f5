#include "adapters/sqlite/customer_past.hpp"

#include <algorithm>

#include "engine/time/zone.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::size_t claimants_max = 100;  // of one service
constexpr std::size_t claims_loaded_max = 20'000;
constexpr std::size_t claims_read_max = 1'000;
constexpr std::size_t invoices_read_max = 10'000;
constexpr std::chrono::milliseconds day{86'400'000};
constexpr std::chrono::milliseconds week = 7 * day;
constexpr std::chrono::milliseconds year = 365 * day;

void add(std::vector<Money>& sums, const Money& amount) {
    for (Money& sum : sums)
        if (sum.currency() == amount.currency()) {
            sum += amount;
            return;
        }
    sums.push_back(amount);
}

Money money(std::int64_t minor, std::string_view code) {
    const auto currency = Currency::find(code);
    invariant(currency.has_value(), "a stored currency is one");
    return Money(minor, *currency);
}

Date utc_day(Instant at) {
    return Zone::utc().date_at(at);
}

}  // namespace

RecentClaims::RecentClaims(SQLite::Database& database)
    : claims_(database,
              "SELECT customer, services, opened_at FROM claims WHERE opened_at >= ? ORDER BY opened_sequence DESC "
              "LIMIT ?") {}

void RecentClaims::note(const std::string& service, const std::string& customer, Instant at) {
    std::deque<Claimant>& claimants = by_service_[service];
    const auto known = std::find_if(claimants.begin(), claimants.end(),
                                    [&](const Claimant& claimant) { return claimant.customer == customer; });
    if (known != claimants.end()) claimants.erase(known);
    claimants.push_back({customer, at});
    if (claimants.size() > claimants_max) claimants.pop_front();
}

std::int64_t RecentClaims::others(const std::string& service, const std::string& customer, Instant since) const {
    const auto found = by_service_.find(service);
    if (found == by_service_.end()) return 0;
    return std::count_if(found->second.begin(), found->second.end(), [&](const Claimant& claimant) {
        return claimant.at >= since && claimant.customer != customer;
    });
}

void RecentClaims::load(Instant now) {
    by_service_.clear();
    struct Row {
        std::string customer;
        std::string services;
        Instant at;
    };
    std::vector<Row> rows;
    {
        Run run(claims_, (now + -week).unix_ms(), claims_loaded_max);
        while (run.next()) rows.push_back({run.text(0), run.text(1), Instant(run.integer(2))});
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
        for (const std::string& service : split_lines(row->services)) note(service, row->customer, row->at);
}

CustomerPasts::CustomerPasts(SQLite::Database& database)
    : invoices_(database,
                "SELECT issued_on, currency, gross_minor, is_paid FROM invoices WHERE customer = ? "
                "ORDER BY issued_on DESC LIMIT ?"),
      claims_(database,
              "SELECT opened_at, promise IS NOT NULL, credited_minor, currency, id FROM claims WHERE customer = ? "
              "ORDER BY opened_at DESC LIMIT ?") {}

CustomerPast CustomerPasts::find(const InvoiceStream::Books& books, const std::optional<ClaimId>& claim, Instant now,
                                 const RecentClaims& recent) {
    CustomerPast past;
    const std::string& customer = books.invoice->customer.id.text();
    add_invoices(past, customer, now);
    add_claims(past, customer, claim, now);
    for (const BilledLine& line : books.billing.lines) {
        const auto known = std::find_if(past.others_this_week.begin(), past.others_this_week.end(),
                                        [&](const auto& each) { return each.first == line.service; });
        if (known != past.others_this_week.end()) continue;
        const std::int64_t others = recent.others(line.service.text(), customer, now + -week);
        if (others > 0) past.others_this_week.emplace_back(line.service, others);
    }
    return past;
}

void CustomerPasts::add_invoices(CustomerPast& past, const std::string& customer, Instant now) {
    const std::int64_t a_year_ago = utc_day(now + -year).unix_days();
    Run run(invoices_, customer, invoices_read_max);
    while (run.next()) {
        const std::int64_t issued_on = run.integer(0);
        const Money gross = money(run.integer(2), run.view(1));
        ++past.invoices;
        past.invoices_paid += run.integer(3);
        past.first_invoice_on = Date::from_unix_days(static_cast<std::int32_t>(issued_on));
        add(past.billed, gross);
        if (issued_on >= a_year_ago) add(past.billed_last_365_days, gross);
    }
}

void CustomerPasts::add_claims(CustomerPast& past, const std::string& customer, const std::optional<ClaimId>& but,
                               Instant now) {
    Run run(claims_, customer, claims_read_max);
    while (run.next()) {
        if (but && but->uuid().bytes == run.bytes<16>(4)) continue;
        const Instant opened_at(run.integer(0));
        const Money credited = money(run.integer(2), run.view(3));
        const bool is_of_last_year = opened_at >= now + -year;
        ++past.claims;
        past.open_claims += run.integer(1);
        past.claims_last_365_days += is_of_last_year ? 1 : 0;
        if (!past.last_claim_at) past.last_claim_at = opened_at;
        add(past.credited, credited);
        if (is_of_last_year) add(past.credited_last_365_days, credited);
    }
}

}  // namespace makegood::sqlite
