#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/routing/routing.hpp"

namespace makegood {

/// What a rule asks of a step's two clocks, counted from the moment the claim arrived. It can only tighten: a clock
/// that is tighter already stays.
struct Tightening {
    std::optional<std::chrono::minutes> promise;  ///< with it comes a target that is tighter still
    std::optional<std::chrono::minutes> target;
    bool operator==(const Tightening&) const = default;
};

/// What follows when a rule fires. There is no amount and no refusal here, so that no rule can make one (law 2).
/// Merged, the tightest clock and the highest priority win, lists are united, one countersignature is enough: the
/// order of rules changes nothing, and neither does saying the same twice.
struct Effects {
    Priority priority = Priority::normal;
    std::array<Tightening, steps.size()> within{};  ///< by Step
    std::vector<std::string> flags{};
    std::vector<std::string> notices{};
    std::vector<std::string> tasks{};
    std::vector<std::string> owners{};  ///< teams that the cause probably belongs to
    std::vector<std::string> hints{};   ///< where to look for it
    bool countersignature = false;
    bool operator==(const Effects&) const = default;

    [[nodiscard]] const Tightening& of(Step step) const { return within[static_cast<std::size_t>(step)]; }
    [[nodiscard]] Tightening& of(Step step) { return within[static_cast<std::size_t>(step)]; }
};

/// The steps whose clocks run from the moment the claim arrives: the only ones that a rule can tighten.
inline constexpr std::array tightened_steps = {Step::acknowledge, Step::call, Step::adjust, Step::explain, Step::fix};

/// All of them together; lists sorted, each entry once.
[[nodiscard]] Effects merge(std::span<const Effects* const> effects);

/// Adds the effects to a routing whose clocks began at `now`. Clocks that do not run stay so.
[[nodiscard]] Routing apply(std::span<const Effects* const> effects, Instant now, Routing routing);

[[nodiscard]] std::string_view to_text(Priority priority);
/// "priority urgent, call within 30 minutes, flag \"harm\", countersignature"; "" for no effect.
[[nodiscard]] std::string in_words(const Effects& effects);

}  // namespace makegood
