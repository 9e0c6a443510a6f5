#include <algorithm>
#include <concepts>

#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;
using std::chrono::hours;

// The laws of DESIGN.md 3 that the engine keeps by itself, each beside a test that fails when it is broken.

namespace {

const ClaimId first = claim_id(1);

Desk recorded(const Bill& bill = Bill().line("68.33").line("68.33").line("57.50").line("85.00").paid("334.99")) {
    Desk desk;
    desk.record(bill);
    return desk;
}

/// Law 8, from the entries alone: debits are credits, and each sub-ledger is its account.
void ties_out(const Desk& desk) {
    const auto entries = desk.entries();
    const Receivable& receivable = desk.books().receivable;
    const auto balance = [&](Account account) { return balance_of(account, entries, receivable.payable.currency()); };
    CHECK(balance(Account::receivables) == receivable.open());
    CHECK(-balance(Account::refunds_payable) == receivable.refunded);
    CHECK(-balance(Account::customer_balances) == receivable.kept);
    for (const Entry& entry : entries) CHECK((entry.amount.is_positive() && entry.debit != entry.credit));
    for (const Adjustment& a : desk.stream.adjustments) {
        const bool down = a.type == DocumentType::credit_note;
        CHECK(balance_of(Account::allowances, a.entries, a.totals.net.currency()) ==
              (down ? a.totals.net : -a.totals.net));
        CHECK(balance_of(Account::output_tax, a.entries, a.totals.net.currency()) ==
              (down ? a.totals.tax : -a.totals.tax));
    }
}

/// Law 7, from the documents alone.
void adds_up(const Desk& desk) {
    const InvoiceDraft& billed = *desk.books().invoice;
    Totals left{billed.totals.net, billed.totals.tax, desk.books().invoice.payable()};
    std::vector<TaxSubtotal> rows = billed.tax;
    for (const Adjustment& a : desk.stream.adjustments) {
        const auto moved = [&](const Money& amount) { return a.type == DocumentType::credit_note ? -amount : amount; };
        left.net += moved(a.totals.net);
        left.tax += moved(a.totals.tax);
        left.gross += moved(a.totals.gross);
        for (const TaxSubtotal& row : a.tax)
            for (TaxSubtotal& mine : rows)
                if (mine.key == row.key) {
                    mine.base += moved(row.base);
                    mine.amount += moved(row.amount);
                }
        CHECK(a.totals.gross == a.totals.net + a.totals.tax + a.rounding);
    }
    CHECK(left == desk.standing());
    const InvoiceStream::Books& books = desk.books();
    for (const TaxSubtotal& row : rows)
        for (std::size_t g = 0; g < books.billing.groups.size(); ++g)
            if (books.billing.groups[g].key == row.key) {
                CHECK(row.base == books.standing.base(books.billing, g));
                CHECK(row.amount == books.standing.tax(books.billing, g));
            }
    for (const Money& line : books.standing.lines) CHECK_FALSE(line.is_negative());
}

// Law 1 in the types.
static_assert(!std::is_default_constructible_v<Worth>);
static_assert(!std::is_constructible_v<Worth, Money>);
static_assert(!std::is_constructible_v<Worth, Money, Basis>);
static_assert(!std::is_constructible_v<Worth, Money, Basis, std::optional<LineId>>);
static_assert(!std::is_aggregate_v<Worth>);
static_assert(!std::is_convertible_v<Money, Worth>);
static_assert(!std::is_default_constructible_v<Statement>);
static_assert(!std::is_constructible_v<Statement, Saying, Instant, Actor>);
template <class T>
concept TakesAnAmount = requires(T command, Money money) {
    command.amount = money;
}
|| requires(T command, Money money) {
    command.worth = money;
};
static_assert(!TakesAnAmount<Approve> && !TakesAnAmount<KeepPromise> && !TakesAnAmount<Acknowledge>);
// Law 2 in the types: a routing has no place for money and none for a refusal.
template <class T>
concept CanMoveMoney = requires(T routing) {
    routing.worth;
}
|| requires(T routing) {
    routing.amount;
}
|| requires(T routing) {
    routing.cap;
};
template <class T>
concept CanRefuse = requires(T routing) {
    routing.refuse;
}
|| requires(T routing) {
    routing.rejected;
};
static_assert(!CanMoveMoney<Routing> && !CanRefuse<Routing>);

}  // namespace

