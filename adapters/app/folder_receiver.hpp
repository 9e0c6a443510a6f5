#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/app/batch_formats.hpp"
#include "adapters/app/format_hash.hpp"
#include "adapters/export/whole_file.hpp"

namespace makegood::app {

/// Why a file of a batch does not stand where it should, in words.
class Unwritable : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Writes the files of one format into a folder, each whole or not at all. Other files there are left alone. One of the
/// same name stays too: when it holds the same bytes there is nothing to do, and otherwise it is somebody else's, or
/// another batch's, and nothing is written over it. Files get their names some hundreds at a time, the last ones when
/// the receiver is finished. Throws Unwritable.
class FolderReceiver : public FileReceiver {
  public:
    explicit FolderReceiver(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void begin(const std::string& name) override;
    void take(std::string_view bytes) override;
    void end() override;
    /// All files were handed over.
    void finish();

    [[nodiscard]] const FormatHash& hash() const { return hash_; }
    /// Files that say what could not be written, and why.
    [[nodiscard]] const std::vector<std::filesystem::path>& refused() const { return refused_; }

  private:
    std::filesystem::path folder_;
    std::filesystem::path path_;
    std::unique_ptr<exports::WholeFile> file_;
    std::vector<std::unique_ptr<exports::WholeFile>> waiting_;  // for their names
    std::set<std::filesystem::path> names_waited_for_;
    FormatHash hash_;
    std::vector<std::filesystem::path> refused_;
};

}  // namespace makegood::app
