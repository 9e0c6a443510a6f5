// A peer: the rows that a claim leaves behind, written by SQLite's C API in one thread and nothing else: no request, no
// rules, no encryption, no savepoints. Into a copy of our own database, so that tables, indexes and sizes are the same.
//   bench_c_api_loop DATABASE FIRST ROWS BATCH INVOICES STRIDE ENVELOPE_BYTES ANSWER_BYTES
// Claim i, from FIRST on, is on invoice (i × STRIDE) mod INVOICES, as in claims.lua. Prints
// {"rows", "seconds", "cpu"}, the last in seconds.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <sodium.h>
#include <sqlite3.h>

namespace {

using Hash = std::array<unsigned char, crypto_hash_sha256_BYTES>;
using Uuid = std::array<unsigned char, 16>;
constexpr std::int64_t day_ms = 86'400'000;

struct Settings {
    std::string path;
    std::int64_t first = 0;
    std::int64_t rows = 0;
    std::int64_t batch = 0;
    std::int64_t invoices = 0;
    std::int64_t stride = 0;
    std::size_t envelope_bytes = 0;
    std::size_t answer_bytes = 0;
};

[[noreturn]] void fail(const std::string& reason) {
    std::cerr << "bench_c_api_loop: " << reason << "\n";
    std::exit(1);
}

class Database {
  public:
    explicit Database(const std::string& path) {
        if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
            fail(path + ": " + sqlite3_errmsg(handle_));
        // As the store's own writer sets them, except that one thread has to make the checkpoints itself.
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4096;"
            "PRAGMA secure_delete = FAST; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;"
            "PRAGMA journal_size_limit = 134217728");
    }
    ~Database() { sqlite3_close_v2(handle_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sqlite3_errmsg(handle_));
    }
    [[nodiscard]] sqlite3* handle() const { return handle_; }

  private:
    sqlite3* handle_ = nullptr;
};