TEST_CASE("law 1: the worth is the customer's: whoever approves, it is the latest statement that is honoured") {
    for (const char* worth : {"334.99", "200.00", "0.02", "0.00"}) {
        INFO(worth);
        Desk desk = recorded();
        desk.invoke(whole("100.00"));
        desk.must(StateAnew{first, anew(whole(worth))});
        desk.must(Approve{first});
        CHECK(desk.standing().gross == money(worth));
    }
}

TEST_CASE("law 1: the latest statement counts, also while an offer upward waits") {
    Desk desk = recorded();
    desk.invoke(whole("400.00"));
    desk.must(Approve{first});
    desk.must(StateAnew{first, anew(whole("100.00"))});
    CHECK(answer(desk.ask(Approve{first})).find("adjustment-issued") != std::string::npos);
    CHECK(desk.standing().gross == money("100.00"));
}

TEST_CASE(
    "law 2: rules annotate and route: no flag changes what is honoured, and no promise is later than the guarantee's") {
    Desk desk = recorded(Bill().line("100.00").issued_on("2021-01-01").credited("G-1", "10.00", "2.00"));
    desk.invoke(whole("0.00"));
    const Claim& claim = desk.claim();
    CHECK(claim.routing.flags == std::vector<std::string>{"credited-elsewhere", "late-after-window", "worth-zero"});
    CHECK(claim.routing.dues == start_clocks(desk.of().guarantee.versions().front(), desk.now));
    desk.must(Approve{first});
    CHECK(desk.standing().gross == money("0.00"));
}

TEST_CASE("law 3: every claim reaches the president's queue, whatever its size, worth stated or not") {
    const std::vector<Saying> sayings = {whole("334.98"), whole("0.00"),   whole("9999.00"),
                                         nothing_yet(),   whole("334.99"), of_lines({{"3", "57.49"}})};
    for (const Saying& saying : sayings) {
        Desk desk = recorded();
        desk.invoke(saying);
        REQUIRE(desk.stream.open_claim());
        CHECK(desk.claim().state == ClaimState::received);
        CHECK(std::count(desk.claim().routing.notices.begin(), desk.claim().routing.notices.end(), "president") == 1);
        CHECK(desk.claim().routing.dues[static_cast<std::size_t>(Step::adjust)].has_value());
    }
}

TEST_CASE("law 4: a promise that nobody keeps keeps itself, and nothing moves it later") {
    Desk desk = recorded();
    const Instant promise = desk.now + hours(24 * 10);
    desk.invoke(whole("300.00"));
    desk.now = desk.now + hours(24 * 5);
    desk.must(Acknowledge{first});
    desk.must(Invoke{InvoiceNumber("R-1"), whole("200.00"), {}, {}});
    desk.must(StateAnew{first, anew(whole("100.00"))});
    desk.must(AddNote{first, Personal("we need more time")});
    desk.now = promise + -std::chrono::milliseconds(1);
    CHECK(answer(desk.ask(KeepPromise{first})) == "promise-not-due");
    desk.now = promise;
    CHECK(answer(desk.ask(KeepPromise{first})) == "claim-approved adjustment-issued refund-recorded claim-adjusted");
    CHECK(desk.standing().gross == money("100.00"));
}

TEST_CASE("law 4: the promise is not held up by a missing countersignature") {
    Desk desk = recorded();
    desk.invoke(whole("100.00"));
    InvoiceStream guarded = desk.stream;
    guarded.claims.back().routing.countersignature = true;
    const Company company = given::company();
    const Context context{desk.now + hours(24 * 10), president(), company, desk.numbers, claim_id(2)};
    const Asked asked = decide(guarded, KeepPromise{first}, context);
    REQUIRE(asked);
    CHECK(types(asked.value()).find("adjustment-issued") != std::string::npos);
}

TEST_CASE("law 5: up is an offer, down is a right") {
    for (const bool by_promise : {false, true}) {
        INFO((by_promise ? "by the promise" : "by the president"));
        Desk desk = recorded();
        desk.invoke(of_lines({{"1", "60.00"}, {"2", "90.00"}}));
        if (by_promise) desk.now = desk.now + hours(24 * 10);
        desk.must(by_promise ? Command(KeepPromise{first}) : Command(Approve{first}));
        CHECK(desk.books().standing.lines[0] == money("60.00"));
        CHECK(desk.books().standing.lines[1] == money("68.33"));  // waits for the customer
        REQUIRE(desk.claim().offer);
        const Totals offer = desk.claim().offer->totals;
        CHECK(answer(desk.ask(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.net), to_text(offer.tax)})) ==
              "offer-differs");
        CHECK(answer(desk.ask(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.gross), "0.00"})) ==
              "offer-differs");
        CHECK(desk.books().standing.lines[1] == money("68.33"));
        desk.must(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.gross), to_text(offer.tax)});
        CHECK(desk.books().standing.lines[1] == money("90.00"));
        adds_up(desk);
    }
}

