#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/id.hpp"
#include "engine/time/date.hpp"

namespace makegood {

using GuaranteeVersionName = Name<struct GuaranteeVersionTag>;

/// What has a clock of its own, because money never waits for the cause (law 13).
enum class Step { acknowledge, call, adjust, settle, explain, fix, verify };
inline constexpr std::array steps = {Step::acknowledge, Step::call, Step::adjust, Step::settle,
                                     Step::explain,     Step::fix,  Step::verify};
[[nodiscard]] std::string_view to_text(Step step);

/// How long a step may take: told to the customer (promise) and aimed at by us (target).
class Clock {
  public:
    /// Nothing unless 0 < target < promise: a target that is not tighter promises what it cannot exceed.
    [[nodiscard]] static std::optional<Clock> make(std::chrono::minutes promise, std::chrono::minutes target);
    [[nodiscard]] std::chrono::minutes promise() const { return promise_; }
    [[nodiscard]] std::chrono::minutes target() const { return target_; }

  private:
    Clock(std::chrono::minutes promise, std::chrono::minutes target) : promise_(promise), target_(target) {}
    std::chrono::minutes promise_;
    std::chrono::minutes target_;
};

/// The guarantee as sold from a day on. An invoice is pinned to the version in force on its issue date.
struct GuaranteeVersion {
    GuaranteeVersionName name;
    Date effective_from;
    std::string text;
    int window_days = 0;  ///< after this many days a claim is late: accepted and flagged (law 6); ≥ 0
    std::array<Clock, steps.size()> clocks;  ///< by Step, in the order of `steps`

    [[nodiscard]] const Clock& clock(Step step) const { return clocks[static_cast<std::size_t>(step)]; }
};

/// All versions ever sold.
class Guarantee {
  public:
    /// At least one version; effective dates differ.
    explicit Guarantee(std::vector<GuaranteeVersion> versions);
    /// The last version effective on or before `issued_on`; an older invoice is given the first one, never none.
    [[nodiscard]] const GuaranteeVersion& in_force_on(Date issued_on) const;
    [[nodiscard]] const std::vector<GuaranteeVersion>& versions() const { return versions_; }

  private:
    std::vector<GuaranteeVersion> versions_;  ///< by effective date, ascending
};

}  // namespace makegood
