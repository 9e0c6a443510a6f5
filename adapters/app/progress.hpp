#pragma once

#include <chrono>
#include <string>

namespace makegood::app {

/// One line on standard error that says how far a long command is, when that is a terminal; silent otherwise.
/// Threads: one at a time.
class Progress {
  public:
    Progress();
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// Shows `text` instead of what stood there, at most ten times a second.
    void show(const std::string& text);
    /// Takes the line away, before something else is told.
    void clear();

  private:
    bool on_terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point next_{};
};

}  // namespace makegood::app