TEST_CASE("law 6: late, repeated and odd claims are accepted and flagged; only what cannot be understood is refused") {
    Desk desk = recorded(Bill().line("100.00").issued_on("1999-12-31"));
    for (unsigned n = 1; n <= 3; ++n) {
        CHECK(answer(desk.ask(Invoke{InvoiceNumber("R-1"), whole("0.00"), {}, {}})) == "claim-opened");
        desk.must(Approve{claim_id(n)});
    }
    CHECK(desk.claim(3).routing.flags == std::vector<std::string>{"late-after-window", "repeat-claim", "worth-zero"});
    CHECK(answer(desk.ask(Invoke{InvoiceNumber("R-1"), whole("cheap"), {}, {}})) == "not-understood");
    CHECK(answer(desk.ask(Invoke{InvoiceNumber("R-1"), of_lines({{"9", "0.00"}}), {}, {}})) == "not-understood");
    CHECK(answer(Desk().ask(Invoke{InvoiceNumber("R-2"), whole("0.00"), {}, {}})) == "unknown-invoice");
    CHECK_FALSE(parse_claim_state("rejected"));
}

TEST_CASE("law 6: a further invocation is accepted, also while an offer upward waits") {
    Desk desk = recorded();
    desk.invoke(whole("400.00"));
    desk.must(Approve{first});
    CHECK(answer(desk.ask(Invoke{InvoiceNumber("R-1"), whole("0.00"), {}, {}})).find("statement-made") !=
          std::string::npos);
}

TEST_CASE("law 7: to the cent: billed is standing and adjustments, over any number of claims in any order") {
    struct Row {
        Bill bill;
        std::vector<Saying> sayings;
        const char* why;
    };
    const auto gross = Basis::gross;
    const std::vector<Row> rows = {
        {Bill().line("68.33").line("68.33").line("57.50").line("85.00"),
         {of_lines({{"1", "0.00"}}), of_lines({{"2", "0.00"}}), of_lines({{"3", "0.00"}}), of_lines({{"4", "0.00"}})},
         "four notes once summed to one cent too much elsewhere"},
        {Bill().line("68.33").line("68.33").line("57.50").line("85.00"),
         {whole("200.01"), of_lines({{"4", "12.34"}}, gross), whole("77.77"), whole("0.00")},
         "gross, whole and lines mixed"},
        {Bill().line("33.33", "S", "19").line("33.33", "S", "7").line("33.33", "Z", "0").line("33.33", "AE", "0"),
         {whole("99.99"), of_lines({{"3", "1.11"}}), whole("11.11"), whole("0.00")},
         "four (category, rate)s"},
        {Bill().line("0.02").line("0.02").line("0.02").stored_tax({"0.00"}),
         {of_lines({{"2", "0.01"}}), whole("0.03"), whole("0.00")},
         "tax rounded away line by line"},
        {Bill().line("624.78").rounding("0.26"),
         {whole("333.33"), whole("0.00")},
         "the rounding comes back with the last note"},
        {Bill().line("100.00").line("100.00").allowance("20.00").charge("3.33"),
         {of_lines({{"charge:1", "0.00"}}), whole("50.01"), whole("0.00")},
         "allowance and charge"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = recorded(row.bill);
        unsigned n = 0;
        for (const Saying& saying : row.sayings) {
            desk.invoke(saying);
            desk.must(Approve{claim_id(++n)});
            adds_up(desk);
            const bool exhausted = desk.standing().net.is_zero();
            CHECK(desk.books().standing.rounding == (exhausted ? money("0.00") : desk.books().billing.rounding));
        }
        CHECK(desk.standing() == Totals{money("0.00"), money("0.00"), money("0.00")});
        desk.invoke(whole("0.00"));
        desk.must(Approve{claim_id(++n)});
        CHECK(desk.claim(n).adjustments.empty());  // nothing twice
    }
}

TEST_CASE(
    "law 7: tax that a credit elsewhere left without a base comes back once, also after an offer raised the base") {
    Desk desk = recorded(Bill().line("100.00").credited("ERP-1", "100.00", "5.00"));
    CHECK(desk.standing() == Totals{money("0.00"), money("15.00"), money("15.00")});
    const ClaimId up = desk.invoke(of_lines({{"1", "10.00"}}));
    desk.must(Approve{up});
    const Movement offer = *desk.claim(1).offer;
    desk.must(AnswerOffer{up, OfferAnswer::confirmed, to_text(offer.totals.gross), to_text(offer.totals.tax)});
    CHECK(desk.standing().gross == money("27.00"));
    desk.must(Approve{desk.invoke(whole("0.00"))});
    CHECK(desk.stream.adjustments.back().totals.tax == money("17.00"));
    CHECK(desk.standing() == Totals{money("0.00"), money("0.00"), money("0.00")});
    desk.must(Approve{desk.invoke(whole("0.00"))});
    CHECK(desk.claim(3).adjustments.empty());  // nothing twice
}

TEST_CASE("law 8: the books tie out after every event") {
    for (const char* paid : {"0.00", "60.00", "334.99", "400.00"})
        for (const auto wish : {std::optional<SettlementKind>{}, std::optional(SettlementKind::balance)}) {
            INFO(paid);
            Desk desk = recorded(Bill().line("68.33").line("210.83").rounding("0.01").paid(paid));
            ties_out(desk);
            desk.invoke(of_lines({{"1", "10.00"}, {"2", "250.00"}}), wish);
            desk.must(Approve{first});
            ties_out(desk);
            const Totals offer = desk.claim().offer->totals;
            desk.must(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.gross), to_text(offer.tax)});
            ties_out(desk);
            const CreditElsewhere credit{"G-1", {money("5.00"), money("1.00"), money("6.00")}, {}};
            desk.must(RecordCreditElsewhere{InvoiceNumber("R-1"), currency("EUR"), credit});
            ties_out(desk);
            desk.invoke(whole("0.00"), wish);
            desk.must(Approve{claim_id(2)});
            ties_out(desk);
        }
}

