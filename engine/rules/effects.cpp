#include "engine/rules/effects.hpp"

#include <algorithm>

namespace makegood {

namespace {

void unite(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

void sort_each_once(std::vector<std::string>& all) {
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

void tighten(std::optional<std::chrono::minutes>& clock, const std::optional<std::chrono::minutes>& other) {
    if (other && (!clock || *other < *clock)) clock = other;
}

/// The target stays before the promise: each promise that a rule sets brings a tighter target.
void tighten(Due& due, const Tightening& within, Instant now) {
    if (within.promise) due.promise = std::min(due.promise, now + *within.promise);
    if (within.target) due.target = std::min(due.target, now + *within.target);
}

std::string minutes_words(std::chrono::minutes minutes) {
    constexpr std::int64_t day = 1440;
    const std::int64_t count = minutes.count();
    const auto of = [](std::int64_t n, const char* unit) {
        return std::to_string(n) + " " + unit + (n == 1 ? "" : "s");
    };
    if (count % day == 0 && count >= day) return of(count / day, "day");
    if (count % 60 == 0 && count >= 60) return of(count / 60, "hour");
    return of(count, "minute");
}

}  // namespace

Effects merge(std::span<const Effects* const> effects) {
    Effects all;
    for (const Effects* one : effects) {
        all.priority = std::max(all.priority, one->priority);
        for (std::size_t i = 0; i < all.within.size(); ++i) {
            tighten(all.within[i].promise, one->within[i].promise);
            tighten(all.within[i].target, one->within[i].target);
        }
        unite(all.flags, one->flags);
        unite(all.notices, one->notices);
        unite(all.tasks, one->tasks);
        unite(all.owners, one->owners);
        unite(all.hints, one->hints);
        all.countersignature |= one->countersignature;
    }
    for (auto* list : {&all.flags, &all.notices, &all.tasks, &all.owners, &all.hints}) sort_each_once(*list);
    return all;
}

Routing apply(std::span<const Effects* const> effects, Instant now, Routing routing) {
    for (const Effects* one : effects) {
        routing.priority = std::max(routing.priority, one->priority);
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (routing.dues[i]) tighten(*routing.dues[i], one->within[i], now);
        unite(routing.flags, one->flags);
        unite(routing.notices, one->notices);
        unite(routing.tasks, one->tasks);
        unite(routing.owners, one->owners);
        unite(routing.hints, one->hints);
        routing.countersignature |= one->countersignature;
    }
    for (auto* list : {&routing.flags, &routing.notices, &routing.tasks, &routing.owners, &routing.hints})
        sort_each_once(*list);
    return routing;
}

std::string_view to_text(Priority priority) {
    switch (priority) {
        case Priority::normal: return "normal";
        case Priority::high: return "high";
        case Priority::urgent: return "urgent";
    }
    break_invariant("a priority is one of the three", std::source_location::current());
}

std::string in_words(const Effects& effects) {
    std::string words;
    const auto say = [&](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
    if (effects.priority != Priority::normal) say("priority " + std::string(to_text(effects.priority)));
    for (Step step : steps) {
        const Tightening& within = effects.of(step);
        if (within.promise) say(std::string(to_text(step)) + " promised within " + minutes_words(*within.promise));
        if (within.target) say(std::string(to_text(step)) + " within " + minutes_words(*within.target));
    }
    for (const std::string& flag : effects.flags) say("flag " + flag);
    for (const std::string& notice : effects.notices) say("tell " + notice);
    for (const std::string& task : effects.tasks) say("task " + task);
    for (const std::string& owner : effects.owners) say("owner " + owner);
    for (const std::string& hint : effects.hints) say("hint \"" + hint + "\"");
    if (effects.countersignature) say("countersignature");
    return words;
}

}  // namespace makegood
