#include "adapters/codec/routed_event.hpp"

#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>

#include "tests/adapters/codec_events/random_event.hpp"
#include "tests/adapters/codec_events/sample_events.hpp"
#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::codec;

namespace {

KeylessSealer keyless;

/// All that is said of a routing, as bytes; "none" where there is none.
std::string bytes_of(const std::optional<RoutedEvent>& routed) {
    if (!routed) return "none";
    Envelope envelope;
    envelope.at = routed->at;
    StatementMade event{routed->claim, {}, {}, {}, routed->routing, routed->record};
    return encode_event(envelope, event, keyless);
}

/// The same, of the whole event.
std::string bytes_of_whole(std::string_view bytes) {
    auto decoded = decode_event(bytes, keyless);
    REQUIRE(decoded);
    const Instant at = decoded->envelope.at;
    if (const auto* opened = std::get_if<ClaimOpened>(&decoded->event))
        return bytes_of(RoutedEvent{opened->claim, at, opened->routing, opened->record});
    const auto* made = std::get_if<StatementMade>(&decoded->event);
    if (!made || !made->routing) return "none";
    return bytes_of(RoutedEvent{made->claim, at, *made->routing, made->record});
}

void check_same(const std::string& bytes) {
    INFO(bytes);
    const auto routed = decode_routing(bytes);
    REQUIRE(routed);
    CHECK(bytes_of(*routed) == bytes_of_whole(bytes));
}

std::shared_ptr<const RoutingRecord> random_record(std::mt19937_64& random) {
    const auto one_in = [&](unsigned n) { return random() % n == 0; };
    RuleFacts facts = given::ordinary_claim();
    facts.claim.share = static_cast<double>(random() % 1000) / 999;
    facts.claim.others_this_week = static_cast<std::int64_t>(random()) % 1000;
    facts.claim.words_signal.assign(random() % 3, "harm");
    if (one_in(2)) facts.claim.worth.reset();
    if (one_in(2)) facts.invoice.due_on = *parse_date("2028-02-29");
    if (one_in(4)) facts.lines.front().description = one_in(2) ? "the \"big\" screen" : "the screen, grün";
    facts.lines.resize(random() % 3, facts.lines.front());
    facts.invoice.paid =
        Money(static_cast<std::int64_t>(random() % 100'000), *Currency::find(one_in(2) ? "JPY" : "TND"));
    RoutingRecord record{{}, FactSheet::of(std::move(facts))};
    for (std::uint64_t steps_left = random() % 5; steps_left > 0; --steps_left) {
        const auto outcome = static_cast<StepOutcome>(random() % 4);
        record.trace.steps.push_back({outcome, {}});
        if (outcome == StepOutcome::not_fired || outcome == StepOutcome::failed)
            record.trace.steps.back().by = {static_cast<std::uint16_t>(random() % 3), 4, 15};
        if (outcome == StepOutcome::failed) record.trace.failures.push_back({0, "division by \"zero\""});
    }
    return std::make_shared<const RoutingRecord>(std::move(record));
}

/// The sample of a claim that was opened, with a record in which no text has a quote.
std::string opened_claim() {
    for (SampleEvent& sample : sample_events()) {
        auto* opened = std::get_if<ClaimOpened>(&sample.event);
        if (!opened || !opened->record) continue;
        RoutingRecord record = *opened->record;
        record.trace.failures.clear();
        opened->record = std::make_shared<const RoutingRecord>(std::move(record));
        return encode_event(sample.envelope, sample.event, keyless);
    }
    throw std::logic_error("no such sample");
}

}  // namespace

TEST_CASE("how an event routed its claim is what the whole event says") {
    for (const SampleEvent& sample : sample_events()) check_same(encode_event(sample.envelope, sample.event, keyless));

    const char* given = std::getenv("MAKEGOOD_SEED");
    const std::uint64_t seed = given == nullptr ? std::random_device{}() : std::strtoull(given, nullptr, 10);
    std::mt19937_64 random(seed);
    std::size_t routed = 0;
    while (routed < 500) {
        INFO("MAKEGOOD_SEED=" << seed);
        Event event = random_event(random);
        if (auto* opened = std::get_if<ClaimOpened>(&event)) opened->record = random_record(random);
        if (auto* made = std::get_if<StatementMade>(&event))
            if (made->routing) made->record = random_record(random);
        const std::string bytes = encode_event(random_envelope(random), event, keyless);
        check_same(bytes);
        routed += bytes_of_whole(bytes) == "none" ? 0 : 1;
    }
}

TEST_CASE("a journal that an older or a newer program wrote facts into is read the same way") {
    const std::string bytes = opened_claim();
    struct Row {
        const char* from;
        const char* to;
        const char* why;
    };
    for (const Row& row :
         {Row{"\"channel\":\"phone\"", "\"mood\":[{\"a\":\"]}\\\"\"}],\"channel\":\"phone\"",
              "a fact that is none now"},
          Row{"\"history\":{", "\"weather\":{\"rain\":true},\"history\":{", "a group that is none now"},
          Row{"\"guarantee\":{\"version\"", "\"guarantee\":{\"edition\"", "a fact that was not there"},
          Row{"\"lines\":[", "\"rows\":[", "no lines"},
          Row{"\"record\":{", "\"record\": {", "a blank that we do not write"}}) {
        CAPTURE(row.why);
        std::string changed = bytes;
        const auto at = changed.rfind(row.from);
        REQUIRE(at != std::string::npos);
        changed.replace(at, std::string_view(row.from).size(), row.to);
        check_same(changed);
    }
}

TEST_CASE("a half of an event, or one of an unknown schema, is a finding") {
    const std::string bytes = opened_claim();
    REQUIRE(decode_routing(bytes));
    for (std::size_t length = 0; length < bytes.size(); ++length)
        if (decode_routing(std::string_view(bytes).substr(0, length))) FAIL_CHECK(length << " bytes are an event");
    CHECK_FALSE(decode_routing(bytes + "}"));
    std::string newer = bytes;
    newer.replace(newer.find("\"schema\":1"), 10, "\"schema\":2");
    const auto refused = decode_routing(newer);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().pointer == "/schema");
}
