#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/crash/dice.hpp"

namespace makegood::crash {

enum class FileKind { database, log, other };

/// What the power may be cut at. A `change` is any of write, truncation, sync and deletion.
enum class Step { change, sync, database_write };

/// When the power is cut: at the `countdown`-th such step from now, which is 1 or more.
struct Moment {
    Step step;
    std::size_t countdown;
};

/// What every change meets while it lasts. `sync_fails` is what Linux does: the error comes once, part of what was
/// written is lost, and nobody tries to write it again.
enum class Trouble { none, full, read_only, broken, sync_fails };

/// What a step is told: `gone` when there is no power.
enum class Verdict { ok, full, read_only, broken, sync_failed, gone };

/// What a disk holds, as far as it was promised: each file's bytes at its last sync, and every write and truncation
/// since. Beside it lie the real files, which hold what the operating system shows. After the power was cut nothing can
/// be changed or read any more, and materialise() makes the files as one may find them after the restart:
///
/// - what was synced is there;
/// - of what was not, each write is there, or not, or in part, by sectors of 512 bytes, whatever came before and after
///   it; no byte beside it is touched (SQLite's SQLITE_IOCAP_POWERSAFE_OVERWRITE, which it assumes by default);
/// - a file that was created or deleted since its folder was last synced is there or not.
///
/// One folder. Thread-safe.
class Disk {
  public:
    explicit Disk(std::uint64_t seed) : dice_(seed) {}

    /// A file's content, shared by all who have it open.
    struct File {
        FileKind kind;
        std::string synced;
        struct Change {
            std::size_t offset;
            std::optional<std::string> bytes;  ///< nothing: truncated at `offset`
        };
        std::vector<Change> unsynced;
        bool syncs_folder = false;  ///< the next sync, the first after its creation, is one of the folder too
    };
    using Handle = std::shared_ptr<File>;

    // What the VFS tells. `real` does the same to the real file, while nobody else is at work, and says whether it did.
    using Real = std::function<bool()>;

    /// A file that was there before is taken as synced.
    [[nodiscard]] Handle open(const std::string& path, FileKind kind, bool is_new);
    [[nodiscard]] Verdict write(File& file, std::size_t offset, std::string_view bytes, const Real& real);
    [[nodiscard]] Verdict truncate(File& file, std::size_t size, const Real& real);
    /// The real file is not synced: whoever runs this test trusts their own power.
    [[nodiscard]] Verdict sync(File& file);
    [[nodiscard]] Verdict remove(const std::string& path, bool syncs_folder, const Real& real);

    // What the test does.

    void cut_at(Moment moment);
    void cut_now();
    [[nodiscard]] bool is_cut() const { return is_cut_.load(); }
    void set_trouble(Trouble trouble) { trouble_ = trouble; }
    /// Writes into `folder` what the disk holds after the cut. -shm files are memory, so they are gone.
    void materialise(const std::string& folder);
    /// Database pages written so far: only a checkpoint writes them.
    [[nodiscard]] std::size_t database_writes() const { return database_writes_.load(); }
    /// Unsynced writes that a cut threw away, and those that it kept, in whole or in part.
    [[nodiscard]] std::size_t writes_dropped() const { return writes_dropped_; }
    [[nodiscard]] std::size_t writes_kept() const { return writes_kept_; }

  private:
    /// Counts the step; true when the power goes at it.
    [[nodiscard]] bool goes_at(Step step);
    [[nodiscard]] Verdict meets(const Real& real);
    [[nodiscard]] std::string remains_of(const File& file);
    void keep(std::string& content, const File::Change& change);
    void keep_sectors(std::string& content, const File::Change& change);

    mutable std::mutex mutex_;
    Dice dice_;
    std::map<std::string, Handle> entries_;
    std::map<std::string, Handle> synced_entries_;
    std::optional<Moment> moment_;
    std::atomic<bool> is_cut_{false};
    std::atomic<Trouble> trouble_{Trouble::none};
    std::atomic<std::size_t> database_writes_{0};
    std::size_t writes_dropped_ = 0;
    std::size_t writes_kept_ = 0;
};

}  // namespace makegood::crash
