#include "tests/crash/oracle.hpp"

#include <future>
#include <sstream>

namespace makegood::crash {

namespace {

Answer tell(const Outcome& outcome) {
    if (outcome.refusal) return {422, "refused " + std::string(to_text(outcome.refusal->reason)), {}, {}};
    Answer answer{201, {}, "\"" + std::to_string(outcome.after.version) + "\"", {}};
    for (const Journaled& journaled : outcome.events) {
        const Event& event = journaled.recorded.event;
        answer.body += std::to_string(journaled.sequence) + " " + std::string(type_of(event)) + " ";
        if (const auto claim = claim_of(event)) answer.location = to_text(*claim);
    }
    return answer;
}

}  // namespace

Request& Oracle::ask(std::string key, Command command) {
    const std::lock_guard lock(mutex_);
    return requests_.emplace_back(Request{std::move(key), std::move(command)});
}

void Oracle::acknowledge(Request& request, const Answer& answer) {
    const std::lock_guard lock(mutex_);
    if (!request.acknowledged) ++acknowledged_;
    request.acknowledged = answer;
}

void Oracle::complain(std::string complaint) {
    const std::lock_guard lock(mutex_);
    complaints_.push_back(std::move(complaint));
}

std::size_t Oracle::acknowledged() const {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
}

std::vector<std::string> Oracle::complaints() const {
    const std::lock_guard lock(mutex_);
    return complaints_;
}

Submission submission_of(const Request& request, const Crypto& crypto) {
    const IdempotencyKey key{"office", "POST /v1/claims", request.key, crypto.sha256("the body of " + request.key)};
    return {request.command, {"the office", Role::office, {}}, {}, key, tell};
}

std::vector<Told> events_told(const Answer& answer) {
    std::vector<Told> told;
    if (answer.status != 201) return told;
    std::istringstream words(answer.body);
    for (Told one; words >> one.sequence >> one.type;) told.push_back(one);
    return told;
}

Completed ask_and_wait(Store& store, const Request& request, const Crypto& crypto) {
    std::promise<Completed> completed;
    store.submit(submission_of(request, crypto), [&](Completed told) { completed.set_value(std::move(told)); });
    return completed.get_future().get();
}

}  // namespace makegood::crash
