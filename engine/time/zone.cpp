#include "engine/time/zone.hpp"

#include <algorithm>

#include "engine/core/invariant.hpp"

namespace makegood {

namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

}  // namespace

Zone::Zone(std::string name, std::chrono::seconds first_offset, std::vector<Transition> transitions)
    : name_(std::move(name)), first_offset_(first_offset), transitions_(std::move(transitions)) {
    invariant(std::is_sorted(transitions_.begin(), transitions_.end(),
                             [](const Transition& a, const Transition& b) { return a.from < b.from; }),
              "a zone's transitions ascend");
}

Zone Zone::utc() {
    return {"Etc/UTC", std::chrono::seconds{0}, {}};
}

std::chrono::seconds Zone::offset_at(Instant instant) const {
    const auto next = std::upper_bound(transitions_.begin(), transitions_.end(), instant,
                                       [](Instant at, const Transition& t) { return at < t.from; });
    return next == transitions_.begin() ? first_offset_ : std::prev(next)->offset;
}

Date Zone::date_at(Instant instant) const {
    const std::int64_t local_ms = (instant + offset_at(instant)).unix_ms();
    const std::int64_t days = local_ms / ms_per_day - (local_ms % ms_per_day < 0 ? 1 : 0);
    return Date::from_unix_days(static_cast<std::int32_t>(days));
}

Instant Zone::start_of(Date date) const {
    using std::chrono::hours;
    const Instant midnight_utc(date.unix_days() * ms_per_day);
    // A day begins at its midnight, or, where a gap swallows midnight, at the transition; the earliest that is its own.
    std::vector<Instant> candidates = {midnight_utc + -offset_at(midnight_utc + -hours(26)),
                                       midnight_utc + -offset_at(midnight_utc + hours(26))};
    for (const Transition& transition : transitions_)
        if (transition.from > midnight_utc + -hours(26) && transition.from < midnight_utc + hours(26)) {
            candidates.push_back(transition.from);
            candidates.push_back(midnight_utc + -transition.offset);
        }
    std::sort(candidates.begin(), candidates.end());
    const auto first = std::find_if(candidates.begin(), candidates.end(),
                                    [&](Instant candidate) { return date_at(candidate) >= date; });
    invariant(first != candidates.end(), "every day of a zone begins");
    return *first;
}

}  // namespace makegood
