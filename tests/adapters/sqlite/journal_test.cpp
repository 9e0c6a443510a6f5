#include <catch2/catch.hpp>

#include "adapters/sqlite/chain_head.hpp"
#include "adapters/sqlite/law_of_ties.hpp"
#include "adapters/sqlite/rebuild.hpp"
#include "adapters/sqlite/schema.hpp"
#include "tests/adapters/sqlite/place.hpp"
#include "tests/contract/desk.hpp"

namespace makegood::sqlite {

using contract::HandClock;
using contract::invoke;
using contract::monday_morning;
using contract::record;
using contract::submit_and_wait;
using contract::worth_of_line;
using contract::worth_of_whole;
using std::chrono::hours;

namespace {

/// Payments, refunds through all their states, balances, make-goods, reversals and a batch.
void settle_a_little(Store& store, HandClock& clock) {
    const auto as_fred = [&](std::variant<Command, ExportCommand> command) {
        (void)contract::submit_as(store, "Fred", std::move(command));
    };
    for (const char* number : {"S-1", "S-2", "S-3"}) (void)submit_and_wait(store, record(number));
    (void)submit_and_wait(store, contract::pay("S-1", "P-1", "180.00"));
    (void)submit_and_wait(store, contract::pay("S-2", "P-2", "180.00"));
    const auto first = submit_and_wait(store, invoke("S-1", worth_of_whole("120.00"))).claim();
    const auto second = submit_and_wait(
        store, Invoke{InvoiceNumber("S-2"), worth_of_whole("120.00"), SettlementKind::balance, std::nullopt});
    (void)submit_and_wait(store, Approve{first});
    (void)submit_and_wait(store, Approve{second.claim()});
    const auto due = [&] {
        RefundNumber number;
        contract::read(store, [&](Reader& reader) {
            for (const RefundRow& row : reader.refunds(RefundState::due, 0, 100))
                if (row.invoice.text() == "S-1") number = row.refund.number;
        });
        return number;
    }();
    const Date day = *Date::from_civil(2026, 3, 9);
    as_fred(NameRefundAccount{due, {Personal("GB82WEST12345698765432"), Personal("Ada Quarry"), {}}});
    (void)submit_and_wait(store, ConfirmRefundAccount{due, Channel::link});
    (void)contract::submit_as(store, "Gina", ReleaseRefund{due});
    as_fred(RecordRefundFailed{due, day, "AC04"});
    as_fred(RetryRefund{due});
    (void)contract::submit_as(store, "Gina", ReleaseRefund{due});
    as_fred(RecordRefundPaid{due, day, "B-1"});
    clock.advance(hours(24));
    as_fred(UseBalance{InvoiceNumber("S-2"), InvoiceNumber("S-3"), "40.00", Channel::phone});
    as_fred(RefundBalance{InvoiceNumber("S-2"), "5.00"});
    as_fred(GiveMakeGood{first, MakeGoodKind::money, "25.00", "For the lost day."});
    std::vector<AdjustmentNumber> numbers;
    contract::read(store, [&](Reader& reader) { numbers = reader.invoice_of(first)->claims.at(0).adjustments; });
    as_fred(
        ReverseAdjustment{numbers.at(0), ReverseAdjustment::Correction{worth_of_line("2", "30.00"), Channel::phone}});
    as_fred(ReverseAdjustment{AdjustmentNumber("CN-2026-000001")});  // its refund never left
    as_fred(ReversePayment{PaymentId("P-2"), day, "no funds"});
    ExportLog log;
    contract::read(store, [&](Reader& reader) { log = reader.exports(); });
    SealBatch batch = contract::seal(log, *Date::from_civil(2026, 3, 1), 10);
    const Money net = parse_money("50.00", *Currency::find("EUR")).value();
    batch.content.liabilities = {{first, ClaimNumber("CL-1"), InvoiceNumber("S-1"), net, net}};
    as_fred(batch);
    as_fred(AnswerBatch{1, true, "JE-1"});
}

/// Something of everything.
void live_a_little(Store& store, HandClock& clock) {
    std::vector<ClaimId> claims;
    for (int i = 0; i < 12; ++i) {
        const std::string number = "R-" + std::to_string(i);
        (void)submit_and_wait(store, record(number, i % 2 == 0 ? "180.00" : "0.00"));
        claims.push_back(
            submit_and_wait(store, invoke(number, i % 3 == 0 ? Saying{} : worth_of_whole("120.00"))).claim());
        clock.advance(hours(7));
    }
    (void)submit_and_wait(store, invoke("R-0", worth_of_line("2", "0.00")));
    (void)submit_and_wait(store, invoke("R-4", worth_of_whole("200.00")));
    for (std::size_t i = 0; i < 6; ++i) (void)submit_and_wait(store, Approve{claims[i]});
    (void)submit_and_wait(store, Acknowledge{claims[7]});
    (void)submit_and_wait(store, NameCause{claims[1], {TeamName("fleet"), "a worn tyre", {}, {}}});
    (void)submit_and_wait(store, NameCause{claims[2], {TeamName("fleet"), "a worn tyre", "replaced", {}}});
    (void)submit_and_wait(store, NameCause{claims[1], {TeamName("roads"), "the gravel road", {}, {}}});
    (void)submit_and_wait(store, AddNote{claims[8], Personal("call after lunch")});
    (void)submit_and_wait(store, AnswerOffer{claims[4], OfferAnswer::declined, {}, {}});
    Saying withdrawal;
    withdrawal.kind = StatementKind::withdrawing;
    (void)submit_and_wait(store, StateAnew{claims[8], withdrawal});
    const Money net = parse_money("10.00", *Currency::find("EUR")).value();
    const Money tax = parse_money("2.00", *Currency::find("EUR")).value();
    (void)submit_and_wait(
        store,
        RecordCreditElsewhere{InvoiceNumber("R-9"), *Currency::find("EUR"), {"ERP-1", {net, tax, net + tax}, {}}});
    settle_a_little(store, clock);
}

Options options_of(const SqlitePlace& place) {
    Options options = place.options;
    options.path = place.path();
    return options;
}

}  // namespace

TEST_CASE("the chain links every stored envelope to the one before it") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    live_a_little(*store, clock);
    SQLite::Database database = connect(options_of(place), Access::read_only);
    const Uuid journal = journal_id(database);
    Sha256 previous{};
    const auto rows = contract::whole_journal(*store);
    CHECK(rows.size() > 40);
    for (const JournalRow& row : rows) {
        previous = chain_hash(place.crypto, journal, row.sequence, previous, row.envelope);
        REQUIRE(row.hash == previous);
        REQUIRE(row.envelope.find("\"sequence\":\"" + std::to_string(row.sequence) + "\"") != std::string::npos);
    }
}

