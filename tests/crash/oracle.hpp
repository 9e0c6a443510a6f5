#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/port/store.hpp"

namespace makegood::crash {

/// A request as its client remembers it.
struct Request {
    std::string key;
    Command command;
    std::optional<Answer> acknowledged{};  ///< what the client was told, as long as there was power
};

/// What clients asked and were told, in no order. It knows nothing of the store: whatever it holds as acknowledged must
/// be there. Thread-safe, but for requests().
class Oracle {
  public:
    /// The request stays where it is.
    [[nodiscard]] Request& ask(std::string key, Command command);
    void acknowledge(Request& request, const Answer& answer);
    /// Something that no store may say, whatever happens to the disk.
    void complain(std::string complaint);

    [[nodiscard]] std::size_t acknowledged() const;
    [[nodiscard]] std::vector<std::string> complaints() const;
    /// While nobody asks.
    [[nodiscard]] std::deque<Request>& requests() { return requests_; }

  private:
    mutable std::mutex mutex_;
    std::deque<Request> requests_;
    std::vector<std::string> complaints_;
    std::size_t acknowledged_ = 0;
};

/// One event that an answer tells of.
struct Told {
    std::uint64_t sequence;
    std::string type;
};
/// The request as a submission, whose answer tells every event that came of it, and in `location` the claim.
[[nodiscard]] Submission submission_of(const Request& request, const Crypto& crypto);
[[nodiscard]] std::vector<Told> events_told(const Answer& answer);
/// Submits and waits.
[[nodiscard]] Completed ask_and_wait(Store& store, const Request& request, const Crypto& crypto);

}  // namespace makegood::crash
