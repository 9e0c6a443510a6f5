#include "tests/adapters/verify/journal_file.hpp"

#include <cstdlib>
#include <stdexcept>

#include <sqlite3.h>

#include "adapters/codec/event_json.hpp"
#include "adapters/vault/vault.hpp"
#include "engine/core/id.hpp"

namespace makegood::verify {

namespace {

constexpr std::string_view journal_id = "0195e29f-0000-7000-8000-00000000c0de";

class PlainSealer : public codec::Sealer {
  public:
    std::string seal(std::string_view plain) override { return "sealed:" + std::string(plain); }
    Personal open(std::string_view) override { return Personal::erased(); }
};

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

std::string bytes_of(const Sha256& hash) {
    return {hash.begin(), hash.end()};
}

/// By the sentence of DESIGN.md 5, a second time.
std::string link(const vault::Vault& crypto, std::int64_t sequence, const std::string& previous,
                 const std::string& envelope) {
    const Uuid journal = *parse_uuid(journal_id);
    std::string linked = "\x01" + std::string(journal.bytes.begin(), journal.bytes.end());
    for (int byte = 7; byte >= 0; --byte) linked += static_cast<char>(sequence >> (8 * byte));
    return bytes_of(crypto.sha256(linked + previous + bytes_of(crypto.sha256(envelope))));
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
    const codec::Envelope envelope{*parse_uuid(journal_id),
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
    std::string previous(32, '\0');
    for (Row& row : rows) previous = row.hash = link(crypto, row.sequence, previous, row.envelope);
}

void JournalFile::project() {
    adjustments.clear();
    balances.clear();
    for (const Row& row : rows) {
        const Json envelope = Json::parse(row.envelope);
        const Json& payload = envelope["payload"];
        const bool is_ours = payload.contains("adjustment");
        if (is_ours) adjustments.emplace_back(row.sequence, payload["adjustment"]["number"]);
        const Json& from = is_ours ? payload["adjustment"] : payload;
        if (!from.contains("entries")) continue;
        for (const Json& entry : from["entries"]) {
            const std::string currency = payload["currency"];
            balances[{entry["debit_name"], currency}].first += minor_of(entry["amount"]);
            balances[{entry["credit_name"], currency}].second += minor_of(entry["amount"]);
        }
    }
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
        "INSERT INTO meta VALUES ('event_schema', CAST('1' AS BLOB));");
    const Uuid journal = *parse_uuid(journal_id);
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
    database.run("PRAGMA user_version = 1; COMMIT");
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