TEST_CASE("projections dropped and replayed are the same, and nothing else changes") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    {
        auto store = place.open_store(clock);
        live_a_little(*store, clock);
        (void)submit_and_wait(*store, record("R-keyed"), "key", "body");
    }
    const std::string before = place.dump_projections();
    const std::string operational = place.dump("SELECT * FROM answers") + place.dump("SELECT * FROM keys");
    CHECK(before.find("the gravel road") != std::string::npos);
    for (const char* table : {"payments", "refunds", "refund_instructions", "make_goods", "account_days"}) {
        INFO(table);
        CHECK_FALSE(place.dump(std::string("SELECT * FROM ") + table).empty());
    }
    std::string seen;
    {
        auto store = place.open_store(clock);
        for (const JournalRow& row : contract::whole_journal(*store)) seen += row.envelope;
    }
    for (std::size_t type = 0; type < std::variant_size_v<Event>; ++type) {
        const std::string name(event_type(type));
        if (name == "rules-activated" || name.starts_with("numbers-")) continue;  // restored_test.cpp
        INFO(name);
        CHECK(seen.find("\"type\":\"" + name + "\"") != std::string::npos);
    }

    SECTION("from the whole journal, as it is") {}
    SECTION("with streams folded again and again, because few are kept in memory") {
        place.options.cached_streams_max = 1;
    }
    std::uint64_t reports = 0;
    const auto rebuilt = rebuild_projections(options_of(place), [&](std::uint64_t, std::uint64_t) { ++reports; });
    REQUIRE(rebuilt.has_value());
    CHECK(*rebuilt > 40);
    CHECK(place.dump_projections() == before);
    CHECK(place.dump("SELECT * FROM answers") + place.dump("SELECT * FROM keys") == operational);
    auto store = place.open_store(clock);
    CHECK(submit_and_wait(*store, record("R-keyed"), "key", "body").completed.status == SubmissionStatus::replayed);
}

TEST_CASE("a rebuild is refused while a store is open on the file") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    CHECK(!rebuild_projections(options_of(place), {}).has_value());
}

