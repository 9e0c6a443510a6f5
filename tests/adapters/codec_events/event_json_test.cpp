#include "adapters/codec/event_json.hpp"

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/codec/event_upcasters.hpp"
#include "adapters/codec/event_words.hpp"
#include "tests/adapters/codec_events/golden.hpp"
#include "tests/adapters/codec_events/random_event.hpp"
#include "tests/adapters/codec_events/sample_events.hpp"

using namespace makegood;
using namespace makegood::codec;
using namespace std::string_view_literals;

namespace {

PlainSealer sealer;

std::string encoded(const SampleEvent& sample) {
    return encode_event(sample.envelope, sample.event, sealer);
}

SampleEvent sample(std::string_view file) {
    for (SampleEvent& each : sample_events())
        if (each.file == file) return std::move(each);
    FAIL("no sample " << file);
    std::abort();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// `bytes` with one more field in the n-th of its objects; empty when there are not so many.
std::string with_field_in_object(std::string_view bytes, std::size_t n) {
    bool is_in_text = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (bytes[at] == '"' && (at == 0 || bytes[at - 1] != '\\')) is_in_text = !is_in_text;
        if (bytes[at] != '{' || is_in_text || n-- > 0) continue;
        const bool is_empty = bytes[at + 1] == '}';
        std::string result(bytes);
        return result.insert(at + 1, is_empty ? "\"more\":1" : "\"more\":1,");
    }
    return {};
}

std::uint64_t seed_of_run() {
    const char* given = std::getenv("MAKEGOOD_SEED");
    return given == nullptr ? std::random_device{}() : std::strtoull(given, nullptr, 10);
}

}  // namespace

TEST_CASE("the bytes of every event are those that were approved") {
    for (const SampleEvent& each : sample_events()) {
        INFO("golden/" << each.file << ".json; MAKEGOOD_APPROVE=1 approves what is new");
        const std::string bytes = encoded(each);
        CHECK(bytes == approved(each.file + ".json", bytes));
    }
}

TEST_CASE("every type of event has an approved form and is read back as that type") {
    std::vector<bool> seen(std::variant_size_v<Event>);
    for (const SampleEvent& each : sample_events()) {
        INFO(each.file);
        auto decoded = decode_event(encoded(each), sealer);
        REQUIRE(decoded);
        CHECK(type_of(decoded->event) == type_of(each.event));
        CHECK(encode_event(decoded->envelope, decoded->event, sealer) == encoded(each));
        seen[each.event.index()] = true;
    }
    CHECK(std::count(seen.begin(), seen.end(), false) == 0);
}

TEST_CASE("any event is read back to the same bytes") {
    const std::uint64_t seed = seed_of_run();
    std::mt19937_64 random(seed);
    for (int run = 0; run < 3000; ++run) {
        INFO("MAKEGOOD_SEED=" << seed << ", run " << run);
        const Envelope envelope = random_envelope(random);
        const std::string bytes = encode_event(envelope, random_event(random), sealer);
        INFO(bytes);
        auto decoded = decode_event(bytes, sealer);
        if (!decoded) FAIL(decoded.error().pointer << ": found " << decoded.error().found);
        REQUIRE(encode_event(decoded->envelope, decoded->event, sealer) == bytes);
    }
}

TEST_CASE("what an event says comes back in its values") {
    auto decoded = decode_event(encoded(sample("claim-opened")), sealer);
    REQUIRE(decoded);
    CHECK(decoded->envelope.stream == "invoice:RE-2026/17 \"Süd\"");
    CHECK(decoded->envelope.actor == Actor{"Ada", Role::office, "the president"});
    const auto& claim = std::get<ClaimOpened>(decoded->event);
    CHECK(claim.ordinal == 42);
    CHECK(claim.saying.channel == Channel::short_payment);
    CHECK(claim.saying.words->reveal() == "It did not work; \"never\" again.");
    CHECK(claim.routing.dues[static_cast<std::size_t>(Step::adjust)]->promise ==
          *parse_instant("2026-03-31T00:00:00Z"));
    CHECK_FALSE(claim.routing.dues[static_cast<std::size_t>(Step::settle)]);

    decoded = decode_event(encoded(sample("invoice-recorded")), sealer);
    REQUIRE(decoded);
    const InvoiceDraft& invoice = std::get<InvoiceRecorded>(decoded->event).invoice;
    CHECK(to_text(invoice.lines[0].unit_price) == "27.3320");
    CHECK(invoice.rounding == Money(-2, *Currency::find("EUR")));
    CHECK(invoice.credited[0].tax.size() == 1);
}

TEST_CASE(
    "a field that nobody wrote is refused, wherever it stands but among facts, which programs come to have more of") {
    for (const SampleEvent& each : sample_events()) {
        const std::string bytes = encoded(each);
        for (std::size_t n = 0;; ++n) {
            const std::string more = with_field_in_object(bytes, n);
            if (more.empty()) break;
            INFO(more);
            auto decoded = decode_event(more, sealer);
            if (more.find("\"more\":") > more.find("\"facts\":{")) {
                REQUIRE(decoded);
                CHECK(encode_event(decoded->envelope, decoded->event, sealer) == bytes);
                continue;
            }
            REQUIRE_FALSE(decoded);
            CHECK(decoded.error().pointer.ends_with("/more"));
        }
    }
}

