#include "tests/adapters/verify/house.hpp"
#include "tests/engine/given/bill.hpp"

namespace makegood::verify {

using given::of_lines;
using given::whole;

namespace {

InvoiceNumber invoice(const char* number) {
    return InvoiceNumber(number);
}

BankAccount other_account() {
    return {Personal("DE89370400440532013000"), Personal("Ada Quarry"), {}};
}

void next_day(House& house) {
    house.clock.advance(std::chrono::hours(24));
}

void release_and_pay(House& house, const std::string& refund, const Date& on) {
    house.must("Fay", ReleaseRefund{RefundNumber(refund)});
    house.must("makegood", RecordRefundPaid{RefundNumber(refund), on, "bank " + refund});
}

/// Paid, credited, refunded, taken back and replaced, and credited once more.
void refunded(House& house) {
    house.must("Olga", contract::record("M-1"));
    house.pay("M-1", "P-1", "180.00");
    const std::string refund = house.honour("M-1", of_lines({{"1", "60.00"}}));
    release_and_pay(house, refund, given::date("2026-03-02"));
    house.must("Ada", ReverseAdjustment{AdjustmentNumber("CN-2026-000001")});
    house.honour("M-1", of_lines({{"2", "33.33"}}));
    house.must("Olga", AddNote{house.invoice("M-1").claims.front().id, Personal("called once more")});
    (void)house.ask("Ada", ReverseAdjustment{AdjustmentNumber("CN-2026-000002")});  // at the same moment
}

/// The bank sends it back, it goes out again to another account, and comes back once more.
void returned(House& house) {
    house.must("Olga", contract::record("M-2"));
    house.pay("M-2", "P-2", "180.00");
    const RefundNumber refund(house.honour("M-2", whole("100.00")));
    house.must("Fay", ReleaseRefund{refund});
    house.must("makegood", RecordRefundFailed{refund, given::date("2026-03-02"), "account closed"});
    house.must("Olga", NameRefundAccount{refund, other_account()});
    house.must("Fay", ConfirmRefundAccount{refund, Channel::link});
    house.must("Olga", RetryRefund{refund});
    house.must("Finn", ReleaseRefund{refund});
    house.must("makegood", RecordRefundPaid{refund, given::date("2026-03-02"), "bank"});
    house.must("makegood", RecordRefundFailed{refund, given::date("2026-03-02"), "came back"});
    house.must("Fay", RetryRefund{refund});
}

/// Kept for the customer, used on another invoice, and the rest sent back.
void kept(House& house) {
    house.must("Olga", contract::record("M-3"));
    house.must("Olga", contract::record("M-4"));
    house.pay("M-3", "P-3", "180.00");
    house.honour("M-3", whole("60.00"), SettlementKind::balance);
    house.must("Fay", UseBalance{invoice("M-3"), invoice("M-4"), "70.00", Channel::phone});
    house.must("Fay", RefundBalance{invoice("M-3"), "30.00"});
    house.pay("M-4", "P-4", "50.00");
    house.pay("M-4", "P-5", "50.00");
    house.must("makegood", ReversePayment{PaymentId("P-4"), given::date("2026-03-02"), "no cover"});
    house.must("makegood", ReversePayment{PaymentId("P-5"), given::date("2026-03-02"), "no cover"});
}

/// Recorded wrongly, and said anew: once lower, once so that nothing is left to move.
void corrected(House& house) {
    house.must("Olga", contract::record("M-5", "180.00"));
    house.honour("M-5", whole("150.00"));
    house.must("Ada", ReverseAdjustment{AdjustmentNumber(house.invoice("M-5").adjustments.back().number),
                                        ReverseAdjustment::Correction{whole("15.00"), Channel::phone}});
    house.must("Olga", contract::record("M-6", "180.00"));
    house.honour("M-6", of_lines({{"1", "10.00"}}));
    house.must("Ada", ReverseAdjustment{AdjustmentNumber(house.invoice("M-6").adjustments.back().number),
                                        ReverseAdjustment::Correction{of_lines({{"1", "100.00"}}), Channel::letter}});
}

/// A supplement that the customer confirmed, revoked before it was paid.
void revoked(House& house) {
    house.must("Olga", contract::record("M-7"));
    house.must("Olga", Invoke{invoice("M-7"), of_lines({{"1", "150.00"}}), {}, {}});
    house.must("Ada", Approve{house.claim("M-7")});
    house.must("link", AnswerOffer{house.claim("M-7"), OfferAnswer::confirmed, "60.00", "10.00"});
    house.must("link", AnswerOffer{house.claim("M-7"), OfferAnswer::revoked, "", ""});
}

void beyond_the_price(House& house) {
    house.must("Olga", contract::record("M-8", "180.00"));
    house.honour("M-8", whole("0.00"), SettlementKind::out_of_band);
    const ClaimId claim = house.claim("M-8");
    house.must("Olga", GiveMakeGood{claim, MakeGoodKind::apology, {}, "We are sorry."});
    house.must("Olga", GiveMakeGood{claim, MakeGoodKind::other_bill, "44.40", "The plumber is on us."});
    const RefundNumber refund = house.invoice("M-8").refunds.back().number;
    house.must("Olga", NameRefundAccount{refund, other_account()});
    house.must("Fay", ConfirmRefundAccount{refund, Channel::phone});
    house.must("Finn", ReleaseRefund{refund});
    house.must("makegood", RecordRefundPaid{refund, given::date("2026-03-04"), {}});
    house.must("Olga", GiveMakeGood{claim, MakeGoodKind::money, "5.00", "For the trouble."});
}

/// Less than was open arrives, and says of what and why.
void paid_short(House& house) {
    house.must("Olga", contract::record("M-9"));
    Payment payment{PaymentId("P-9"), given::date("2026-03-03"), given::money("150.00")};
    payment.deductions.push_back({LineId("2"), given::money("30.00"), {}, Personal("it was wet")});
    house.must("makegood", RecordPayment{invoice("M-9"), payment});
}

void in_yen(House& house) {
    house.must("Olga", RecordInvoice{given::Bill("JPY", "M-10").line("1000").line("500").paid("1650").invoice()});
    house.honour("M-10", of_lines({{"1", "400"}}));
}

}  // namespace

void tell_money_stories(JournalFile& file, Closing closing) {
    House house;
    const auto close = [&] {
        if (closing == Closing::daily && !house.close()) throw std::runtime_error("the test's own batch was refused");
    };
    close();  // of what was before
    refunded(house);
    returned(house);
    next_day(house);
    house.clock.advance(std::chrono::hours(3));
    kept(house);
    paid_short(house);
    next_day(house);
    close();
    corrected(house);
    revoked(house);
    beyond_the_price(house);
    next_day(house);
    in_yen(house);
    close();
    house.must("Ada", Approve{house.claim("M-9")});
    next_day(house);
    close();
    (void)house.ask("link", ExportCommand(AnswerBatch{2, false, "no such account"}));
    (void)house.ask("link", ExportCommand(AnswerBatch{2, true, "GL-77"}));
    file.take_over(house.path());
}

}  // namespace makegood::verify
