#pragma once

#include <string>

namespace makegood::http_api {

/// A SQLite VFS over the machine's own whose disk can fill up, become read-only or stop flushing, for every file that
/// was opened through it. One at a time: the switches are the process's. Thread-safe.
class FailingDisk {
  public:
    enum class Fault { none, full, read_only, does_not_flush };

    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;

    [[nodiscard]] static std::string name();
    void fails(Fault fault);
    /// Full once so many more bytes are written.
    void fills_after(long bytes);
    void recovers() { fails(Fault::none); }
};

}  // namespace makegood::http_api
