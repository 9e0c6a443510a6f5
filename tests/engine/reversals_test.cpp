#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

const ClaimId first = claim_id(1);

AdjustmentNumber gs(unsigned n) {
    return AdjustmentNumber("GS-2026-00000" + std::to_string(n));
}

ReverseAdjustment reverse(unsigned n = 1) {
    return {gs(n)};
}

ReverseAdjustment correct(const Saying& saying, unsigned n = 1) {
    return {gs(n), ReverseAdjustment::Correction{saying, Channel::phone}};
}

Desk adjusted(const Saying& saying = whole("120.00"), const Bill& bill = Bill().line("100.00").line("50.00")) {
    Desk desk;
    desk.record(bill);
    desk.pay("180.00");
    desk.invoke(saying);
    desk.must(Approve{first});
    return desk;
}

void claim_again(Desk& desk, const Saying& saying) {
    const ClaimId claim = desk.invoke(saying);
    desk.must(Approve{claim});
}

CreditElsewhere erp_credit(const char* net, const char* tax) {
    return {"G-1", {money(net), money(tax), money(net) + money(tax)}, {}};
}

std::string rows(const std::vector<TaxSubtotal>& tax) {
    std::string all;
    for (const TaxSubtotal& row : tax)
        all += in_words(row.key) + " " + to_text(row.base) + " " + to_text(row.amount) + "; ";
    return all;
}

/// Law 7: billed = standing + Σ credits − Σ supplements, reversals by their type, with what was credited elsewhere.
void require_adds_up(const Desk& desk) {
    const InvoiceStream::Books& books = desk.books();
    Totals sum = books.standing.totals(books.billing);
    for (const Adjustment& document : desk.stream.adjustments) {
        const bool credits = document.type == DocumentType::credit_note;
        sum.net += credits ? document.totals.net : -document.totals.net;
        sum.tax += credits ? document.totals.tax : -document.totals.tax;
        sum.gross += credits ? document.totals.gross : -document.totals.gross;
    }
    for (const CreditElsewhere& credit : books.credits_elsewhere) {
        sum.net += credit.totals.net;
        sum.tax += credit.totals.tax;
        sum.gross += credit.totals.gross;
    }
    sum.gross -= books.over_credited;
    const Totals billed = Standing::as_billed(books.billing).totals(books.billing);
    CHECK(sum.gross == billed.gross);
    if (books.over_credited.is_zero()) {
        CHECK(sum.net == billed.net);
        CHECK(sum.tax == billed.tax);
    }
}

}  // namespace

