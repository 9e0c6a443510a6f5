#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace makegood::crash {

/// A program that was started, with its standard output. It is killed, at the latest, when this goes.
class Child {
  public:
    /// The first argument is the program's path.
    explicit Child(const std::vector<std::string>& arguments);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Its next line; what there is when it ended. Waits for it.
    [[nodiscard]] std::string read_line();
    /// All that it says until it ends.
    [[nodiscard]] std::string read_all();
    /// SIGKILL: it gets no chance to do anything more. Waits until it is gone.
    void kill();
    /// Waits for its own end: its exit status, or -1 when it was killed.
    [[nodiscard]] int wait();

  private:
    pid_t pid_ = -1;
    int output_ = -1;
};

/// What it says on its standard output, and its exit status.
struct Said {
    int status;
    std::string text;
};
[[nodiscard]] Said run_program(const std::vector<std::string>& arguments);

}  // namespace makegood::crash