TEST_CASE("how many streams are kept in memory changes nothing that is written") {
    std::string first;
    for (const std::size_t streams : {std::size_t{1}, std::size_t{3}, std::size_t{20'000}}) {
        SqlitePlace place;
        place.options.cached_streams_max = streams;
        HandClock clock(monday_morning());
        auto store = place.open_store(clock);
        live_a_little(*store, clock);
        store.reset();
        const std::string dump =
            place.dump(
                "SELECT grouping, day, key, currency, claims, credited_minor, billed_minor, acknowledged, adjusted "
                "FROM outcome_days") +
            place.dump("SELECT * FROM balances") + place.dump("SELECT * FROM series");
        if (first.empty()) first = dump;
        CHECK(dump == first);
    }
}

TEST_CASE("what people say, and how they are reached, is nowhere in the file in clear") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    live_a_little(*store, clock);
    struct Row {
        const char* text;
        bool is_there;
        const char* why;
    };
    const Row rows[] = {
        {"Quarry Ltd", true, "the buyer's name is on the document; and so this search can find something"},
        {"the cellar was flooded", false, "the customer's words"},
        {"+44 1225 496 000", false, "the phone"},
        {"ada@quarry.example", false, "the email"},
        {"DE89370400440532013000", false, "the account that paid"},
        {"GB82WEST12345698765432", false, "another account"},
        {"Ada Quarry", false, "whose it is"},
        {"for gravel, with thanks", false, "the text of a payment"},
        {"call after lunch", false, "a note"},
    };
    const auto check = [&] {
        const std::string bytes = place.bytes();
        for (const Row& row : rows) {
            INFO(row.why);
            CHECK((bytes.find(row.text) != std::string::npos) == row.is_there);
        }
    };
    check();
    store.reset();
    check();
}

TEST_CASE("destroying a customer's key erases the person and leaves the chain whole") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    (void)submit_and_wait(*store, record("R-1"));
    (void)submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00")));
    const std::string key = place.dump("SELECT key FROM keys").substr(0, 32);
    REQUIRE(place.bytes().find(key) != std::string::npos);
    const auto before = contract::whole_journal(*store);
    CHECK(store->destroy_key(CustomerId("C-7")).value());
    CHECK(!store->destroy_key(CustomerId("C-7")).value());
    CHECK(place.bytes().find(key) == std::string::npos);
    const auto check = [&] {
        const auto after = contract::whole_journal(*store);
        REQUIRE(after.size() >= before.size());
        for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].hash == before[i].hash);
        contract::read(*store, [](Reader& reader) {
            const auto stream = reader.invoice(InvoiceNumber("R-1"));
            CHECK(stream->claims.at(0).statements.at(0).words()->is_erased());
            CHECK(stream->books->invoice->customer.email->is_erased());
            CHECK(stream->books->invoice->customer.name == "Quarry Ltd");
        });
    };
    check();
    const auto further = submit_and_wait(*store, invoke("R-1", worth_of_whole("110.00")));
    CHECK(further.was_accepted());
    store.reset();
    store = place.open_store(clock);
    check();
    contract::read(*store, [](Reader& reader) {
        const auto stream = reader.invoice(InvoiceNumber("R-1"));
        CHECK(stream->claims.at(0).statements.at(1).words()->reveal() == "the cellar was flooded");  // said since
    });
}

TEST_CASE("law 8: entries that do not move as the invoice does are not let through") {
    SqlitePlace place;
    HandClock clock(monday_morning());
    auto store = place.open_store(clock);
    (void)submit_and_wait(*store, record("R-1", "180.00"));
    InvoiceStream before;
    contract::read(*store, [&](Reader& reader) { before = *reader.invoice(InvoiceNumber("R-1")); });
    const ClaimId claim = submit_and_wait(*store, invoke("R-1", worth_of_whole("120.00"))).claim();
    const auto approved = submit_and_wait(*store, Approve{claim});
    InvoiceStream after;
    contract::read(*store, [&](Reader& reader) { after = *reader.invoice(InvoiceNumber("R-1")); });

    const Moved moved[] = {{sub_ledgers(before), &after}};
    CHECK_NOTHROW(require_ties(moved, approved.events));
    auto issued = std::find_if(approved.events.begin(), approved.events.end(), [](const Journaled& journaled) {
        return std::holds_alternative<AdjustmentIssued>(journaled.recorded.event);
    });
    REQUIRE(issued != approved.events.end());
    struct Row {
        void (*forge)(std::vector<Entry>& entries);
        const char* why;
    };
    const Row rows[] = {
        {[](std::vector<Entry>& entries) { entries.pop_back(); }, "an entry is missing"},
        {[](std::vector<Entry>& entries) { entries.push_back(entries.back()); }, "an entry stands twice"},
        {[](std::vector<Entry>& entries) { entries[0].amount += Money(1, entries[0].amount.currency()); },
         "a cent too much"},
        {[](std::vector<Entry>& entries) { entries.back().credit = Account::customer_balances; },
         "a refund that is booked as kept"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        auto forged = approved.events;
        const auto at = static_cast<std::size_t>(issued - approved.events.begin());
        row.forge(std::get<AdjustmentIssued>(forged[at].recorded.event).adjustment.entries);
        CHECK_THROWS_AS(require_ties(moved, forged), BrokenInvariant);
    }
}

}  // namespace makegood::sqlite
