#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/verify/verify.hpp"

namespace makegood::verify {

/// Where in the journal we are, and where what is found there goes. What is found waits until it is kept: when an event
/// turns out to be unreadable, what was concluded from it is dropped.
class Findings {
  public:
    explicit Findings(Report& report) : report_(report) {}

    void stand_at(std::uint64_t sequence, std::string_view stream) {
        sequence_ = sequence;
        stream_ = stream;
    }
    void add(std::string_view code, std::string found, std::string must);
    /// To an earlier event of the same stream, or back from it; answers where it stood.
    std::uint64_t move_to(std::uint64_t sequence) { return std::exchange(sequence_, sequence); }
    void keep();
    void drop() { waiting_.clear(); }

  private:
    Report& report_;
    std::vector<Finding> waiting_{};
    std::uint64_t sequence_ = 0;
    std::string_view stream_{};
};

[[nodiscard]] std::string quoted(std::string_view text);  ///< at most 80 bytes of it

}  // namespace makegood::verify
