#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
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

    /// The n-th event (from 1) of a type.
    [[nodiscard]] Row& row(std::string_view type, std::size_t n = 1);
    /// Alters an event, and makes the chain and the projections right again: as somebody would who knows how.
    void forge(std::string_view type, std::size_t n, const std::function<void(Json& payload)>& change);
    /// The same with the whole envelope.
    void forge_envelope(std::string_view type, std::size_t n, const std::function<void(Json& envelope)>& change);
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

  private:
    std::filesystem::path folder_;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> last_of_{};  ///< by stream: its id and version
};

/// "hash-differs 12, tax-off 14": the code and sequence of every finding.
[[nodiscard]] std::string in_short(const Report& report);

}  // namespace makegood::verify
