#include "tests/adapters/verify/forgery.hpp"

#include <catch2/catch.hpp>

namespace makegood::verify {

namespace {

/// Each story is told once, and copied.
const JournalFile& told(Closing closing) {
    static const auto tell = [](Closing how) {
        auto file = std::make_unique<JournalFile>();
        tell_money_stories(*file, how);
        file->write();
        return file;
    };
    static const auto open = tell(Closing::never);
    static const auto closed = tell(Closing::daily);
    return closing == Closing::never ? *open : *closed;
}

}  // namespace

void judge(const Forgery& forgery, Closing closing) {
    JournalFile file;
    file.take_over(told(closing).path());
    std::string expected;
    for (const Place& place : forgery.found) {
        const std::int64_t at = *place.type == 0 ? 0 : file.row(place.type, place.n).sequence + place.after;
        expected += (expected.empty() ? "" : ", ") + std::string(place.code) + " " + std::to_string(at);
    }
    forgery.alter(file);
    const Report report = file.verified();
    INFO(forgery.why);
    INFO(in_words(report));
    CHECK(in_short(report) == expected);
    CHECK(!report.is_clean());
}

void shift(Json& amount, int by) {
    std::string digits = amount;
    std::erase(digits, '.');
    digits = std::to_string(std::stoll(digits) + by);
    while (digits.size() < 3) digits.insert(0, "0");
    amount = digits.insert(digits.size() - 2, ".");
}

void turn(Json& envelope, const char* type, Json payload) {
    envelope["type"] = type;
    envelope["payload"] = std::move(payload);
}

void turn_into_note(Json& envelope, const Json& claim) {
    turn(envelope, "note-added", {{"claim", claim}, {"text", {{"erased", true}}}});
}

}  // namespace makegood::verify
