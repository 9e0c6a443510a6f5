#include "tests/engine/given/desk.hpp"

#include <catch2/catch.hpp>

using namespace makegood;
using namespace makegood::given;
using std::chrono::hours;

namespace {

const ClaimId first = claim_id(1);

Desk recorded(const Bill& bill = Bill().line("100.00").line("50.00").paid("180.00")) {
    Desk desk;
    desk.record(bill);
    return desk;
}

/// Worth 240.00 gross of 180.00, approved: an offer of 60.00 waits.
Desk offered() {
    Desk desk = recorded();
    desk.invoke(whole("240.00"));
    desk.must(Approve{first});
    return desk;
}

AnswerOffer confirm(const std::string& gross = "60.00", const std::string& tax = "10.00") {
    return {first, OfferAnswer::confirmed, gross, tax};
}

CreditElsewhere erp_credit(const char* net, const char* tax, const char* number = "G-1") {
    return {number, {money(net), money(tax), money(net) + money(tax)}, {}};
}

RecordCreditElsewhere late_credit(const char* net, const char* tax, const char* number = "G-1") {
    return {InvoiceNumber("R-1"), currency("EUR"), erp_credit(net, tax, number)};
}

}  // namespace

TEST_CASE("recording, invoking, acknowledging and approving adjusts to the worth that was stated") {
    Desk desk;
    CHECK(types(desk.must(RecordInvoice{Bill().line("100.00").line("50.00").paid("180.00").invoice()})) ==
          "invoice-recorded");
    CHECK(types(desk.must(Invoke{InvoiceNumber("R-1"), whole("90.00"), std::nullopt, std::nullopt})) == "claim-opened");
    CHECK(desk.claim().number.text() == "CL-2026-000001");
    CHECK(desk.claim().state == ClaimState::received);
    CHECK(types(desk.must(Acknowledge{first})) == "claim-acknowledged");
    CHECK(types(desk.must(Approve{first})) == "claim-approved adjustment-issued refund-recorded claim-adjusted");
    CHECK(desk.claim().state == ClaimState::adjusted);
    CHECK(in_short(desk.stream.adjustments[0]) ==
          "credit-note GS-2026-000001: net 75.00, tax 15.00, gross 90.00; refund 90.00");
    CHECK(desk.standing().gross == money("90.00"));
    CHECK(desk.books().receivable.open() == money("0.00"));
    CHECK(desk.claim().routing.dues[static_cast<std::size_t>(Step::settle)] ==
          Due{desk.now + hours(14 * 24), desk.now + hours(14 * 12)});
}

TEST_CASE("a claim whose credit is all offset is settled with its note") {
    Desk desk = recorded(Bill().line("100.00"));
    desk.invoke(whole("0.00"));
    CHECK(types(desk.must(Approve{first})) ==
          "claim-acknowledged claim-approved adjustment-issued claim-adjusted claim-settled");
    CHECK(desk.claim().state == ClaimState::settled);
}