TEST_CASE("a note is taken back cent by cent and replaced in the same commit, with no second refund") {
    Desk desk = adjusted();
    const Standing stood = desk.books().standing;
    const auto events = desk.must(reverse());
    REQUIRE(types(events) == "adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
    const Adjustment& note = desk.stream.adjustments.at(0);
    const Adjustment& reversal = desk.stream.adjustments.at(1);
    const Adjustment& replacement = desk.stream.adjustments.at(2);
    CHECK(in_short(reversal) == "supplementary-invoice NR-2026-000001: net 50.00, tax 10.00, gross 60.00;");
    CHECK(in_short(replacement) == "credit-note GS-2026-000002: net 50.00, tax 10.00, gross 60.00; refund 60.00");
    CHECK(reversal.reverses == note.number);
    CHECK(replacement.replaces == note.number);
    CHECK(reversal.totals == note.totals);
    CHECK(replacement.totals == note.totals);
    CHECK(rows(reversal.tax) == rows(note.tax));
    CHECK(rows(replacement.tax) == rows(note.tax));
    CHECK(desk.books().standing == stood);
    REQUIRE(desk.stream.refunds.size() == 2);
    CHECK(desk.stream.refunds[0].state == RefundState::cancelled);
    CHECK(desk.stream.refunds[1].state == RefundState::due);
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, refunded 60.00, open 0.00");
    CHECK(desk.claim().adjustments == std::vector{gs(1), AdjustmentNumber("NR-2026-000001"), gs(2)});
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
    require_adds_up(desk);
}

TEST_CASE("a refund that has left is not asked for twice when its note is taken back") {
    Desk desk = adjusted();
    REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")}));
    REQUIRE(types(desk.must(reverse())) == "adjustment-reversed adjustment-issued");
    CHECK(in_short(desk.stream.adjustments.back()) ==
          "credit-note GS-2026-000002: net 50.00, tax 10.00, gross 60.00; offset 60.00");
    REQUIRE(desk.stream.refunds.size() == 1);
    CHECK(desk.stream.refunds[0].state == RefundState::instructed);
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, refunded 60.00, open 0.00");
    require_adds_up(desk);
}

TEST_CASE("a refund that was cancelled with its note is gone for good") {
    Desk desk = adjusted();
    desk.must(reverse());
    for (const Command& command : std::vector<Command>{ReleaseRefund{RefundNumber("ER-2026-000001")},
                                                       RetryRefund{RefundNumber("ER-2026-000001")}})
        CHECK(answer(desk.ask_as(person("Fred"), command)) == "refund-move-not-allowed");
}

TEST_CASE("a refund that failed is owed still when its note is replaced, and is not asked for twice") {
    Desk desk = adjusted();
    REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")}));
    desk.must(RecordRefundFailed{RefundNumber("ER-2026-000001"), date("2026-03-12"), "AC04"});
    CHECK(types(desk.must(reverse())) == "adjustment-reversed adjustment-issued");
    CHECK(desk.stream.refunds_payable() == money("60.00"));
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, failed 60.00, open 0.00");
}

TEST_CASE("a correction of a note whose refund has left settles the difference only") {
    struct Row {
        const char *corrected, *replacement, *receivable;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"90.00", "credit-note GS-2026-000002: net 75.00, tax 15.00, gross 90.00; offset 60.00 refund 30.00",
         "payable 90.00, paid 180.00, refunded 90.00, open 0.00", "down to less: 30.00 more come back"},
        {"150.00", "credit-note GS-2026-000002: net 25.00, tax 5.00, gross 30.00; offset 30.00",
         "payable 150.00, paid 180.00, refunded 60.00, open 30.00", "up to more: 30.00 are open again"},
        {"180.00", "", "payable 180.00, paid 180.00, refunded 60.00, open 60.00", "to exactly what stood before"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = adjusted();
        REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")}));
        desk.must(correct(whole(row.corrected)));
        const Adjustment& last = desk.stream.adjustments.back();
        CHECK((last.reverses ? "" : in_short(last)) == row.replacement);
        CHECK(in_short(desk.books().receivable) == row.receivable);
        require_adds_up(desk);
    }
}

TEST_CASE("a correction to what stood cancels the refund that never left, and settles the claim") {
    Desk desk = adjusted();
    CHECK(types(desk.must(correct(whole("180.00")))) ==
          "statement-corrected adjustment-reversed refund-cancelled claim-settled");
    CHECK(desk.stream.refunds_payable() == money("0.00"));
    CHECK(desk.claim().state == ClaimState::settled);
}

TEST_CASE("a reversal's entries undo the note's, account by account") {
    Desk desk = adjusted(whole("0.00"), Bill().line("149.80").line("0.02").rounding("0.22"));
    const auto note = desk.stream.adjustments.at(0).entries;
    desk.must(reverse());
    const auto reversal = desk.stream.adjustments.at(1).entries;
    for (Account account : {Account::allowances, Account::output_tax, Account::rounding})
        CHECK(balance_of(account, reversal, currency("EUR")) == -balance_of(account, note, currency("EUR")));
}

TEST_CASE("a note is taken back once, and only a note that stands") {
    Desk desk = adjusted();
    desk.must(reverse());
    const std::string state = in_full(desk.stream);
    struct Row {
        ReverseAdjustment command;
        const char *answer, *found;
        const char* why;
    };
    const std::vector<Row> rows = {
        {reverse(1), "already-reversed", "credit-note \"GS-2026-000001\", which was taken back before", "twice"},
        {correct(whole("0.00"), 1), "already-reversed", "credit-note \"GS-2026-000001\", which was taken back before",
         "or with a correction"},
        {{AdjustmentNumber("NR-2026-000001")},
         "already-reversed",
         "supplementary-invoice \"NR-2026-000001\", which takes \"GS-2026-000001\" back itself",
         "a reversal"},
        {reverse(9), "unknown-adjustment", "", "no such document"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Asked asked = desk.ask(row.command);
        CHECK(answer(asked) == row.answer);
        CHECK((asked.error().findings.empty() ? "" : asked.error().findings[0].found) == std::string(row.found));
        CHECK(in_full(desk.stream) == state);
    }
    CHECK(answer(desk.ask(reverse(2))) == "adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
}

TEST_CASE("a correction comes to what the customer really said: the difference is settled, nothing twice") {
    struct Row {
        const char *first_said, *corrected;
        const char *replacement, *receivable;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"120.00", "90.00", "credit-note GS-2026-000002: net 75.00, tax 15.00, gross 90.00; refund 90.00",
         "payable 90.00, paid 180.00, refunded 90.00, open 0.00", "down to less: 30.00 more come back"},
        {"120.00", "150.00", "credit-note GS-2026-000002: net 25.00, tax 5.00, gross 30.00; refund 30.00",
         "payable 150.00, paid 180.00, refunded 30.00, open 0.00", "up to more: 30.00 fewer come back"},
        {"120.00", "120.00", "credit-note GS-2026-000002: net 50.00, tax 10.00, gross 60.00; refund 60.00",
         "payable 120.00, paid 180.00, refunded 60.00, open 0.00", "other words, the same worth"},
        {"120.00", "180.00", "", "payable 180.00, paid 180.00, open 0.00", "to exactly what stood before: no document"},
        {"0.00", "90.00", "credit-note GS-2026-000002: net 75.00, tax 15.00, gross 90.00; refund 90.00",
         "payable 90.00, paid 180.00, refunded 90.00, open 0.00", "of a note that exhausted the invoice"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = adjusted(whole(row.first_said));
        const bool has_note = *row.replacement != '\0';
        const auto events = desk.must(correct(whole(row.corrected)));
        CHECK(types(events).find("statement-corrected adjustment-reversed") == 0);
        CHECK(desk.stream.adjustments.size() == (has_note ? 3 : 2));
        if (has_note) {
            CHECK(in_short(desk.stream.adjustments.back()) == row.replacement);
            CHECK(desk.stream.adjustments.back().replaces == gs(1));
        }
        CHECK(in_short(desk.books().receivable) == row.receivable);
        CHECK(desk.standing().gross == money(row.corrected));
        CHECK(desk.claim().worths().at(0).amount() == money(row.corrected));
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
        require_adds_up(desk);
    }
}

TEST_CASE("a correction names a worth, or the note stays: it is taken back for nothing less") {
    Desk desk = adjusted();
    for (const Saying& saying : {nothing_yet(), withdrawal(), whole("x"), of_lines({{"7", "1.00"}})}) {
        const std::string state = in_full(desk.stream);
        CHECK(answer(desk.ask(correct(saying))) == "not-understood");
        CHECK(in_full(desk.stream) == state);
    }
}

TEST_CASE("a correction above what was billed is an offer, which the customer confirms or not") {
    for (const bool is_confirmed : {true, false}) {
        Desk desk = adjusted();
        const bool is_settled = is_confirmed;
        if (is_settled) {
            REQUIRE(desk.ask_as(person("Fred"), ReleaseRefund{RefundNumber("ER-2026-000001")}));
            desk.must(RecordRefundPaid{RefundNumber("ER-2026-000001"), date("2026-03-11"), {}});
        }
        CHECK(types(desk.must(correct(whole("240.00")))) ==
              (is_settled ? "statement-corrected adjustment-reversed offer-made"
                          : "statement-corrected adjustment-reversed refund-cancelled offer-made"));
        CHECK(desk.standing().gross == money("180.00"));
        REQUIRE(desk.claim().offer);
        const AnswerOffer confirm{first, OfferAnswer::confirmed, "60.00", "10.00"};
        const AnswerOffer decline{first, OfferAnswer::declined, "", ""};
        CHECK(types(desk.must(is_confirmed ? confirm : decline)) ==
              (is_confirmed ? "offer-answered adjustment-issued" : "offer-answered claim-settled"));
        CHECK(desk.standing().gross == money(is_confirmed ? "240.00" : "180.00"));
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
    }
}

TEST_CASE("a correction takes back what was offered on the statement that was recorded wrongly") {
    Desk desk = adjusted(of_lines({{"1", "80.00"}, {"2", "60.00"}}));
    REQUIRE(desk.claim().offer);
    CHECK(types(desk.must(correct(of_lines({{"1", "80.00"}, {"2", "50.00"}})))) ==
          "offer-answered statement-corrected adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
    CHECK_FALSE(desk.claim().offer);
    CHECK(desk.standing().net == money("130.00"));
    CHECK(desk.claim().state == ClaimState::adjusted);
}

TEST_CASE("a correction changes the one statement that it mends, and what other lines were worth stays") {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00"));
    desk.invoke(of_lines({{"1", "60.00"}}));
    desk.must(Invoke{InvoiceNumber("R-1"), of_lines({{"2", "10.00"}}), {}, {}});
    desk.must(Approve{first});
    desk.must(correct(of_lines({{"2", "40.00"}})));
    CHECK(desk.standing().net == money("100.00"));
    CHECK(desk.books().standing.lines == std::vector{money("60.00"), money("40.00")});
}

TEST_CASE("a correction waits until later documents are taken back, a plain reversal need not") {
    Desk desk = adjusted();
    claim_again(desk, whole("60.00"));
    CHECK(answer(desk.ask(correct(whole("150.00"), 1))) == "not-the-last-document");
    CHECK(answer(desk.ask(reverse(1))) == "adjustment-reversed refund-cancelled adjustment-issued refund-recorded");
    CHECK(desk.standing().gross == money("60.00"));
    require_adds_up(desk);
}

TEST_CASE("an earlier note reversed and replaced leaves standing as it was, to the cent and for all that follows") {
    // 68.33, 68.33, 57.50 and 85.00 at 20 %: the tax of each note is its own, 55.83 in all.
    for (unsigned reversed = 1; reversed <= 4; ++reversed) {
        CAPTURE(reversed);
        Desk desk;
        desk.record(Bill().line("68.33").line("68.33").line("57.50").line("85.00").paid("334.99"));
        for (const char* line : {"1", "2", "3", "4"}) {
            claim_again(desk, of_lines({{line, "0.00"}}));
            if (desk.stream.adjustments.size() < reversed) continue;
            const Standing stood = desk.books().standing;
            desk.must(reverse(reversed));
            CHECK(desk.books().standing == stood);
            require_adds_up(desk);
            break;
        }
        desk.invoke(whole("0.00"));
        desk.must(Approve{desk.stream.claims.back().id});
        CHECK(desk.standing().gross == money("0.00"));
        require_adds_up(desk);
    }
}

TEST_CASE("the first of two notes reversed where its own tax rounds otherwise keeps every cent of tax in place") {
    // Ten at 0.02 with a stored tax of 0.03: no base carries its cents evenly.
    Desk desk;
    Bill bill;
    for (int i = 0; i < 10; ++i) bill.line("0.02");
    desk.record(bill.stored_tax({"0.03"}));
    for (const char* line : {"1", "2", "3", "4", "5"}) claim_again(desk, of_lines({{line, "0.00"}}));
    for (unsigned n = 1; n <= 5; ++n) {
        CAPTURE(n);
        const Standing stood = desk.books().standing;
        desk.must(reverse(n));
        CHECK(desk.books().standing == stood);
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
        require_adds_up(desk);
    }
    claim_again(desk, whole("0.00"));
    CHECK(desk.standing().gross == money("0.00"));
    require_adds_up(desk);
}

TEST_CASE("a note reversed after a credit given elsewhere, also one that left tax without a base") {
    struct Row {
        const char *net, *tax;
        const char* why;
    };
    for (const Row& row : std::vector<Row>{{"10.00", "2.00", "by the rate"},
                                           {"10.00", "1.37", "by a tax of its own"},
                                           {"100.00", "0.00", "all of the base and none of the tax"}}) {
        INFO(row.why);
        Desk desk = adjusted();
        desk.must(RecordCreditElsewhere{InvoiceNumber("R-1"), currency("EUR"), erp_credit(row.net, row.tax)});
        const Standing stood = desk.books().standing;
        desk.must(reverse());
        CHECK(desk.books().standing == stood);
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
        require_adds_up(desk);
        claim_again(desk, whole("0.00"));
        CHECK(desk.standing().gross == money("0.00"));
        require_adds_up(desk);
    }
}

TEST_CASE("a reversed note that exhausted the invoice takes its rounding back, and its replacement gives it again") {
    Desk desk;
    desk.record(Bill().line("624.78").rounding("0.26").paid("750.00"));
    desk.invoke(whole("0.00"));
    desk.must(Approve{first});
    CHECK(desk.stream.adjustments.at(0).totals.gross == money("750.00"));
    desk.must(reverse());
    CHECK(desk.stream.adjustments.at(1).totals.gross == money("750.00"));
    CHECK(desk.stream.adjustments.at(2).totals.gross == money("750.00"));
    CHECK(desk.stream.adjustments.at(2).rounding == money("0.26"));
    CHECK(desk.standing().gross == money("0.00"));
    desk.must(correct(whole("100.00"), 2));
    CHECK(desk.standing().gross == money("100.00"));
    CHECK(desk.books().standing.rounding == money("0.26"));
    require_adds_up(desk);
}

TEST_CASE("a supplementary invoice is revoked by the customer until it is paid") {
    struct Row {
        std::function<void(Desk&)> before;
        const char *answer, *stands;
        const char* why;
    };
    const auto late_credit = [](const char* net, const char* tax) {
        return RecordCreditElsewhere{InvoiceNumber("R-1"), currency("EUR"), erp_credit(net, tax)};
    };
    const std::vector<Row> rows = {
        {[](Desk&) {}, "adjustment-reversed", "180.00", "nothing of it is paid"},
        {[](Desk& d) { d.pay("0.01", "P-2"); }, "supplement-paid", "240.00", "a cent of it is"},
        {[](Desk& d) { d.pay("60.00", "P-2"); }, "supplement-paid", "240.00", "all of it is"},
        {[](Desk& d) {
             d.pay("60.00", "P-2");
             d.must(ReversePayment{PaymentId("P-2"), date("2026-03-11")});
         },
         "adjustment-reversed", "180.00", "its payment bounced"},
        {[](Desk& d) { claim_again(d, whole("230.00")); }, "not-the-last-document", "230.00",
         "a later note stands on it: what was worth 230.00 would come to less"},
        {[](Desk& d) {
             claim_again(d, whole("230.00"));
             d.must(correct(whole("240.00")));
         },
         "adjustment-reversed", "180.00", "the later note was taken back"},
        {[&](Desk& d) {
             d.must(ReversePayment{PaymentId("P-1"), date("2026-03-11")});
             d.must(late_credit("10.00", "2.00"));
         },
         "adjustment-reversed", "168.00", "another's credit leaves enough of it"},
        {[&](Desk& d) {
             d.must(ReversePayment{PaymentId("P-1"), date("2026-03-11")});
             d.must(late_credit("10.00", "35.00"));
         },
         "not-the-last-document", "195.00", "another's credit took its tax already"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk;
        desk.record(Bill().line("100.00").line("50.00"));
        desk.pay("180.00");
        desk.invoke(whole("240.00"));
        desk.must(Approve{first});
        desk.must(AnswerOffer{first, OfferAnswer::confirmed, "60.00", "10.00"});
        row.before(desk);
        const AnswerOffer revoke{first, OfferAnswer::revoked, "", ""};
        CHECK(answer(desk.ask(revoke)) == row.answer);
        CHECK(desk.standing().gross == money(row.stands));
        const bool is_revoked = std::string(row.answer) == "adjustment-reversed";
        if (is_revoked) {
            const Adjustment& reversal = desk.stream.adjustments.back();
            CHECK(reversal.type == DocumentType::credit_note);
            CHECK(reversal.reverses == AdjustmentNumber("NR-2026-000001"));
            CHECK(answer(desk.ask(revoke)) == "offer-not-open");
        }
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
        require_adds_up(desk);
    }
}