TEST_CASE("law 9: numbers are gapless per series and year, in issue order, dated max(today, the series' last date)") {
    Desk one = recorded();
    const auto clear = [&](const char* at, unsigned n, const char* worth) {
        one.now = instant(at);
        one.invoke(whole(worth));
        one.must(Approve{claim_id(n)});
        const Adjustment& note = one.stream.adjustments.back();
        return note.number.text() + " of " + to_text(note.issued_on);
    };
    CHECK(clear("2026-12-30T10:00:00Z", 1, "300.00") == "GS-2026-000001 of 2026-12-30");
    CHECK(clear("2026-12-31T10:00:00Z", 2, "200.00") == "GS-2026-000002 of 2026-12-31");
    CHECK(clear("2026-12-29T10:00:00Z", 3, "150.00") == "GS-2026-000003 of 2026-12-31");  // the clock went back
    CHECK(clear("2026-12-31T23:30:00Z", 4, "100.00") == "GS-2027-000001 of 2027-01-01");  // in Vienna
    CHECK(clear("2026-12-31T10:00:00Z", 5, "50.00") == "GS-2027-000002 of 2027-01-01");
    // A worth that moves nothing takes no number, and a refused command none either.
    one.invoke(whole("50.00"));
    one.must(Approve{claim_id(6)});
    CHECK_FALSE(one.ask(Approve{claim_id(6)}));
    CHECK(clear("2027-01-02T10:00:00Z", 7, "0.00") == "GS-2027-000003 of 2027-01-02");
    CHECK(one.claim(7).number.text() == "CL-2027-000004");
}

TEST_CASE("law 10: documents and events are never edited: what was issued stays as it was, whatever follows") {
    Desk desk = recorded();
    desk.invoke(whole("300.00"));
    desk.must(Approve{first});
    const auto journal = desk.journal;
    const std::string then = in_full(replayed(journal));
    const std::string note = in_short(desk.stream.adjustments[0]);
    desk.invoke(whole("400.00"));
    desk.must(Approve{claim_id(2)});
    desk.must(AnswerOffer{claim_id(2), OfferAnswer::declined, "", ""});
    desk.invoke(whole("0.00"));
    desk.must(Approve{claim_id(3)});
    CHECK(in_short(desk.stream.adjustments[0]) == note);
    const std::vector<Recorded> beginning(desk.journal.begin(),
                                          desk.journal.begin() + static_cast<std::ptrdiff_t>(journal.size()));
    CHECK(in_full(replayed(beginning)) == then);
}

