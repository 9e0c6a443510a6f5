#include "adapters/verify/batches.hpp"

#include <algorithm>

#include "adapters/verify/chain.hpp"
#include "adapters/verify/json_tree.hpp"

namespace makegood::verify {

namespace {

std::string in_words(const BatchSums::OfKind& sums, int digits) {
    return std::to_string(sums.count) + " of net " + to_text(sums.totals.net, digits) + ", tax " +
           to_text(sums.totals.tax, digits) + ", gross " + to_text(sums.totals.gross, digits);
}

std::string in_words(const Books::Sides& sides, int digits) {
    return "debit " + to_text(sides.debit, digits) + ", credit " + to_text(sides.credit, digits);
}

/// Rows of a batch against what the journal holds: each that differs, is missing, is too much or out of its order.
template <class Sums, class Read, class Tell>
void compare(const Value& rows, std::map<std::pair<std::string, std::string>, Sums> due, Read read, Tell tell) {
    std::optional<std::pair<std::string, std::string>> last;
    rows.each([&](const Value& row) {
        const auto [key, stated] = read(row);
        if (last && key <= *last) tell(key, "stands out of its order", "rows in order, each key once");
        last = key;
        const auto found = due.find(key);
        if (found == due.end())
            tell(key, stated, Sums{});
        else if (found->second != stated)
            tell(key, stated, found->second);
        if (found != due.end()) due.erase(found);
    });
    for (const auto& [key, sums] : due) tell(key, Sums{}, sums);
}

}  // namespace

Batches::Batches(const Database& database, const Digits& digits) : digits_(digits) {
    Rows rows =
        database.ask("SELECT envelope FROM journal WHERE stream_id = (SELECT id FROM streams WHERE name = 'exports')");
    JsonTree tree;
    while (rows.next()) {
        if (tree.parse(rows.bytes(0))) continue;
        Reading reading(tree);
        const Value envelope = reading.root();
        if (envelope["type"].text() != "batch-sealed") continue;
        ends_.insert(envelope["payload"]["last_sequence"].integer());
    }
    if (!ends_.contains(0)) return;  // a period that ended before the journal began
    Segment nothing;
    nothing.hash = std::string(Hash{}.size(), '\0');
    segments_.push_back(std::move(nothing));
}

void Batches::made_at(std::int64_t at_ms) {
    for (Segment& segment : segments_)
        if (segment.next_ms == std::numeric_limits<std::int64_t>::max()) segment.next_ms = at_ms;
}

void Batches::count(std::string_view kind, std::string_view currency, const Totals& totals) {
    if (!ends_.empty()) current_.sums.count(kind, currency, totals);
}

void Batches::instruct(std::string_view refund, std::string_view currency, Wide amount) {
    overtake(refund);
    if (!ends_.empty()) current_.orders.emplace(refund, std::pair(std::string(currency), amount));
}

void Batches::overtake(std::string_view refund) {
    const auto found = current_.orders.find(refund);
    if (found != current_.orders.end()) current_.orders.erase(found);
}

void Batches::post(const Value& entry, std::string_view currency, std::int64_t days, Findings& findings) {
    if (ends_.empty()) return;
    current_.sums.post(entry["debit_name"].text(), entry["credit_name"].text(), currency, entry["amount"].amount());
    for (Segment& segment : segments_) segment.earliest_day = std::min(segment.earliest_day, days);
    if (closed_through_ && days <= *closed_through_)
        findings.add("closed-period", "an entry of ours is dated into a period that is closed",
                     "a day after the last batch's");
}

void Batches::end(std::string_view hash, std::int64_t at_ms, std::vector<Liability> liabilities) {
    if (!ends_here()) return;
    for (const auto& [refund, order] : current_.orders) count("refund", order.first, {0, 0, order.second});
    current_.last_sequence = sequence_;
    current_.hash = hash;
    current_.last_ms = at_ms;
    current_.liabilities = std::move(liabilities);
    segments_.push_back(std::exchange(current_, Segment{}));
}

std::string Batches::text(Wide minor, const std::string& currency) const {
    const auto known = digits_.find(currency);
    return currency + " " + to_text(minor, known == digits_.end() ? 0 : known->second);
}

/// A batch has amounts of many currencies: each row says its own, and so its digits.
std::string Batches::know_digits(const Value& row, Reading& reading) const {
    std::string currency(row["currency"].text());
    const auto known = digits_.find(currency);
    reading.digits = known == digits_.end() ? std::nullopt : std::optional(known->second);
    return currency;
}

void Batches::seal(const Value& payload, Reading& reading, const Happening& happening, Findings& findings) {
    judge_number(payload, findings);
    judge_through(payload["through"], happening, findings);
    Range range = judge_range(payload, happening, findings);
    judge_liabilities(payload["liabilities"], range.last, reading, findings);
    const BatchSums accrued = judge_accrual(payload, reading, findings);
    range.sums += accrued;
    range.sums += undone_;
    if (range.last != nullptr && !range.is_blind) {
        judge_totals(payload["totals"], range.sums, reading, findings);
        judge_accounts(payload["accounts"], range.sums, reading, findings);
    }
    undone_ = {};
    for (const auto& [key, sides] : accrued.accounts) undone_.accounts[key] = {sides.credit, sides.debit};
    booked_.push_back(false);
    const std::int64_t through = payload["through"].days();
    closed_through_ = std::max(through, closed_through_.value_or(through));
    sealed_to_ = range.last != nullptr ? std::optional(range.last->last_sequence) : std::nullopt;
    if (!sealed_to_) return;
    while (segments_.front().last_sequence < *sealed_to_) segments_.pop_front();
    segments_.front().sums = {};
}

void Batches::judge_number(const Value& payload, Findings& findings) {
    const auto due = static_cast<std::int64_t>(booked_.size()) + 1;
    if (const std::int64_t number = payload["number"].integer(); number != due)
        findings.add("batch-number", "the batch has number " + std::to_string(number),
                     std::to_string(due) + ": batches are numbered from 1 without holes");
}

void Batches::judge_through(const Value& through, const Happening& happening, Findings& findings) {
    if (closed_through_ && through.days() <= *closed_through_)
        findings.add("batch-date", "a period is closed through " + std::string(through.text()),
                     "a day after the one through which the last batch closed");
    if (happening.at_ms < (through.days() + 1) * ms_per_day - zone_ms_max)
        findings.add("batch-date",
                     "a period through " + std::string(through.text()) + " is closed at " + std::string(happening.at),
                     "a period that is over");
}

Batches::Range Batches::judge_range(const Value& payload, const Happening& happening, Findings& findings) {
    const std::int64_t after = payload["after_sequence"].integer();
    const std::int64_t last = payload["last_sequence"].integer();
    const std::int64_t begin = sealed_to_.value_or(after);
    if (after != begin)
        findings.add("batch-range", "the batch begins after event " + std::to_string(after),
                     std::to_string(begin) + ", where the last one ended: nothing twice, nothing left out");
    Range range;
    range.is_blind = !sealed_to_;
    const bool is_before = last >= begin && last < static_cast<std::int64_t>(happening.sequence);
    for (const Segment& segment : segments_) {
        if (!is_before || segment.last_sequence > last) break;
        if (segment.last_sequence == last) range.last = &segment;
        if (segment.last_sequence <= begin) continue;  // it was in the batch before
        range.sums += segment.sums;
        range.is_blind = range.is_blind || segment.is_blind;
    }
    if (range.last != nullptr)
        judge_end(*range.last, payload, findings);
    else
        findings.add("batch-range", "the batch ends with event " + std::to_string(last),
                     "an event from " + std::to_string(begin) + " on, before the batch itself");
    return range;
}

void Batches::judge_end(const Segment& last, const Value& payload, Findings& findings) const {
    const std::string_view stated = payload["last_hash"].text();
    const std::string due = to_hex(last.hash);
    const bool is_before_all = last.last_sequence == 0 && stated.empty();
    if (stated != due && !is_before_all)
        findings.add("batch-hash", "the batch's checkpoint is " + quoted(stated),
                     due + ", the chain's hash at event " + std::to_string(last.last_sequence));
    const Value through = payload["through"];
    const std::int64_t midnight_ms = (through.days() + 1) * ms_per_day;
    if (last.last_ms >= midnight_ms + zone_ms_max || last.next_ms < midnight_ms - zone_ms_max)
        findings.add("batch-range", "the batch ends with event " + std::to_string(last.last_sequence),
                     "the last event that was made by the end of " + std::string(through.text()));
    if (last.earliest_day <= through.days())
        findings.add("closed-period", "an entry of ours after the batch is dated into its period",
                     "a day after " + std::string(through.text()));
}

void Batches::judge_totals(const Value& totals, const BatchSums& due, Reading& reading, Findings& findings) const {
    const auto read = [&](const Value& row) {
        const std::string currency = know_digits(row, reading);
        return std::pair(BatchSums::KindAndCurrency(row["kind"].text(), currency),
                         BatchSums::OfKind{row["count"].integer(), read_totals(row["totals"])});
    };
    const auto tell = [&](const BatchSums::KindAndCurrency& key, const auto& found, const auto& must) {
        const auto known = digits_.find(key.second);
        const int digits = known == digits_.end() ? 0 : known->second;
        const auto words = [&](const auto& what) {
            if constexpr (std::is_same_v<std::decay_t<decltype(what)>, BatchSums::OfKind>)
                return in_words(what, digits);
            else
                return std::string(what);
        };
        findings.add("batch-totals", key.first + " in " + key.second + ": " + words(found),
                     words(must) + ", what the journal holds from the batch before to this one's end");
    };
    compare(totals, due.kinds, read, tell);
}

void Batches::judge_accounts(const Value& accounts, const BatchSums& due, Reading& reading, Findings& findings) const {
    const auto read = [&](const Value& row) {
        const std::string currency = know_digits(row, reading);
        return std::pair(Books::NameAndCurrency(row["account"].text(), currency),
                         Books::Sides{row["debit"].amount(), row["credit"].amount()});
    };
    const auto tell = [&](const Books::NameAndCurrency& key, const auto& found, const auto& must) {
        const auto known = digits_.find(key.second);
        const int digits = known == digits_.end() ? 0 : known->second;
        const auto words = [&](const auto& what) {
            if constexpr (std::is_same_v<std::decay_t<decltype(what)>, Books::Sides>)
                return in_words(what, digits);
            else
                return std::string(what);
        };
        findings.add("batch-accounts", "account " + quoted(key.first) + " in " + key.second + ": " + words(found),
                     words(must) + ", the entries of ours in the batch");
    };
    compare(accounts, due.accounts, read, tell);
}

void Batches::judge_liabilities(const Value& listed, const Segment* last, Reading& reading, Findings& findings) {
    liabilities_.clear();
    std::map<std::string_view, const Liability*> due;
    if (last != nullptr)
        for (const Liability& liability : last->liabilities) due.emplace(liability.claim, &liability);
    listed.each([&](const Value& row) {
        const std::string currency = know_digits(row, reading);
        liabilities_[currency] += row["net"].amount() + row["tax"].amount();
        const auto found = due.find(row["claim"].text());
        if (last != nullptr && !last->is_blind)
            judge_liability(row, found == due.end() ? nullptr : found->second, findings);
        if (found != due.end()) due.erase(found);
    });
    for (const auto& [claim, liability] : due)
        if (liability->must_be_listed() && !last->is_blind)
            findings.add("batch-liability", "claim " + quoted(liability->number) + " is not among the liabilities",
                         "every claim that is stated and not adjusted, with what it will cost");
}

void Batches::judge_liability(const Value& row, const Liability* due, Findings& findings) const {
    const std::string currency(row["currency"].text());
    const Wide net = row["net"].amount();
    const Wide tax = row["tax"].amount();
    const std::string found = "claim " + quoted(row["number"].text()) + " of " + quoted(row["invoice"].text()) +
                              " as a liability of net " + text(net, currency) + ", tax " + text(tax, currency);
    if (due == nullptr)
        return findings.add("batch-liability", found, "a claim that was open then, with a worth stated, listed once");
    const bool is_that_claim = row["number"].text() == due->number && row["invoice"].text() == due->invoice &&
                               currency == due->currency && net >= 0 && tax >= 0;
    const bool is_within = !due->gross_least || (net + tax >= *due->gross_least && net + tax <= due->gross_most);
    if (is_that_claim && is_within && net == due->net.value_or(net) && tax == due->tax.value_or(tax)) return;
    const std::string due_words = due->gross_least ? "net and tax from " + text(*due->gross_least, due->currency) +
                                                         " to " + text(due->gross_most, due->currency)
                                                   : "net " + text(due->net.value_or(net), due->currency) + ", tax " +
                                                         text(due->tax.value_or(tax), due->currency);
    findings.add("batch-liability", found,
                 "claim " + quoted(due->number) + " of " + quoted(due->invoice) + ", " + due_words);
}

/// A company accrues all that is claimed, or nothing; the other entries undo it.
BatchSums Batches::judge_accrual(const Value& payload, Reading& reading, Findings& findings) const {
    BatchSums accrued;
    BatchSums undone;
    std::map<std::string, Wide> sums;
    const auto add = [&](BatchSums& to, bool is_accrual) {
        return [&, is_accrual](const Value& entry) {
            const std::string currency = know_digits(entry, reading);
            const std::string_view debit = is_accrual ? entry["debit"].text() : entry["credit"].text();
            const std::string_view credit = is_accrual ? entry["credit"].text() : entry["debit"].text();
            if (debit != "guarantee_accruals" || credit != "refund_liability")
                findings.add("batch-accrual",
                             "an entry of " + quoted(debit) + " to " + quoted(credit) + (is_accrual ? "" : ", undone"),
                             "guarantee_accruals to refund_liability");
            if (is_accrual) sums[currency] += entry["amount"].amount();
            to.post(entry["debit_name"].text(), entry["credit_name"].text(), currency, entry["amount"].amount());
        };
    };
    payload["accrual"].each(add(accrued, true));
    payload["reversal"].each(add(undone, false));
    for (const auto& [currency, sum] : liabilities_)
        if (!sums.empty() && sums[currency] != sum)
            findings.add("batch-accrual", text(sums[currency], currency) + " is accrued",
                         text(sum, currency) + ", the sum of the liabilities");
    for (const auto& [currency, sum] : sums)
        if (!liabilities_.contains(currency))
            findings.add("batch-accrual", text(sum, currency) + " is accrued", "nothing: no liability is listed");
    for (auto& [key, sides] : undone.accounts) std::swap(sides.debit, sides.credit);
    if (undone.accounts != accrued.accounts)
        findings.add("batch-accrual", "what undoes the accrual is not the accrual turned around",
                     "the same entries, with debit and credit exchanged");
    return accrued;
}

void Batches::answer(const Value& payload, Findings& findings) {
    const std::int64_t number = payload["number"].integer();
    const bool is_booked = payload["is_booked"].flag();
    (void)payload["answer"].text();
    if (number < 1 || number > static_cast<std::int64_t>(booked_.size())) {
        findings.add("batch-answer", "an answer for batch " + std::to_string(number), "the number of a sealed batch");
        return;
    }
    const auto index = static_cast<std::size_t>(number - 1);
    if (booked_[index])
        findings.add("batch-answer", "an answer for batch " + std::to_string(number) + ", which is booked",
                     "none: booked is booked");
    booked_[index] = booked_[index] || is_booked;
}

}  // namespace makegood::verify