TEST_CASE("a row that we did not write is refused, naming the field") {
    struct Case {
        std::string_view file, from, to, pointer, found, why;
    };
    const std::vector<Case> cases = {
        {"claim-settled", "claim-settled", "claim-refused", "/type", "the text \"claim-refused\"", "unknown type"},
        {"claim-settled", R"("schema":1)", R"("schema":2)", "/schema", "schema version 2 of claim-settled",
         "a newer program wrote it"},
        {"claim-settled", R"("schema":1)", R"("schema":0)", "/schema", "the number 0", "no version is 0"},
        {"claim-settled", R"("schema":1)", R"("schema":"1")", "/schema", "the text \"1\"", "a version is a number"},
        {"claim-settled", R"("version":"4",)", "", "/version", "nothing", "a field is missing"},
        {"claim-settled", R"("version":"4")", R"("version":4)", "/version", "the number 4", "64 bits are a text"},
        {"claim-settled", R"("version":"4")", R"("version":"04")", "/version", "the text \"04\"", "one form only"},
        {"claim-settled", R"("version":"4")", R"("version":"-4")", "/version", "the text \"-4\"", "never below zero"},
        {"claim-settled", R"("version":"4")", R"("version":"18446744073709551616")", "/version",
         "the text \"18446744073709551616\"", "beyond 64 bits"},
        {"claim-settled", R"("role":"office")", R"("role":"boss")", "/actor/role", "the text \"boss\"", "no such role"},
        {"claim-settled", "00.007Z", "00Z", "/at", "the text \"2026-03-29T01:00:00Z\"", "milliseconds are written"},
        {"claim-settled", "00.007Z", "00.007z", "/at", "the text \"2026-03-29T01:00:00.007z\"", "one form only"},
        {"claim-settled", "0123456789ab", "0123456789AB", "/payload/claim",
         "the text \"0195e2a0-1111-7abc-8def-0123456789AB\"", "one form only"},
        {"claim-adjusted", R"("without_document":true)", R"("without_document":1)", "/payload/without_document",
         "the number 1", "a flag is a flag"},
        {"note-added", R"({"sealed":"sealed:Rang back at ten."})", R"("Rang")", "/payload/text", "the text \"Rang\"",
         "personal words are sealed"},
        {"note-added", R"("sealed":"sealed:Rang)", R"("erased":true,"sealed":"sealed:Rang)", "/payload/text/sealed",
         "an unknown field", "erased or sealed, not both"},
        {"note-added.erased", R"("erased":true)", R"("erased":false)", "/payload/text/erased", "the value false",
         "no such form"},
        {"offer-made", R"("currency":"EUR")", R"("currency":"EUX")", "/payload/currency", "the text \"EUX\"",
         "no such currency"},
        {"offer-made", R"("net":"1.67")", R"("net":"1.7")", "/payload/movement/totals/net", "the text \"1.7\"",
         "not the currency's digits"},
        {"offer-made", R"("rounding":"0.00")", R"("rounding":"-0.00")", "/payload/movement/rounding",
         "the text \"-0.00\"", "zero has one form"},
        {"offer-made", R"("after":"70.00")", R"("after":"92233720368547758.08")", "/payload/movement/lines/0/after",
         "the text \"92233720368547758.08\"", "beyond int64"},
        {"refund-instructed", R"({"sealed":"sealed:DE89370400440532013000"})", R"("DE89370400440532013000")",
         "/payload/account/iban", "the text \"DE89370400440532013000\"", "an account is personal"},
        {"payment-received", R"("shortfall":"statement")", R"("shortfall":"haggling")", "/payload/payment/shortfall",
         "the text \"haggling\"", "no such shortfall"},
        {"batch-sealed", R"("net":"18.33")", R"("net":"18.333")", "/payload/totals/0/totals/net", "the text \"18.333\"",
         "not the digits of its row's currency"},
        {"batch-answered", R"("is_booked":true)", R"("is_booked":"yes")", "/payload/is_booked", "the text \"yes\"",
         "a flag is a flag"},
        {"invoice-recorded", R"("quantity":"2.50")", R"("quantity":2.5)", "/payload/invoice/lines/0/quantity",
         "the number 2.5", "decimals are texts"},
        {"invoice-recorded", R"("issued_on":"2026-03-01")", R"("issued_on":"2026-02-29")", "/payload/invoice/issued_on",
         "the text \"2026-02-29\"", "no such day"},
    };
    for (const Case& each : cases) {
        INFO(each.why);
        auto decoded = decode_event(replaced(encoded(sample(each.file)), each.from, each.to), sealer);
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().pointer == each.pointer);
        CHECK(decoded.error().found == each.found);
    }
}

TEST_CASE("bytes that are no event at all are refused") {
    for (std::string_view bytes : {""sv, "{"sv, "[]"sv, "{}"sv, "{}{}"sv, "\xff"sv, "null"sv}) {
        INFO(bytes);
        CHECK_FALSE(decode_event(bytes, sealer));
        CHECK_FALSE(decode_first_event(bytes, [](const auto&) -> Sealer& { return sealer; }));
    }
}

