#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/scenario/program.hpp"
#include "tests/scenario/trade.hpp"

namespace makegood::scenario {

/// A random trade of some weeks, hundreds of invoices, or 10,000 in the full form, whose periods the program closed on
/// random days, and every batch written out in every format by the program. Prints its seed and what came of it.
class Quarter {
  public:
    Quarter();

    [[nodiscard]] Scene& scene() { return scene_; }
    [[nodiscard]] const Trade& trade() const { return trade_; }
    [[nodiscard]] Program program() const;
    [[nodiscard]] std::string database() const { return scene_.path(); }
    [[nodiscard]] const std::vector<Batch>& batches() const { return batches_; }

    [[nodiscard]] std::string out() const { return scene_.path("out"); }
    /// Of a batch: "csv/adjustments.csv".
    [[nodiscard]] std::string file(std::uint64_t batch, const std::string& name) const;
    /// The files of a format in the order in which they are hashed: by document, then what was refused.
    [[nodiscard]] std::vector<std::string> names_in_order(std::uint64_t batch, const std::string& format) const;
    /// Refunds that a batch orders the bank to pay, and all that it names, refused ones too.
    [[nodiscard]] std::vector<std::string> ordered_in(std::uint64_t batch) const;
    [[nodiscard]] std::vector<std::string> refunds_of(std::uint64_t batch) const;
    /// How many refunds the bank is to pay by a batch: ordered, or such as cannot be ordered.
    [[nodiscard]] std::size_t payable_in(std::uint64_t batch) const;
    [[nodiscard]] RefundState state_at(const std::string& refund, std::uint64_t sequence);

    /// Goes on with the trade, closes once more under another configuration, and has the projections rebuilt.
    void live_on();

  private:
    void live(int invoices);
    void write_out();
    void tell(std::chrono::steady_clock::time_point begun) const;
    void close_through(Date day, const std::string& config);
    void read_batches();

    Dice dice_;
    Scene scene_;
    Trade trade_;
    std::vector<Batch> batches_;
};

/// What MAKEGOOD_SEED says. Without it always the same, so that a build is judged by what changed in it and not by
/// dice; in the full form another one each time. Prints it.
[[nodiscard]] std::uint64_t seed_of_this_run();

}  // namespace makegood::scenario
