#include "adapters/sqlite/tally.hpp"

namespace makegood::sqlite {

OutcomeSums& OutcomeSums::operator+=(const OutcomeSums& other) {
    claims += other.claims;
    credited_minor += other.credited_minor;
    billed_minor += other.billed_minor;
    acknowledged += other.acknowledged;
    acknowledged_ms += other.acknowledged_ms;
    adjusted += other.adjusted;
    adjusted_ms += other.adjusted_ms;
    return *this;
}

OutcomeSums OutcomeSums::operator-() const {
    return {-claims, -credited_minor, -billed_minor, -acknowledged, -acknowledged_ms, -adjusted, -adjusted_ms};
}

void Tally::add(OutcomesBy by, Date day, const std::string& key, Currency currency, const OutcomeSums& sums) {
    outcomes_[{by, day.unix_days(), key, currency}] += sums;
}

void Tally::post(const Entry& entry, Date posted_on) {
    const Currency currency = entry.amount.currency();
    const std::int64_t minor = entry.amount.minor();
    balances_[{entry.debit_name, currency}].debit_minor += minor;
    balances_[{entry.credit_name, currency}].credit_minor += minor;
    account_days_[{entry.debit_name, currency, posted_on.unix_days()}].debit_minor += minor;
    account_days_[{entry.credit_name, currency, posted_on.unix_days()}].credit_minor += minor;
}

void Tally::took(Series series, Date issued_on, std::int64_t ordinal, const std::string& number) {
    const auto before_ordinal = number.rfind('-');
    const auto before_year = number.rfind('-', before_ordinal - 1);
    took(static_cast<std::size_t>(series), {{issued_on, ordinal}, number.substr(0, before_year)});
}

void Tally::took(std::size_t series, Position position) {
    std::optional<Position>& last = series_[series];
    if (last && last->prefix != position.prefix) ended_.emplace_back(series, *std::move(last));
    last = std::move(position);
}

void Tally::take_over(Tally& later) {
    for (const auto& [key, sums] : later.outcomes_) outcomes_[key] += sums;
    for (const auto& [key, sides] : later.balances_) {
        balances_[key].debit_minor += sides.debit_minor;
        balances_[key].credit_minor += sides.credit_minor;
    }
    for (const auto& [key, sides] : later.account_days_) {
        account_days_[key].debit_minor += sides.debit_minor;
        account_days_[key].credit_minor += sides.credit_minor;
    }
    for (auto& [series, position] : later.ended_) took(series, std::move(position));
    for (std::size_t i = 0; i < series_count; ++i)
        if (later.series_[i]) took(i, *std::move(later.series_[i]));
    later.clear();
}

void Tally::clear() {
    outcomes_.clear();
    balances_.clear();
    account_days_.clear();
    series_ = {};
    ended_.clear();
}

TallyWriter::TallyWriter(SQLite::Database& database)
    : outcome_(database,
               "INSERT INTO outcome_days VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
               "ON CONFLICT DO UPDATE SET claims = claims + ?5, credited_minor = credited_minor + ?6, "
               "billed_minor = billed_minor + ?7, acknowledged = acknowledged + ?8, "
               "acknowledged_ms = acknowledged_ms + ?9, adjusted = adjusted + ?10, adjusted_ms = adjusted_ms + ?11"),
      balance_(database,
               "INSERT INTO balances VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
               "debit_minor = debit_minor + ?3, credit_minor = credit_minor + ?4"),
      account_day_(database,
                   "INSERT INTO account_days VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET "
                   "debit_minor = debit_minor + ?4, credit_minor = credit_minor + ?5"),
      series_(database,
              "INSERT INTO series (series, last_date, last_ordinal, prefix) VALUES (?1, ?2, ?3, ?4) "
              "ON CONFLICT DO UPDATE SET last_date = ?2, last_ordinal = ?3") {}

void TallyWriter::write(const Tally& tally) {
    for (const auto& [place, sums] : tally.outcomes_) {
        const auto& [by, day, key, currency] = place;
        Run(outcome_, static_cast<int>(by), day, key, std::string(currency.code()), sums.claims, sums.credited_minor,
            sums.billed_minor, sums.acknowledged, sums.acknowledged_ms, sums.adjusted, sums.adjusted_ms)
            .finish();
    }
    for (const auto& [place, sides] : tally.balances_)
        Run(balance_, place.first.text(), std::string(place.second.code()), sides.debit_minor, sides.credit_minor)
            .finish();
    for (const auto& [place, sides] : tally.account_days_) {
        const auto& [account, currency, day] = place;
        Run(account_day_, account.text(), std::string(currency.code()), day, sides.debit_minor, sides.credit_minor)
            .finish();
    }
    const auto write_series = [&](std::size_t series, const Tally::Position& position) {
        Run(series_, static_cast<int>(series), position.at.last_date->unix_days(), position.at.last_ordinal,
            position.prefix)
            .finish();
    };
    for (const auto& [series, position] : tally.ended_) write_series(series, position);
    for (std::size_t i = 0; i < series_count; ++i)
        if (const auto& taken = tally.series_[i]) write_series(i, *taken);
}

namespace {

/// "CN" of "CN-R7K3FQ", and of "CN".
std::string unmarked(const std::string& prefix) {
    const auto dash = prefix.rfind('-');
    const bool has_mark = dash != prefix.npos && is_series_mark(std::string_view(prefix).substr(dash + 1));
    return has_mark ? prefix.substr(0, dash) : prefix;
}

/// In a GLOB pattern, nothing but itself.
std::string literally(const std::string& text) {
    std::string pattern;
    for (char c : text) pattern += c == '*' || c == '?' || c == '[' ? std::string("[") + c + "]" : std::string(1, c);
    return pattern;
}

}  // namespace

std::string objection_to_prefixes(SQLite::Database& database, const std::array<std::string, series_count>& prefixes) {
    Prepared used(database, "SELECT series, prefix FROM series");
    Run run(used);
    while (run.next()) {
        const auto series = static_cast<Series>(run.integer(0));
        const std::string& prefix = prefixes[static_cast<std::size_t>(series)];
        if (prefix != unmarked(run.text(1)))
            return "the prefix of " + std::string(to_text(series)) + " is \"" + prefix +
                   "\" in the configuration, but its numbers began with \"" + unmarked(run.text(1)) +
                   "\" and go on so: a prefix is fixed before its first use";
    }
    // A number with a mark behind the prefix ends like one without.
    Prepared carried(database, "SELECT name FROM streams WHERE name GLOB ?");
    for (Series series : document_series) {
        const std::string& prefix = prefixes[static_cast<std::size_t>(series)];
        const std::string pattern = "invoice:" + literally(prefix) + "-*[0-9][0-9][0-9][0-9]-[0-9]*";
        Run found(carried, pattern);
        while (found.next()) {
            const std::string number = found.text(0).substr(std::string_view("invoice:").size());
            if (!carries_prefix(number, prefix)) continue;
            return "the prefix \"" + prefix + "\" of " + std::string(to_text(series)) +
                   " is carried already by an imported document, \"" + number +
                   "\"; accepted: a prefix that no document has";
        }
    }
    return {};
}

NumberBook read_numbers(SQLite::Database& database, const std::array<std::string, series_count>& prefixes,
                        const SeriesMark& mark) {
    NumberBook book(mark);
    Prepared query(database, "SELECT series, last_date, last_ordinal, prefix FROM series");
    Run run(query);
    while (run.next())
        if (run.text(3) == marked(prefixes[static_cast<std::size_t>(run.integer(0))], mark))
            book.took(static_cast<Series>(run.integer(0)),
                      Date::from_unix_days(static_cast<std::int32_t>(run.integer(1))), run.integer(2));
    return book;
}

}  // namespace makegood::sqlite
