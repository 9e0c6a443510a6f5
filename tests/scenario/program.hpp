#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

/// What a run of the program left behind.
struct Ran {
    int status = 0;  ///< exit status, or 128 and the signal
    std::string out;
    std::string err;
};

/// The program `makegood`, run with arguments in a folder of its own.
class Program {
  public:
    explicit Program(const Folder& folder) : folder_(folder) {}
    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const;

  private:
    const Folder& folder_;
};

/// A run that goes on: `makegood serve` on a free port. Ended with SIGTERM, at the latest by the destructor.
class Server {
  public:
    /// Waits until it says that it serves; throws what it said instead. `more` are further arguments.
    Server(const Folder& folder, const std::string& database, const std::vector<std::string>& more = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The status of GET `path` with that bearer token; 0 when nobody answers.
    [[nodiscard]] int get(const std::string& path, const std::string& token) const;
    /// Sends SIGHUP.
    void hang_up() const;
    /// Waits until standard error holds these words, at most ten seconds; whether it does.
    [[nodiscard]] bool says(const std::string& words) const;
    [[nodiscard]] Ran stop();

  private:
    const Folder& folder_;
    pid_t pid_ = -1;
    int port_ = 0;
};

}  // namespace makegood::scenario
