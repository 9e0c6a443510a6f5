#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/verify/verify.hpp"
#include "engine/journal/event.hpp"

namespace makegood::verify {

using Json = nlohmann::ordered_json;

/// A journal in the making: rows in memory, to be altered at will, and written into a database file of its own, which
/// is gone with it.
class JournalFile {
  public:
    struct Row {
        std::int64_t sequence = 0;
        std::int64_t stream_id = 0;
        std::int64_t version = 0;
        std::string envelope{};
        std::string hash{};
    };

    JournalFile();
    ~JournalFile();
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    /// Appends an event as the writer would, its payload by the writer's codec.
    void append(const std::string& stream, const Instant& at, const Actor& actor, const Event& event);

    /// Takes over what a store wrote into a file, instead of what was appended.
    void take_over(const std::string& path);

    /// The n-th event (from 1) of a type.
    [[nodiscard]] Row& row(std::string_view type, std::size_t n = 1);
    /// Alters an event, and makes the chain and the projections right again: as somebody would who knows how.
    void forge(std::string_view type, std::size_t n, const std::function<void(Json& payload)>& change);
    /// The same with the whole envelope.
    void forge_envelope(std::string_view type, std::size_t n, const std::function<void(Json& envelope)>& change);
    /// Links every row anew, and puts the checkpoints of batches right.
    void chain();
    void project();

    void write() const;
    /// Writes and verifies.
    [[nodiscard]] Report verified() const;
    void run(const std::string& sql) const;  ///< on the file written
    [[nodiscard]] std::string path() const { return (folder_ / "journal.db").string(); }

    std::vector<Row> rows{};
    std::vector<std::string> streams{};  ///< the id is the place, from 1
    std::vector<std::pair<std::int64_t, std::string>> adjustments{};
    std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> balances{};
    bool keeps_checkpoints = false;  ///< batches keep the hashes that they have
    std::string meddling{};          ///< SQL that is run on the file when everything else is in it

  private:
    /// The tables that only some journals have rows in.
    struct Tables {
        struct Refund {
            std::int64_t sequence;
            std::int64_t stream_id;
            std::int64_t state;
        };
        struct Position {
            std::int64_t last_date;
            std::int64_t last_ordinal;
        };
        std::map<std::string, Refund> refunds{};
        std::vector<std::pair<std::int64_t, std::int64_t>> instructions{};
        std::vector<std::pair<std::int64_t, std::string>> make_goods{};
        std::map<std::string, std::int64_t> payments{};
        std::map<std::tuple<std::string, std::string, std::int64_t>, std::pair<std::int64_t, std::int64_t>> days{};
        std::map<std::pair<std::int64_t, std::string>, Position> series{};  ///< by series and prefix
    };
    void check_in(Row& batch) const;
    void project_entries(const Json& entries, const Json& payload, std::int64_t day);
    void project_row(const Row& row, const Json& envelope);
    void project_refund(const std::string& type, const Row& row, const Json& payload);
    void write_money(class Writing& database) const;
    void take_number(std::int64_t series, const Json& number, const Json& ordinal, const Json& day);

    Tables tables_{};
    std::string journal_{"0195e29f-0000-7000-8000-00000000c0de"};
    std::filesystem::path folder_;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> last_of_{};  ///< by stream: its id and version
};

/// "hash-differs 12, tax-off 14": the code and sequence of every finding.
[[nodiscard]] std::string in_short(const Report& report);

}  // namespace makegood::verify
