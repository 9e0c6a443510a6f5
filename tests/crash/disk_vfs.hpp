#pragma once

#include <string>

#include "tests/crash/disk.hpp"

struct sqlite3_vfs;

namespace makegood::crash {

/// SQLite's default VFS with a Disk that is told every change first and may forbid it. Memory that is mapped (-shm) is
/// passed through; files are never mapped. Registered under name() for as long as it lives, which is longer than every
/// connection that uses it. Thread-safe.
class DiskVfs {
  public:
    explicit DiskVfs(Disk& disk);
    ~DiskVfs();
    DiskVfs(const DiskVfs&) = delete;
    DiskVfs& operator=(const DiskVfs&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    std::string name_;
    std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace makegood::crash
