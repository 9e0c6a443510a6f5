#include "tests/adapters/verify/journal_file.hpp"

#include <chrono>
#include <cstdlib>
#include <stdexcept>

#include <sqlite3.h>

#include "adapters/codec/event_json.hpp"
#include "adapters/vault/vault.hpp"
#include "engine/core/id.hpp"

namespace makegood::verify {

namespace {

class PlainSealer : public codec::Sealer {
  public:
    std::string seal(std::string_view plain) override { return "sealed:" + std::string(plain); }
    Personal open(std::string_view) override { return Personal::erased(); }
};

}  // namespace

/// A database to write into. Every failure is the test's own mistake.
class Writing {
  public:
    explicit Writing(const std::string& path) { must(sqlite3_open(path.c_str(), &database_)); }
    ~Writing() { sqlite3_close(database_); }
    void run(const std::string& sql) { must(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr)); }
    void insert(const char* sql, const std::vector<std::variant<std::int64_t, std::string>>& values, int blobs_from) {
        sqlite3_stmt* statement = nullptr;
        must(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr));
        for (int i = 0; i < static_cast<int>(values.size()); ++i) {
            const auto& value = values[static_cast<std::size_t>(i)];
            if (const auto* number = std::get_if<std::int64_t>(&value)) sqlite3_bind_int64(statement, i + 1, *number);
            if (const auto* text = std::get_if<std::string>(&value)) {
                const int size = static_cast<int>(text->size());
                if (i < blobs_from) sqlite3_bind_text(statement, i + 1, text->data(), size, SQLITE_TRANSIENT);
                if (i >= blobs_from) sqlite3_bind_blob(statement, i + 1, text->data(), size, SQLITE_TRANSIENT);
            }
        }
        const int result = sqlite3_step(statement);
        sqlite3_finalize(statement);
        if (result != SQLITE_DONE) must(result);
    }

  private:
    void must(int result) {
        if (result != SQLITE_OK)
            throw std::runtime_error(std::string("the test's own SQL: ") + sqlite3_errmsg(database_));
    }
    sqlite3* database_ = nullptr;
};

namespace {

std::string bytes_of(const Sha256& hash) {
    return {hash.begin(), hash.end()};
}

/// By the sentence of DESIGN.md 5, a second time.
std::string link(const vault::Vault& crypto, const Uuid& journal, std::int64_t sequence, const std::string& previous,
                 const std::string& envelope) {
    std::string linked = "\x01" + std::string(journal.bytes.begin(), journal.bytes.end());
    for (int byte = 7; byte >= 0; --byte) linked += static_cast<char>(sequence >> (8 * byte));
    return bytes_of(crypto.sha256(linked + previous + bytes_of(crypto.sha256(envelope))));
}

std::string blob(sqlite3_stmt* row, int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

/// A store's database, to read from.
class Reading {
  public:
    explicit Reading(const std::string& path) { sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READONLY, {}); }
    ~Reading() { sqlite3_close(database_); }
    void each(const char* question, const std::function<void(sqlite3_stmt*)>& use) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, question, -1, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(std::string("the test's own SQL: ") + sqlite3_errmsg(database_));
        while (sqlite3_step(statement) == SQLITE_ROW) use(statement);
        sqlite3_finalize(statement);
    }

  private:
    sqlite3* database_ = nullptr;
};

/// Of "2026-03-29", since 1970-01-01.
std::int64_t days_of(const std::string& date) {
    using namespace std::chrono;
    const year_month_day day{year(std::stoi(date.substr(0, 4))),
                             month(static_cast<unsigned>(std::stoi(date.substr(5)))),
                             std::chrono::day(static_cast<unsigned>(std::stoi(date.substr(8))))};
    return sys_days(day).time_since_epoch().count();
}

std::int64_t minor_of(std::string amount) {
    std::erase(amount, '.');
    return std::stoll(amount);
}

}  // namespace

JournalFile::JournalFile() {
    std::string name = (std::filesystem::temp_directory_path() / "makegood-verify-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test's files");
    folder_ = name;
}