TEST_CASE("what cannot be opened any more stays erased when it is written again") {
    KeylessSealer keyless;
    for (const SampleEvent& each : sample_events()) {
        INFO(each.file);
        auto decoded = decode_event(encoded(each), keyless);
        REQUIRE(decoded);
        const std::string again = encode_event(decoded->envelope, decoded->event, keyless);
        CHECK(again.find("\"sealed\"") == std::string::npos);
        CHECK(decode_event(again, sealer));
    }
}

TEST_CASE("what a person said reaches the bytes only through the sealer") {
    struct Blackout : PlainSealer {
        std::string seal(std::string_view) override { return "#"; }
    } blackout;
    for (const SampleEvent& each : sample_events()) {
        const std::string bytes = encode_event(each.envelope, each.event, blackout);
        INFO(bytes);
        for (std::string_view said : {"example.org"sv, "never"sv, "+41"sv, "mornings"sv, "Rang"sv, "DE8937"sv,
                                      "M. Töchter"sv, "did not work"sv})
            CHECK(bytes.find(said) == std::string::npos);
    }
}

TEST_CASE(
    "the first event of an invoice is opened with the sealer of the customer whom it names, and no other event is") {
    std::vector<std::string> asked;
    const SealerOf sealer_of = [&](const std::string& customer) -> Sealer& {
        asked.push_back(customer);
        return sealer;
    };
    for (const SampleEvent& each : sample_events()) {
        INFO(each.file);
        asked.clear();
        const auto decoded = decode_first_event(encoded(each), sealer_of);
        const auto* recorded = std::get_if<InvoiceRecorded>(&each.event);
        CHECK(decoded.has_value() == (recorded != nullptr));
        if (!recorded) continue;
        CHECK(asked == std::vector{recorded->invoice.customer.id.text()});
        CHECK(encode_event(decoded->envelope, decoded->event, sealer) == encoded(each));
    }
    const std::string bytes = encoded(sample("invoice-recorded"));
    CHECK_FALSE(decode_first_event(replaced(bytes, "invoice-recorded", "invoice-lost"), sealer_of));
    CHECK_FALSE(decode_first_event(replaced(bytes, R"("id":"C-7")", R"("key":"C-7")"), sealer_of));
}

TEST_CASE("an event that could not be read back is not written") {
    SampleEvent offer = sample("offer-made");
    auto& movement = std::get<OfferMade>(offer.event).movement;
    movement.rounding = Money::zero(*Currency::find("JPY"));
    CHECK_THROWS_AS(encoded(offer), BrokenInvariant);

    SampleEvent claim = sample("claim-opened");
    std::get<ClaimOpened>(claim.event).opened_on = Date::from_unix_days(2'932'897);  // 10000-01-01
    CHECK_THROWS_AS(encoded(claim), BrokenInvariant);
}

TEST_CASE("an older payload is lifted version by version, or not at all") {
    const std::vector<Upcaster> table = {
        {"note-added", 1, [](std::string_view payload) { return std::string(payload) + "+2"; }},
        {"note-added", 2, [](std::string_view payload) { return std::string(payload) + "+3"; }},
        {"cause-named", 2, [](std::string_view payload) { return std::string(payload) + "+other"; }},
    };
    CHECK(lift("note-added", 1, 3, "p", table) == "p+2+3");
    CHECK(lift("note-added", 2, 3, "p", table) == "p+3");
    CHECK(lift("note-added", 3, 3, "p", table) == "p");
    CHECK_FALSE(lift("note-added", 0, 3, "p", table));
    CHECK_FALSE(lift("note-added", 4, 3, "p", table));
    CHECK_FALSE(lift("cause-named", 1, 3, "p", table));
}

TEST_CASE("every enumerator has a word of its own") {
    const auto check = [](std::span<const std::string_view> words, std::string_view last) {
        for (std::size_t a = 0; a < words.size(); ++a) {
            CHECK_FALSE(words[a].empty());
            for (std::size_t b = 0; b < a; ++b) CHECK(words[a] != words[b]);
        }
        CHECK(words.back() == last);
    };
    check(words_of<Role>(), "system");
    check(words_of<Channel>(), "short-payment");
    check(words_of<Basis>(), "gross");
    check(words_of<StatementKind>(), "withdrawing");
    check(words_of<Priority>(), "urgent");
    check(words_of<OfferAnswer>(), "declined");
    check(words_of<Step>(), "verify");
    check(words_of<ClaimState>(), "withdrawn");
    check(words_of<SettlementKind>(), "out-of-band");
    check(words_of<DocumentType>(), "supplementary-invoice");
    check(words_of<Account>(), "refund_liability");
    check(words_of<Shortfall>(), "unexplained");
    check(words_of<RefundState>(), "cancelled");
    check(words_of<ElsewhereKind>(), "write-off");
    check(words_of<RefundSource>(), "make-good");
    check(words_of<MakeGoodKind>(), "apology");
    check(words_of<Origin>(), "makegood");
}
