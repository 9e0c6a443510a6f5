#pragma once

#include <string>

#include "engine/core/result.hpp"

namespace makegood::sqlite {

/// That this process alone appends to the journal: a lock on the file `PATH.writer`, which the system lets go when the
/// process ends, however it ends. The file itself stays.
class WriterLock {
  public:
    /// Fails in words that name the file, and the process that holds it.
    [[nodiscard]] static Result<WriterLock, std::string> take(const std::string& database_path);

    WriterLock(WriterLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    WriterLock& operator=(WriterLock&&) = delete;
    ~WriterLock();

  private:
    explicit WriterLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace makegood::sqlite
