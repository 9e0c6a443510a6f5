#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/app/premises.hpp"
#include "adapters/app/store_intake.hpp"
#include "adapters/import/read_files.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/verify/verify.hpp"

namespace makegood::scenario {

/// A folder of its own, gone with it.
class Folder {
  public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }

  private:
    std::filesystem::path path_;
};

/// Stands still until it is set. Thread-safe.
class HandClock : public WallClock {
  public:
    explicit HandClock(Instant now) : unix_ms_(now.unix_ms()) {}
    [[nodiscard]] Instant now() const override { return Instant(unix_ms_.load()); }
    void set(Instant now) { unix_ms_ = now.unix_ms(); }

  private:
    std::atomic<std::int64_t> unix_ms_;
};

/// A command, and who asks for it.
struct Asked {
    Command command;
    Actor by;
};

/// What came back for one command.
struct Reply {
    SubmissionStatus status = SubmissionStatus::broken;
    std::string detail;
    std::optional<Refusal> refusal;
    std::vector<Journaled> events;
    InvoiceStream after;

    [[nodiscard]] bool was_accepted() const { return status == SubmissionStatus::done && !refusal; }
    /// Why it was not, for a person who reads the test's output.
    [[nodiscard]] std::string in_words() const;
};

struct Imported {
    app::IntakeCounts counts;
    import::CsvTally rows;
    std::vector<std::string> rejects;  ///< "file: pointer: found; accepted: ...", one for each finding, sorted
};

/// A database in a folder of its own, worked by the repository's configuration and a clock that is set by hand.
/// Throws in words what makes a test impossible.
class Scene {
  public:
    explicit Scene(Instant now = *parse_instant("2026-11-02T09:00:00Z"));

    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] Crypto& crypto() { return vault_; }
    [[nodiscard]] HandClock& clock() { return clock_; }
    [[nodiscard]] const Company& company() const { return premises_->company; }
    [[nodiscard]] const Folder& folder() const { return folder_; }
    [[nodiscard]] std::string path() const { return folder_.path("makegood.db"); }
    [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }

    /// Submits all before it waits for the first, in order, so that they share commits.
    [[nodiscard]] std::vector<Reply> ask_all(std::vector<Asked> asked);
    [[nodiscard]] std::vector<Reply> ask_all(std::vector<Command> commands, const Actor& actor = the_president());
    [[nodiscard]] Reply ask(Command command, const Actor& actor = the_president());
    [[nodiscard]] static Actor the_president() { return {"a scenario", Role::president, std::nullopt}; }
    void read(const std::function<void(Reader&)>& use);
    [[nodiscard]] std::optional<InvoiceStream> invoice(const InvoiceNumber& number);

    [[nodiscard]] Imported import(const std::vector<std::string>& files, const import::Mapping* mapping = nullptr);

    /// Works by the rules of a directory from the next claim on.
    void follow(const std::string& rules_directory);
    /// The database without a store, and with one again.
    void close() { store_.reset(); }
    void open();
    [[nodiscard]] verify::Report verify() const;
    /// Drops the projections and replays the journal. Only while closed.
    void rebuild() const;
    /// Every row of every projection, as text.
    [[nodiscard]] std::string projections() const;

  private:
    Folder folder_;
    vault::Vault vault_;
    HandClock clock_;
    std::optional<app::Premises> premises_;
    std::unique_ptr<sqlite::SqliteStore> store_;
};

[[nodiscard]] bool is_full_form();
/// A file or folder of the real data sets; says loudly that a test skips when there is none.
[[nodiscard]] std::optional<std::string> shared(const std::string& path);
[[nodiscard]] std::vector<std::string> files_in(const std::string& folder);
[[nodiscard]] std::string demo_invoices();
[[nodiscard]] std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& content);

}  // namespace makegood::scenario