class Statement {
  public:
    Statement(const Database& database, const char* sql) : database_(database) {
        if (sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle_, nullptr) != SQLITE_OK)
            fail(sqlite3_errmsg(database.handle()));
    }
    ~Statement() { sqlite3_finalize(handle_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    template <class... Values>
    void run(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
        if (sqlite3_step(handle_) != SQLITE_DONE) fail(sqlite3_errmsg(database_.handle()));
        sqlite3_reset(handle_);
    }
    [[nodiscard]] bool next() { return sqlite3_step(handle_) == SQLITE_ROW; }
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
    void copy(int column, unsigned char* out, std::size_t size) const {
        if (static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)) != size) fail("a column of another length");
        std::memcpy(out, sqlite3_column_blob(handle_, column), size);
    }

  private:
    void bind(int index, std::int64_t value) { sqlite3_bind_int64(handle_, index, value); }
    void bind(int index, std::string_view text) {
        sqlite3_bind_text(handle_, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    template <std::size_t N>
    void bind(int index, const std::array<unsigned char, N>& bytes) {
        sqlite3_bind_blob(handle_, index, bytes.data(), N, SQLITE_STATIC);
    }
    void bind(int index, const std::vector<unsigned char>& bytes) {
        sqlite3_bind_blob(handle_, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    }

    const Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

/// Where the chain, the claims and the answers have come to.
struct Position {
    std::int64_t sequence = 0;
    Hash hash{};
    std::int64_t ordinal = 0;
    std::int64_t answer = 0;
    Uuid journal{};
};

Position read_position(const Database& database) {
    Position position;
    Statement head(database, "SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1");
    if (!head.next()) fail("the journal is empty");
    position.sequence = head.integer(0);
    head.copy(1, position.hash.data(), position.hash.size());
    Statement journal(database, "SELECT value FROM meta WHERE name = 'journal'");
    if (!journal.next()) fail("the journal has no id");
    journal.copy(0, position.journal.data(), position.journal.size());
    Statement counters(database,
                       "SELECT coalesce((SELECT max(last_ordinal) FROM series), 0), "
                       "coalesce((SELECT max(id) FROM answer_keys), 0)");
    if (!counters.next()) fail("no counters");
    position.ordinal = counters.integer(0);
    position.answer = counters.integer(1);
    return position;
}

std::vector<std::int64_t> read_streams(const Database& database) {
    std::vector<std::int64_t> ids;
    Statement streams(database, "SELECT id FROM streams WHERE name LIKE '%B-%' ORDER BY id");
    while (streams.next()) ids.push_back(streams.integer(0));
    return ids;
}

std::int64_t now_ms() {
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count();
}

class Loop {
  public:
    Loop(const Settings& settings, Database& database)
        : settings_(settings),
          database_(database),
          at_(read_position(database)),
          streams_(read_streams(database)),
          envelope_(settings.envelope_bytes, 'e'),
          answer_(settings.answer_bytes, 'a'),
          event_(database, "INSERT INTO journal (sequence, stream_id, version, envelope, hash) VALUES (?, ?, ?, ?, ?)"),
          claim_(database,
                 "INSERT INTO claims (opened_sequence, id, number, stream_id, customer, state, rank, flags, "
                 "routed_sequence, services, opened_at, opened_on, promise, target, honour_at, currency) "
                 "VALUES (?1, ?, ?, ?, ?, 0, 2, ?, ?1, 'haulage', ?, ?, ?, ?, ?, 'GBP')"),
          key_(database, "INSERT INTO answer_keys (id, key) VALUES (?, ?)"),
          stored_(database,
                  "INSERT INTO answers (id, at, body_hash, status, etag, location, body) "
                  "VALUES (?, ?, ?, 201, '\"2\"', ?, ?)"),
          outcome_(database,
                   "INSERT INTO outcome_days VALUES (?1, ?2, ?3, 'GBP', ?4, 0, 0, 0, 0, 0, 0) "
                   "ON CONFLICT DO UPDATE SET claims = claims + ?4, credited_minor = credited_minor + 0, "
                   "billed_minor = billed_minor + 0, acknowledged = acknowledged + 0, "
                   "acknowledged_ms = acknowledged_ms + 0, adjusted = adjusted + 0, adjusted_ms = adjusted_ms + 0"),
          series_(database,
                  "INSERT INTO series (series, prefix, last_date, last_ordinal) VALUES (0, 'G', ?1, ?2) "
                  "ON CONFLICT DO UPDATE SET last_date = ?1, last_ordinal = ?2") {
        if (static_cast<std::int64_t>(streams_.size()) < settings.invoices) fail("fewer invoices than INVOICES");
    }

    void write() {
        for (std::int64_t done = 0; done < settings_.rows; done += settings_.batch) {
            database_.run("BEGIN IMMEDIATE");
            const std::int64_t until = std::min(done + settings_.batch, settings_.rows);
            for (std::int64_t row = done; row < until; ++row) write_claim(settings_.first + row);
            write_counters(until - done);
            database_.run("COMMIT");
        }
    }

  private:
    void write_claim(std::int64_t index) {
        const std::int64_t now = now_ms();
        const Uuid id = next_id(now);
        Hash body_hash;
        randombytes_buf(body_hash.data(), body_hash.size());
        const std::int64_t invoice = index % settings_.invoices * settings_.stride % settings_.invoices;
        const std::int64_t stream = streams_[static_cast<std::size_t>(invoice)];
        const std::string customer =
            "C-" + std::to_string(invoice % std::max<std::int64_t>(1, settings_.invoices / 10));
        const std::string number = "G-2026-" + std::to_string(++at_.ordinal);
        write_event(stream, 2 + index / settings_.invoices);
        claim_.run(at_.sequence, id, std::string_view(number), stream, std::string_view(customer),
                   std::string_view("repeated"), now, now / day_ms, now + day_ms / 6, now + day_ms / 24,
                   now + 2 * day_ms);
        const Uuid key = next_id(now);
        key_.run(++at_.answer, key);
        stored_.run(at_.answer, now, body_hash, std::string_view("/v1/claims/00000000-0000-7000-8000-000000000000"),
                    std::string_view(answer_));
    }

    /// The chain as DESIGN.md 5 has it, over an envelope that is another every time.
    void write_event(std::int64_t stream, std::int64_t version) {
        ++at_.sequence;
        std::memcpy(envelope_.data(), &at_.sequence, sizeof at_.sequence);
        std::array<unsigned char, 1 + 16 + 8 + 32 + 32> linked;
        linked[0] = 0x01;
        std::memcpy(linked.data() + 1, at_.journal.data(), 16);
        for (std::size_t i = 0; i < 8; ++i) linked[17 + i] = static_cast<unsigned char>(at_.sequence >> (56 - 8 * i));
        std::memcpy(linked.data() + 25, at_.hash.data(), 32);
        crypto_hash_sha256(linked.data() + 57, envelope_.data(), envelope_.size());
        crypto_hash_sha256(at_.hash.data(), linked.data(), linked.size());
        event_.run(at_.sequence, stream, version, envelope_, at_.hash);
    }

    /// By month, by cause and by service, once a batch, as the store's writer does.
    void write_counters(std::int64_t claims) {
        static constexpr std::array services = {
            "screening", "haulage", "crushing", "oven-service", "cleaning", "training", "inspection", "gardening",
            "painting",  "wiring",  "plumbing", "storage",      "towing",   "printing", "catering",   "translation"};
        const std::int64_t today = now_ms() / day_ms;
        outcome_.run(std::int64_t{0}, today, std::string_view(""), claims);
        outcome_.run(std::int64_t{2}, today, std::string_view(""), claims);
        for (const char* service : services) outcome_.run(std::int64_t{1}, today, std::string_view(service), claims);
        series_.run(today, at_.ordinal);
    }

    /// Ascending, as UUIDv7 are.
    static Uuid next_id(std::int64_t now) {
        Uuid id;
        randombytes_buf(id.data(), id.size());
        for (std::size_t i = 0; i < 6; ++i) id[i] = static_cast<unsigned char>(now >> (40 - 8 * i));
        return id;
    }

    const Settings& settings_;
    Database& database_;
    Position at_;
    std::vector<std::int64_t> streams_;
    std::vector<unsigned char> envelope_;
    std::string answer_;
    Statement event_;
    Statement claim_;
    Statement key_;
    Statement stored_;
    Statement outcome_;
    Statement series_;
};

double cpu_seconds() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

Settings read_settings(char** argv) {
    const auto number = [&](int index) { return std::strtoll(argv[index], nullptr, 10); };
    return {argv[1],
            number(2),
            number(3),
            number(4),
            number(5),
            number(6),
            static_cast<std::size_t>(number(7)),
            static_cast<std::size_t>(number(8))};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 9) fail("wants DATABASE FIRST ROWS BATCH INVOICES STRIDE ENVELOPE_BYTES ANSWER_BYTES");
    if (sodium_init() < 0) fail("libsodium cannot be initialised");
    const Settings settings = read_settings(argv);
    Database database(settings.path);
    Loop loop(settings, database);
    const double cpu_before = cpu_seconds();
    const auto begin = std::chrono::steady_clock::now();
    loop.write();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    const double cpu = cpu_seconds() - cpu_before;
    std::cout << "{\"rows\": " << settings.rows << ", \"seconds\": " << taken.count() << ", \"cpu\": " << cpu << "}\n";
}
