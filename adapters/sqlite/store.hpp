#pragma once

#include <memory>
#include <string>

#include "adapters/sqlite/options.hpp"
#include "engine/port/clock.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// The embedded store: one SQLite file in WAL mode, one writer thread that commits many commands at a time, readers
/// with snapshots of their own. One process writes to a file; others may read it and keep tokens in it meanwhile.
///
/// Answers are stored as they were rendered and not sealed: a renderer puts no personal field into one.
class SqliteStore : public Store {
  public:
    /// Creates or migrates the file, and journals the configuration when it is not the one in force. Refuses in words a
    /// file that is not ours, is newer than this program, or has a writer already. `crypto` and `clock` outlive the
    /// store.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>, std::string> open(const Options& options, Crypto& crypto,
                                                                                WallClock& clock,
                                                                                const Company& company);
    /// Does what is queued, for at most Options::drain_max; the rest is told `stopping`. Not on a thread of the store.
    ~SqliteStore() override;

    void submit(Submission submission, Completion completion) override;
    void read(std::function<void(Reader&)> use, std::function<void(std::string_view)> failed) override;
    void count_refusal(std::string_view kind) override;
    [[nodiscard]] bool is_writable() const override;

    /// From the next commit on the company works by this configuration, of which `content` is the canonical JSON.
    /// Waits for that; fails in words and changes nothing. Not on the writer's thread.
    [[nodiscard]] Result<bool, std::string> activate(const Company& company, const std::string& content);
    /// The mark that numbers have since this opening, because nothing proves that the file is the whole journal: it was
    /// restored or copied (law 9). Empty: numbers go on as they did.
    [[nodiscard]] const SeriesMark& restarted() const { return restarted_; }
    /// The file holds the last checkpoint of its journal after all, an event and its hash in hex: numbers go on where
    /// they stood at that event. Answers their mark; fails in words. Not on a thread of the store.
    [[nodiscard]] Result<SeriesMark, std::string> resume_series(std::uint64_t sequence, const std::string& hash);
    /// Erases a person: what their key sealed reads as erased from here on, and the chain stays whole. False when there
    /// was no key. Not on a thread of the store.
    [[nodiscard]] Result<bool, std::string> destroy_key(const CustomerId& customer);

  private:
    struct Parts;
    explicit SqliteStore(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
    SeriesMark restarted_{};
};

}  // namespace makegood::sqlite