JournalFile::~JournalFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void JournalFile::append(const std::string& stream, const Instant& at, const Actor& actor, const Event& event) {
    const auto [known, is_new] = last_of_.try_emplace(stream, static_cast<std::int64_t>(streams.size()) + 1, 0);
    if (is_new) streams.push_back(stream);
    auto& [stream_id, version] = known->second;
    Row row{static_cast<std::int64_t>(rows.size()) + 1, stream_id, ++version, {}, {}};
    PlainSealer sealer;
    const codec::Envelope envelope{*parse_uuid(journal_),
                                   static_cast<std::uint64_t>(row.sequence),
                                   stream,
                                   static_cast<std::uint64_t>(row.version),
                                   actor,
                                   at};
    row.envelope = codec::encode_event(envelope, event, sealer);
    rows.push_back(std::move(row));
}

JournalFile::Row& JournalFile::row(std::string_view type, std::size_t n) {
    const std::string field = "\"type\":\"" + std::string(type) + "\"";
    for (Row& candidate : rows)
        if (candidate.envelope.find(field) != std::string::npos && --n == 0) return candidate;
    throw std::runtime_error("the test's own journal has no such event: " + std::string(type));
}

void JournalFile::forge_envelope(std::string_view type, std::size_t n, const std::function<void(Json&)>& change) {
    Row& altered = row(type, n);
    Json envelope = Json::parse(altered.envelope);
    change(envelope);
    altered.envelope = envelope.dump();
    chain();
    project();
}

void JournalFile::forge(std::string_view type, std::size_t n, const std::function<void(Json&)>& change) {
    forge_envelope(type, n, [&](Json& envelope) { change(envelope["payload"]); });
}

void JournalFile::chain() {
    const vault::Vault crypto;
    const Uuid journal = *parse_uuid(journal_);
    std::string previous(32, '\0');
    for (Row& row : rows) {
        if (!keeps_checkpoints && row.envelope.find(R"("type":"batch-sealed")") != std::string::npos) check_in(row);
        previous = row.hash = link(crypto, journal, row.sequence, previous, row.envelope);
    }
}

void JournalFile::check_in(Row& batch) const {
    Json envelope = Json::parse(batch.envelope);
    const std::int64_t last = std::stoll(envelope["payload"]["last_sequence"].get<std::string>());
    Sha256 hash{};
    for (const Row& row : rows)
        if (row.sequence == last && last < batch.sequence) std::copy(row.hash.begin(), row.hash.end(), hash.begin());
    if (last > 0) envelope["payload"]["last_hash"] = vault::to_hex(hash);
    batch.envelope = envelope.dump();
}

void JournalFile::take_over(const std::string& path) {
    Reading(path).each("SELECT value FROM meta WHERE name = 'journal'", [&](sqlite3_stmt* row) {
        Uuid journal;
        const std::string bytes = blob(row, 0);
        std::copy(bytes.begin(), bytes.end(), journal.bytes.begin());
        journal_ = to_text(journal);
    });
    rows.clear();
    Reading(path).each("SELECT sequence, stream_id, version, envelope, hash FROM journal ORDER BY sequence",
                       [&](sqlite3_stmt* row) {
                           rows.push_back({sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
                                           sqlite3_column_int64(row, 2), blob(row, 3), blob(row, 4)});
                       });
    streams.clear();
    Reading(path).each("SELECT name FROM streams ORDER BY id",
                       [&](sqlite3_stmt* row) { streams.push_back(blob(row, 0)); });
    project();
}

void JournalFile::project() {
    adjustments.clear();
    balances.clear();
    tables_ = {};
    for (const Row& row : rows) project_row(row, Json::parse(row.envelope));
}

