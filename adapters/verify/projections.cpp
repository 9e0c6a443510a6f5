#include "adapters/verify/projections.hpp"

#include <set>

namespace makegood::verify {

namespace {

constexpr std::int64_t schema_of_money = 3;  // the first that has tables of payments, refunds and account days

std::string in_words(const Books::Sides& sides) {
    return "debit " + to_text(sides.debit, 0) + " and credit " + to_text(sides.credit, 0) + " minor units";
}

/// Rows of sides against what the entries sum to.
template <class Key, class Read, class Name>
void compare_sides(Rows rows, std::map<Key, Books::Sides> left, Read read, Name name, Findings& findings) {
    const auto complain = [&](const Key& key, const std::string& found, const std::string& must) {
        findings.add("projection-differs", name(key) + " is " + found,
                     must + ", the sum of the entries: rebuild the projections");
    };
    while (rows.next()) {
        const auto [key, stored] = read(rows);
        const auto found = left.find(key);
        const Books::Sides due = found == left.end() ? Books::Sides{} : found->second;
        if (stored != due) complain(key, in_words(stored), in_words(due));
        if (found != left.end()) left.erase(found);
    }
    for (const auto& [key, due] : left) complain(key, "missing", in_words(due));
}

/// The order of refund-recorded, refund-instructed, … in which the table numbers states.
std::int64_t state_after(std::string_view type) {
    if (type == "refund-instructed") return 1;
    if (type == "refund-paid") return 2;
    if (type == "refund-failed") return 3;
    return type == "refund-cancelled" ? 4 : 0;
}

}  // namespace

EventTable::EventTable(const Database& database, const char* name, const char* question, Findings& findings)
    : name_(name), findings_(findings), rows_(database.ask(question)) {
    is_at_row_ = rows_.next();
}

void EventTable::complain_of_surplus() {
    findings_.add("projection-differs",
                  "the table of " + std::string(name_) + " has " + quoted(rows_.bytes(1)) + " at event " +
                      std::to_string(rows_.integer(0)),
                  "no row without its event: rebuild the projections");
    is_at_row_ = rows_.next();
}

void EventTable::judge(std::int64_t sequence, std::string_view text, std::int64_t stream_id) {
    while (is_at_row_ && rows_.integer(0) < sequence) complain_of_surplus();
    const bool is_there = is_at_row_ && rows_.integer(0) == sequence;
    if (!is_there || rows_.bytes(1) != text || rows_.integer(2) != stream_id)
        findings_.add(
            "projection-differs",
            is_there ? "the table of " + std::string(name_) + " has " + quoted(rows_.bytes(1)) + " of stream " +
                           std::to_string(rows_.integer(2))
                     : "the table of " + std::string(name_) + " does not have " + quoted(text),
            quoted(text) + " of stream " + std::to_string(stream_id) + ", as the event says: rebuild the projections");
    if (is_there) is_at_row_ = rows_.next();
}

void EventTable::judge_rest() {
    while (is_at_row_) complain_of_surplus();
}

Projections::Projections(const Database& database, Findings& findings)
    : database_(database),
      findings_(findings),
      adjustments_(database, "adjustments", "SELECT sequence, number, 0 FROM adjustments ORDER BY sequence", findings) {
    if (database.schema() < schema_of_money) return;
    make_goods_.emplace(database, "make-goods", "SELECT sequence, number, 0 FROM make_goods ORDER BY sequence",
                        findings);
    refunds_.emplace(database, "refunds", "SELECT sequence, number, stream_id FROM refunds ORDER BY sequence",
                     findings);
    instructions_.emplace(database, "refund instructions",
                          "SELECT sequence, '', stream_id FROM refund_instructions ORDER BY sequence", findings);
}

void Projections::judge(std::string_view type, const Value& payload, std::int64_t sequence, std::int64_t stream_id) {
    if (type == "adjustment-issued") return adjustments_.judge(sequence, payload["adjustment"]["number"].text(), 0);
    if (type == "adjustment-reversed") return adjustments_.judge(sequence, payload["reversal"]["number"].text(), 0);
    if (!make_goods_) return;
    if (type == "make-good-given") return make_goods_->judge(sequence, payload["make_good"]["number"].text(), 0);
    if (type == "payment-received") payments_.try_emplace(std::string(payload["payment"]["id"].text()), stream_id);
    if (type.starts_with("refund-")) judge_refund(type, payload, sequence, stream_id);
}

void Projections::judge_refund(std::string_view type, const Value& payload, std::int64_t sequence,
                               std::int64_t stream_id) {
    if (type == "refund-account-named" || type == "refund-account-confirmed") return;
    const std::string number(payload["refund"].text());
    if (type == "refund-recorded") refunds_->judge(sequence, number, stream_id);
    if (type == "refund-instructed") instructions_->judge(sequence, "", stream_id);
    refund_states_[number] = state_after(type);
}

void Projections::complain(std::string found, std::string must) {
    findings_.add("projection-differs", std::move(found), std::move(must) + ": rebuild the projections");
}

void Projections::judge_rest(const Books& books, const Numbers& numbers) {
    adjustments_.judge_rest();
    judge_balances(books);
    if (!make_goods_) return;
    make_goods_->judge_rest();
    refunds_->judge_rest();
    instructions_->judge_rest();
    judge_account_days(books);
    judge_payments();
    judge_refund_states();
    judge_series(numbers);
}

void Projections::judge_balances(const Books& books) {
    compare_sides(
        database_.ask("SELECT account, currency, debit_minor, credit_minor FROM balances"), books.balances(),
        [](const Rows& rows) {
            return std::pair(Books::NameAndCurrency(rows.bytes(0), rows.bytes(1)),
                             Books::Sides{rows.integer(2), rows.integer(3)});
        },
        [](const Books::NameAndCurrency& key) { return "the balance of " + quoted(key.first) + " in " + key.second; },
        findings_);
}

void Projections::judge_account_days(const Books& books) {
    compare_sides(
        database_.ask("SELECT account, currency, day, debit_minor, credit_minor FROM account_days"), books.days(),
        [](const Rows& rows) {
            return std::pair(Books::NameCurrencyAndDay(rows.bytes(0), rows.bytes(1), rows.integer(2)),
                             Books::Sides{rows.integer(3), rows.integer(4)});
        },
        [](const Books::NameCurrencyAndDay& key) {
            return "what " + quoted(std::get<0>(key)) + " moves in " + std::get<1>(key) + " on day " +
                   std::to_string(std::get<2>(key)) + " since 1970";
        },
        findings_);
}

void Projections::judge_payments() {
    auto left = payments_;
    Rows rows = database_.ask("SELECT id, stream_id FROM payments");
    while (rows.next()) {
        const std::string id(rows.bytes(0));
        const auto found = left.find(id);
        if (found == left.end())
            complain("the table of payments has " + quoted(id), "no row without its event");
        else if (found->second != rows.integer(1))
            complain("the table of payments has " + quoted(id) + " in stream " + std::to_string(rows.integer(1)),
                     "stream " + std::to_string(found->second) + ", as the event says");
        if (found != left.end()) left.erase(found);
    }
    for (const auto& [id, stream_id] : left)
        complain("the table of payments does not have " + quoted(id), "a row for each payment");
}

/// Which refunds there are was judged event by event.
void Projections::judge_refund_states() {
    Rows rows = database_.ask("SELECT number, state FROM refunds ORDER BY sequence");
    while (rows.next()) {
        const auto found = refund_states_.find(std::string(rows.bytes(0)));
        if (found == refund_states_.end() || found->second == rows.integer(1)) continue;
        complain("the table of refunds has " + quoted(rows.bytes(0)) + " in state " + std::to_string(rows.integer(1)),
                 "state " + std::to_string(found->second) + ", as its last event says");
    }
}

void Projections::judge_series(const Numbers& numbers) {
    std::set<Numbers::SeriesAndPrefix> there;
    std::set<std::size_t> complained;  // a row under another prefix is not missing as well
    Rows rows = database_.ask("SELECT series, last_date, last_ordinal, prefix FROM series");
    while (rows.next()) {
        const std::int64_t series = rows.integer(0);
        const Numbers::SeriesAndPrefix place(static_cast<std::size_t>(series), rows.bytes(3));
        const auto found = numbers.latest().find(place);
        there.insert(place);
        if (found != numbers.latest().end() && found->second.on_days == rows.integer(1) &&
            found->second.ordinal == rows.integer(2))
            continue;
        complained.insert(place.first);
        complain("series " + std::to_string(series) + " of " + quoted(place.second) + " is at day " +
                     std::to_string(rows.integer(1)) + ", number " + std::to_string(rows.integer(2)),
                 found != numbers.latest().end() ? "day " + std::to_string(found->second.on_days) + ", number " +
                                                       std::to_string(found->second.ordinal)
                                                 : "no series without a number");
    }
    for (const auto& [place, latest] : numbers.latest())
        if (!there.contains(place) && !complained.contains(place.first))
            complain("series " + std::to_string(place.first) + " of " + quoted(place.second) + " is missing",
                     "a row for each series that gave a number");
}

}  // namespace makegood::verify