TEST_CASE("law 11: what follows from one command is one list of events, decided without changing any state") {
    Desk desk = recorded();
    desk.invoke(whole("0.00"));
    const std::string before = in_full(desk.stream);
    const Company company = given::company();
    const Context context{desk.now, president(), company, desk.numbers, claim_id(2)};
    const Asked once = decide(desk.stream, Approve{first}, context);
    const Asked again = decide(desk.stream, Approve{first}, context);
    REQUIRE((once && again));
    CHECK(types(once.value()) == "claim-acknowledged claim-approved adjustment-issued refund-recorded claim-adjusted");
    CHECK(types(again.value()) == types(once.value()));
    CHECK(in_full(desk.stream) == before);
    // Number, entries and settlement are in the one event that issues the document.
    const auto& note = std::get<AdjustmentIssued>(once.value()[2]).adjustment;
    CHECK_FALSE((note.number.text().empty() || note.entries.empty() || note.settlement.empty()));
}

TEST_CASE("law 13: money never waits for the cause, nor the cause for money") {
    const NameCause cause{first, {TeamName("plant"), "the faulty screen at the quarry", {}, {}}};
    Desk without = recorded();
    without.invoke(whole("0.00"));
    without.must(Approve{first});
    CHECK(without.standing().gross == money("0.00"));
    const Dues& dues = without.claim().routing.dues;
    CHECK(dues[static_cast<std::size_t>(Step::explain)].has_value());
    CHECK(dues[static_cast<std::size_t>(Step::fix)].has_value());
    CHECK(answer(without.ask(cause)) == "cause-named");

    Desk before = recorded();
    before.invoke(nothing_yet());
    CHECK(answer(before.ask(cause)) == "cause-named");
    CHECK(before.claim().routing.dues[static_cast<std::size_t>(Step::adjust)].has_value());
}

TEST_CASE(
    "law 14: a customer's words stay in the house: none reach a document, and none turn into text by themselves") {
    static_assert(!std::is_convertible_v<Personal, std::string>);
    static_assert(!std::is_convertible_v<Personal, std::string_view>);
    Desk desk = recorded();
    Saying saying = whole("0.00");
    saying.words = Personal("the gravel was dirty");
    desk.invoke(saying);
    desk.must(Approve{first});
    const std::string document = in_full(desk.stream);
    CHECK(document.find("dirty") == std::string::npos);
    REQUIRE(desk.claim().statements[0].words());
    CHECK(desk.claim().statements[0].words()->reveal() == "the gravel was dirty");
}

TEST_CASE("law 15: a journal replays to the same state, whatever rules and configuration say today") {
    Desk desk = recorded();
    desk.invoke(of_lines({{"1", "10.00"}, {"2", "90.00"}}));
    desk.must(Approve{first});
    const Totals offer = desk.claim().offer->totals;
    desk.must(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.gross), to_text(offer.tax)});
    desk.must(RecordCreditElsewhere{
        InvoiceNumber("R-1"), currency("EUR"), {"G-1", {money("5.00"), money("1.00"), money("6.00")}, {}}});
    desk.invoke(whole("50.00"));
    desk.now = desk.now + hours(24 * 10);
    desk.must(KeepPromise{claim_id(2)});
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));

    // What an event says is taken as it stands, also where today's program would decide otherwise.
    std::vector<Recorded> journal = desk.journal;
    for (Recorded& recorded : journal)
        if (auto* opened = std::get_if<ClaimOpened>(&recorded.event)) opened->routing.flags = {"a-flag-of-older-rules"};
    CHECK(replayed(journal).claims[0].routing.flags == std::vector<std::string>{"a-flag-of-older-rules"});
}

TEST_CASE("law 15: the same state, command and context decide the same, at any other time of day") {
    const auto story = [] {
        Desk desk = recorded();
        desk.invoke(whole("123.45"));
        desk.must(Approve{first});
        return in_full(desk.stream);
    };
    CHECK(story() == story());
    Desk late = recorded();
    late.now = late.now + hours(24 * 400);
    late.invoke(whole("0.00"));
    CHECK(late.claim().opened_at == late.now);
    CHECK(late.claim().routing.dues[0]->promise == late.now + hours(24));
}