void JournalFile::project_row(const Row& row, const Json& envelope) {
    const std::string type = envelope["type"];
    const Json& payload = envelope["payload"];
    std::string day = envelope["at"].get<std::string>().substr(0, 10);
    const char* holder = payload.contains("adjustment") ? "adjustment" : payload.contains("reversal") ? "reversal" : "";
    const bool is_document = *holder != 0 && payload[holder].contains("issued_on");
    const Json& from = is_document ? payload[holder] : payload;
    if (is_document) {
        adjustments.emplace_back(row.sequence, from["number"]);
        take_number(from["type"] == "credit-note" ? 1 : 2, from["number"], from["ordinal"], day = from["issued_on"]);
    }
    if (type == "claim-opened") take_number(0, payload["number"], payload["ordinal"], payload["opened_on"]);
    if (type == "invoice-recorded") day = payload["invoice"]["issued_on"];
    if (type == "payment-reversed") day = payload["reversed_on"];
    if (type == "refund-recorded") {
        day = payload["recorded_on"];
        take_number(3, payload["refund"], payload["ordinal"], payload["recorded_on"]);
    }
    if (payload.contains("posted_on")) day = payload["posted_on"];
    if (type == "make-good-given") {
        const Json& given = payload["make_good"];
        day = given["issued_on"];
        take_number(4, given["number"], given["ordinal"], given["issued_on"]);
        tables_.make_goods.emplace_back(row.sequence, given["number"]);
    }
    if (type == "payment-received") {
        day = payload["payment"]["received_on"];
        tables_.payments.try_emplace(payload["payment"]["id"], row.stream_id);
    }
    if (type == "batch-sealed") {
        for (const Json& entry : payload["accrual"])
            project_entries(Json::array({entry}), entry, days_of(payload["through"]));
        for (const Json& entry : payload["reversal"])
            project_entries(Json::array({entry}), entry, days_of(payload["through"]) + 1);
    }
    if (type.starts_with("refund-")) project_refund(type, row, payload);
    if (from.contains("entries")) project_entries(from["entries"], payload, days_of(day));
}

void JournalFile::project_entries(const Json& entries, const Json& payload, std::int64_t day) {
    const std::string currency = entries.empty() ? "" : payload["currency"];
    for (const Json& entry : entries) {
        const std::int64_t amount = minor_of(entry["amount"]);
        balances[{entry["debit_name"], currency}].first += amount;
        balances[{entry["credit_name"], currency}].second += amount;
        tables_.days[{entry["debit_name"], currency, day}].first += amount;
        tables_.days[{entry["credit_name"], currency, day}].second += amount;
    }
}

void JournalFile::project_refund(const std::string& type, const Row& row, const Json& payload) {
    const std::string number = payload["refund"];
    if (type == "refund-recorded") tables_.refunds[number] = {row.sequence, row.stream_id, 0};
    if (type == "refund-instructed") tables_.instructions.emplace_back(row.sequence, row.stream_id);
    const std::map<std::string, std::int64_t> states = {{"refund-instructed", 1},
                                                        {"refund-paid", 2},
                                                        {"refund-failed", 3},
                                                        {"refund-due-again", 0},
                                                        {"refund-cancelled", 4}};
    const auto known = tables_.refunds.find(number);
    if (states.contains(type) && known != tables_.refunds.end()) known->second.state = states.at(type);
}

void JournalFile::take_number(std::int64_t series, const Json& number, const Json& ordinal, const Json& day) {
    const std::string text = number;
    const std::size_t before_year = text.rfind('-', text.rfind('-') - 1);
    tables_.series[{series, text.substr(0, before_year)}] = {days_of(day), std::stoll(ordinal.get<std::string>())};
}

