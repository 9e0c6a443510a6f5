#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/given/desk.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

const ClaimId first = claim_id(1);
const RefundNumber er1("ER-2026-000001");
const Actor fred = person("Fred");
const Actor olga = person("Olga", Role::office);

/// 180.00 billed and paid, claimed by Olga on the phone, worth 120.00, approved by Ada: 60.00 is to go back.
Desk refunding(const Bill& bill = Bill().line("100.00").line("50.00")) {
    Desk desk;
    desk.record(bill);
    desk.pay("180.00");
    REQUIRE(desk.ask_as(olga, Invoke{InvoiceNumber("R-1"), whole("120.00"), {}, {}}));
    desk.must(Approve{first});
    desk.actor = fred;
    return desk;
}

Desk instructed() {
    Desk desk = refunding();
    desk.must(ReleaseRefund{er1});
    return desk;
}

RecordRefundPaid paid(const char* day = "2026-03-12", const char* reference = "B-1") {
    return {er1, date(day), reference};
}

RecordRefundFailed failed(const char* day = "2026-03-12", const char* reason = "AC04 account closed") {
    return {er1, date(day), reason};
}

Contact phone(const char* number) {
    return {Personal(std::string(number)), {}, {}};
}

NameRefundAccount another_account() {
    return {er1, account("GB82WEST12345698765432")};
}

}  // namespace

TEST_CASE("a refund is recorded with its note, released by a second person, paid, and settles the claim") {
    Desk desk = refunding();
    CHECK(in_short(desk.refund()) == "ER-2026-000001 due 60.00 of GS-2026-000001");
    CHECK(desk.claim().state == ClaimState::adjusted);
    CHECK(desk.stream.refunds_payable() == money("60.00"));

    const auto events = desk.must(ReleaseRefund{er1});
    CHECK(types(events) == "refund-instructed");
    const auto& instruction = std::get<RefundInstructed>(events[0]);
    CHECK(instruction.attempt == 1);
    CHECK(instruction.amount == money("60.00"));
    CHECK(instruction.account == account());
    CHECK(desk.refund().state == RefundState::instructed);
    CHECK(desk.claim().state == ClaimState::adjusted);

    CHECK(types(desk.must(paid())) == "refund-paid claim-settled");
    CHECK(in_short(desk.refund()) == "ER-2026-000001 paid 60.00 of GS-2026-000001");
    CHECK(desk.claim().state == ClaimState::settled);
    CHECK(desk.stream.refunds_payable() == money("0.00"));
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, refunded 60.00, open 0.00");
    CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
}

