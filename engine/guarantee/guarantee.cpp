#include "engine/guarantee/guarantee.hpp"

#include <algorithm>

#include "engine/core/invariant.hpp"

namespace makegood {

std::string_view to_text(Step step) {
    switch (step) {
        case Step::acknowledge: return "acknowledge";
        case Step::call: return "call";
        case Step::adjust: return "adjust";
        case Step::settle: return "settle";
        case Step::explain: return "explain";
        case Step::fix: return "fix";
        case Step::verify: return "verify";
    }
    break_invariant("a step is one of the seven", std::source_location::current());
}

std::optional<Clock> Clock::make(std::chrono::minutes promise, std::chrono::minutes target) {
    if (target <= std::chrono::minutes::zero() || target >= promise) return std::nullopt;
    return Clock(promise, target);
}

Guarantee::Guarantee(std::vector<GuaranteeVersion> versions) : versions_(std::move(versions)) {
    invariant(!versions_.empty(), "a guarantee has a version");
    const auto by_date = [](const GuaranteeVersion& a, const GuaranteeVersion& b) {
        return a.effective_from < b.effective_from;
    };
    std::sort(versions_.begin(), versions_.end(), by_date);
    invariant(std::adjacent_find(versions_.begin(), versions_.end(),
                                 [&](const auto& a, const auto& b) { return !by_date(a, b); }) == versions_.end(),
              "two versions of a guarantee do not begin on one day");
}

const GuaranteeVersion& Guarantee::in_force_on(Date issued_on) const {
    const auto later = std::find_if(versions_.begin(), versions_.end(),
                                    [&](const GuaranteeVersion& v) { return v.effective_from > issued_on; });
    return later == versions_.begin() ? versions_.front() : *std::prev(later);
}

}  // namespace makegood