TEST_CASE("what cannot be decided is refused for the first reason that holds") {
    struct Row {
        std::function<Asked(Desk&)> ask;
        const char* answer;
        const char* why;
    };
    const std::vector<Row> rows = {
        {[](Desk& d) { return d.ask(Approve{first}); },
         "claim-acknowledged claim-approved adjustment-issued refund-recorded claim-adjusted",
         "it is there, and stated"},
        {[](Desk& d) { return d.ask(Approve{claim_id(9)}); }, "unknown-claim", "no such claim"},
        {[](Desk& d) { return d.ask(Approve{claim_id(9)}, 1); }, "unknown-claim", "that comes before the version"},
        {[](Desk& d) { return d.ask(Approve{first}, 1); }, "stale-version", "somebody was here"},
        {[](Desk& d) {
             return d.ask(Invoke{InvoiceNumber("R-1"), whole("x"), {}, {}});
         },
         "not-understood", "no money"},
        {[](Desk& d) {
             return d.ask(StateAnew{first, anew(of_lines({{"7", "1.00"}}))});
         },
         "not-understood", "no such line"},
        {[](Desk& d) { return d.ask(KeepPromise{first}); }, "promise-not-due", "the timer came early"},
        {[](Desk& d) { return d.ask(confirm()); }, "offer-not-open", "nothing was offered"},
        {[](Desk& d) {
             d.must(Acknowledge{first});
             return d.ask(Acknowledge{first});
         },
         "move-not-allowed", "acknowledged twice"},
        {[](Desk& d) {
             d.must(Approve{first});
             return d.ask(Approve{first});
         },
         "move-not-allowed", "approved twice"},
        {[](Desk& d) {
             d.must(Approve{first});
             return d.ask(Acknowledge{first});
         },
         "move-not-allowed", "acknowledged after the money"},
        {[](Desk& d) {
             d.must(StateAnew{first, withdrawal()});
             return d.ask(Approve{first});
         },
         "move-not-allowed", "withdrawn"},
        {[](Desk& d) { return d.ask(RecordInvoice{Bill().line("100.01").invoice()}); }, "invoice-differs",
         "another invoice under its number"},
        {[](Desk& d) {
             return d.ask(
                 RecordCreditElsewhere{InvoiceNumber("R-1"),
                                       currency("USD"),
                                       {"G", {money("1.00", "USD"), money("0.00", "USD"), money("1.00", "USD")}, {}}});
         },
         "currency-differs", "a credit in dollars"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = recorded();
        desk.invoke(whole("90.00"));
        CHECK(answer(row.ask(desk)) == row.answer);
    }
}

TEST_CASE("an invoice that nobody recorded is unknown, before any version of it is stale") {
    Desk desk;
    const Invoke invoke{InvoiceNumber("R-1"), whole("1.00"), {}, {}};
    CHECK(answer(desk.ask(invoke)) == "unknown-invoice");
    CHECK(answer(desk.ask(late_credit("1.00", "0.20"))) == "unknown-invoice");
    CHECK(answer(desk.ask(invoke, 3)) == "unknown-invoice");
    CHECK(desk.stream.version == 0);
}

TEST_CASE("a claim whose worth nobody stated waits, in the queue, and is not honoured at a guess") {
    Desk desk = recorded();
    desk.invoke(nothing_yet());
    CHECK(answer(desk.ask(Approve{first})) == "worth-not-stated");
    desk.now = desk.now + hours(24 * 30);
    CHECK(answer(desk.ask(KeepPromise{first})) == "worth-not-stated");
    CHECK(desk.stream.open_claim() != nullptr);
    desk.must(StateAnew{first, anew(whole("0.00"))});
    CHECK(answer(desk.ask(KeepPromise{first})) ==
          "claim-acknowledged claim-approved adjustment-issued refund-recorded claim-adjusted");
}

TEST_CASE("a further invocation is a further statement on the open claim, which keeps its number and promise") {
    Desk desk = recorded();
    desk.invoke(of_lines({{"1", "60.00"}}));
    const Dues dues = desk.claim().routing.dues;
    desk.now = desk.now + hours(48);
    CHECK(types(desk.must(Invoke{InvoiceNumber("R-1"), of_lines({{"2", "10.00"}}), SettlementKind::balance, {}})) ==
          "statement-made");
    CHECK(desk.stream.claims.size() == 1);
    CHECK(desk.claim().routing.dues == dues);
    desk.must(Approve{first});
    CHECK(in_short(desk.stream.adjustments[0]) ==
          "credit-note GS-2026-000001: net 80.00, tax 16.00, gross 96.00; balance 96.00");
}

TEST_CASE("a document tells the time of the statement that counts") {
    Desk desk = recorded();
    desk.invoke(whole("90.00"));
    const Instant stated_at = desk.now;
    desk.now = desk.now + hours(1);
    desk.must(Invoke{InvoiceNumber("R-1"), nothing_yet(), {}, {}});
    desk.must(Approve{first});
    CHECK(to_text(desk.stream.adjustments[0].stated_at) == to_text(stated_at));
}

TEST_CASE("after a claim is adjusted or withdrawn, a further invocation opens a further one") {
    Desk desk = recorded();
    desk.invoke(whole("90.00"));
    desk.must(StateAnew{first, withdrawal()});
    CHECK(desk.claim().state == ClaimState::withdrawn);
    desk.invoke(whole("90.00"));
    desk.must(Approve{claim_id(2)});
    desk.invoke(whole("30.00"));
    desk.must(Approve{claim_id(3)});
    CHECK(desk.stream.claims.size() == 3);
    CHECK(desk.claim(3).routing.flags == std::vector<std::string>{"repeat-claim"});
    CHECK(desk.stream.adjustments[1].totals.gross == money("60.00"));
}

TEST_CASE("the promise is kept when it runs out, to the millisecond, for what was stated") {
    Desk desk = recorded();
    desk.invoke(whole("90.00"));
    const Instant promise = desk.now + hours(240);
    desk.now = promise + -std::chrono::milliseconds(1);
    CHECK(answer(desk.ask(KeepPromise{first})) == "promise-not-due");
    desk.now = promise;
    const auto events = desk.must(KeepPromise{first});
    CHECK(std::get<ClaimApproved>(events.at(1)).by_promise);
    CHECK(desk.standing().gross == money("90.00"));
    CHECK(answer(desk.ask(KeepPromise{first})) == "move-not-allowed");
}

TEST_CASE("a worth equal to what stands is honoured without a document or a number") {
    Desk desk = recorded();
    desk.invoke(whole("180.00"));
    CHECK(types(desk.must(Approve{first})) == "claim-acknowledged claim-approved claim-adjusted claim-settled");
    CHECK(desk.stream.adjustments.empty());
    const auto* adjusted = std::get_if<ClaimAdjusted>(&desk.journal[desk.journal.size() - 2].event);
    REQUIRE(adjusted);
    CHECK(adjusted->without_document);
    desk.invoke(whole("0.00"));
    desk.must(Approve{claim_id(2)});
    CHECK(desk.stream.adjustments[0].number.text() == "GS-2026-000001");
}

TEST_CASE("an offer waits for the customer's exact answer") {
    struct Row {
        AnswerOffer answer;
        const char *events, *gross;
        const char* why;
    };
    const std::vector<Row> rows = {
        {confirm(), "offer-answered adjustment-issued claim-adjusted claim-settled", "240.00", "confirmed to the cent"},
        {confirm("60.01"), "offer-differs", "180.00", "a cent more"},
        {confirm("60.00", "10.01"), "offer-differs", "180.00", "another tax"},
        {confirm("60", "10"), "offer-differs", "180.00", "not as it was written"},
        {{first, OfferAnswer::revoked, "", ""},
         "offer-answered claim-adjusted claim-settled",
         "180.00",
         "revoked by the customer"},
        {{first, OfferAnswer::declined, "", ""},
         "offer-answered claim-adjusted claim-settled",
         "180.00",
         "declined with thanks"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = offered();
        CHECK(desk.claim().state == ClaimState::approved);
        CHECK(desk.standing().gross == money("180.00"));
        CHECK(answer(desk.ask(row.answer)) == row.events);
        CHECK(desk.standing().gross == money(row.gross));
    }
}

TEST_CASE("a confirmed offer is a supplementary invoice with a number and a series of its own") {
    Desk desk = offered();
    desk.must(confirm());
    CHECK(in_short(desk.stream.adjustments[0]) ==
          "supplementary-invoice NR-2026-000001: net 50.00, tax 10.00, gross 60.00;");
    CHECK(desk.books().receivable.open() == money("60.00"));
    CHECK(answer(desk.ask(confirm())) == "offer-not-open");
}

TEST_CASE("down and up in one claim: down is done at once, up waits") {
    Desk desk = recorded();
    desk.invoke(of_lines({{"1", "80.00"}, {"2", "60.00"}}));
    CHECK(types(desk.must(Approve{first})) ==
          "claim-acknowledged claim-approved adjustment-issued refund-recorded offer-made claim-adjusted");
    CHECK(desk.standing().net == money("130.00"));
    CHECK(types(desk.must({confirm("12.00", "2.00")})) == "offer-answered adjustment-issued");
    CHECK(desk.standing().net == money("140.00"));
}

TEST_CASE("a customer who restates while an offer waits is honoured at the new worth") {
    Desk desk = offered();
    CHECK(types(desk.must(StateAnew{first, anew(whole("90.00"))})) == "offer-answered statement-made");
    CHECK_FALSE(desk.claim().offer);
    CHECK(answer(desk.ask(Approve{first})).find("adjustment-issued") != std::string::npos);
    CHECK(desk.standing().gross == money("90.00"));
}

TEST_CASE("the promise keeps itself also for a worth restated while an offer waited") {
    Desk desk = offered();
    desk.must(StateAnew{first, anew(whole("90.00"))});
    desk.now = desk.now + hours(24 * 11);
    CHECK(answer(desk.ask(KeepPromise{first})).find("adjustment-issued") != std::string::npos);
}

TEST_CASE("a further invocation while an offer waits is taken as a statement, not refused") {
    Desk desk = offered();
    CHECK(answer(desk.ask(Invoke{InvoiceNumber("R-1"), whole("90.00"), {}, {}})).find("statement-made") !=
          std::string::npos);
}

TEST_CASE("an offer withdrawn with its claim leaves everything as it stood") {
    Desk desk = offered();
    CHECK(types(desk.must(StateAnew{first, withdrawal()})) == "offer-answered statement-made");
    CHECK(desk.claim().state == ClaimState::withdrawn);
    CHECK(desk.standing().gross == money("180.00"));
    CHECK(answer(desk.ask(confirm())) == "offer-not-open");
}

TEST_CASE("an offer overtaken by a credit on the same line is answered in words, never with a broken invariant") {
    Desk desk = offered();
    desk.must(late_credit("30.00", "6.00"));
    Asked asked = Failure{Refusal{RefusalReason::unknown_invoice}};
    CHECK_NOTHROW(asked = desk.ask(confirm()));
    CHECK(answer(asked) != "unknown-invoice");
}

TEST_CASE("an offer overtaken by another claim still adds up to the cent when it is confirmed") {
    // Tax was charged on nothing: the rate holds only above what was billed.
    Desk desk = recorded(Bill().line("100.00").line("100.00").stored_tax({"0.00"}));
    desk.invoke(of_lines({{"1", "90.00"}, {"2", "150.00"}}));
    desk.must(Approve{first});
    REQUIRE(desk.claim().offer);
    const Totals offer = desk.claim().offer->totals;
    desk.invoke(of_lines({{"1", "10.00"}}));
    desk.must(Approve{claim_id(2)});
    const Asked asked = desk.ask(AnswerOffer{first, OfferAnswer::confirmed, to_text(offer.gross), to_text(offer.tax)});
    CAPTURE(answer(asked));
    Money tax = desk.books().invoice->totals.tax;
    for (const Adjustment& a : desk.stream.adjustments)
        tax += a.type == DocumentType::credit_note ? -a.totals.tax : a.totals.tax;
    CHECK(to_text(desk.standing().tax) == to_text(tax));
}

TEST_CASE("an offer beside a credit can be confirmed with the very amounts that it told") {
    for (const char* down : {"0.04", "0.10", "0.15", "0.21", "0.50", "0.99", "1.00", "1.04"}) {
        INFO(down);
        Desk desk = recorded(Bill().line("1.00").line("1.00").line("1.00").line("1.00"));
        desk.invoke(of_lines({{"1", "1.90"}, {"2", down}, {"3", down}}, Basis::gross));
        desk.must(Approve{first});
        REQUIRE(desk.claim().offer);
        const Totals offer = desk.claim().offer->totals;
        const std::string answered = answer(desk.ask(confirm(to_text(offer.gross), to_text(offer.tax))));
        CHECK(answered.substr(0, 32) == "offer-answered adjustment-issued");
    }
}

TEST_CASE("a rounding down never lets more come back than was payable, in however many notes") {
    Desk desk = recorded(Bill().line("83.33").line("0.20").rounding("-0.30"));  // 100.24, payable 99.94
    desk.invoke(of_lines({{"1", "0.00"}}));
    desk.must(Approve{first});
    desk.invoke(whole("0.00"));
    desk.must(Approve{claim_id(2)});
    Money credited = money("0.00");
    for (const Adjustment& a : desk.stream.adjustments) credited += a.totals.gross;
    CHECK(credited == money("99.94"));
    CHECK(desk.standing().gross == money("0.00"));
}

TEST_CASE("importing the same invoice again changes nothing, another one under its number is refused") {
    Desk desk = recorded();
    CHECK(desk.must(RecordInvoice{Bill().line("100.00").line("50.00").paid("180.00").invoice()}).empty());
    CHECK(desk.stream.version == 1);
    CHECK(answer(desk.ask(RecordInvoice{Bill().line("100.00").line("50.00").invoice()})) == "invoice-differs");
}

TEST_CASE("importing the same invoice again changes nothing, also after claims and late credits") {
    Desk desk = recorded();
    desk.must(late_credit("10.00", "2.00"));
    desk.invoke(whole("0.00"));
    desk.must(Approve{first});
    const std::uint64_t version = desk.stream.version;
    desk.record(Bill().line("100.00").line("50.00").paid("180.00"));
    CHECK(desk.stream.version == version);
}

TEST_CASE("a credit given elsewhere is recorded once, and refused under its number with other content") {
    Desk desk = recorded();
    CHECK(types(desk.must(late_credit("10.00", "2.00"))) == "credited-elsewhere");
    CHECK(desk.must(late_credit("10.00", "2.00")).empty());
    CHECK(answer(desk.ask(late_credit("10.00", "2.01"))) == "invoice-differs");
    CHECK(types(desk.must(late_credit("5.00", "1.00", "G-2"))) == "credited-elsewhere");
    CHECK(desk.standing().gross == money("162.00"));
}

TEST_CASE("of an invoice of 120.00 with 60.00 credited elsewhere, worth nothing, 60.00 comes back") {
    Desk desk;
    CHECK(types(desk.must(
              RecordInvoice{Bill().line("100.00").paid("60.00").credited("G-1", "50.00", "10.00").invoice()})) ==
          "invoice-recorded credited-elsewhere");
    desk.invoke(whole("0.00"));
    desk.must(Approve{first});
    CHECK(in_short(desk.stream.adjustments[0]) ==
          "credit-note GS-2026-000001: net 50.00, tax 10.00, gross 60.00; refund 60.00");
    CHECK(desk.claim().routing.flags == std::vector<std::string>{"credited-elsewhere", "worth-zero"});
}

TEST_CASE("a late credit that over-credits is recorded and never clawed back") {
    Desk desk = recorded();
    desk.invoke(whole("0.00"));
    desk.must(Approve{first});
    desk.must(late_credit("10.00", "2.00"));
    CHECK(desk.books().over_credited == money("12.00"));
    CHECK(desk.standing().gross == money("0.00"));
    CHECK(desk.books().receivable.refunded == money("180.00"));
}

TEST_CASE("a credit told later must tie out like one told with the invoice") {
    struct Row {
        CreditElsewhere credit;
        const char* why;
    };
    const TaxKey key{"S", decimal("20")};
    const std::vector<Row> rows = {
        {{"G-1", {money("10.00"), money("2.00"), money("13.00")}, {}}, "gross is not net and tax"},
        {{"G-1", {money("-10.00"), money("-2.00"), money("-12.00")}, {}}, "a credit below zero"},
        {{"G-1", {money("10.00"), money("2.00"), money("12.00")}, {{key, money("1.00"), money("0.20")}}},
         "its division is not the whole"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = recorded();
        std::string answered;
        CHECK_NOTHROW(answered =
                          answer(desk.ask(RecordCreditElsewhere{InvoiceNumber("R-1"), currency("EUR"), row.credit})));
        CHECK(answered == "not-understood");
    }
}

TEST_CASE("a stale version tells who did what since") {
    Desk desk = recorded();
    desk.invoke(whole("90.00"));
    desk.must(Acknowledge{first});
    const Asked asked = desk.ask(Approve{first}, 1);
    REQUIRE_FALSE(asked);
    const auto& since = asked.error().since;
    REQUIRE(since.size() == 2);
    CHECK(since[0].type == "claim-opened");
    CHECK(since[0].version == 2);
    CHECK(since[1].type == "claim-acknowledged");
    CHECK(since[1].actor == president());
    CHECK(since[1].claim == first);
    CHECK(answer(desk.ask(Approve{first}, 3)) == "claim-approved adjustment-issued refund-recorded claim-adjusted");
}

TEST_CASE("notes and causes are taken in any state of the claim") {
    Desk desk = recorded();
    desk.invoke(whole("90.00"));
    const NameCause cause{first, {TeamName("plant"), "the faulty screen at the quarry", {}, {}}};
    CHECK(types(desk.must(cause)) == "cause-named");
    desk.must(Approve{first});
    CHECK(types(desk.must(cause)) == "cause-named");
    CHECK(types(desk.must(AddNote{first, Personal("called back")})) == "note-added");
    CHECK(desk.claim().notes.size() == 1);
    CHECK(desk.claim().cause->owner.text() == "plant");
}

TEST_CASE("numbers follow each other without a hole, dated by the series, across years") {
    struct Row {
        const char* last_date;
        std::int64_t last_ordinal;
        const char *today, *number, *issued_on;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"", 0, "2026-03-10", "GS-2026-000001", "2026-03-10", "the first"},
        {"2026-03-10", 1, "2026-03-10", "GS-2026-000002", "2026-03-10", "the same day"},
        {"2026-12-31", 41, "2026-12-31", "GS-2026-000042", "2026-12-31", "the last day of a year"},
        {"2026-12-31", 41, "2027-01-01", "GS-2027-000001", "2027-01-01", "the first day of the next"},
        {"2026-12-31", 41, "2026-12-30", "GS-2026-000042", "2026-12-31", "today is before the series' last date"},
        {"2027-01-01", 1, "2026-12-31", "GS-2027-000002", "2027-01-01", "also in a year that has ended again"},
        {"2026-03-10", 999'999, "2026-03-10", "GS-2026-1000000", "2026-03-10", "the millionth"},
    }));
    INFO(row.why);
    NumberBook book;
    if (*row.last_date != '\0') book.took(Series::credit_note, date(row.last_date), row.last_ordinal);
    const Numbered next = book.next(Series::credit_note, date(row.today), "GS");
    CHECK(next.number == row.number);
    CHECK(to_text(next.issued_on) == row.issued_on);
}

TEST_CASE("law 9: with a mark the series begins anew, and no two marks are likely to be the same") {
    NumberBook lost;
    lost.took(Series::credit_note, date("2026-03-10"), 7);
    NumberBook restored("R7K3FQ");
    CHECK(restored.next(Series::credit_note, date("2026-03-10"), "GS").number == "GS-R7K3FQ-2026-000001");
    restored.took(Series::credit_note, date("2026-03-10"), 1);
    CHECK(restored.next(Series::credit_note, date("2026-03-10"), "GS").number == "GS-R7K3FQ-2026-000002");
    CHECK(lost.next(Series::credit_note, date("2026-03-10"), "GS").number == "GS-2026-000008");
    CHECK(make_series_mark(0) == "R00000");
    CHECK(make_series_mark(0xffff'ffff) == "RZZZZZ");
    CHECK(make_series_mark(1) != make_series_mark(1U << 24U));
    for (const std::uint32_t random : {0U, 1U, 77U, 123'456'789U, 0xffff'ffffU})
        CHECK(is_series_mark(make_series_mark(random)));
    for (const char* text : {"", "R", "R7K3F", "R7K3FQQ", "X7K3FQ", "R7K3FU", "R7K3fQ", "R7K-FQ"})
        CHECK_FALSE(is_series_mark(text));
}

TEST_CASE("law 9: a number that our own series give, or would give with a mark, is nobody else's") {
    struct Row {
        const char* number;
        bool is_ours;
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"GS-2026-000001", true, "as we number"},
        {"GS-2026-7", true, "a shorter one may still be meant"},
        {"GS-R7K3FQ-2026-000001", true, "with a mark"},
        {"GS-2026", false, "no ordinal"},
        {"GS-R7K3FQ-000001", false, "no year"},
        {"GS-R7K3F-2026-000001", false, "a mark is longer"},
        {"GS-LEEDS-2026-000001", false, "somebody's branch"},
        {"GS-2026-000001/2", false, "more behind it"},
        {"XGS-2026-000001", false, "another prefix"},
    }));
    INFO(row.number << ": " << row.why);
    CHECK(carries_prefix(row.number, "GS") == row.is_ours);
}

TEST_CASE("a document is dated by the company's day, not by UTC's") {
    Desk desk = recorded();
    desk.now = instant("2026-12-31T23:30:00Z");
    desk.invoke(whole("90.00"));
    desk.must(Approve{first});
    CHECK(desk.claim().number.text() == "CL-2027-000001");
    CHECK(to_text(desk.stream.adjustments[0].issued_on) == "2027-01-01");
    CHECK(desk.stream.adjustments[0].number.text() == "GS-2027-000001");
}

TEST_CASE("an event out of its order breaks an invariant") {
    Desk desk = recorded();
    const auto apply_at = [&](std::uint64_t version, Event event) {
        InvoiceStream stream = desk.stream;
        apply(stream, {version, desk.now, president(), std::move(event)});
    };
    CHECK_THROWS_AS(apply_at(3, ClaimAcknowledged{first}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(1, ClaimAcknowledged{first}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, ClaimAcknowledged{first}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, desk.journal[0].event), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, ConfigurationActivated{"", ""}), BrokenInvariant);
    CHECK_THROWS_AS(apply_at(2, RulesActivated{"", "", ""}), BrokenInvariant);
}