TEST_CASE("a refund moves only as it may: unknown is not failed, and paid is not sent again") {
    struct Row {
        std::function<void(Desk&)> before;
        Command command;
        const char* answer;
        const char* why;
    };
    const auto nothing = [](Desk&) {};
    const auto release = [](Desk& d) { d.must(ReleaseRefund{er1}); };
    const auto fail = [](Desk& d) {
        d.must(ReleaseRefund{er1});
        d.must(failed());
    };
    const auto pay = [](Desk& d) {
        d.must(ReleaseRefund{er1});
        d.must(paid());
    };
    const auto retry = [&](Desk& d) {
        fail(d);
        d.must(RetryRefund{er1});
    };
    const std::vector<Row> rows = {
        {nothing, ReleaseRefund{er1}, "refund-instructed", "due"},
        {nothing, ReleaseRefund{RefundNumber("ER-2026-000002")}, "unknown-refund", "no such refund"},
        {nothing, paid(), "refund-move-not-allowed", "nothing was sent yet"},
        {nothing, failed(), "refund-move-not-allowed", "nothing was sent yet"},
        {nothing, RetryRefund{er1}, "refund-move-not-allowed", "it is due already"},
        {release, ReleaseRefund{er1}, "refund-move-not-allowed",
         "it is on its way: a second key would be a second refund"},
        {release, RetryRefund{er1}, "refund-move-not-allowed", "unknown is not failed"},
        {release, another_account(), "refund-move-not-allowed", "it is on its way to another"},
        {release, failed(), "refund-failed", "the bank said so"},
        {fail, ReleaseRefund{er1}, "refund-move-not-allowed", "it is due again first"},
        {fail, paid(), "refund-move-not-allowed", "the bank said otherwise"},
        {fail, failed(), "", "told twice"},
        {fail, failed("2026-03-13"), "refund-move-not-allowed", "another failure, of nothing that was sent"},
        {fail, another_account(), "refund-account-named", "the account is closed"},
        {fail, RetryRefund{er1}, "refund-due-again", "under its old key"},
        {retry, ReleaseRefund{er1}, "refund-instructed", "the second attempt"},
        {pay, paid(), "", "told twice, by notification and by statement"},
        {pay, paid("2026-03-13"), "refund-move-not-allowed", "paid on another day"},
        {pay, ReleaseRefund{er1}, "refund-move-not-allowed", "paid"},
        {pay, RetryRefund{er1}, "refund-move-not-allowed", "paid"},
        {pay, failed("2026-03-20", "returned"), "refund-failed", "the money came back"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = refunding();
        row.before(desk);
        const std::string state = in_full(desk.stream);
        const Asked asked = desk.ask(row.command);
        CHECK(answer(asked) == row.answer);
        if (!asked || asked->empty()) CHECK(in_full(desk.stream) == state);
        CHECK(in_full(replayed(desk.journal)) == in_full(desk.stream));
    }
}

TEST_CASE("a failed refund is owed still, and goes out again under its old key") {
    Desk desk = instructed();
    desk.must(failed());
    CHECK(in_short(desk.books().receivable) == "payable 120.00, paid 180.00, failed 60.00, open 0.00");
    CHECK(desk.stream.refunds_payable() == money("60.00"));
    CHECK(desk.claim().state == ClaimState::adjusted);
    desk.must(RetryRefund{er1});
    CHECK(in_short(desk.refund()) == "ER-2026-000001 due 60.00 of GS-2026-000001");
    CHECK(std::get<RefundInstructed>(desk.must(ReleaseRefund{er1})[0]).attempt == 2);
    CHECK(types(desk.must(paid("2026-03-20"))) == "refund-paid claim-settled");
    CHECK(desk.stream.refunds.size() == 1);
}

TEST_CASE("a failure that the bank tells again after the refund went out again is not the new attempt's") {
    Desk desk = instructed();
    desk.must(failed());
    desk.must(RetryRefund{er1});
    CHECK(desk.must(failed()).empty());
    CHECK(desk.refund().state == RefundState::due);
    desk.must(ReleaseRefund{er1});
    CHECK(desk.must(failed()).empty());
    CHECK(desk.refund().state == RefundState::instructed);
    CHECK(types(desk.must(failed("2026-03-20"))) == "refund-failed");
}

TEST_CASE("money that came back after it was paid is owed again, and the claim stays settled") {
    Desk desk = instructed();
    desk.must(paid());
    const auto events = desk.must(failed("2026-03-20", "returned"));
    CHECK(balance_of(Account::bank, entries_in(events[0]), currency("EUR")) == money("60.00"));
    CHECK(desk.stream.refunds_payable() == money("60.00"));
    CHECK(desk.claim().state == ClaimState::settled);
    desk.must(RetryRefund{er1});
    desk.must(ReleaseRefund{er1});
    CHECK(types(desk.must(paid("2026-03-21", "B-2"))) == "refund-paid");
    CHECK(desk.stream.refunds_payable() == money("0.00"));
}

TEST_CASE("what we heard today is booked today, whenever the bank did it") {
    Desk desk = instructed();
    desk.now = instant("2026-04-02T08:00:00Z");
    const auto events = desk.must(paid("2026-03-30"));
    const auto& event = std::get<RefundPaid>(events[0]);
    CHECK(to_text(event.paid_on) == "2026-03-30");
    CHECK(to_text(event.posted_on) == "2026-04-02");
}

TEST_CASE("a claim is settled when the last of its refunds is paid, not the first") {
    Desk desk = instructed();
    const ReverseAdjustment corrected{AdjustmentNumber("GS-2026-000001"),
                                      ReverseAdjustment::Correction{whole("90.00"), Channel::phone}};
    desk.must(corrected);
    CHECK(in_short(desk.refund("ER-2026-000002")) == "ER-2026-000002 due 30.00 of GS-2026-000002");
    CHECK(types(desk.must(paid())) == "refund-paid");
    CHECK(desk.claim().state == ClaimState::adjusted);
    REQUIRE(desk.ask_as(person("Gina"), ReleaseRefund{RefundNumber("ER-2026-000002")}));
    CHECK(types(desk.must(RecordRefundPaid{RefundNumber("ER-2026-000002"), date("2026-03-14"), {}})) ==
          "refund-paid claim-settled");
}

TEST_CASE("who recorded or approved a claim cannot release its payment") {
    struct Row {
        std::function<void(Desk&)> before;
        Actor releases;
        const char* answer;
        const char* why;
        RefundNumber refund = er1;  ///< a correction cancels the first and asks for another
    };
    const RefundNumber er2("ER-2026-000002");
    const auto nothing = [](Desk&) {};
    const std::vector<Row> rows = {
        {nothing, fred, "refund-instructed", "he did neither"},
        {nothing, olga, "second-person-needed", "she recorded it"},
        {nothing, president(), "second-person-needed", "she approved it"},
        {nothing, {"Ada", Role::finance, {}}, "second-person-needed", "the same person in another role"},
        {nothing, {"Ada", Role::office, "the president"}, "second-person-needed", "or in another's name"},
        {[](Desk& d) {
             const ReverseAdjustment::Correction correction{whole("120.00"), Channel::phone};
             REQUIRE(d.ask_as(fred, ReverseAdjustment{AdjustmentNumber("GS-2026-000001"), correction}));
         },
         fred, "second-person-needed", "he recorded what was corrected", er2},
        {[](Desk& d) {
             const ReverseAdjustment::Correction correction{whole("120.00"), Channel::phone};
             REQUIRE(d.ask_as(fred, ReverseAdjustment{AdjustmentNumber("GS-2026-000001"), correction}));
         },
         olga, "second-person-needed", "she recorded it first, whoever corrected it", er2},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk = refunding();
        row.before(desk);
        CHECK(answer(desk.ask_as(row.releases, ReleaseRefund{row.refund})) == row.answer);
    }
}

TEST_CASE("who stated anew or approved an earlier worth of a claim cannot release its payment either") {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00"));
    desk.pay("180.00");
    desk.invoke(whole("200.00"));
    REQUIRE(desk.ask_as(person("Gina", Role::president), Approve{first}));
    REQUIRE(desk.ask_as(person("Hugo", Role::office), StateAnew{first, anew(whole("90.00"))}));
    REQUIRE(desk.ask_as(person("Ida", Role::president), Approve{first}));
    for (const char* name : {"Gina", "Hugo", "Ida", "Ada"}) {
        INFO(name);
        CHECK(answer(desk.ask_as(person(name), ReleaseRefund{er1})) == "second-person-needed");
    }
    CHECK(answer(desk.ask_as(fred, ReleaseRefund{er1})) == "refund-instructed");
}

TEST_CASE("a claim that a program recorded and a promise that kept itself bind nobody") {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00"));
    desk.pay("180.00");
    const Actor link{"portal", Role::integration, {}};
    const Actor program{"makegood", Role::system, {}};
    REQUIRE(desk.ask_as(link, Invoke{InvoiceNumber("R-1"), whole("120.00"), {}, {}}));
    desk.now = desk.now + std::chrono::hours(24 * 10);
    REQUIRE(desk.ask_as(program, KeepPromise{first}));
    CHECK(answer(desk.ask_as(president(), ReleaseRefund{er1})) == "refund-instructed");
}

TEST_CASE("another account needs the customer's word, over a contact on file, heard by a second person") {
    struct Row {
        Bill bill;
        std::optional<Contact> contact;
        Channel over;
        Actor hears;
        const char* answer;
        const char* why;
    };
    const Bill plain = Bill().line("100.00").line("50.00");
    const Bill mailed = Bill().line("100.00").line("50.00").email("ada@quarry.example");
    const Bill written = Bill().line("100.00").line("50.00").street("Pit Lane 1");
    const std::vector<Row> rows = {
        {plain, phone("+43 1 2"), Channel::phone, olga, "refund-account-confirmed", "the number came with the claim"},
        {mailed, {}, Channel::link, olga, "refund-account-confirmed", "the address is on the invoice"},
        {written, {}, Channel::letter, olga, "refund-account-confirmed", "so is this one"},
        {plain, {}, Channel::phone, olga, "contact-not-on-file", "nobody has a number"},
        {plain, {}, Channel::link, olga, "contact-not-on-file", "nor an address"},
        {plain, {}, Channel::letter, olga, "contact-not-on-file", "nor this one"},
        {mailed, {}, Channel::phone, olga, "contact-not-on-file", "an e-mail address is no telephone"},
        {mailed, phone("+43 1 2"), Channel::short_payment, olga, "contact-not-on-file", "a payment answers nothing"},
        {mailed, {}, Channel::link, fred, "second-person-needed", "who named the account confirms nothing"},
        {mailed, {}, Channel::phone, fred, "contact-not-on-file", "that comes first"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Desk desk;
        desk.record(row.bill);
        desk.pay("180.00");
        REQUIRE(desk.ask_as(person("Hugo"), Invoke{InvoiceNumber("R-1"), whole("120.00"), {}, row.contact}));
        desk.must(Approve{first});
        CHECK(answer(desk.ask_as(olga, ConfirmRefundAccount{er1, row.over})) == "account-unknown");
        REQUIRE(desk.ask_as(fred, another_account()));
        CHECK(answer(desk.ask_as(person("Gina"), ReleaseRefund{er1})) == "account-unconfirmed");
        CHECK(answer(desk.ask_as(row.hears, ConfirmRefundAccount{er1, row.over})) == row.answer);
    }
}

TEST_CASE("a refund goes to the confirmed account, and not by the hand that named it") {
    Desk desk = refunding(Bill().line("100.00").line("50.00").email("ada@quarry.example"));
    desk.must(another_account());
    REQUIRE(desk.ask_as(olga, ConfirmRefundAccount{er1, Channel::link}));
    CHECK(answer(desk.ask_as(fred, ReleaseRefund{er1})) == "second-person-needed");
    const Asked asked = desk.ask_as(person("Gina"), ReleaseRefund{er1});
    REQUIRE(asked);
    CHECK(std::get<RefundInstructed>(asked.value()[0]).account == another_account().account);
}

TEST_CASE("an account that is named anew is confirmed anew") {
    Desk desk = refunding(Bill().line("100.00").line("50.00").email("ada@quarry.example"));
    desk.must(another_account());
    REQUIRE(desk.ask_as(olga, ConfirmRefundAccount{er1, Channel::link}));
    desk.must(NameRefundAccount{er1, account("AT611904300234573201")});
    CHECK(answer(desk.ask_as(person("Gina"), ReleaseRefund{er1})) == "account-unconfirmed");
}

TEST_CASE("a contact that came after the account was named confirms nothing") {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00"));
    desk.pay("180.00");
    desk.invoke(nothing_yet());
    REQUIRE(desk.ask_as(olga, GiveMakeGood{first, MakeGoodKind::money, "25.00", "For the lost day."}));
    REQUIRE(desk.ask_as(fred, another_account()));
    desk.must(Invoke{InvoiceNumber("R-1"), nothing_yet(), {}, phone("+43 666")});
    CHECK(answer(desk.ask_as(olga, ConfirmRefundAccount{er1, Channel::phone})) == "contact-not-on-file");
}

TEST_CASE("nobody guesses an account: what was prepaid goes back when one is named") {
    Desk desk;
    desk.record(Bill().line("100.00").line("50.00").paid("180.00"));
    desk.invoke(whole("120.00"));
    desk.must(Approve{first});
    CHECK(answer(desk.ask_as(fred, ReleaseRefund{er1})) == "account-unknown");
    CHECK(desk.refund().state == RefundState::due);
}

TEST_CASE("what bounced is not sent back: a refund that is due waits until it is paid again") {
    Desk desk = refunding(Bill().line("100.00").line("50.00").email("ada@quarry.example"));
    desk.must(another_account());
    REQUIRE(desk.ask_as(olga, ConfirmRefundAccount{er1, Channel::link}));
    desk.must(ReversePayment{PaymentId("P-1"), date("2026-03-12")});
    const Actor gina = person("Gina");
    const Asked refused = desk.ask_as(gina, ReleaseRefund{er1});
    REQUIRE(answer(refused) == "over-refundable");
    CHECK(refused.error().findings.at(0).expected.find("at most \"0.00\"") == 0);
    CHECK(desk.stream.refunds_payable() == money("60.00"));
    desk.pay("59.99", "P-2");
    CHECK(answer(desk.ask_as(gina, ReleaseRefund{er1})) == "over-refundable");
    desk.pay("0.01", "P-3");
    CHECK(answer(desk.ask_as(gina, ReleaseRefund{er1})) == "refund-instructed");
}

TEST_CASE("a refund that failed goes out again only over what was paid and is still here") {
    Desk desk = instructed();
    desk.must(failed());
    desk.must(ReversePayment{PaymentId("P-1"), date("2026-03-12")});
    CHECK(answer(desk.ask(RetryRefund{er1})) == "over-refundable");
    desk.pay("60.00", "P-2");
    CHECK(answer(desk.ask(RetryRefund{er1})) == "refund-due-again");
}

TEST_CASE("a failed refund and a later one never come to more than was paid") {
    Desk desk = instructed();
    desk.must(failed());
    desk.invoke(whole("0.00"));
    REQUIRE(desk.ask_as(president(), Approve{claim_id(2)}));
    CHECK(desk.refund("ER-2026-000002").amount == money("120.00"));
    desk.must(RetryRefund{er1});
    CHECK(in_short(desk.books().receivable) == "payable 0.00, paid 180.00, refunded 180.00, open 0.00");
}

TEST_CASE("the table of a refund's moves is due, instructed, paid or failed, due") {
    const std::vector<RefundState> states = {RefundState::due, RefundState::instructed, RefundState::paid,
                                             RefundState::failed, RefundState::cancelled};
    std::string moves;
    for (RefundState from : states)
        for (RefundState to : states)
            if (may_move(from, to)) moves += std::string(to_text(from)) + ">" + std::string(to_text(to)) + " ";
    CHECK(moves == "due>instructed due>cancelled instructed>paid instructed>failed paid>failed failed>due ");
    for (RefundState state : states) CHECK(parse_refund_state(to_text(state)) == state);
    CHECK_FALSE(parse_refund_state("pending"));
}
