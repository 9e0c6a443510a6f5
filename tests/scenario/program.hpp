#pragma once

#include <chrono>
#include <cstdint>
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

/// What the clock says to a program when it starts, "2026-03-02 09:00:00" in UTC; empty: the machine's own time.
/// Debian's faketime tells it; the clock goes on from there.
struct StartedAt {
    std::string time{};
};

/// The program `makegood`, run with arguments in a folder of its own.
class Program {
  public:
    explicit Program(const Folder& folder, StartedAt at = {}) : folder_(folder), at_(std::move(at)) {}
    [[nodiscard]] Ran run(const std::vector<std::string>& arguments) const;
    /// The same, with at most so many bytes in any one file: what it writes beyond fails, as on a full disk.
    [[nodiscard]] Ran run_limited(const std::vector<std::string>& arguments, std::uint64_t file_bytes_max) const;
    /// Starts it and kills it with SIGKILL after a while, unless it ended before: its status.
    [[nodiscard]] int run_and_kill(const std::vector<std::string>& arguments, std::chrono::microseconds after) const;

  private:
    const Folder& folder_;
    StartedAt at_;
};

/// What a server answered.
struct Answered {
    int status = 0;  ///< 0: nobody answered
    std::string body;
};

/// A run that goes on: `makegood serve` on a free port. Ended with SIGTERM, at the latest by the destructor.
class Server {
  public:
    /// Waits until it says that it serves; throws what it said instead. `more` are further arguments.
    Server(const Folder& folder, const std::string& database, const std::vector<std::string>& more = {},
           const StartedAt& at = {});
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The status of GET `path` with that bearer token; 0 when nobody answers.
    [[nodiscard]] int get(const std::string& path, const std::string& token) const;
    /// The whole answer to any request. `key` is its Idempotency-Key, "" for none.
    [[nodiscard]] Answered ask(const std::string& method, const std::string& path, const std::string& token,
                               const std::string& body = {}, const std::string& key = {}) const;
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