void JournalFile::write_money(Writing& database) const {
    for (const auto& [number, refund] : tables_.refunds)
        database.insert("INSERT INTO refunds VALUES (?, ?, ?, ?)",
                        {refund.sequence, number, refund.stream_id, refund.state}, 4);
    for (const auto& [sequence, stream_id] : tables_.instructions)
        database.insert("INSERT INTO refund_instructions VALUES (?, ?)", {sequence, stream_id}, 2);
    for (const auto& [sequence, number] : tables_.make_goods)
        database.insert("INSERT INTO make_goods VALUES (?, ?)", {sequence, number}, 2);
    for (const auto& [id, stream_id] : tables_.payments)
        database.insert("INSERT INTO payments VALUES (?, ?)", {id, stream_id}, 2);
    for (const auto& [place, sides] : tables_.days)
        database.insert("INSERT INTO account_days VALUES (?, ?, ?, ?, ?)",
                        {std::get<0>(place), std::get<1>(place), std::get<2>(place), sides.first, sides.second}, 5);
    for (const auto& [place, position] : tables_.series)
        database.insert("INSERT INTO series VALUES (?, ?, ?, ?)",
                        {place.first, position.last_date, position.last_ordinal, place.second}, 4);
}

void JournalFile::write() const {
    std::filesystem::remove(path());
    Writing database(path());
    database.run(
        "PRAGMA application_id = 0x4D4B4744; BEGIN;"
        "CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
        "CREATE TABLE journal (sequence INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, version INTEGER NOT NULL, "
        "envelope BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
        "CREATE TABLE adjustments (sequence INTEGER PRIMARY KEY, number TEXT NOT NULL) STRICT;"
        "CREATE TABLE balances (account TEXT NOT NULL, currency TEXT NOT NULL, debit_minor INTEGER NOT NULL, "
        "credit_minor INTEGER NOT NULL, PRIMARY KEY (account, currency)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE TABLE refunds (sequence INTEGER PRIMARY KEY, number TEXT NOT NULL, stream_id INTEGER NOT NULL, "
        "state INTEGER NOT NULL) STRICT;"
        "CREATE TABLE refund_instructions (sequence INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL) STRICT;"
        "CREATE TABLE make_goods (sequence INTEGER PRIMARY KEY, number TEXT NOT NULL) STRICT;"
        "CREATE TABLE payments (id TEXT PRIMARY KEY, stream_id INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE TABLE account_days (account TEXT NOT NULL, currency TEXT NOT NULL, day INTEGER NOT NULL, debit_minor "
        "INTEGER NOT NULL, credit_minor INTEGER NOT NULL, PRIMARY KEY (account, currency, day)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE series (series INTEGER NOT NULL, last_date INTEGER NOT NULL, last_ordinal INTEGER NOT NULL, "
        "prefix TEXT NOT NULL) STRICT;"
        "INSERT INTO meta VALUES ('event_schema', CAST('1' AS BLOB));");
    const Uuid journal = *parse_uuid(journal_);
    database.insert("INSERT INTO meta VALUES (?, ?)",
                    {std::string("journal"), std::string(journal.bytes.begin(), journal.bytes.end())}, 1);
    for (std::size_t i = 0; i < streams.size(); ++i)
        database.insert("INSERT INTO streams VALUES (?, ?)", {static_cast<std::int64_t>(i + 1), streams[i]}, 2);
    for (const Row& row : rows)
        database.insert("INSERT INTO journal VALUES (?, ?, ?, ?, ?)",
                        {row.sequence, row.stream_id, row.version, row.envelope, row.hash}, 3);
    for (const auto& [sequence, number] : adjustments)
        database.insert("INSERT INTO adjustments VALUES (?, ?)", {sequence, number}, 2);
    for (const auto& [account, sides] : balances)
        database.insert("INSERT INTO balances VALUES (?, ?, ?, ?)",
                        {account.first, account.second, sides.first, sides.second}, 4);
    write_money(database);
    database.run("PRAGMA user_version = 3; COMMIT;" + meddling);
}

Report JournalFile::verified() const {
    write();
    auto report = verify_journal(path());
    if (!report) throw std::runtime_error(report.error());
    return *std::move(report);
}

void JournalFile::run(const std::string& sql) const {
    Writing(path()).run(sql);
}

std::string in_short(const Report& report) {
    std::string all;
    for (const Finding& finding : report.findings)
        all += (all.empty() ? "" : ", ") + finding.code + " " + std::to_string(finding.sequence);
    return all;
}

}  // namespace makegood::verify
