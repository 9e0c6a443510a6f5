#pragma once

#include <string>
#include <string_view>

#include "adapters/verify/verify.hpp"

namespace makegood::verify {

/// Where in the journal we are, and where what is found there goes.
class Findings {
  public:
    explicit Findings(Report& report) : report_(report) {}

    void stand_at(std::uint64_t sequence, std::string_view stream) {
        sequence_ = sequence;
        stream_ = stream;
    }
    void add(std::string_view code, std::string found, std::string must);

  private:
    Report& report_;
    std::uint64_t sequence_ = 0;
    std::string_view stream_{};
};

[[nodiscard]] std::string quoted(std::string_view text);  ///< at most 60 bytes of it

}  // namespace makegood::verify
