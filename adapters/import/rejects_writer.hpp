#pragma once

#include <cstdint>
#include <fstream>
#include <string>

#include "adapters/import/intake.hpp"
#include "engine/core/result.hpp"

namespace makegood::import {

/// A CSV file of what was not taken and why, one row for each finding: file, line, document, pointer, found, expected.
/// Rows go to "PATH.part"; only finish() gives the file its name, so that under the final name it is whole. Without
/// finish() nothing stays behind, and an older file of that name stays as it was.
/// Threads: one at a time.
class RejectsWriter {
  public:
    /// The words say why the file can't be written.
    [[nodiscard]] static Result<RejectsWriter, std::string> open(std::string path);

    RejectsWriter(RejectsWriter&& other) noexcept;
    RejectsWriter& operator=(RejectsWriter&&) = delete;
    ~RejectsWriter();

    void write(const Source& source, const Findings& findings);
    /// The number of rows below the header, or why the file isn't there.
    [[nodiscard]] Result<std::uint64_t, std::string> finish();

  private:
    RejectsWriter(std::string path, std::ofstream out) : path_(std::move(path)), out_(std::move(out)) {}
    [[nodiscard]] std::string part_path() const { return path_ + ".part"; }

    std::string path_;
    std::ofstream out_;
    std::uint64_t rows_ = 0;
    bool is_open_ = true;
};

}  // namespace makegood::import
