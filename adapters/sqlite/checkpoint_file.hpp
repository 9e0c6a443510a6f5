#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "engine/core/id.hpp"
#include "engine/core/result.hpp"
#include "engine/port/crypto.hpp"

namespace makegood::sqlite {

/// An event of a journal, by which a file can prove that it holds that journal up to there.
struct Checkpoint {
    Uuid journal;
    std::uint64_t sequence = 0;  ///< 0: the journal had no event yet
    Sha256 hash{};               ///< of the chain at that event
};

/// `PATH.checkpoint`: how far the journal in PATH had got when a process of ours last committed to it. A file that was
/// restored from a backup ends before that; one that was copied elsewhere has none beside it, or a copy, which says of
/// itself by its inode that it is not the original (law 9).
///
/// Written after every commit and not synced each time: a process that dies has told the system all; a power cut may
/// take the last words back, and then the journal is ahead of them, which proves as much. It cannot see that a whole
/// disk went back in time. Backups leave it out.
class CheckpointFile {
  public:
    /// Creates it when it is not there. Fails in words that name it.
    [[nodiscard]] static Result<CheckpointFile, std::string> open(const std::string& database_path);

    CheckpointFile(CheckpointFile&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)),
          identity_(std::move(other.identity_)),
          found_(other.found_) {}
    CheckpointFile& operator=(CheckpointFile&&) = delete;
    ~CheckpointFile();

    /// What it said when it was opened; nothing when it is new, was copied here, or cannot be read.
    [[nodiscard]] const std::optional<Checkpoint>& found() const { return found_; }
    /// That it could not be written is no reason to fail what is committed: it then says less than there is.
    void write(const Checkpoint& checkpoint) noexcept;
    /// As far as it is written. Takes as long as the disk does.
    void sync() noexcept;

  private:
    explicit CheckpointFile(int descriptor);
    int descriptor_;
    std::string identity_;  ///< which file it is
    std::optional<Checkpoint> found_{};
};

}  // namespace makegood::sqlite
