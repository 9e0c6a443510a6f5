#include "adapters/app/store_call.hpp"

#include <algorithm>
#include <future>
#include <memory>

namespace makegood::app {

Completed submit_and_wait(Store& store, Submission submission) {
    const auto done = std::make_shared<std::promise<Completed>>();
    std::future<Completed> answer = done->get_future();
    store.submit(std::move(submission), [done](Completed completed) { done->set_value(std::move(completed)); });
    return answer.get();
}

Finding told_by(const Refusal& refusal, std::string expected) {
    if (!refusal.findings.empty()) return refusal.findings.front();
    std::string reason(to_text(refusal.reason));
    std::replace(reason.begin(), reason.end(), '-', ' ');
    return {"", std::move(reason), std::move(expected)};
}

std::string in_words(const Refusal& refusal) {
    if (refusal.findings.empty()) return std::string(to_text(refusal.reason));
    const Finding& first = refusal.findings.front();
    return std::string(to_text(refusal.reason)) + ": found " + first.found + "; accepted: " + first.expected;
}

}  // namespace makegood::app
